import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { jobContext } from '../../../platform/context/contexts.js';
import { AppError } from '../../../platform/http/AppError.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../../platform/jobs/JobHandler.js';
import { JobQueue } from '../../../platform/jobs/JobQueue.js';
import { LiveEvents } from '../../../platform/live/LiveEvents.js';
import { AppLogger } from '../../../platform/logging/AppLogger.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { type BulkRecord, phaseOf } from './BulkAction.js';
import { BulkActionRepository } from './BulkActionRepository.js';
import { BulkRunner } from './BulkRunner.js';
import { bulkJob, RUN_BULK, type RunBulkPayload } from './bulkJob.js';

/** Then the job is enqueued anew, so that others get a worker. */
const SLICE_MS = 20_000;
const TELL_MS = 300;
/** What may pass by itself is tried again; then the action ends as failed, and the next one has its turn. */
const ATTEMPTS = 4;

/** Carries the bulk actions of one workspace on, one after the other. */
@JobHandlerProvider()
export class RunBulkJob implements JobHandler<RunBulkPayload> {
  readonly name = RUN_BULK;
  readonly repeatable =
    'Each step commits its changes and how far it came together, and only if nobody has done it before, so a second delivery goes on behind the last step.';

  constructor(
    private readonly rows: BulkActionRepository,
    private readonly runner: BulkRunner,
    private readonly queue: JobQueue,
    private readonly live: LiveEvents,
    private readonly logger: AppLogger,
    private readonly clock: Clock,
  ) {}

  async handle({ workspaceId }: RunBulkPayload, run: JobRun): Promise<void> {
    const ctx = jobContext(run.ctx.manager, workspaceId, this.name, run.requestId);
    const until = performance.now() + SLICE_MS;
    for (;;) {
      const [record] = await this.rows.listActive(ctx);
      if (!record) return;
      const forMs = until - performance.now();
      if (run.signal.aborted || forMs <= 0) return this.queue.enqueue(ctx, bulkJob(workspaceId));
      await this.carry({ ...ctx, actor: record.actor }, record, forMs, run);
    }
  }

  private async carry(ctx: WorkspaceContext, record: BulkRecord, forMs: number, run: JobRun): Promise<void> {
    let toldAt = -Infinity;
    const onStep = (now: BulkRecord): void => {
      if (phaseOf(now) && performance.now() - toldAt < TELL_MS) return;
      toldAt = performance.now();
      this.tell(ctx, now);
    };
    try {
      if (record.status === 'running' && record.total === null) await this.runner.countAll(ctx, record);
      await this.runner.run(ctx, record.id, { signal: run.signal, forMs, onStep });
    } catch (error) {
      if (!(error instanceof AppError) && run.attempt < ATTEMPTS) throw error;
      this.logger.failure('contacts.bulkFailed', error, { bulkActionId: record.id, requestId: ctx.requestId });
      const message = error instanceof AppError ? error.message : 'A server error stopped it. See the log for details.';
      await this.rows.move(ctx, record.id, ['running', 'undoing'], 'failed', { finished: nowIso(this.clock), error: message });
      this.live.publish(ctx.workspaceId, { type: 'contacts.bulk', id: record.id });
    }
  }

  private tell(ctx: WorkspaceContext, { id, status, processed, total, affected }: BulkRecord): void {
    this.live.publish(ctx.workspaceId, { type: 'contacts.bulk', id, status, processed, total, affected });
  }
}
