import type { OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { systemContext } from '../../platform/context/contexts.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../platform/jobs/JobHandler.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import { AppLogger } from '../../platform/logging/AppLogger.js';
import { Clock } from '../../platform/time/Clock.js';
import { WorkspaceDeletionService } from './WorkspaceDeletionService.js';

const PURGE_JOB = 'workspaces.purge';
const EVERY_MS = 24 * 3_600_000;

/** Once a day, in one process, whoever's: the job is one row with one key. The removals themselves are jobs of their own. */
@JobHandlerProvider()
export class PurgeWorkspacesJob implements JobHandler<object>, OnApplicationBootstrap {
  readonly name = PURGE_JOB;
  readonly repeatable = 'It begins the removal of workspaces whose grace is over; a removal that has started is not started again.';

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly jobs: JobQueue,
    private readonly deletion: WorkspaceDeletionService,
    private readonly clock: Clock,
    private readonly logger: AppLogger,
  ) {}

  /** At every start too: a server that is off at night is not late by a day. */
  async onApplicationBootstrap(): Promise<void> {
    await this.enqueue(0);
  }

  async handle(_payload: object, { requestId }: JobRun): Promise<void> {
    try {
      const due = await this.deletion.purgeDue(systemContext(this.dataSource.manager, requestId));
      if (due > 0) this.logger.info('workspace.purging', { count: due });
    } finally {
      await this.enqueue(EVERY_MS);
    }
  }

  private enqueue(inMs: number): Promise<void> {
    const runAt = new Date(this.clock.now().getTime() + inMs);
    return this.jobs.enqueue(this.dataSource, { name: PURGE_JOB, payload: {}, key: PURGE_JOB, runAt });
  }
}
