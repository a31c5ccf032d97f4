import { jobContext } from '../../../platform/context/contexts.js';
import { AppError } from '../../../platform/http/AppError.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../../platform/jobs/JobHandler.js';
import { JobQueue } from '../../../platform/jobs/JobQueue.js';
import { AppLogger } from '../../../platform/logging/AppLogger.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { phaseOf } from './FieldChange.js';
import { fieldChangeJob, RUN_FIELD_CHANGE, type RunFieldChangePayload } from './fieldChangeJob.js';
import { FieldChangeRepository } from './FieldChangeRepository.js';
import { FieldChangeRunner } from './FieldChangeRunner.js';

/** Then the job is enqueued anew, so that others get a worker. */
const SLICE_MS = 20_000;
/** What may pass by itself is tried again; then the change ends as failed. */
const ATTEMPTS = 4;

@JobHandlerProvider()
export class RunFieldChangeJob implements JobHandler<RunFieldChangePayload> {
  readonly name = RUN_FIELD_CHANGE;
  readonly repeatable =
    'Each step commits its values and how far it came together, and only if nobody has done it before, so a second delivery goes on behind the last step.';

  constructor(
    private readonly changes: FieldChangeRepository,
    private readonly runner: FieldChangeRunner,
    private readonly queue: JobQueue,
    private readonly logger: AppLogger,
    private readonly clock: Clock,
  ) {}

  async handle({ workspaceId, changeId }: RunFieldChangePayload, run: JobRun): Promise<void> {
    const ctx = jobContext(run.ctx.manager, workspaceId, this.name, run.requestId);
    try {
      const record = await this.runner.run(ctx, changeId, { signal: run.signal, forMs: SLICE_MS });
      if (record && phaseOf(record)) await this.queue.enqueue(ctx, fieldChangeJob(workspaceId, changeId));
    } catch (error) {
      if (!(error instanceof AppError) && run.attempt < ATTEMPTS) throw error;
      this.logger.failure('customFields.changeFailed', error, { changeId, requestId: ctx.requestId });
      const message = error instanceof AppError ? error.message : 'A server error stopped it. See the log for details.';
      await this.changes.move(ctx, changeId, ['checking', 'running', 'undoing'], 'failed', {
        finishedAt: nowIso(this.clock),
        error: message,
      });
    }
  }
}
