import { Injectable } from '@nestjs/common';
import type { Context } from '../context/Context.js';
import { newId } from '../database/ids.js';
import type { StepLimits } from '../database/removeInSteps.js';
import { JobQueue } from '../jobs/JobQueue.js';
import { AppLogger } from '../logging/AppLogger.js';
import { Clock, nowIso } from '../time/Clock.js';
import { type RemovalLoad, RemovalRepository, type RemovalTarget } from './RemovalRepository.js';

/** Longer than removing what a person has tried out takes, shorter than anybody waits. */
const AT_ONCE_MS = 300;

export const RUN_REMOVAL = 'removals.run';

/** Removes what belongs to a target, as far as the limits let it. True when nothing is left. Safe to repeat. */
export type Remover = (ctx: Context, target: RemovalTarget, limits: StepLimits) => Promise<boolean>;

/**
 * Deleting what may have a million rows below it. Whoever deletes marks the thing as deleted, so that it is gone from every view and
 * its name is free, and calls `begin` in the same transaction; a durable job then empties it in small steps, beside everyone else's work.
 */
@Injectable()
export class Removals {
  private readonly removers = new Map<string, Remover>();

  constructor(
    private readonly removals: RemovalRepository,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
    private readonly logger: AppLogger,
  ) {}

  /** Call it in `onModuleInit`. */
  register(kind: string, remover: Remover): void {
    this.removers.set(kind, remover);
  }

  remover(kind: string): Remover {
    const remover = this.removers.get(kind);
    if (!remover) throw new Error(`No module removes "${kind}".`);
    return remover;
  }

  /** What is being removed already is not begun again. */
  async begin(ctx: Context, target: RemovalTarget): Promise<void> {
    this.remover(target.kind);
    if (await this.removals.insert(ctx, newId(), target, nowIso(this.clock))) await this.enqueue(ctx, target);
  }

  /** What is little is gone before whoever asked hears of it; call it after the commit. The job does the rest, or finds nothing. */
  async hasten(ctx: Context, target: RemovalTarget): Promise<void> {
    try {
      if (await this.remover(target.kind)(ctx, target, { forMs: AT_ONCE_MS })) await this.removals.finish(ctx, target);
    } catch (error) {
      // Whoever asked has been granted it with the commit. Another removal may be at the same rows: the job does this one afterwards.
      this.logger.failure('removal.hastenFailed', error, { kind: target.kind, targetId: target.targetId });
    }
  }

  /** Every removal that is not finished gets its job anew: one that failed too often is tried again, one that waits is not lost. */
  async resume(ctx: Context): Promise<number> {
    const open = await this.removals.listOpen(ctx);
    for (const target of open) await this.enqueue(ctx, target);
    return open.length;
  }

  load(ctx: Pick<Context, 'manager'>): Promise<RemovalLoad> {
    return this.removals.load(ctx);
  }

  /** A workspace takes hours where a list takes seconds: neither waits for the other, and of each one runs at a time. */
  async enqueue(ctx: Context, { kind, targetId, workspaceId }: RemovalTarget): Promise<void> {
    const queue = workspaceId === null ? 'removal:whole' : 'removal:part';
    const payload = { kind, targetId, workspaceId };
    await this.queue.enqueue(ctx, { name: RUN_REMOVAL, payload, key: `removal:${kind}:${targetId}`, queue });
  }
}
