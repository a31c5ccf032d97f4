import { Injectable } from '@nestjs/common';
import RateLimiterRes from 'rate-limiter-flexible/lib/RateLimiterRes.js';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { DatabaseRateLimiter } from '../../platform/security/throttling/DatabaseRateLimiter.js';
import { ThrottleRepository } from '../../platform/security/throttling/ThrottleRepository.js';
import { type Allowance, allowanceOf } from '../../platform/security/throttling/allowance.js';
import { Clock } from '../../platform/time/Clock.js';
import { tooManyChecks } from './senderErrors.js';

const WINDOW_SECONDS = 600;

/** Checks of a sender in ten minutes: enough to find the right settings, too few to look through a network. */
export const SENDER_CHECK_LIMITS = { person: 30, workspace: 60 } as const;

@Injectable()
export class SenderCheckLimits {
  private readonly person: DatabaseRateLimiter;
  private readonly workspace: DatabaseRateLimiter;

  constructor(
    throttles: ThrottleRepository,
    private readonly clock: Clock,
  ) {
    const of = (name: keyof typeof SENDER_CHECK_LIMITS): DatabaseRateLimiter =>
      new DatabaseRateLimiter(throttles, clock, `senderCheck.${name}`, { points: SENDER_CHECK_LIMITS[name], duration: WINDOW_SECONDS });
    this.person = of('person');
    this.workspace = of('workspace');
  }

  left(ctx: WorkspaceContext): Promise<Allowance> {
    const limits = [[this.person, personOf(ctx)] as const, [this.workspace, ctx.workspaceId] as const];
    return allowanceOf(limits, this.clock.now());
  }

  /** Counts a check before it is made; what is refused counts no further. */
  async count(ctx: WorkspaceContext): Promise<void> {
    try {
      await this.person.consume(personOf(ctx));
      await this.workspace.consume(ctx.workspaceId);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw tooManyChecks(Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)));
    }
  }
}

function personOf(ctx: WorkspaceContext): string {
  return actorUserId(ctx) ?? ctx.workspaceId;
}
