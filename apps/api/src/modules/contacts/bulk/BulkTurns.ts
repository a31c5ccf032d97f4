import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { JobQueue } from '../../../platform/jobs/JobQueue.js';
import { AppLogger } from '../../../platform/logging/AppLogger.js';
import { Clock } from '../../../platform/time/Clock.js';
import { type BulkRecord, phaseOf } from './BulkAction.js';
import { BulkActionRepository } from './BulkActionRepository.js';
import { bulkJob } from './bulkJob.js';
import { BulkRunner } from './BulkRunner.js';

/** Only if the process dies before that does the job begin what the request has begun. */
const JOB_AFTER_MS = 5_000;

/** What of a bulk action, or of its undo, is done while whoever asked waits for the answer, and what is left to a job. */
@Injectable()
export class BulkTurns {
  /** What is done by then is in the answer; the rest goes on as a job. Tests shorten it: how much that is depends on the machine. */
  answerWithinMs = 1_000;

  constructor(
    private readonly rows: BulkActionRepository,
    private readonly runner: BulkRunner,
    private readonly queue: JobQueue,
    private readonly unitOfWork: UnitOfWork,
    private readonly logger: AppLogger,
    private readonly clock: Clock,
  ) {}

  /** @param write stores that it is to be done, in one transaction with the job that sees to it whatever becomes of this process */
  async begin(ctx: WorkspaceContext, id: string, write: (ctx: WorkspaceContext) => Promise<void>): Promise<void> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      await write(ctx);
      await this.queue.enqueue(ctx, bulkJob(ctx.workspaceId, new Date(this.clock.now().getTime() + JOB_AFTER_MS)));
    });
    await this.carryOn(ctx, id);
  }

  /** As far as it comes before whoever asked would notice; behind another action it waits for its turn. */
  private async carryOn(ctx: WorkspaceContext, id: string): Promise<void> {
    const [first] = await this.rows.listActive(ctx);
    const record = first?.id === id ? await this.tryNow(ctx, first) : first;
    if (record && phaseOf(record)) await this.queue.enqueue(ctx, bulkJob(ctx.workspaceId));
  }

  /** It has begun, so whoever asked gets its id; what stopped it here stops the job as well, which tries again and then says so. */
  private async tryNow(ctx: WorkspaceContext, record: BulkRecord): Promise<BulkRecord | null> {
    try {
      return await this.runner.run(ctx, record.id, { forMs: this.answerWithinMs });
    } catch (error) {
      this.logger.failure('contacts.bulkInterrupted', error, { bulkActionId: record.id, requestId: ctx.requestId });
      return record;
    }
  }
}
