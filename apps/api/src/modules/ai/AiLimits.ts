import { Injectable } from '@nestjs/common';
import RateLimiterRes from 'rate-limiter-flexible/lib/RateLimiterRes.js';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { DatabaseRateLimiter } from '../../platform/security/throttling/DatabaseRateLimiter.js';
import { ThrottleRepository } from '../../platform/security/throttling/ThrottleRepository.js';
import { Clock } from '../../platform/time/Clock.js';
import { tooManyAiRequests } from './aiErrors.js';

const WINDOW_SECONDS = 3600;

/** Questions in an hour: more than a person reads answers to. */
export const AI_LIMITS = { member: 60, workspace: 300 } as const;

/** Questions cost money, whoever asks them. */
@Injectable()
export class AiLimits {
  private readonly member: DatabaseRateLimiter;
  private readonly workspace: DatabaseRateLimiter;

  constructor(throttles: ThrottleRepository, clock: Clock) {
    const of = (name: keyof typeof AI_LIMITS): DatabaseRateLimiter =>
      new DatabaseRateLimiter(throttles, clock, `ai.${name}`, { points: AI_LIMITS[name], duration: WINDOW_SECONDS });
    this.member = of('member');
    this.workspace = of('workspace');
  }

  /** Counts a question before it is asked. @throws AppError 429 */
  async count(ctx: WorkspaceContext): Promise<void> {
    try {
      await this.member.consume(`${ctx.workspaceId}:${actorUserId(ctx) ?? ''}`);
      await this.workspace.consume(ctx.workspaceId);
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) throw tooManyAiRequests(Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)));
      throw refusal;
    }
  }
}
