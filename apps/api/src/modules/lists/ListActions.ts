import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { requireScope } from '../../platform/security/fieldScopes.js';
import {
  type BeforeImage,
  type BulkAction,
  type BulkInput,
  ContactPartReferences,
  type LeftBehind,
} from '../contacts/ContactPartReferences.js';
import type { GivenCause } from './listCause.js';
import { notAStage } from './listErrors.js';
import { ListMembershipService } from './ListMembershipService.js';
import { ListRepository, type ListRow } from './ListRepository.js';
import { MembershipRepository } from './MembershipRepository.js';

interface Undone {
  readonly count: number;
  readonly left: LeftBehind[];
}

/** What contacts are told of lists: putting a new one on them, and many at once on a list or a stage, off it, and the way back. */
@Injectable()
export class ListActions implements OnModuleInit {
  constructor(
    private readonly lists: ListRepository,
    private readonly members: MembershipRepository,
    private readonly memberships: ListMembershipService,
    private readonly parts: ContactPartReferences,
  ) {}

  onModuleInit(): void {
    this.parts.registerLists({ putOn: (ctx, contactId, listIds) => this.memberships.putOn(ctx, contactId, listIds) });
    this.parts.registerBulkAction(
      'addToList',
      this.adding((ctx, input) => this.memberships.requireList(ctx, listIdOf(input))),
    );
    this.parts.registerBulkAction(
      'moveToStage',
      this.adding((ctx, input) => this.requireStage(ctx, listIdOf(input))),
    );
    this.parts.registerBulkAction('removeFromList', this.removing());
    this.parts.registerBulkAction('leaveStage', this.leaving());
  }

  private async requireStage(ctx: WorkspaceContext, listId: string): Promise<ListRow> {
    const list = await this.memberships.requireList(ctx, listId);
    if (!list.isPrimary) throw notAStage('listId');
    return list;
  }

  private adding(require: (ctx: WorkspaceContext, input: BulkInput) => Promise<ListRow>): BulkAction {
    return {
      check: async (ctx, input) => void (await require(ctx, input)),
      apply: async (ctx, contactIds, input) => {
        const images = await this.memberships.addNow(ctx, await require(ctx, input), contactIds, { cause: causeOf(input, 'bulk') });
        return { images, left: [] };
      },
      undo: (ctx, images, input) => this.undoAdding(ctx, images, input),
    };
  }

  private removing(): BulkAction {
    return {
      check: async (ctx, input) => void (await this.memberships.requireList(ctx, listIdOf(input))),
      apply: async (ctx, contactIds, input) => {
        const list = await this.memberships.requireList(ctx, listIdOf(input));
        const removed = await this.memberships.removeNow(ctx, list, contactIds, causeOf(input, 'bulk'));
        return { images: removed.map((contactId) => ({ contactId, before: null })), left: [] };
      },
      undo: (ctx, images, input) => this.undoRemoving(ctx, images, input),
    };
  }

  private leaving(): BulkAction {
    return {
      check: async (ctx) => requireScope(ctx, 'lists:write'),
      apply: async (ctx, contactIds, input) => {
        await this.lists.lockStages(ctx, { shared: true });
        await this.lists.lockContacts(ctx, contactIds);
        const images: BeforeImage[] = [];
        for (const [stageId, ids] of byList(await this.members.listStages(ctx, contactIds))) {
          const stage = await this.memberships.requireList(ctx, stageId);
          const removed = await this.memberships.removeNow(ctx, stage, ids, causeOf(input, 'bulk'));
          images.push(...removed.map((contactId) => ({ contactId, before: { stageId } })));
        }
        return { images, left: [] };
      },
      undo: (ctx, images, input) => this.undoLeaving(ctx, images, input),
    };
  }

  /** Back to the stage each contact came from, where that stage still exists; whoever left the list meanwhile stays where they are. */
  private async undoAdding(ctx: WorkspaceContext, images: readonly BeforeImage[], input: BulkInput): Promise<Undone> {
    await this.lists.lockStages(ctx, { shared: true });
    await this.lists.lockContacts(ctx, idsOf(images));
    const list = await this.lists.find(ctx, listIdOf(input));
    const ids = list ? await this.members.listOn(ctx, list.id, idsOf(images)) : await this.withoutStage(ctx, idsOf(images));
    const isMeant = new Set(ids);
    const { back, left } = await this.bringBack(
      ctx,
      images.filter(({ contactId }) => isMeant.has(contactId)),
      input,
    );
    if (!list) return { count: back.size, left };
    // A stage has let go of those who are back; in the trash they stay on it, as they could not come back to theirs.
    const inTrash = new Set(left.flatMap(({ contactId, reason }) => (reason === 'inTrash' ? [contactId] : [])));
    const leaving = ids.filter((id) => !inTrash.has(id) && !(list.isPrimary && back.has(id)));
    const removed = await this.memberships.removeNow(ctx, list, leaving, causeOf(input, 'undo'));
    return { count: new Set([...removed, ...back]).size, left };
  }

  private async undoRemoving(ctx: WorkspaceContext, images: readonly BeforeImage[], input: BulkInput): Promise<Undone> {
    const ids = idsOf(images);
    const list = await this.lists.find(ctx, listIdOf(input));
    if (!list) return { count: 0, left: ids.map((contactId) => ({ contactId, reason: 'listGone', existingContactId: null })) };
    const added = await this.memberships.addNow(ctx, list, ids, { cause: causeOf(input, 'undo'), resume: true });
    return { count: added.length, left: await this.listAbsent(ctx, ids, idsOf(added)) };
  }

  /** Whoever is on a stage by now stays there. */
  private async undoLeaving(ctx: WorkspaceContext, images: readonly BeforeImage[], input: BulkInput): Promise<Undone> {
    await this.lists.lockStages(ctx, { shared: true });
    await this.lists.lockContacts(ctx, idsOf(images));
    const isFree = new Set(await this.withoutStage(ctx, idsOf(images)));
    const elsewhere = images.filter(({ contactId }) => !isFree.has(contactId));
    const { back, left } = await this.bringBack(
      ctx,
      images.filter(({ contactId }) => isFree.has(contactId)),
      input,
    );
    return {
      count: back.size,
      left: [...left, ...elsewhere.map(({ contactId }) => ({ contactId, reason: 'changedSince' as const, existingContactId: null }))],
    };
  }

  /** To the stages they came from, with the time that they had spent there. */
  private async bringBack(
    ctx: WorkspaceContext,
    images: readonly BeforeImage[],
    input: BulkInput,
  ): Promise<{ back: Set<string>; left: LeftBehind[] }> {
    const back = new Set<string>();
    const left: LeftBehind[] = [];
    for (const [stageId, contactIds] of stagesOf(images)) {
      const stage = await this.lists.find(ctx, stageId);
      if (!stage?.isPrimary) {
        left.push(...contactIds.map((contactId) => ({ contactId, reason: 'listGone' as const, existingContactId: null })));
        continue;
      }
      const added = idsOf(await this.memberships.addNow(ctx, stage, contactIds, { cause: causeOf(input, 'undo'), resume: true }));
      for (const contactId of added) back.add(contactId);
      left.push(...(await this.listAbsent(ctx, contactIds, added)));
    }
    return { back, left };
  }

  private async withoutStage(ctx: WorkspaceContext, ids: readonly string[]): Promise<string[]> {
    const onStage = new Set((await this.members.listStages(ctx, ids)).map(({ contactId }) => contactId));
    return ids.filter((id) => !onStage.has(id));
  }

  /** Of those that were not added, who is in the trash or gone; whoever is live and was not added is on the list already. */
  private async listAbsent(ctx: WorkspaceContext, ids: readonly string[], added: readonly string[]): Promise<LeftBehind[]> {
    const isAdded = new Set(added);
    const missing = ids.filter((id) => !isAdded.has(id));
    const states = await this.lists.listTrashed(ctx, missing);
    return missing.flatMap((contactId): LeftBehind[] => {
      const isTrashed = states.get(contactId);
      if (isTrashed === false) return [];
      return [{ contactId, reason: isTrashed === undefined ? 'gone' : 'inTrash', existingContactId: null }];
    });
  }
}

function listIdOf(input: BulkInput): string {
  return input.listId ?? '';
}

function idsOf(images: readonly BeforeImage[]): string[] {
  return images.map((image) => image.contactId);
}

function causeOf({ id }: BulkInput, via: 'bulk' | 'undo'): GivenCause {
  return { via, ref: id ?? null };
}

/** Who is to go back where. */
function stagesOf(images: readonly BeforeImage[]): Map<string, string[]> {
  return byList(
    images.flatMap(({ contactId, before }) => {
      const listId = before?.['stageId'];
      return typeof listId === 'string' ? [{ contactId, listId }] : [];
    }),
  );
}

function byList(rows: readonly { readonly contactId: string; readonly listId: string }[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { contactId, listId } of rows) found.set(listId, [...(found.get(listId) ?? []), contactId]);
  return found;
}
