import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { ContactBatchService } from '../../contacts/ContactBatchService.js';
import { type BeforeImage, type BulkInput, ContactPartReferences, type LeftBehind } from '../../contacts/ContactPartReferences.js';
import { imageIn } from '../../lists/public.js';
import { importIsRunning } from '../importErrors.js';
import { ImportRepository } from '../ImportRepository.js';
import { GiveBack } from './GiveBack.js';

/** Under which an import keeps its images. */
export const IMPORT_ACTION = 'import';

/**
 * Takes an import back, some hundred contacts at a time: those that it created go to the trash, the others are given back what they had,
 * field by field. What people have changed since stays, and so do suppressions: consent only becomes stricter.
 */
@Injectable()
export class ImportUndo implements OnModuleInit {
  constructor(
    private readonly parts: ContactPartReferences,
    private readonly contacts: ContactBatchService,
    private readonly giveBack: GiveBack,
    private readonly imports: ImportRepository,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.parts.registerBulkAction(IMPORT_ACTION, {
      checkUndo: async (ctx, id) => {
        if ((await this.imports.find(ctx, id))?.status === 'running') throw importIsRunning();
      },
      listCreated: (ctx, id, page) => this.contacts.listImported(ctx, id, page),
      apply: () => Promise.reject(new Error('An import is run by its own job.')),
      undo: (ctx, images, input, id) => this.undo(ctx, images, input, id),
    });
  }

  private async undo(
    ctx: WorkspaceContext,
    images: readonly BeforeImage[],
    { listId }: BulkInput,
    id: string,
  ): Promise<{ count: number; left: LeftBehind[] }> {
    const at = nowIso(this.clock);
    const isCreated = ({ before }: BeforeImage): boolean => imageIn(before).isCreated === true;
    const created = images.filter(isCreated).map(({ contactId }) => contactId);
    const trashed = created.length > 0 ? (await this.parts.bulkAction('trash').apply(ctx, created, { listId: null, at })).images : [];
    const older = images.filter((image) => !isCreated(image));
    if (older.length === 0) return { count: trashed.length, left: [] };
    const { restored, left } = await this.giveBack.run(ctx, id, older);
    // The list of the whole import came last, so it is left first.
    const unlisted = await this.takeOffList(ctx, older, listId, id);
    const unjoined = await this.takeOffOwnLists(ctx, older, id);
    const ids = new Set([...restored, ...unlisted.ids, ...unjoined.ids]);
    return { count: trashed.length + ids.size, left: [...left, ...unlisted.left, ...unjoined.left] };
  }

  /** The last one first: of several stages each leads back to the one before. */
  private async takeOffOwnLists(
    ctx: WorkspaceContext,
    images: readonly BeforeImage[],
    id: string,
  ): Promise<{ ids: string[]; left: LeftBehind[] }> {
    const open = images.map(({ contactId, before }) => ({ contactId, lists: Object.entries(imageIn(before).lists ?? {}).reverse() }));
    const ids = new Set<string>();
    const left: LeftBehind[] = [];
    const at = nowIso(this.clock);
    for (let round = 0; open.some(({ lists }) => lists.length > round); round += 1) {
      const byList = new Map<string, BeforeImage[]>();
      for (const { contactId, lists } of open) {
        const [listId, before] = lists[round] ?? [];
        if (listId !== undefined && before) byList.set(listId, [...(byList.get(listId) ?? []), { contactId, before: { ...before } }]);
      }
      for (const [listId, group] of byList) {
        const undone = await this.parts.bulkAction('addToList').undo(ctx, group, { listId, at }, id);
        left.push(...undone.left);
        for (const { contactId } of group) ids.add(contactId);
      }
    }
    const isTold = new Set<string>();
    return { ids: [...ids], left: left.filter(({ contactId }) => !isTold.has(contactId) && isTold.add(contactId)) };
  }

  private async takeOffList(
    ctx: WorkspaceContext,
    images: readonly BeforeImage[],
    listId: string | null,
    id: string,
  ): Promise<{ ids: string[]; left: LeftBehind[] }> {
    const listed = images.flatMap(({ contactId, before }) => {
      const { listed } = imageIn(before);
      return listed ? [{ contactId, before: { stageId: listed.stageId } }] : [];
    });
    if (listId === null || listed.length === 0) return { ids: [], left: [] };
    const { left } = await this.parts.bulkAction('addToList').undo(ctx, listed, { listId, at: nowIso(this.clock) }, id);
    return { ids: listed.map(({ contactId }) => contactId), left };
  }
}
