import { Injectable } from '@nestjs/common';
import { setTimeout as rest } from 'node:timers/promises';
import { AuditTrail } from '../../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { type BeforeImage, ContactPartReferences, type LeftBehind } from '../ContactPartReferences.js';
import { type BulkRecord, phaseOf } from './BulkAction.js';
import { BulkActionRepository, type BulkStep } from './BulkActionRepository.js';
import { BulkSelection } from './BulkSelection.js';

/** One transaction should take about so long: others wait for it without noticing. */
const STEP_MS = 30;
const LEAST_CONTACTS = 25;
const MOST_CONTACTS = 500;
/** After so many, and each time that they have doubled, what PostgreSQL knows of contacts may be the opposite of what is there. */
const MANY = 1_000;

/** How the audit log calls the beginning of what commits in several steps. */
const WORDS = {
  do: { begun: 'contact.bulkStarted', ended: 'contact.bulkDone' },
  undo: { begun: 'contact.bulkUndoStarted', ended: 'contact.bulkUndone' },
} as const;

export interface BulkLimits {
  readonly signal?: AbortSignal;
  readonly forMs?: number;
  readonly onStep?: (record: BulkRecord) => void;
}

function hasDoubled(before: BulkRecord, after: BulkRecord): boolean {
  const doublings = ({ processed, undoProcessed }: BulkRecord): number =>
    Math.floor(Math.log2(Math.max(phaseOf(before) === 'do' ? processed : undoProcessed, MANY / 2) / MANY));
  return doublings(after) > doublings(before);
}

/** Thrown inside a step's transaction, so that it leaves nothing behind. */
class StepLost extends Error {}

/**
 * Carries a bulk action, or its undo, forward in small transactions. Each commits its changes, the images that undo them, and how far it
 * came, together and only if nobody has done the step before: so a crash, a second worker or a cancellation falls between two steps.
 */
@Injectable()
export class BulkRunner {
  constructor(
    private readonly rows: BulkActionRepository,
    private readonly selection: BulkSelection,
    private readonly parts: ContactPartReferences,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Answers how it is then: finished, or not, because the limits were reached or another action comes first. */
  async run(ctx: WorkspaceContext, id: string, limits: BulkLimits): Promise<BulkRecord | null> {
    const startedAt = performance.now();
    let size = 100;
    let record = await this.rows.find(ctx, id);
    while (record && phaseOf(record)) {
      const begun = performance.now();
      if (!(await this.step(ctx, record, size))) return this.rows.find(ctx, id);
      const took = performance.now() - begun;
      size =
        took > STEP_MS ? Math.max(LEAST_CONTACTS, Math.floor(size / 2)) : took < STEP_MS / 2 ? Math.min(MOST_CONTACTS, size * 2) : size;
      const before = record;
      record = await this.rows.find(ctx, id);
      if (record) limits.onStep?.(record);
      if (record && hasDoubled(before, record)) await this.rows.renewStatistics(ctx);
      if (limits.signal?.aborted || performance.now() - startedAt > (limits.forMs ?? Infinity)) return record;
      await rest(Math.min(took / 4, STEP_MS));
    }
    if (record && Math.max(record.processed, record.undoProcessed) >= MANY) await this.rows.renewStatistics(ctx);
    return record;
  }

  /** How many there are in all, so that its progress can be told. */
  async countAll(ctx: WorkspaceContext, record: BulkRecord): Promise<void> {
    await this.rows.setTotal(ctx, record.id, await this.selection.count(ctx, record));
  }

  private step(ctx: WorkspaceContext, record: BulkRecord, size: number): Promise<boolean> {
    return phaseOf(record) === 'do' ? this.stepForward(ctx, record, size) : this.stepBack(ctx, record, size);
  }

  private async stepForward(ctx: WorkspaceContext, record: BulkRecord, size: number): Promise<boolean> {
    const { chosen, isLast } = await this.selection.next(ctx, record, size);
    return this.commit(ctx, record, {
      step: { phase: 'do', after: record.processed, looked: chosen.length, cursorId: chosen.at(-1) ?? record.cursorId, isLast },
      act: async (ctx) => {
        const ids = record.selection.contactIds ? await this.rows.ownIds(ctx, chosen) : chosen;
        const action = this.parts.bulkAction(record.action);
        const { images, left } = ids.length > 0 ? await action.apply(ctx, ids, record.input) : { images: [], left: [] };
        await this.rows.recordImages(ctx, record.id, images);
        return { affected: images.length, left };
      },
    });
  }

  private async stepBack(ctx: WorkspaceContext, record: BulkRecord, size: number): Promise<boolean> {
    const images = await this.imagesOf(ctx, record, size);
    const last = images.at(-1)?.contactId ?? record.undoCursorId;
    return this.commit(ctx, record, {
      step: { phase: 'undo', after: record.undoProcessed, looked: images.length, cursorId: last, isLast: images.length < size },
      act: async (ctx) => {
        if (images.length === 0) return { affected: 0, left: [] };
        const { count, left } = await this.parts.bulkAction(record.action).undo(ctx, images, record.input, record.id);
        return { affected: count, left };
      },
    });
  }

  private async imagesOf(ctx: WorkspaceContext, record: BulkRecord, limit: number): Promise<BeforeImage[]> {
    const { id, undoCursorId, cursorId, upToId } = record;
    const action = this.parts.bulkAction(record.action);
    if (!action.listCreated) return this.rows.listImages(ctx, id, { after: undoCursorId, limit });
    const page = { from: cursorId ?? '', to: upToId, before: undoCursorId, limit };
    const created = cursorId === null ? [] : await action.listCreated(ctx, id, page);
    const isCreated = new Set(created);
    const images = await this.rows.listImages(ctx, id, { after: undoCursorId, limit, newestFirst: true });
    return [
      ...created.map((contactId) => ({ contactId, before: { isCreated: true } })),
      ...images.filter(({ contactId }) => !isCreated.has(contactId)),
    ]
      .sort((a, b) => (a.contactId < b.contactId ? 1 : -1))
      .slice(0, limit);
  }

  private async commit(
    ctx: WorkspaceContext,
    record: BulkRecord,
    {
      step,
      act,
    }: { step: Omit<BulkStep, 'affected' | 'now'>; act: (ctx: WorkspaceContext) => Promise<{ affected: number; left: LeftBehind[] }> },
  ): Promise<boolean> {
    try {
      await this.unitOfWork.run(ctx, async (ctx) => {
        const { affected, left } = await act(ctx);
        await this.rows.recordLeft(ctx, record.id, step.phase, left);
        if (!(await this.rows.advance(ctx, record.id, { ...step, affected, now: nowIso(this.clock) }))) throw new StepLost();
        await this.tell(ctx, record, step, affected);
      });
      return true;
    } catch (error) {
      if (error instanceof StepLost) return false;
      throw error;
    }
  }

  /** One entry with the counts, in the last step's transaction; where there are several, one more that says that it began. */
  private async tell(
    ctx: WorkspaceContext,
    record: BulkRecord,
    step: Pick<BulkStep, 'phase' | 'after' | 'isLast'>,
    now: number,
  ): Promise<void> {
    const affected = now + (step.phase === 'do' ? record.affected : record.undoAffected);
    const { listId, set } = record.input;
    const entity = ['bulkAction', record.id] as const;
    const told = {
      bulkAction: record.action,
      ...(listId === null ? {} : { listId }),
      ...(set ? { field: set.label, how: set.how, value: set.shown } : {}),
    };
    const words = WORDS[step.phase];
    if (step.isLast && affected > 0) await this.audit.record(ctx, { action: words.ended, entity, details: { ...told, affected } });
    else if (step.after === 0 && !step.isLast) await this.audit.record(ctx, { action: words.begun, entity, details: told });
  }
}
