import { jobContext } from '../../../platform/context/contexts.js';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { AppError } from '../../../platform/http/AppError.js';
import type { JobHandler, JobRun } from '../../../platform/jobs/JobHandler.js';
import type { JobQueue } from '../../../platform/jobs/JobQueue.js';
import type { AppLogger } from '../../../platform/logging/AppLogger.js';
import { RUN_IMPORT_ATTEMPTS, type RunImportPayload } from './runImport.js';

/** Work through a file to its end, over as many deliveries as it takes. */
export abstract class ImportJob<Payload extends RunImportPayload> implements JobHandler<Payload> {
  abstract readonly name: string;
  abstract readonly repeatable: string;
  /** What a failure is called in the log. */
  protected abstract readonly failure: string;

  constructor(
    private readonly jobQueue: JobQueue,
    private readonly logger: AppLogger,
  ) {}

  /** `stopped`: the process ends, and another delivery goes on. */
  protected abstract work(ctx: WorkspaceContext, payload: Payload, run: JobRun): Promise<'over' | 'stopped'>;
  protected abstract fail(ctx: WorkspaceContext, payload: Payload, error: unknown): Promise<void>;
  protected abstract keyOf(payload: Payload): string;

  async handle(payload: Payload, run: JobRun): Promise<void> {
    const { name } = this;
    const ctx = jobContext(run.ctx.manager, payload.workspaceId, name, run.requestId);
    try {
      if ((await this.work(ctx, payload, run)) === 'over') return;
      await this.jobQueue.enqueue(ctx, { name, payload, key: this.keyOf(payload), maxAttempts: RUN_IMPORT_ATTEMPTS });
    } catch (error) {
      // What a person can mend ends it with a sentence; what may pass by itself is tried again first.
      if (!(error instanceof AppError) && run.attempt < RUN_IMPORT_ATTEMPTS) throw error;
      this.logger.failure(this.failure, error, { importId: payload.importId, requestId: ctx.requestId });
      await this.fail(ctx, payload, error);
    }
  }
}
