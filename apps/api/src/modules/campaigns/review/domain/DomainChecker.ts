import { Injectable } from '@nestjs/common';
import type { DomainReport } from '@rapport/providers';
import RateLimiterRes from 'rate-limiter-flexible/lib/RateLimiterRes.js';
import type { WorkspaceContext } from '../../../../platform/context/Context.js';
import { AppLogger } from '../../../../platform/logging/AppLogger.js';
import { DatabaseRateLimiter } from '../../../../platform/security/throttling/DatabaseRateLimiter.js';
import { ThrottleRepository } from '../../../../platform/security/throttling/ThrottleRepository.js';
import { Clock } from '../../../../platform/time/Clock.js';
import { SenderPoolService, type SenderIdentity } from '../../../providers/SenderPoolService.js';
import { SenderDomainFacts } from '../../../providers/public.js';
import { type KeptAnswer, KeptAnswers } from '../KeptAnswers.js';

/** What is right stays so for a while; what is not is being repaired. */
const FINE_MS = 10 * 60_000;
const OTHERS_MS = 60_000;
const LIMITS = { atOnce: 4, mostWaiting: 200, mostKept: 1_000 };
/** Of a workspace in ten minutes: enough for several people at work, too few to look through the domains of a network. */
export const DOMAIN_CHECK_LIMIT = { points: 60, duration: 600 };

/** `nothing`: the account is gone, or asks nothing of a domain. */
type Answer = DomainReport | 'nothing';

/** Asks what receivers look up about a sender address, for an account and a domain at a time, and keeps it for some minutes. */
@Injectable()
export class DomainChecker {
  private readonly answers: KeptAnswers<Answer>;
  private readonly limit: DatabaseRateLimiter;

  constructor(
    private readonly pool: SenderPoolService,
    private readonly facts: SenderDomainFacts,
    throttles: ThrottleRepository,
    clock: Clock,
    logger: AppLogger,
  ) {
    this.limit = new DatabaseRateLimiter(throttles, clock, 'campaignDomain.workspace', DOMAIN_CHECK_LIMIT);
    this.answers = new KeptAnswers(clock, {
      ...LIMITS,
      keepMs: (answer) => (answer !== 'nothing' && isRight(answer) ? FINE_MS : OTHERS_MS),
      failed: (error) => logger.failure('campaigns.domainNotChecked', error),
    });
  }

  /** What is known; what is not is asked from now on. Null: it is not, because too much is asked already. */
  async look(
    ctx: WorkspaceContext,
    { accountId, settings }: SenderIdentity & { readonly accountId: string },
    domain: string,
  ): Promise<KeptAnswer<Answer> | null> {
    // The settings too: another server is asked about anew.
    const key = JSON.stringify([ctx.workspaceId, accountId, domain, settings]);
    const known = this.answers.find(key);
    if (known) return known;
    if (!(await this.count(ctx))) return null;
    return this.answers.look(key, async () => {
      const saved = await this.pool.read(ctx, accountId);
      return (await this.facts.find(ctx, saved, domain)) ?? 'nothing';
    });
  }

  private async count(ctx: WorkspaceContext): Promise<boolean> {
    try {
      await this.limit.consume(ctx.workspaceId);
      return true;
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return false;
      throw refusal;
    }
  }
}

function isRight({ checks, passesDmarc }: DomainReport): boolean {
  return passesDmarc === 'yes' && checks.every(({ kind, state }) => state === 'ok' || kind === 'mx');
}
