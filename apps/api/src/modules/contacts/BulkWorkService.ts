import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import type { KeptStep } from './bulk/BulkActionRepository.js';
import type { BulkActionDto } from './bulk/BulkDtos.js';
import { BulkJournal, type UndoableRecord } from './bulk/BulkJournal.js';
import { ContactBulkService } from './bulk/ContactBulkService.js';
import type { BeforeImage } from './ContactPartReferences.js';

export type { UndoableRecord } from './bulk/BulkJournal.js';

/** Bulk actions that later modules bring along (`ContactPartReferences.registerBulkAction`): with progress, cancellation and undo like any other. */
@Injectable()
export class BulkWorkService {
  constructor(
    private readonly bulk: ContactBulkService,
    private readonly journal: BulkJournal,
  ) {}

  start(ctx: WorkspaceContext, action: string, contactIds: readonly string[]): Promise<BulkActionDto> {
    return this.bulk.startOf(ctx, action, contactIds);
  }

  /** For what a module does itself, in steps of its own: before the first. Its undo is registered under `action`; may be opened again. */
  open(ctx: WorkspaceContext, record: { readonly id: string; readonly action: string; readonly listId: string | null }): Promise<void> {
    return this.journal.open(ctx, record);
  }

  /** What undoing one of its steps needs, in the transaction of the step. */
  keep(ctx: WorkspaceContext, id: string, step: KeptStep): Promise<void> {
    return this.journal.keep(ctx, id, step);
  }

  imagesOf(ctx: WorkspaceContext, id: string, contactIds: readonly string[]): Promise<BeforeImage[]> {
    return this.journal.imagesOf(ctx, id, contactIds);
  }

  listUndoable(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, UndoableRecord>> {
    return this.journal.list(ctx, ids);
  }

  /** `tell` records that it was wanted, in the transaction that begins it. */
  async undo(ctx: WorkspaceContext, id: string, tell: (ctx: WorkspaceContext) => Promise<void>): Promise<void> {
    await this.bulk.undo(ctx, id, tell);
  }
}
