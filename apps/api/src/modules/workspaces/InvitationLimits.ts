import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { emailKey } from '@rapport/common';
import RateLimiterRes from 'rate-limiter-flexible/lib/RateLimiterRes.js';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { DatabaseRateLimiter } from '../../platform/security/throttling/DatabaseRateLimiter.js';
import { ThrottleRepository } from '../../platform/security/throttling/ThrottleRepository.js';
import { Clock } from '../../platform/time/Clock.js';
import { tooManyInvitations } from './workspaceErrors.js';

const DAY_SECONDS = 86_400;

/** How many invitations a day, the first and each one sent again. */
export const INVITATION_LIMITS = {
  /** To one address from one workspace: a stranger is not mailed again and again. */
  addressInWorkspace: 5,
  /** To one address from everywhere; looser, so that one workspace alone cannot keep others from inviting someone. */
  address: 20,
  person: 100,
  workspace: 200,
} as const;

type LimitName = keyof typeof INVITATION_LIMITS;

/** Each invitation mails someone who never asked for it. Counted in the database, outside the unit of work: a refusal counts too. */
@Injectable()
export class InvitationLimits {
  private readonly limiters: Record<LimitName, DatabaseRateLimiter>;

  constructor(throttles: ThrottleRepository, clock: Clock) {
    const of = (name: LimitName): DatabaseRateLimiter =>
      new DatabaseRateLimiter(throttles, clock, `invitation.${name}`, { points: INVITATION_LIMITS[name], duration: DAY_SECONDS });
    this.limiters = {
      addressInWorkspace: of('addressInWorkspace'),
      address: of('address'),
      person: of('person'),
      workspace: of('workspace'),
    };
  }

  /** The tightest first: what it refuses counts no further. */
  async count(ctx: WorkspaceContext, email: string): Promise<void> {
    const address = createHash('sha256').update(emailKey(email)).digest('base64url');
    await this.consume('addressInWorkspace', `${ctx.workspaceId}/${address}`);
    await this.consume('address', address);
    await this.consume('person', actorUserId(ctx) ?? '');
    await this.consume('workspace', ctx.workspaceId);
  }

  private async consume(name: LimitName, key: string): Promise<void> {
    try {
      await this.limiters[name].consume(key);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw tooManyInvitations(name, INVITATION_LIMITS[name], Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)));
    }
  }
}
