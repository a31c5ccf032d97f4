import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Context } from './Context.js';

const contexts = new WeakMap<FastifyRequest, Context>();

/** Set once by the access guard, after the request was let in. */
export function attachContext(request: FastifyRequest, ctx: Context): void {
  contexts.set(request, ctx);
}

export function contextOf(request: FastifyRequest): Context {
  const ctx = contexts.get(request);
  if (!ctx) throw new Error('This request has no context: its route was not guarded.');
  return ctx;
}

/** The context of the request: a WorkspaceContext on workspace routes, else a Context. */
export const Ctx = createParamDecorator((_data: unknown, execution: ExecutionContext) =>
  contextOf(execution.switchToHttp().getRequest<FastifyRequest>()),
);
