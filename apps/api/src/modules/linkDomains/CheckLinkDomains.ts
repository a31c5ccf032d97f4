import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { jobContext, systemContext } from '../../platform/context/contexts.js';
import type { JobRun } from '../../platform/jobs/JobHandler.js';
import { Recurring, type RecurringHandler } from '../../platform/recurring/Recurring.js';
import { Clock } from '../../platform/time/Clock.js';
import { LinkDomainRepository } from './LinkDomainRepository.js';
import { LinkDomainService } from './LinkDomainService.js';

const MINUTE_MS = 60_000;
/** One that works is looked at a few times a day; one that does not with each run, because people wait for it. */
const READY_MS = 6 * 60 * MINUTE_MS;
const OTHERS_MS = 9 * MINUTE_MS;
/** Whoever has not published a record for so long has given it up. */
const ENTERED_MS = 7 * 24 * 60 * MINUTE_MS;
const AT_ONCE = 50;

/** Notices by itself when a tracking domain begins to work, and when it stops: campaigns that start then lead through the installation's own address. */
@Recurring({
  name: 'linkDomains.check',
  cron: '*/10 * * * *',
  repeatable: 'A check changes nothing but what is said of the host.',
})
export class CheckLinkDomains implements RecurringHandler {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly domains: LinkDomainRepository,
    private readonly service: LinkDomainService,
    private readonly clock: Clock,
  ) {}

  async run({ requestId, signal }: JobRun): Promise<void> {
    const system = systemContext(this.dataSource.manager, requestId);
    const now = this.clock.now().getTime();
    const before = (ms: number): string => new Date(now - ms).toISOString();
    const due = await this.domains.due(
      system,
      { ready: before(READY_MS), others: before(OTHERS_MS), enteredAfter: before(ENTERED_MS) },
      AT_ONCE,
    );
    for (const workspaceId of due) {
      if (signal.aborted) return;
      await this.service.checkAgain(jobContext(system.manager, workspaceId, 'linkDomains.check', requestId));
    }
  }
}
