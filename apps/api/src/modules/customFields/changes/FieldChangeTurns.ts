import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { JobQueue } from '../../../platform/jobs/JobQueue.js';
import { AppLogger } from '../../../platform/logging/AppLogger.js';
import { Clock } from '../../../platform/time/Clock.js';
import { phaseOf } from './FieldChange.js';
import { fieldChangeJob } from './fieldChangeJob.js';
import { FieldChangeRunner } from './FieldChangeRunner.js';

/** What is done by then is in the answer; the rest goes on as a job. */
const ANSWER_WITHIN_MS = 1_000;
/** Only if the process dies before that does the job begin what the request has begun. */
const JOB_AFTER_MS = 5_000;

/** What of a phase is done while whoever asked waits for the answer, and what is left to a job. */
@Injectable()
export class FieldChangeTurns {
  constructor(
    private readonly runner: FieldChangeRunner,
    private readonly queue: JobQueue,
    private readonly unitOfWork: UnitOfWork,
    private readonly logger: AppLogger,
    private readonly clock: Clock,
  ) {}

  /** @param write stores that the phase begins, in one transaction with the job that sees to it whatever becomes of this process */
  async begin(ctx: WorkspaceContext, id: string, write: (ctx: WorkspaceContext) => Promise<void>): Promise<void> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      await write(ctx);
      await this.queue.enqueue(ctx, fieldChangeJob(ctx.workspaceId, id, new Date(this.clock.now().getTime() + JOB_AFTER_MS)));
    });
    try {
      const record = await this.runner.run(ctx, id, { forMs: ANSWER_WITHIN_MS });
      if (!record || !phaseOf(record)) return;
    } catch (error) {
      // It has begun; what stopped it here stops the job as well, which tries again and then says so.
      this.logger.failure('customFields.changeInterrupted', error, { changeId: id, requestId: ctx.requestId });
    }
    await this.queue.enqueue(ctx, fieldChangeJob(ctx.workspaceId, id));
  }
}
