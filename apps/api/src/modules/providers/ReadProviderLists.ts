import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { systemContext } from '../../platform/context/contexts.js';
import type { JobRun } from '../../platform/jobs/JobHandler.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Recurring, type RecurringHandler } from '../../platform/recurring/Recurring.js';
import { keepsList, readListOf } from './ReadProviderListJob.js';
import { SenderRepository } from './SenderRepository.js';

const AT_ONCE = 200;

/** Once a day, and when an account is connected (ProviderReports). */
@Recurring({
  name: 'senders.readLists',
  cron: '40 3 * * *',
  repeatable: 'A job that waits already is replaced by its like.',
})
export class ReadProviderLists implements RecurringHandler {
  constructor(
    private readonly senders: SenderRepository,
    private readonly jobs: JobQueue,
    private readonly unitOfWork: UnitOfWork,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  async run({ requestId, signal }: JobRun): Promise<void> {
    const ctx = systemContext(this.dataSource.manager, requestId);
    let after = '';
    while (!signal.aborted) {
      const rows = await this.senders.listAll(ctx, after, AT_ONCE);
      await this.unitOfWork.run(ctx, async (ctx) => {
        for (const { id, workspaceId, type } of rows)
          if (keepsList(type)) await this.jobs.enqueue(ctx, readListOf({ workspaceId, accountId: id }));
      });
      const last = rows.at(-1);
      if (!last || rows.length < AT_ONCE) return;
      after = last.id;
    }
  }
}
