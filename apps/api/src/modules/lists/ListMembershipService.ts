import { Injectable } from '@nestjs/common';

import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { AuditAct } from '../../platform/audit/AuditWords.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import type { BeforeImage } from '../contacts/ContactPartReferences.js';
import type { KnownMemberships } from './PlacedContact.js';
import { causeOf, type GivenCause } from './listCause.js';
import { listNotFound, severalStages } from './listErrors.js';
import { ListEvents } from './ListEvents.js';
import { ListRepository, type ListRow } from './ListRepository.js';
import { MembershipRepository } from './MembershipRepository.js';

/** How contacts come to a list. */
export interface Joining {
  /** Nothing is told, as of contacts that were just imported. */
  readonly isQuiet?: boolean;
  /** Left out: whoever acts did it by hand. */
  readonly cause?: GivenCause;
  /** Whoever was on the list before is on it again as if they had never left: something is undone. */
  readonly resume?: boolean;
}

/** Of more people than this an entry of the audit log tells the number alone. */
const NAMED_AT_MOST = 20;

/**
 * Who is on which list. A stage (a list with `isPrimary`) holds a contact alone: putting it on one takes it off the other.
 */
@Injectable()
export class ListMembershipService {
  constructor(
    private readonly lists: ListRepository,
    private readonly members: MembershipRepository,
    private readonly events: ListEvents,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async add(ctx: WorkspaceContext, listId: string, contactIds: readonly string[]): Promise<{ affected: number }> {
    const list = await this.requireList(ctx, listId);
    const added = await this.unitOfWork.run(ctx, async (ctx) => {
      const images = await this.addNow(ctx, list, contactIds);
      await this.tell(
        ctx,
        'list.contactsAdded',
        list,
        images.map(({ contactId }) => contactId),
      );
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

  /** Of these contacts, on which lists they are and on which stage. */
  async membershipsOf(ctx: WorkspaceContext, contactIds: readonly string[]): Promise<Map<string, KnownMemberships>> {
    const found = new Map<string, { lists: string[]; stageId: string | null }>();
    for (const { contactId, listId, isPrimary } of await this.members.listOf(ctx, contactIds)) {
      const known = found.get(contactId) ?? { lists: [], stageId: null };
      if (isPrimary) known.stageId = listId;
      else known.lists.push(listId);
      found.set(contactId, known);
    }
    return found;
  }

  /** Null when it was deleted. */
  findList(ctx: WorkspaceContext, listId: string): Promise<ListRow | null> {
    return this.lists.find(ctx, listId);
  }

  /** Puts contacts on a list inside the caller's transaction. */
  async addNow(ctx: WorkspaceContext, given: ListRow, contactIds: readonly string[], how: Joining = {}): Promise<BeforeImage[]> {
    if (contactIds.length === 0) return [];
    await this.lists.lockStages(ctx, { shared: true });
    // Read again: it may have become a stage since the caller looked.
    const list = await this.requireList(ctx, given.id);
    if (list.isPrimary) await this.lists.lockContacts(ctx, contactIds);
    const stages = list.isPrimary ? await this.members.listStages(ctx, contactIds, list.id) : [];
    const cause = causeOf(ctx, nowIso(this.clock), how.cause);
    const resumed = how.resume ? await this.members.resume(ctx, list.id, contactIds) : [];
    const added = [...resumed, ...(await this.members.add(ctx, list.id, contactIds, cause))];
    const stageOf = new Map(stages.map((stage) => [stage.contactId, stage]));
    const left = new Map<string, string[]>();
    for (const contactId of added) {
      const stage = stageOf.get(contactId);
      if (stage) left.set(stage.listId, [...(left.get(stage.listId) ?? []), contactId]);
    }
    for (const [stageId, ids] of left) await this.members.takeOff(ctx, stageId, ids, cause);
    const changes = added.map((contactId) => ({
      contactId,
      isStage: list.isPrimary,
      from: stageOf.get(contactId)?.name ?? null,
      to: list.name,
    }));
    await this.events.membershipChanged(ctx, list.id, changes, how);
    return added.map((contactId) => ({ contactId, before: { stageId: stageOf.get(contactId)?.listId ?? null } }));
  }

  /** Takes contacts off a list inside the caller's transaction; answers those who were on it. */
  async removeNow(ctx: WorkspaceContext, list: ListRow, contactIds: readonly string[], given?: GivenCause): Promise<string[]> {
    const ended = await this.members.takeOff(ctx, list.id, contactIds, causeOf(ctx, nowIso(this.clock), given));
    const changes = ended.map(({ contactId }) => ({ contactId, isStage: list.isPrimary, from: list.name, to: null }));
    await this.events.membershipChanged(ctx, list.id, changes);
    return ended.map(({ contactId }) => contactId);
  }

  /** One entry however many they are; of a few it names each. */
  private async tell(ctx: WorkspaceContext, action: AuditAct, list: ListRow, contactIds: readonly string[]): Promise<void> {
    if (contactIds.length === 0) return;
    const who = contactIds.length <= NAMED_AT_MOST ? { contactIds } : {};
    await this.audit.record(ctx, { action, entity: ['list', list.id], details: { count: contactIds.length, ...who } });
  }

  /** A contact on several lists, of which one may be a stage; inside the caller's transaction. */
  async putOn(ctx: WorkspaceContext, contactId: string, listIds: readonly string[]): Promise<void> {
    const lists = await Promise.all([...new Set(listIds)].map((id) => this.requireList(ctx, id)));
    if (lists.filter((list) => list.isPrimary).length > 1) throw severalStages();
    for (const list of lists) await this.addNow(ctx, list, [contactId]);
  }
}
