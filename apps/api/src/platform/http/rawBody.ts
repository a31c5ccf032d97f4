import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { tooLarge } from './requestErrors.js';
import { requestLimits } from './requestLimits.js';

const KEPT = Symbol('rawBody');

interface Kept {
  [KEPT]?: Buffer;
}

/**
 * For a route whose caller signs the bytes that it sends (vendor webhooks): they are kept beside the parsed body, and a larger body is
 * refused before it is parsed. Its caller has no session, so more than `strangerBytes` never arrives. Elsewhere nothing is kept.
 */
export const KeepRawBody = (maxBytes: number = requestLimits.strangerBytes): MethodDecorator =>
  applyDecorators(RouteConfig({ rawBodyBytes: maxBytes }));

/** The body of the request byte for byte; empty when there was none. @throws Error on a route without `KeepRawBody` */
export const RawBody = createParamDecorator((_data: unknown, execution: ExecutionContext): Buffer => {
  const request = execution.switchToHttp().getRequest<FastifyRequest>();
  if (limitOf(request) === null) throw new Error('This route does not keep the body as it was sent: it lacks @KeepRawBody().');
  return (request as Kept)[KEPT] ?? Buffer.alloc(0);
});

/** Called by the parsers of bodies, before they parse. Answers what is wrong with its size. */
export function keepRawBody(request: FastifyRequest, body: Buffer): Error | null {
  const limit = limitOf(request);
  if (limit === null) return null;
  if (body.length > limit) return tooLarge();
  (request as Kept)[KEPT] = body;
  return null;
}

function limitOf(request: FastifyRequest): number | null {
  const { rawBodyBytes } = request.routeOptions.config as { readonly rawBodyBytes?: number };
  return rawBodyBytes ?? null;
}
