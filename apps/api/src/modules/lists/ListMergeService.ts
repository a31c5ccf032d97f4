import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { execute, queryRows, sql } from '../../platform/database/sql.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { causeOf } from './listCause.js';
import { ListRepository } from './ListRepository.js';
import { MembershipRepository } from './MembershipRepository.js';

/** A contact on a list, as before a merge. */
export interface StoredMembership {
  readonly contactId: string;
  readonly listId: string;
  readonly name: string;
  readonly isStage: boolean;
  readonly assignedAt: string;
  /** Unknown to merges of before these were kept. */
  readonly addedVia?: string | null;
  readonly addedBy?: string | null;
  readonly addedRef?: string | null;
  /** The record of its end, once a merge has ended it. */
  readonly stayId?: string;
}

/** Lists and stages of contacts that become one, and of contacts that become several again. Inside the caller's unit of work. */
@Injectable()
export class ListMergeService {
  constructor(
    private readonly lists: ListRepository,
    private readonly members: MembershipRepository,
    private readonly clock: Clock,
  ) {}

  async membershipsOf(ctx: WorkspaceContext, contactIds: readonly string[]): Promise<StoredMembership[]> {
    const rows = await queryRows<Omit<StoredMembership, 'isStage'> & { isStage: boolean | number }>(
      ctx.manager,
      sql`SELECT a.contact_id AS "contactId", a.list_id AS "listId", l.name, l.is_primary AS "isStage", a.assigned_at AS "assignedAt",
            a.added_via AS "addedVia", a.added_by AS "addedBy", a.added_ref AS "addedRef"
          FROM contact_list_assignments a JOIN contact_lists l ON l.id = a.list_id
          WHERE a.contact_id IN (${sql.list(contactIds)}) AND l.workspace_id || '' = ${ctx.workspaceId} AND l.deleted_at IS NULL
          ORDER BY l.is_primary DESC, l.name, l.id`,
    );
    return rows.map((row) => ({ ...row, isStage: Boolean(row.isStage) }));
  }

  /** Before the others move, so that the chosen stage has its place. Answers them with the records of their ends. */
  async takeOff(ctx: WorkspaceContext, memberships: readonly StoredMembership[]): Promise<StoredMembership[]> {
    const end = causeOf(ctx, nowIso(this.clock), { via: 'merge' });
    const taken: StoredMembership[] = [];
    for (const membership of memberships) {
      const [ended] = await this.members.takeOff(ctx, membership.listId, [membership.contactId], end);
      taken.push(ended ? { ...membership, stayId: ended.stayId } : membership);
    }
    return taken;
  }

  /** What a merge ended did not end, once the merge is undone. */
  forgetEnds(ctx: WorkspaceContext, taken: readonly StoredMembership[]): Promise<void> {
    return this.members.forget(
      ctx,
      taken.flatMap(({ stayId }) => stayId ?? []),
    );
  }

  /** On each of these that still exists; where the contact stands on a stage by now, it stays there. */
  async putBack(ctx: WorkspaceContext, contactId: string, memberships: readonly StoredMembership[]): Promise<void> {
    await this.lists.lockStages(ctx, { shared: true });
    await this.lists.lockContacts(ctx, [contactId]);
    for (const { listId, assignedAt, addedVia = null, addedBy = null, addedRef = null } of memberships) {
      const list = await this.lists.find(ctx, listId);
      if (!list) continue;
      if (list.isPrimary && (await this.members.listStages(ctx, [contactId], listId)).length > 0) continue;
      await execute(
        ctx.manager,
        sql`INSERT INTO contact_list_assignments (contact_id, list_id, assigned_at, added_via, added_by, added_ref)
            SELECT c.id, l.id, CAST(${assignedAt} AS TEXT), CAST(${addedVia} AS TEXT), CAST(${addedBy} AS TEXT), CAST(${addedRef} AS TEXT) FROM base_contacts c JOIN contact_lists l ON l.id = ${listId} AND l.workspace_id = ${ctx.workspaceId}
            WHERE c.id = ${contactId} AND c.workspace_id = ${ctx.workspaceId} ON CONFLICT DO NOTHING`,
      );
    }
  }
}
