import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { KEPT_DAYS } from '../../../platform/database/SweepOldRows.js';
import { newId } from '../../../platform/database/ids.js';
import { toPage } from '../../../platform/database/keyset.js';
import { afterCommit, UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import type { Page } from '../../../platform/http/Page.js';
import { requireScope } from '../../../platform/security/fieldScopes.js';
import { JobQueue } from '../../../platform/jobs/JobQueue.js';
import { AppLogger } from '../../../platform/logging/AppLogger.js';
import { LiveEvents } from '../../../platform/live/LiveEvents.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { ContactPartReferences } from '../ContactPartReferences.js';
import { ContactTable } from '../ContactTable.js';
import {
  alreadyUndone,
  badSelection,
  bulkFinished,
  bulkStillRunning,
  listRequired,
  nothingToUndo,
  tooLateToUndo,
  undoNotFound,
} from '../contactErrors.js';
import { type BulkRecord, phaseOf } from './BulkAction.js';
import { BulkActionRepository } from './BulkActionRepository.js';
import type { BulkActionDto, BulkContactsDto, BulkLeftDto, BulkLeftQuery, BulkUndoDto } from './BulkDtos.js';
import { BulkRunner } from './BulkRunner.js';
import { bulkJob } from './bulkJob.js';
import { presentAction, presentLeft, presentUndo } from './presentBulk.js';

/** What is done by then is in the answer; the rest goes on as a job. */
const ANSWER_WITHIN_MS = 1_000;
/** Only if the process dies before that does the job begin what the request has begun. */
const JOB_AFTER_MS = 5_000;
/** What an undo needs is kept for so long (docs/DATA-GROWTH.md). */
const UNDO_DAYS = KEPT_DAYS.bulkActions - 1;
const UNDO_MS = UNDO_DAYS * 86_400_000;
const FIRST_LEFT = 20;

/** One change to many contacts: begun here, carried on by a job, with progress, cancellation and undo. */
@Injectable()
export class ContactBulkService {
  constructor(
    private readonly rows: BulkActionRepository,
    private readonly runner: BulkRunner,
    private readonly table: ContactTable,
    private readonly parts: ContactPartReferences,
    private readonly queue: JobQueue,
    private readonly live: LiveEvents,
    private readonly logger: AppLogger,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async start(ctx: WorkspaceContext, { action, listId, selection }: BulkContactsDto): Promise<BulkActionDto> {
    const createdAt = nowIso(this.clock);
    const input = { listId: listId ?? null, at: createdAt };
    if (action.endsWith('List') && !input.listId) throw listRequired();
    if ((selection.contactIds === undefined) === (selection.filter === undefined)) throw badSelection();
    await this.parts.bulkAction(action).check?.(ctx, input);
    const filter = selection.filter && (await this.table.inUtc(ctx, selection.filter));
    const id = newId();
    await this.unitOfWork.run(ctx, async (ctx) => {
      const contactIds = selection.contactIds && [...new Set(selection.contactIds)];
      await this.rows.insert(ctx, {
        id,
        action,
        input,
        selection: contactIds ? { contactIds } : { ...(filter ? { filter } : {}) },
        upToId: id,
        createdAt,
      });
      await this.queue.enqueue(ctx, bulkJob(ctx.workspaceId, this.in(JOB_AFTER_MS)));
    });
    await this.carryOn(ctx, id);
    return this.get(ctx, id);
  }

  async get(ctx: WorkspaceContext, id: string): Promise<BulkActionDto> {
    const record = await this.require(ctx, id);
    return this.present(ctx, record, await this.rows.listActive(ctx));
  }

  async listActive(ctx: WorkspaceContext): Promise<BulkActionDto[]> {
    const active = await this.rows.listActive(ctx);
    return Promise.all(active.map((record) => this.present(ctx, record, active, 0)));
  }

  async listLeft(ctx: WorkspaceContext, id: string, { phase, cursor, limit }: BulkLeftQuery): Promise<Page<BulkLeftDto>> {
    const { action } = await this.require(ctx, id);
    const rows = await this.rows.listLeft(ctx, id, phase, cursor, limit);
    return toPage(
      rows,
      limit,
      (row) => [row.contactId],
      (row) => presentLeft(row, action),
    );
  }

  /** What has been changed stays changed, and can be undone. */
  async cancel(ctx: WorkspaceContext, id: string): Promise<BulkActionDto> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      const record = await this.require(ctx, id);
      const finished = nowIso(this.clock);
      const isCancelled =
        (await this.rows.move(ctx, id, ['running'], 'cancelled', { finished })) ||
        (await this.rows.move(ctx, id, ['undoing'], 'done', { finished }));
      if (!isCancelled) throw bulkFinished();
      const details = { bulkAction: record.action, affected: record.affected, isUndo: record.status === 'undoing' };
      await this.audit.record(ctx, { action: 'contact.bulkCancelled', entity: ['bulkAction', id], details });
      afterCommit(ctx.manager, () => this.tell(ctx, id));
    });
    return this.get(ctx, id);
  }

  /** An undo that was cancelled, or that failed, goes on where it was. */
  async undo(ctx: WorkspaceContext, id: string): Promise<BulkUndoDto> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      const { affected, action, createdAt, finishedAt } = await this.require(ctx, id);
      if ((finishedAt ?? createdAt) < this.in(-UNDO_MS).toISOString()) throw tooLateToUndo(UNDO_DAYS);
      if (action.endsWith('List')) requireScope(ctx, 'lists:write');
      const queued = nowIso(this.clock);
      if (affected > 0 && (await this.rows.move(ctx, id, ['done', 'cancelled', 'failed'], 'undoing', { queued })))
        return this.queue.enqueue(ctx, bulkJob(ctx.workspaceId, this.in(JOB_AFTER_MS)));
      const { status } = await this.require(ctx, id);
      if (status === 'running') throw bulkStillRunning();
      throw status === 'undone' || status === 'undoing' ? alreadyUndone() : nothingToUndo();
    });
    await this.carryOn(ctx, id);
    const record = await this.require(ctx, id);
    const { undo } = await this.present(ctx, record, await this.rows.listActive(ctx));
    return undo ?? presentUndo(record, false, 0, []);
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
      return await this.runner.run(ctx, record.id, { forMs: ANSWER_WITHIN_MS });
    } catch (error) {
      this.logger.failure('contacts.bulkInterrupted', error, { bulkActionId: record.id, requestId: ctx.requestId });
      return record;
    }
  }

  /** With the first `most` of those who were left behind; a list does without. */
  private async present(
    ctx: WorkspaceContext,
    record: BulkRecord,
    active: readonly BulkRecord[],
    most = FIRST_LEFT,
  ): Promise<BulkActionDto> {
    const isWaiting = phaseOf(record) !== null && active[0] !== undefined && active[0].id !== record.id;
    const counts = await this.rows.countLeft(ctx, record.id);
    const first = async (phase: 'do' | 'undo'): Promise<BulkLeftDto[]> =>
      counts[phase] === 0 || most === 0
        ? []
        : (await this.rows.listLeft(ctx, record.id, phase, undefined, most)).slice(0, most).map((row) => presentLeft(row, record.action));
    const hasUndo = record.status === 'undoing' || record.status === 'undone' || record.undoProcessed > 0;
    const undo = hasUndo ? presentUndo(record, isWaiting, counts.undo, await first('undo')) : null;
    return presentAction(record, { isWaiting, left: counts.do, leftBehind: await first('do'), undo });
  }

  private async require(ctx: WorkspaceContext, id: string): Promise<BulkRecord> {
    const record = await this.rows.find(ctx, id);
    if (!record) throw undoNotFound();
    return record;
  }

  private tell(ctx: WorkspaceContext, id: string): void {
    this.live.publish(ctx.workspaceId, { type: 'contacts.bulk', id });
  }

  private in(ms: number): Date {
    return new Date(this.clock.now().getTime() + ms);
  }
}
