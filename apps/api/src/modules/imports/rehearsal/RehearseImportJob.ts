import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { AppError } from '../../../platform/http/AppError.js';
import { JobHandlerProvider, type JobRun } from '../../../platform/jobs/JobHandler.js';
import { JobQueue } from '../../../platform/jobs/JobQueue.js';
import { AppLogger } from '../../../platform/logging/AppLogger.js';
import { ImportJob } from '../running/ImportJob.js';
import { rehearsalJobKey, REHEARSE_IMPORT, type RehearseImportPayload } from './rehearsal.js';
import { RehearsalPlans } from './RehearsalPlans.js';
import { RehearsalRepository } from './RehearsalRepository.js';
import { RehearsalRunner } from './RehearsalRunner.js';

/** Rehearses an import to the end of its file. */
@JobHandlerProvider()
export class RehearseImportJob extends ImportJob<RehearseImportPayload> {
  readonly name = REHEARSE_IMPORT;
  readonly repeatable = 'A rehearsal writes no contacts, and each delivery begins it anew from the first row.';
  protected readonly failure = 'import.rehearsalFailed';

  constructor(
    private readonly plans: RehearsalPlans,
    private readonly runner: RehearsalRunner,
    private readonly rehearsals: RehearsalRepository,
    private readonly unitOfWork: UnitOfWork,
    jobQueue: JobQueue,
    logger: AppLogger,
  ) {
    super(jobQueue, logger);
  }

  protected async work(ctx: WorkspaceContext, { importId, runId }: RehearseImportPayload, run: JobRun): Promise<'over' | 'stopped'> {
    const isWanted = await this.unitOfWork.run(ctx, (ctx) => this.rehearsals.restart(ctx, importId, runId));
    const work = isWanted ? await this.plans.find(ctx, importId) : null;
    const outcome = work ? await this.runner.run(ctx, work.record, { runId, plan: work.plan, signal: run.signal }) : null;
    if (outcome === 'stopped') return 'stopped';
    if (outcome === null) await this.rehearsals.finish(ctx, importId, { runId, status: 'cancelled' });
    if (outcome === 'ended') await this.rehearsals.finish(ctx, importId, { runId, status: 'completed' });
    return 'over';
  }

  protected async fail(ctx: WorkspaceContext, { importId, runId }: RehearseImportPayload, error: unknown): Promise<void> {
    const message = error instanceof AppError ? error.message : 'Something went wrong on our side. Start the rehearsal again.';
    await this.rehearsals.finish(ctx, importId, { runId, status: 'failed', error: message });
  }

  protected keyOf(payload: RehearseImportPayload): string {
    return rehearsalJobKey(payload);
  }
}
