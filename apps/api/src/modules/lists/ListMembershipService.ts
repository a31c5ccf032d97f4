import { Injectable, type OnModuleInit } from '@nestjs/common';

import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { AuditAct } from '../../platform/audit/AuditWords.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import {
  type BeforeImage,
  type BulkAction,
  type BulkInput,
  ContactPartReferences,
  type LeftBehind,
} from '../contacts/ContactPartReferences.js';
import { listNotFound, severalStages } from './listErrors.js';
import { ListEvents } from './ListEvents.js';
import { ListRepository, type ListRow } from './ListRepository.js';

interface Undone {
  readonly count: number;
  readonly left: LeftBehind[];
}

/** Of more people than this an entry of the audit log tells the number alone. */
const NAMED_AT_MOST = 20;

/**
 * Who is on which list. A stage (a list with `isPrimary`) holds a contact alone: putting it on one takes it off the other.
 */
@Injectable()
export class ListMembershipService implements OnModuleInit {
  constructor(
    private readonly lists: ListRepository,
    private readonly events: ListEvents,
    private readonly parts: ContactPartReferences,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.parts.registerLists({ putOn: (ctx, contactId, listIds) => this.putOn(ctx, contactId, listIds) });
    this.parts.registerBulkAction('addToList', this.adding());
    this.parts.registerBulkAction('removeFromList', this.removing());
  }

  async add(ctx: WorkspaceContext, listId: string, contactIds: readonly string[]): Promise<{ affected: number }> {
    const list = await this.requireList(ctx, listId);
    const added = await this.unitOfWork.run(ctx, async (ctx) => {
      const images = await this.addNow(ctx, list, contactIds);
      await this.tell(ctx, 'list.contactsAdded', list, idsOf(images));
      return images;
    });
    return { affected: added.length };
  }

  async remove(ctx: WorkspaceContext, listId: string, contactIds: readonly string[]): Promise<{ affected: number }> {
    const list = await this.requireList(ctx, listId);
    const removed = await this.unitOfWork.run(ctx, async (ctx) => {
      const ids = await this.removeNow(ctx, list, contactIds);
      await this.tell(ctx, 'list.contactsRemoved', list, ids);
      return ids;
    });
    return { affected: removed.length };
  }

  async requireList(ctx: WorkspaceContext, listId: string): Promise<ListRow> {
    const list = await this.lists.find(ctx, listId);
    if (!list) throw listNotFound();
    return list;
  }

  /** Puts contacts on a list inside the caller's transaction. `isQuiet`: nothing is told, as for contacts that were just imported. */
  async addNow(ctx: WorkspaceContext, given: ListRow, contactIds: readonly string[], isQuiet = false): Promise<BeforeImage[]> {
    await this.lists.lockStages(ctx, { shared: true });
    // Read again: it may have become a stage since the caller looked.
    const list = await this.requireList(ctx, given.id);
    if (list.isPrimary) await this.lists.lockContacts(ctx, contactIds);
    const stages = list.isPrimary ? await this.lists.listStages(ctx, contactIds, list.id) : [];
    const added = await this.lists.add(ctx, list.id, contactIds, nowIso(this.clock));
    const stageOf = new Map(stages.map((stage) => [stage.contactId, stage]));
    const left = new Map<string, string[]>();
    for (const contactId of added) {
      const stage = stageOf.get(contactId);
      if (stage) left.set(stage.listId, [...(left.get(stage.listId) ?? []), contactId]);
    }
    for (const [stageId, ids] of left) await this.lists.takeOff(ctx, stageId, ids);
    if (!isQuiet) {
      await this.events.membershipChanged(
        ctx,
        added.map((contactId) => ({ contactId, isStage: list.isPrimary, from: stageOf.get(contactId)?.name ?? null, to: list.name })),
      );
    }
    return added.map((contactId) => ({ contactId, before: { stageId: stageOf.get(contactId)?.listId ?? null } }));
  }

  /** One entry however many they are; of a few it names each. */
  private async tell(ctx: WorkspaceContext, action: AuditAct, list: ListRow, contactIds: readonly string[]): Promise<void> {
    if (contactIds.length === 0) return;
    const who = contactIds.length <= NAMED_AT_MOST ? { contactIds } : {};
    await this.audit.record(ctx, { action, entity: ['list', list.id], details: { count: contactIds.length, ...who } });
  }

  private async removeNow(ctx: WorkspaceContext, list: ListRow, contactIds: readonly string[]): Promise<string[]> {
    const removed = await this.lists.takeOff(ctx, list.id, contactIds);
    await this.events.membershipChanged(
      ctx,
      removed.map((contactId) => ({ contactId, isStage: list.isPrimary, from: list.name, to: null })),
    );
    return removed;
  }

  private async putOn(ctx: WorkspaceContext, contactId: string, listIds: readonly string[]): Promise<void> {
    const lists = await Promise.all([...new Set(listIds)].map((id) => this.requireList(ctx, id)));
    if (lists.filter((list) => list.isPrimary).length > 1) throw severalStages();
    for (const list of lists) await this.addNow(ctx, list, [contactId]);
  }

  private adding(): BulkAction {
    return {
      check: async (ctx, input) => void (await this.requireList(ctx, listIdOf(input))),
      apply: async (ctx, contactIds, input) => ({
        images: await this.addNow(ctx, await this.requireList(ctx, listIdOf(input)), contactIds),
        left: [],
      }),
      undo: (ctx, images, input) => this.undoAdding(ctx, images, input),
    };
  }

  private removing(): BulkAction {
    return {
      check: async (ctx, input) => void (await this.requireList(ctx, listIdOf(input))),
      apply: async (ctx, contactIds, input) => {
        const removed = await this.removeNow(ctx, await this.requireList(ctx, listIdOf(input)), contactIds);
        return { images: removed.map((contactId) => ({ contactId, before: null })), left: [] };
      },
      undo: (ctx, images, input) => this.undoRemoving(ctx, images, input),
    };
  }

  /** Back to the stage each contact came from, where that stage still exists. A list that was deleted meanwhile has nobody to take off. */
  private async undoAdding(ctx: WorkspaceContext, images: readonly BeforeImage[], input: BulkInput): Promise<Undone> {
    const list = await this.lists.find(ctx, listIdOf(input));
    const removed = new Set(list ? await this.removeNow(ctx, list, idsOf(images)) : idsOf(images));
    const back = new Map<string, string[]>();
    for (const { contactId, before } of images) {
      const stageId = before?.['stageId'];
      if (typeof stageId === 'string' && removed.has(contactId)) back.set(stageId, [...(back.get(stageId) ?? []), contactId]);
    }
    const left: LeftBehind[] = [];
    let isBack = 0;
    for (const [stageId, ids] of back) {
      const stage = await this.lists.find(ctx, stageId);
      if (stage?.isPrimary) isBack += (await this.addNow(ctx, stage, ids)).length;
      else left.push(...ids.map((contactId) => ({ contactId, reason: 'listGone' as const, existingContactId: null })));
    }
    return { count: list ? removed.size : isBack, left };
  }

  private async undoRemoving(ctx: WorkspaceContext, images: readonly BeforeImage[], input: BulkInput): Promise<Undone> {
    const ids = idsOf(images);
    const list = await this.lists.find(ctx, listIdOf(input));
    if (!list) return { count: 0, left: ids.map((contactId) => ({ contactId, reason: 'listGone', existingContactId: null })) };
    const added = new Set(idsOf(await this.addNow(ctx, list, ids)));
    const states = await this.lists.listTrashed(
      ctx,
      ids.filter((id) => !added.has(id)),
    );
    // Who is live and was not added is on the list already.
    const left = ids.flatMap((contactId): LeftBehind[] => {
      if (added.has(contactId)) return [];
      const isTrashed = states.get(contactId);
      if (isTrashed === false) return [];
      return [{ contactId, reason: isTrashed === undefined ? 'gone' : 'inTrash', existingContactId: null }];
    });
    return { count: added.size, left };
  }
}

function listIdOf(input: BulkInput): string {
  return input.listId ?? '';
}

function idsOf(images: readonly BeforeImage[]): string[] {
  return images.map((image) => image.contactId);
}
