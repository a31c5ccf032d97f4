import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { notFound } from '../../platform/http/AppError.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { SenderCheckLimits } from './SenderCheckLimits.js';
import { SenderDomainFacts } from './SenderDomainFacts.js';
import { SenderDomainNames } from './SenderDomainNames.js';
import type { SenderDomainDto } from './SenderDtos.js';
import { SenderPoolService } from './SenderPoolService.js';

/** Whether the domain of a sender address is set up for an account: what receivers look at before they believe who a message is from. */
@Injectable()
export class SenderDomains {
  constructor(
    private readonly pool: SenderPoolService,
    private readonly domains: SenderDomainNames,
    private readonly facts: SenderDomainFacts,
    private readonly limits: SenderCheckLimits,
    private readonly clock: Clock,
  ) {}

  /** Asks the name servers now. Counts as one of the checks that are allowed in a while. */
  async check(ctx: WorkspaceContext, accountId: string, input: { readonly domain?: string }): Promise<SenderDomainDto> {
    const saved = await this.pool.read(ctx, accountId);
    if (!saved.row) throw notFound('sender');
    const domain = await this.domains.of(ctx, input.domain);
    if (!this.facts.asksNothing(saved)) await this.limits.count(ctx);
    const report = await this.facts.find(ctx, saved, domain);
    return {
      domain,
      checkedAt: nowIso(this.clock),
      checks: (report?.checks ?? []).map(({ kind, state, message, found, records }) => ({
        ...{ kind, state, message },
        found: [...found],
        records: [...records],
      })),
    };
  }
}
