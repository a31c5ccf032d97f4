import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor, StreamableFile } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { catchError, mergeMap, type Observable, of } from 'rxjs';
import type { Context } from '../context/Context.js';
import { attachContext, contextOf } from '../context/Ctx.js';
import { AppError } from '../http/AppError.js';
import { READ_ONLY } from '../http/routes.js';
import { toAppError } from '../http/toAppError.js';
import { AppLogger } from '../logging/AppLogger.js';
import { answerLost, badIdempotencyKey, notForUploads } from './idempotencyErrors.js';
import { packAnswer } from './packAnswer.js';
import { IdempotencyKeys, type Slot, type StoredAnswer } from './IdempotencyKeys.js';

const HEADER = 'idempotency-key';
const FORM = /^[\x21-\x7e]{1,255}$/;
/** Refusals that the same request meets again whatever happens meanwhile. Others (a missing proof, a conflict, a limit) may pass. */
const FINAL = new Set([400, 404, 410, 413, 415, 422]);

/** A POST with an `Idempotency-Key` acts once, however often it is sent. The outermost interceptor: it keeps what leaves the others. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly keys: IdempotencyKeys,
    private readonly reflector: Reflector,
    private readonly logger: AppLogger,
  ) {}

  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> | Promise<Observable<unknown>> {
    const request = execution.switchToHttp().getRequest<FastifyRequest>();
    if (request.method !== 'POST' || request.headers[HEADER] === undefined) return next.handle();
    // What only reads may be repeated as it is; its answer would be kept for nothing.
    if (this.reflector.get<boolean | undefined>(READ_ONLY, execution.getHandler())) return next.handle();
    const ctx = contextOf(request);
    const slot = this.slotOf(request, ctx);
    return slot ? this.once(ctx, slot, request, execution.switchToHttp().getResponse<FastifyReply>(), next) : next.handle();
  }

  private async once(
    ctx: Context,
    slot: Slot,
    request: FastifyRequest,
    reply: FastifyReply,
    next: CallHandler,
  ): Promise<Observable<unknown>> {
    const stored = await this.keys.claim(ctx.manager, slot);
    if (stored) return replay(reply, stored);
    attachContext(request, { ...ctx, lastAct: (manager) => this.keys.markActed(manager, slot) });
    return next.handle().pipe(
      catchError(async (thrown: unknown) => {
        await this.close(ctx, slot, answerOf(thrown));
        throw thrown;
      }),
      mergeMap(async (body) => {
        await this.close(ctx, slot, body instanceof StreamableFile ? null : { status: reply.statusCode, body });
        return body;
      }),
    );
  }

  private slotOf(request: FastifyRequest, { actor, ...ctx }: Context & { readonly workspaceId?: string }): Slot | null {
    // Without someone it belongs to, a key would be anybody's.
    if (actor.type !== 'user' && actor.type !== 'key') return null;
    const key = request.headers[HEADER];
    if (typeof key !== 'string' || !FORM.test(key)) throw badIdempotencyKey();
    if (request.headers['content-type']?.startsWith('multipart/')) throw notForUploads();
    const who = actor.type === 'key' ? `key:${actor.keyId}` : `user:${actor.userId}`;
    return this.keys.slotOf(`${ctx.workspaceId ?? '-'}:${who}`, key, request);
  }

  private async settleAsLost(ctx: Context, slot: Slot): Promise<void> {
    const { status, body } = answerOf(answerLost());
    await this.keys.settle(ctx.manager, slot, status, JSON.stringify(body));
  }

  /** Never fails: the act is done or undone already, and its answer must leave. Without it a repetition is told that the answer was lost. */
  private async close(ctx: Context, slot: Slot, answer: StoredAnswer | null): Promise<void> {
    try {
      const packed = answer !== null && answer.status < 500 ? await packAnswer(answer.body) : null;
      // Refused after something was committed (the record of an attempt): it is not repeated, so this is its answer.
      const isFinalAnswer = answer !== null && packed !== null && isFinal(answer);
      if (!isFinalAnswer && (await this.keys.release(ctx.manager, slot))) return;
      if (answer !== null && packed !== null) await this.keys.settle(ctx.manager, slot, answer.status, packed);
      // It acted, and its answer cannot be repeated: that is what a repetition is told, at once.
      else if (answer === null || answer.status < 500) await this.settleAsLost(ctx, slot);
    } catch (error) {
      this.logger.failure('idempotency.notSettled', error, { requestId: ctx.requestId });
    } finally {
      this.keys.end(slot);
    }
  }
}

function isFinal({ status }: StoredAnswer): boolean {
  return status < 400 || FINAL.has(status);
}

function answerOf(thrown: unknown): StoredAnswer {
  const error = toAppError(thrown);
  const { code, message, fields, fieldCount, details } = error;
  return { status: error.status, body: { code, message, fields, fieldCount, details } };
}

function replay(reply: FastifyReply, { status, body }: StoredAnswer): Observable<unknown> {
  void reply.header('Idempotency-Replayed', 'true');
  if (status < 400) return of(body);
  const { code, message, fields, fieldCount, details } = body as AppError;
  throw new AppError(code, status, message, { fields, fieldCount, details });
}
