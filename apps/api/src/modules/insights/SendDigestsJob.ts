import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { jobContext, systemContext } from '../../platform/context/contexts.js';
import type { JobRun } from '../../platform/jobs/JobHandler.js';
import { Recurring, type RecurringHandler } from '../../platform/recurring/Recurring.js';
import { InsightDigests } from './InsightDigests.js';
import { InsightRepository } from './InsightRepository.js';

const SEND_DIGESTS = 'insights.sendDigests';

/** Each hour, for it is eight in the morning somewhere. */
@Recurring({
  name: SEND_DIGESTS,
  cron: '26 * * * *',
  repeatable: 'A mail is queued in the transaction that notes its week, once for each member.',
})
export class SendDigestsJob implements RecurringHandler {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly insights: InsightRepository,
    private readonly digests: InsightDigests,
  ) {}

  async run({ requestId, signal }: Pick<JobRun, 'requestId' | 'signal'>): Promise<void> {
    const system = systemContext(this.dataSource.manager, requestId);
    const failures: unknown[] = [];
    for (const { id } of await this.insights.listWorkspaces(system)) {
      if (signal.aborted) return;
      // One that fails keeps no other from its mail.
      await this.digests.send(jobContext(system.manager, id, SEND_DIGESTS, requestId)).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }
}
