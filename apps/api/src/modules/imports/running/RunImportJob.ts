import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { jobContext } from '../../../platform/context/contexts.js';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { AppError } from '../../../platform/http/AppError.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../../platform/jobs/JobHandler.js';
import { JobQueue } from '../../../platform/jobs/JobQueue.js';
import { LiveEvents } from '../../../platform/live/LiveEvents.js';
import { AppLogger } from '../../../platform/logging/AppLogger.js';
import { ImportCompletion } from './ImportCompletion.js';
import { ImportProgress } from './ImportProgress.js';
import { ImportRunner } from './ImportRunner.js';
import { importJobKey, RUN_IMPORT_ATTEMPTS, RUN_IMPORT, type RunImportPayload } from './runImport.js';

/** Runs an import to its end, over as many deliveries as it takes. */
@JobHandlerProvider()
export class RunImportJob implements JobHandler<RunImportPayload> {
  readonly name = RUN_IMPORT;
  readonly repeatable =
    'Each step commits its contacts, counts and checkpoint together and only if nobody has done it before, so a second delivery goes on behind the last step.';

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly runner: ImportRunner,
    private readonly completion: ImportCompletion,
    private readonly jobQueue: JobQueue,
    private readonly liveEvents: LiveEvents,
    private readonly logger: AppLogger,
  ) {}

  async handle(payload: RunImportPayload, run: JobRun): Promise<void> {
    const ctx = jobContext(this.dataSource.manager, payload.workspaceId, this.name, run.requestId);
    try {
      await this.runOnce(ctx, payload, run);
    } catch (error) {
      // What a person can mend ends the import with a sentence; what may pass by itself is tried again first.
      if (!(error instanceof AppError) && run.attempt < RUN_IMPORT_ATTEMPTS) throw error;
      this.logger.failure('import.failed', error, { importId: payload.importId, requestId: ctx.requestId });
      const failed = await this.completion.fail(ctx, payload.importId, error);
      if (failed) new ImportProgress(this.liveEvents, failed).tell(failed);
    }
  }

  private async runOnce(ctx: WorkspaceContext, payload: RunImportPayload, run: JobRun): Promise<void> {
    const work = await this.completion.findWork(ctx, payload.importId);
    if (!work) return;
    const progress = new ImportProgress(this.liveEvents, work.record);
    const outcome = await this.runner.run(ctx, work.record, work.plan, { signal: run.signal, tell: (record) => progress.tell(record) });
    switch (outcome) {
      case 'ended': {
        const done = await this.completion.complete(ctx, payload.importId);
        if (done) progress.tell(done);
        return;
      }
      case 'refused':
        return this.completion.tidyUp(ctx, payload.importId);
      case 'stopped':
        return this.jobQueue.enqueue(ctx, {
          name: RUN_IMPORT,
          payload,
          key: importJobKey(payload.importId),
          maxAttempts: RUN_IMPORT_ATTEMPTS,
        });
    }
  }
}
