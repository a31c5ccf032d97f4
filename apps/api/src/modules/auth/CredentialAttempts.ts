import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../platform/context/Context.js';
import type { AppError } from '../../platform/http/AppError.js';
import { AttemptLimiter } from '../../platform/security/throttling/AttemptLimiter.js';
import { RefusedAttempts } from './RefusedAttempts.js';

const REFUSED = { signIn: 'auth.signInRefused', secondFactor: 'auth.secondFactorRefused', stepUp: 'auth.stepUpRefused' } as const;

interface Attempt {
  readonly kind: keyof typeof REFUSED;
  /** What was typed, or the id of the account: what does not exist is counted like what does. */
  readonly account: string;
  /** Id of the account it was tried on, null when there is none. Looked up only to record a refusal. */
  readonly ownerId: () => Promise<string | null>;
  readonly request: FastifyRequest;
  readonly refusal: () => AppError;
}

/**
 * Passwords and codes can be guessed: each attempt is counted before anything is checked, a wrong one is recorded and refused, a right one
 * clears the count.
 */
@Injectable()
export class CredentialAttempts {
  constructor(
    private readonly limiter: AttemptLimiter,
    private readonly refused: RefusedAttempts,
  ) {}

  /** What `prove` answers. Null or false is a wrong guess; an error it throws is neither wrong nor right. */
  async make<T>(ctx: Context, attempt: Attempt, prove: () => Promise<T | null | false>): Promise<T> {
    const { kind, account, ownerId, request, refusal } = attempt;
    await this.limiter.count(ctx, kind, account);
    const proven = await prove();
    if (proven === null || proven === false) {
      await this.refused.record(ctx, REFUSED[kind], { userId: await ownerId(), account, request });
      throw refusal();
    }
    await this.limiter.succeed(ctx, kind, account);
    return proven;
  }
}
