import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { keepRawBody } from './rawBody.js';
import { malformed, tooManyParameters } from './requestErrors.js';
import { requestLimits } from './requestLimits.js';
import { problemWithJson } from './scanJson.js';

const AMPERSAND = 0x26;

/** The parsers of bodies, which look before they parse. Nest's own have no limit but the size. */
export function addBodyParsers(adapter: FastifyAdapter, fastify: FastifyInstance): void {
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  const options = { bodyLimit: requestLimits.bodyBytes };
  adapter.useBodyParser('application/json', false, options, (request, body, done) => {
    const problem = keepRawBody(request, body) ?? problemWithJson(body);
    if (problem) done(problem);
    else void parseJson(request, body.toString('utf8'), done);
  });
  adapter.useBodyParser('application/x-www-form-urlencoded', false, options, (request, body, done) => {
    const problem = keepRawBody(request, body);
    if (problem) return done(problem);
    if (isLongerThan(body, requestLimits.formFields)) return done(tooManyParameters());
    const fields = new URLSearchParams(body.toString('utf8'));
    if (fields.has('__proto__')) done(malformed());
    else done(null, Object.fromEntries(fields));
  });
}

function isLongerThan(form: Buffer, fields: number): boolean {
  let count = 1;
  for (let at = form.indexOf(AMPERSAND); at !== -1 && count <= fields; at = form.indexOf(AMPERSAND, at + 1)) count += 1;
  return count > fields;
}
