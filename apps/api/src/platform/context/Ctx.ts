import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Context } from './Context.js';

const CONTEXT = Symbol('context');

/** The request as it comes from the access guard. */
interface Guarded {
  [CONTEXT]?: Context;
}

/** Set once by the access guard, after the request was let in. */
export function attachContext(request: FastifyRequest, ctx: Context): void {
  (request as Guarded)[CONTEXT] = ctx;
}

export function contextOf(request: FastifyRequest): Context {
  const ctx = (request as Guarded)[CONTEXT];
  if (!ctx) throw new Error('This request has no context: its route was not guarded.');
  return ctx;
}

/** The context of the request: a WorkspaceContext on workspace routes, else a Context. */
export const Ctx = createParamDecorator((_data: unknown, execution: ExecutionContext) =>
  contextOf(execution.switchToHttp().getRequest<FastifyRequest>()),
);
