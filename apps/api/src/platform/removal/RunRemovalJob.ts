import type { Context } from '../context/Context.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../jobs/JobHandler.js';
import { LiveEvents } from '../live/LiveEvents.js';
import { AppLogger } from '../logging/AppLogger.js';
import { redactText } from '../logging/redactText.js';
import { Clock, nowIso } from '../time/Clock.js';
import { RemovalRepository, type RemovalTarget } from './RemovalRepository.js';
import { Removals, RUN_REMOVAL } from './Removals.js';

/** Then the job is enqueued anew behind the others of its queue: a workspace that takes hours keeps none of them waiting. */
const SLICE_MS = 20_000;
/** Open pages hear of it so often at most. */
const TELL_MS = 500;
const LONGEST_ERROR = 300;

/** Empties what was deleted, over as many deliveries as it takes. */
@JobHandlerProvider()
export class RunRemovalJob implements JobHandler<RemovalTarget> {
  readonly name = RUN_REMOVAL;
  readonly repeatable =
    'Each step removes rows that are still there; a second delivery continues with what the first has left, or finds nothing.';

  constructor(
    private readonly removals: Removals,
    private readonly rows: RemovalRepository,
    private readonly live: LiveEvents,
    private readonly logger: AppLogger,
    private readonly clock: Clock,
  ) {}

  async handle({ kind, targetId, workspaceId }: RemovalTarget, { ctx, signal }: JobRun): Promise<void> {
    const target = { kind, targetId, workspaceId };
    const found = await this.rows.find(ctx, target);
    if (!found) return;
    try {
      const isDone = await this.removals.remover(kind)(ctx, target, { signal, forMs: SLICE_MS, onStep: this.counter(ctx, target, found) });
      if (!isDone) return await this.removals.enqueue(ctx, target);
      await this.rows.finish(ctx, target);
      this.tell(target, found.removed, true);
      this.logger.info('removal.finished', { kind, targetId, rows: found.removed });
    } catch (error) {
      this.logger.failure('removal.failed', error, { kind, targetId });
      const reason = redactText(error instanceof Error ? error.message : String(error)).slice(0, LONGEST_ERROR);
      await this.rows.fail(ctx, target, reason, nowIso(this.clock));
      throw error;
    }
  }

  /** Counts what was removed, and now and then writes it down and tells it. */
  private counter(ctx: Context, target: RemovalTarget, sum: { removed: number }): (rows: number) => Promise<void> {
    let [toldAt, since] = [-Infinity, 0];
    return async (rows) => {
      sum.removed += rows;
      since += rows;
      if (performance.now() - toldAt < TELL_MS) return;
      await this.rows.count(ctx, target, since, nowIso(this.clock));
      this.tell(target, sum.removed, false);
      [toldAt, since] = [performance.now(), 0];
    };
  }

  private tell({ kind, targetId, workspaceId }: RemovalTarget, removed: number, isDone: boolean): void {
    if (workspaceId !== null) this.live.publish(workspaceId, { type: 'removal.progress', id: targetId, kind, removed, isDone });
  }
}
