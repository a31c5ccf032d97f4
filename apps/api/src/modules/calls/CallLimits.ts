import { Injectable } from '@nestjs/common';
import RateLimiterRes from 'rate-limiter-flexible/lib/RateLimiterRes.js';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { DatabaseRateLimiter } from '../../platform/security/throttling/DatabaseRateLimiter.js';
import { ThrottleRepository } from '../../platform/security/throttling/ThrottleRepository.js';
import { Clock } from '../../platform/time/Clock.js';
import { tooManyCalls } from './callErrors.js';

const WINDOW_SECONDS = 3600;

/** Calls in an hour: more than a busy salesperson makes, and too few to be a nuisance to one phone. */
export const CALL_LIMITS = { member: 60, phone: 6 } as const;

/** Calls cost money and ring at people: a member makes only so many, and one phone is called only so often by a workspace. */
@Injectable()
export class CallLimits {
  private readonly member: DatabaseRateLimiter;
  private readonly phone: DatabaseRateLimiter;

  constructor(throttles: ThrottleRepository, clock: Clock) {
    const of = (name: keyof typeof CALL_LIMITS): DatabaseRateLimiter =>
      new DatabaseRateLimiter(throttles, clock, `call.${name}`, { points: CALL_LIMITS[name], duration: WINDOW_SECONDS });
    this.member = of('member');
    this.phone = of('phone');
  }

  /** Counts a call before it is made. @throws AppError 429 */
  async count(ctx: WorkspaceContext, phone: string): Promise<void> {
    await consume(this.member, `${ctx.workspaceId}:${actorUserId(ctx) ?? ''}`, false);
    await consume(this.phone, `${ctx.workspaceId}:${phone}`, true);
  }
}

async function consume(limiter: DatabaseRateLimiter, key: string, isToOne: boolean): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) throw tooManyCalls(Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)), isToOne);
    throw refusal;
  }
}
