import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { systemContext } from '../../platform/context/contexts.js';
import type { JobRun } from '../../platform/jobs/JobHandler.js';
import { AppLogger } from '../../platform/logging/AppLogger.js';
import { Recurring, type RecurringHandler } from '../../platform/recurring/Recurring.js';
import { WorkspacePurge } from './WorkspacePurge.js';

/** Once a day. The removals themselves are jobs of their own. */
@Recurring({
  name: 'workspaces.purge',
  cron: '17 3 * * *',
  repeatable: 'It begins the removal of workspaces whose grace is over; a removal that has started is not started again.',
})
export class PurgeWorkspacesJob implements RecurringHandler {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly purge: WorkspacePurge,
    private readonly logger: AppLogger,
  ) {}

  async run({ requestId }: JobRun): Promise<void> {
    const due = await this.purge.purgeDue(systemContext(this.dataSource.manager, requestId));
    if (due > 0) this.logger.info('workspace.purging', { count: due });
  }
}
