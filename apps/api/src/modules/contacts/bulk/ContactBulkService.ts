import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { KEPT_DAYS } from '../../../platform/database/SweepOldRows.js';
import { newId } from '../../../platform/database/ids.js';
import { requireScope } from '../../../platform/security/fieldScopes.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { type AskedField, ContactPartReferences } from '../ContactPartReferences.js';
import {
  alreadyUndone,
  bulkStillRunning,
  contactInTrash,
  fieldGivenTwice,
  fieldToSetRequired,
  listRequired,
  nothingToUndo,
  tooLateToUndo,
} from '../contactErrors.js';
import { BulkActionRepository } from './BulkActionRepository.js';
import {
  ABOUT_A_LIST,
  type BulkActionDto,
  type BulkContactsDto,
  type BulkFieldDto,
  type BulkUndoDto,
  type ContactSelectionDto,
} from './BulkDtos.js';
import { BulkReader } from './BulkReader.js';
import { BulkSelection } from './BulkSelection.js';
import { BulkTurns } from './BulkTurns.js';

/** What an undo needs is kept for so long (docs/DATA-GROWTH.md). */
const UNDO_DAYS = KEPT_DAYS.bulkActions - 1;
const UNDO_MS = UNDO_DAYS * 86_400_000;

/** One change to many contacts, and its undo: whether it may begin. */
@Injectable()
export class ContactBulkService {
  constructor(
    private readonly rows: BulkActionRepository,
    private readonly reader: BulkReader,
    private readonly selection: BulkSelection,
    private readonly turns: BulkTurns,
    private readonly parts: ContactPartReferences,
    private readonly clock: Clock,
  ) {}

  /** An action that another module has registered, on these contacts. */
  startOf(ctx: WorkspaceContext, action: string, contactIds: readonly string[]): Promise<BulkActionDto> {
    return this.begin(ctx, action, { selection: { contactIds: [...contactIds] } });
  }

  start(ctx: WorkspaceContext, { action, ...about }: BulkContactsDto): Promise<BulkActionDto> {
    return this.begin(ctx, action, about);
  }

  private async begin(
    ctx: WorkspaceContext,
    action: string,
    { listId, selection, set }: Omit<BulkContactsDto, 'action'>,
  ): Promise<BulkActionDto> {
    const createdAt = nowIso(this.clock);
    const id = newId();
    const asked = { id, listId: listId ?? null, at: createdAt };
    const { readField } = this.parts.bulkAction(action);
    const input = readField ? { ...asked, set: await readField(ctx, askedField(set, selection)) } : asked;
    if (ABOUT_A_LIST.includes(action) && !input.listId) throw listRequired();
    const selected = await this.selection.read(ctx, selection);
    await this.parts.bulkAction(action).check?.(ctx, input);
    await this.turns.begin(ctx, id, (ctx) => this.rows.insert(ctx, { id, action, input, selection: selected, upToId: id, createdAt }));
    return this.reader.get(ctx, id);
  }

  /** `tell` records that it was wanted, in the transaction that begins it. An undo that was cancelled, or that failed, goes on where it was. */
  async undo(ctx: WorkspaceContext, id: string, tell?: (ctx: WorkspaceContext) => Promise<void>): Promise<BulkUndoDto> {
    await this.turns.begin(ctx, id, async (ctx) => {
      const { affected, action, createdAt, finishedAt } = await this.reader.require(ctx, id);
      const oldest = new Date(this.clock.now().getTime() - UNDO_MS).toISOString();
      if ((finishedAt ?? createdAt) < oldest) throw tooLateToUndo(UNDO_DAYS);
      if (ABOUT_A_LIST.includes(action) || action === 'leaveStage') requireScope(ctx, 'lists:write');
      await this.parts.bulkAction(action).checkUndo?.(ctx, id);
      const queued = nowIso(this.clock);
      if (affected > 0 && (await this.rows.move(ctx, id, ['done', 'cancelled', 'failed'], 'undoing', { queued }))) return tell?.(ctx);
      const { status } = await this.reader.require(ctx, id);
      if (status === 'running') throw bulkStillRunning();
      throw status === 'undone' || status === 'undoing' ? alreadyUndone() : nothingToUndo();
    });
    return this.reader.getUndo(ctx, id);
  }
}

/** Nobody in the trash can be changed; of those who were named, each stays and is told. */
function askedField(set: BulkFieldDto | undefined, { filter }: ContactSelectionDto): AskedField {
  if (!set) throw fieldToSetRequired();
  if (filter?.trashed) throw contactInTrash();
  const { field, how = 'set', value, options, onlyEmpty = false } = set;
  if (options && value != null) throw fieldGivenTwice();
  return { field, how, value: options ?? value ?? null, onlyEmpty };
}
