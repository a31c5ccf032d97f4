import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { toPage } from '../../../platform/database/keyset.js';
import type { Page } from '../../../platform/http/Page.js';
import { undoNotFound } from '../contactErrors.js';
import { type BulkRecord, phaseOf } from './BulkAction.js';
import { BulkActionRepository } from './BulkActionRepository.js';
import type { BulkActionDto, BulkLeftDto, BulkLeftQuery, BulkUndoDto } from './BulkDtos.js';
import { presentAction, presentLeft, presentUndo } from './presentBulk.js';

const FIRST_LEFT = 20;

/** How bulk actions stand: how far they are, who was left behind, and which ones wait for their turn. */
@Injectable()
export class BulkReader {
  constructor(private readonly rows: BulkActionRepository) {}

  async get(ctx: WorkspaceContext, id: string): Promise<BulkActionDto> {
    const record = await this.require(ctx, id);
    return this.present(ctx, record, await this.rows.listActive(ctx));
  }

  /** Of one whose undo was wanted, whether it has begun or not. */
  async getUndo(ctx: WorkspaceContext, id: string): Promise<BulkUndoDto> {
    const record = await this.require(ctx, id);
    const { undo } = await this.present(ctx, record, await this.rows.listActive(ctx));
    return undo ?? presentUndo(record, false, 0, []);
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

  async require(ctx: WorkspaceContext, id: string): Promise<BulkRecord> {
    const record = await this.rows.find(ctx, id);
    if (!record) throw undoNotFound();
    return record;
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
}
