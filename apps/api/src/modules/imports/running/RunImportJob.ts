import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { JobHandlerProvider, type JobRun } from '../../../platform/jobs/JobHandler.js';
import { JobQueue } from '../../../platform/jobs/JobQueue.js';
import { LiveEvents } from '../../../platform/live/LiveEvents.js';
import { AppLogger } from '../../../platform/logging/AppLogger.js';
import { ImportCompletion } from './ImportCompletion.js';
import { ImportJob } from './ImportJob.js';
import { ImportProgress } from './ImportProgress.js';
import { ImportRunner } from './ImportRunner.js';
import { importJobKey, RUN_IMPORT, type RunImportPayload } from './runImport.js';

/** Runs an import to its end. */
@JobHandlerProvider()
export class RunImportJob extends ImportJob<RunImportPayload> {
  readonly name = RUN_IMPORT;
  readonly repeatable =
    'Each step commits its contacts, counts and checkpoint together and only if nobody has done it before, so a second delivery goes on behind the last step.';
  protected readonly failure = 'import.failed';

  constructor(
    private readonly runner: ImportRunner,
    private readonly completion: ImportCompletion,
    private readonly liveEvents: LiveEvents,
    jobQueue: JobQueue,
    logger: AppLogger,
  ) {
    super(jobQueue, logger);
  }

  protected async work(ctx: WorkspaceContext, { importId }: RunImportPayload, run: JobRun): Promise<'over' | 'stopped'> {
    const work = await this.completion.findWork(ctx, importId);
    if (!work) return 'over';
    const progress = new ImportProgress(this.liveEvents, work.record);
    const outcome = await this.runner.run(ctx, work.record, work.plan, { signal: run.signal, tell: (record) => progress.tell(record) });
    if (outcome === 'stopped') return 'stopped';
    const done = outcome === 'ended' ? await this.completion.complete(ctx, importId) : null;
    if (done) progress.tell(done);
    if (outcome === 'refused') await this.completion.tidyUp(ctx, importId);
    return 'over';
  }

  protected async fail(ctx: WorkspaceContext, { importId }: RunImportPayload, error: unknown): Promise<void> {
    const failed = await this.completion.fail(ctx, importId, error);
    if (failed) new ImportProgress(this.liveEvents, failed).tell(failed);
  }

  protected keyOf({ importId }: RunImportPayload): string {
    return importJobKey(importId);
  }
}
