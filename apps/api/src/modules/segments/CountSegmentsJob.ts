import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { jobContext } from '../../platform/context/contexts.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { AppError } from '../../platform/http/AppError.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../platform/jobs/JobHandler.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import { LiveEvents } from '../../platform/live/LiveEvents.js';
import { Clock } from '../../platform/time/Clock.js';
import { ContactTable } from '../contacts/public.js';
import { COUNT_SEGMENTS, countSegmentsJob, type CountSegmentsPayload, FRESH_MS } from './countSegments.js';
import { SegmentRepository, type StoredSegment } from './SegmentRepository.js';

/** In one run: over many contacts each may take half a second. */
const AT_A_TIME = 50;

/** Counts who is in the segments of a workspace whose counts are old; open pages then show them. */
@JobHandlerProvider()
export class CountSegmentsJob implements JobHandler<CountSegmentsPayload> {
  readonly name = COUNT_SEGMENTS;
  readonly repeatable = 'It counts what is not counted yet or was counted long ago; a second run finds less to do and keeps newer counts.';

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly segments: SegmentRepository,
    private readonly table: ContactTable,
    private readonly queue: JobQueue,
    private readonly live: LiveEvents,
    private readonly clock: Clock,
  ) {}

  async handle({ workspaceId }: CountSegmentsPayload, run: JobRun): Promise<void> {
    const ctx = jobContext(this.dataSource.manager, workspaceId, this.name, run.requestId);
    const before = new Date(this.clock.now().getTime() - FRESH_MS).toISOString();
    const stale = await this.segments.listStale(ctx, before, AT_A_TIME);
    for (const segment of stale) {
      if (run.signal.aborted) break;
      const contactCount = await this.count(ctx, segment);
      await this.segments.setCount(ctx, segment, { contactCount, countedAt: this.clock.now().toISOString() });
    }
    if (stale.length > 0) this.live.publish(workspaceId, { type: 'segments.counted', id: workspaceId });
    if (run.signal.aborted || stale.length === AT_A_TIME) await this.queue.enqueue(ctx, countSegmentsJob(workspaceId));
  }

  /** Null when its rules no longer work, such as those about a field that was deleted. */
  private async count(ctx: WorkspaceContext, { tree }: StoredSegment): Promise<number | null> {
    try {
      return (await this.table.count(ctx, { rules: JSON.stringify(tree) })).count;
    } catch (error) {
      if (error instanceof AppError) return null;
      throw error;
    }
  }
}
