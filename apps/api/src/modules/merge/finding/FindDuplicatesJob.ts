import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { jobContext, systemContext } from '../../../platform/context/contexts.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../../platform/jobs/JobHandler.js';
import { JobQueue } from '../../../platform/jobs/JobQueue.js';
import { Recurring, type RecurringHandler } from '../../../platform/recurring/Recurring.js';
import { DuplicateRepository } from '../DuplicateRepository.js';
import { DuplicateSearch, FIND_DUPLICATES, findDuplicatesJob, type FindDuplicatesPayload } from './DuplicateSearch.js';

/** Looks for the duplicates of one workspace. */
@JobHandlerProvider()
export class FindDuplicatesJob implements JobHandler<FindDuplicatesPayload> {
  readonly name = FIND_DUPLICATES;
  readonly repeatable = 'It writes the pairs that there are and takes out those that there are not; a second run finds the same.';

  constructor(private readonly search: DuplicateSearch) {}

  async handle({ workspaceId }: FindDuplicatesPayload, run: JobRun): Promise<void> {
    await this.search.run(jobContext(run.ctx.manager, workspaceId, this.name, run.requestId), run.signal);
  }
}

/** Once an hour in each workspace whose contacts have changed since. */
@Recurring({
  name: 'merge.searchChanged',
  cron: '37 * * * *',
  repeatable: 'It asks for a search of what has changed; one that waits already is replaced.',
})
export class SearchChangedWorkspaces implements RecurringHandler {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly duplicates: DuplicateRepository,
    private readonly queue: JobQueue,
  ) {}

  async run({ requestId, signal }: JobRun): Promise<void> {
    const system = systemContext(this.dataSource.manager, requestId);
    for (const workspaceId of await this.duplicates.listWorkspaces(system)) {
      if (signal.aborted) return;
      const ctx = jobContext(system.manager, workspaceId, 'merge.searchChanged', requestId);
      const scannedAt = await this.duplicates.scannedAt(ctx);
      if (scannedAt === null || (await this.duplicates.isChangedSince(ctx, scannedAt)))
        await this.queue.enqueue(ctx, findDuplicatesJob(workspaceId));
    }
  }
}
