import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { KEPT_DAYS } from '../../../platform/database/SweepOldRows.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import type { BeforeImage, BulkInput } from '../ContactPartReferences.js';
import { BulkActionRepository, type KeptStep } from './BulkActionRepository.js';
import type { BulkRecord } from './BulkAction.js';

export interface UndoableRecord extends BulkRecord {
  readonly undoUntil: string;
  readonly isTooLate: boolean;
  /** How many its undo has left as they are, so far. */
  readonly left: number;
}

/**
 * For modules that change many contacts in a way of their own: images kept here are undone like those of a bulk action, with progress,
 * cancellation and a list of who was left as they are, and go after as many days.
 */
@Injectable()
export class BulkJournal {
  constructor(
    private readonly rows: BulkActionRepository,
    private readonly clock: Clock,
  ) {}

  /** Before the first image. Its undo is registered under `action`; may be opened again. */
  open(ctx: WorkspaceContext, { id, action, listId }: { id: string; action: string; listId: string | null }): Promise<void> {
    const createdAt = nowIso(this.clock);
    const input: BulkInput = { listId, at: createdAt };
    return this.rows.open(ctx, { id, action, input, createdAt });
  }

  /** In the transaction of the changes. */
  async keep(ctx: WorkspaceContext, id: string, step: KeptStep): Promise<void> {
    if (step.images.length + step.created.length > 0) await this.rows.keepImages(ctx, id, { ...step, now: nowIso(this.clock) });
  }

  imagesOf(ctx: WorkspaceContext, id: string, contactIds: readonly string[]): Promise<BeforeImage[]> {
    return this.rows.imagesOf(
      ctx,
      id,
      contactIds.map((contactId) => ({ contactId })),
    );
  }

  /** Those of the ids that there are, with the moment until which each can be undone. */
  async list(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, UndoableRecord>> {
    const found = ids.length > 0 ? await this.rows.listSome(ctx, ids) : [];
    const until = ({ finishedAt, createdAt }: BulkRecord): string =>
      new Date(Date.parse(finishedAt ?? createdAt) + (KEPT_DAYS.bulkActions - 1) * 86_400_000).toISOString();
    const now = nowIso(this.clock);
    const left = await this.rows.countLeftOf(
      ctx,
      found.filter(({ undoProcessed }) => undoProcessed > 0).map(({ id }) => id),
    );
    return new Map(
      found.map((record) => [
        record.id,
        { ...record, undoUntil: until(record), isTooLate: until(record) < now, left: left.get(record.id) ?? 0 },
      ]),
    );
  }
}
