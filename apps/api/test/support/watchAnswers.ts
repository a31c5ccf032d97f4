import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { createOpenApiDocument } from '../../src/openApiDocument.js';
import { isUnmatched } from '../../src/platform/http/knownRoutes.js';

/** Pages, files, probes and links in emails are no part of the API, and so not in its document. */
const OF_THE_API = /^\/api\/v1\/|^\*$/;

interface AnswerCheck {
  problemWith(answer: { method: string; route: string; status: number; contentType: string; text: string }): string | null;
}

/** From tools/jest/ApiEnvironment.mjs. */
const { answerCheck } = globalThis as unknown as { answerCheck: (document: () => string) => AnswerCheck };
const problems = new Set<string>();

/** Compares whatever this application answers, whoever asks, with its OpenAPI document. Where they disagree, the running test fails. */
export function watchAnswers(app: NestFastifyApplication): void {
  const check = answerCheck(() => JSON.stringify(createOpenApiDocument(app)));
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const route = isUnmatched(request) ? '*' : (request.routeOptions.url ?? '*');
    if (OF_THE_API.test(route)) {
      const contentType = String(reply.getHeader('content-type') ?? '');
      const text = typeof payload === 'string' ? payload : '';
      const problem = check.problemWith({ method: request.method, route, status: reply.statusCode, contentType, text });
      if (problem) problems.add(problem);
    }
    done();
  });
}

afterEach(() => {
  const found = [...problems];
  problems.clear();
  if (found.length > 0) throw new Error(found.join('\n'));
});
