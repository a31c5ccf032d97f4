import { jobContext } from '../../../platform/context/contexts.js';
import type { JobRun } from '../../../platform/jobs/JobHandler.js';
import { Recurring, type RecurringHandler } from '../../../platform/recurring/Recurring.js';
import { DomainFigures } from './DomainFigures.js';

const COUNT_DOMAINS = 'campaigns.countDomains';

/** Counts by domain what came of young campaigns, one after the other. */
@Recurring({ name: COUNT_DOMAINS, cron: '41 */2 * * * *', repeatable: 'A count replaces the one before.' })
export class CountDomainsJob implements RecurringHandler {
  constructor(private readonly domains: DomainFigures) {}

  async run({ ctx, signal }: Pick<JobRun, 'ctx' | 'signal'>): Promise<void> {
    const failures: unknown[] = [];
    for (const campaign of await this.domains.listDue(ctx)) {
      if (signal.aborted) return;
      const inside = jobContext(ctx.manager, campaign.workspaceId, COUNT_DOMAINS, ctx.requestId);
      // One that fails keeps no other waiting.
      await this.domains.count(inside, campaign).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }
}
