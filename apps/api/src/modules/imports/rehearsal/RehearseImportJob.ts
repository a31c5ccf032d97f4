import { jobContext } from '../../../platform/context/contexts.js';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { AppError } from '../../../platform/http/AppError.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../../platform/jobs/JobHandler.js';
import { JobQueue } from '../../../platform/jobs/JobQueue.js';
import { AppLogger } from '../../../platform/logging/AppLogger.js';
import { RUN_IMPORT_ATTEMPTS } from '../running/runImport.js';
import { rehearsalJobKey, REHEARSE_IMPORT, type RehearseImportPayload } from './rehearsal.js';
import { RehearsalPlans } from './RehearsalPlans.js';
import { RehearsalRepository } from './RehearsalRepository.js';
import { RehearsalRunner } from './RehearsalRunner.js';

/** Rehearses an import to the end of its file. */
@JobHandlerProvider()
export class RehearseImportJob implements JobHandler<RehearseImportPayload> {
  readonly name = REHEARSE_IMPORT;
  readonly repeatable = 'A rehearsal writes no contacts, and each delivery begins it anew from the first row.';

  constructor(
    private readonly plans: RehearsalPlans,
    private readonly runner: RehearsalRunner,
    private readonly rehearsals: RehearsalRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly jobQueue: JobQueue,
    private readonly logger: AppLogger,
  ) {}

  async handle(payload: RehearseImportPayload, run: JobRun): Promise<void> {
    const ctx = jobContext(run.ctx.manager, payload.workspaceId, this.name, run.requestId);
    try {
      await this.runOnce(ctx, payload, run);
    } catch (error) {
      if (!(error instanceof AppError) && run.attempt < RUN_IMPORT_ATTEMPTS) throw error;
      this.logger.failure('import.rehearsalFailed', error, { importId: payload.importId, requestId: ctx.requestId });
      const message = error instanceof AppError ? error.message : 'Something went wrong on our side. Start the rehearsal again.';
      await this.rehearsals.finish(ctx, payload.importId, { runId: payload.runId, status: 'failed', error: message });
    }
  }

  private async runOnce(ctx: WorkspaceContext, payload: RehearseImportPayload, run: JobRun): Promise<void> {
    const { importId, runId } = payload;
    const isWanted = await this.unitOfWork.run(ctx, (ctx) => this.rehearsals.restart(ctx, importId, runId));
    const work = isWanted ? await this.plans.find(ctx, importId) : null;
    if (!work) {
      await this.rehearsals.finish(ctx, importId, { runId, status: 'cancelled' });
      return;
    }
    const outcome = await this.runner.run(ctx, work.record, { runId, plan: work.plan, signal: run.signal });
    if (outcome === 'ended') await this.rehearsals.finish(ctx, importId, { runId, status: 'completed' });
    if (outcome === 'stopped') {
      const key = rehearsalJobKey(payload);
      await this.jobQueue.enqueue(ctx, { name: REHEARSE_IMPORT, payload, key, maxAttempts: RUN_IMPORT_ATTEMPTS });
    }
  }
}
