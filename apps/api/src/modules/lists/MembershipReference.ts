import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { sql, type SqlFragment } from '../../platform/database/sql.js';
import {
  type ContactReference,
  ContactReferences,
  type Json,
  type Move,
  type ToldRow,
} from '../../platform/references/ContactReferences.js';
import { TableReference } from '../../platform/references/TableReference.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { causeOf } from './listCause.js';
import { ListRepository } from './ListRepository.js';
import { MembershipRepository } from './MembershipRepository.js';

/** Lists of both contacts are joined. A contact stands on one stage: that of the one who stays wins. */
const memberships = new TableReference({
  table: 'contact_list_assignments',
  column: 'contact_id',
  key: ['list_id'],
  unique: ['list_id'],
  isTaken: (
    ctx,
    to,
  ) => sql`EXISTS (SELECT 1 FROM contact_lists moving WHERE moving.id = contact_list_assignments.list_id AND moving.is_primary = ${true})
    AND EXISTS (SELECT 1 FROM contact_list_assignments other JOIN contact_lists stage ON stage.id = other.list_id
      WHERE other.contact_id = ${to} AND stage.is_primary = ${true} AND stage.deleted_at IS NULL AND stage.workspace_id = ${ctx.workspaceId})`,
  isOwn: (ctx) =>
    sql`EXISTS (SELECT 1 FROM contact_lists l WHERE l.id = contact_list_assignments.list_id AND l.workspace_id = ${ctx.workspaceId})`,
  parents: { list_id: 'contact_lists' },
});

/** As its rows are taken out (`RETURNING *`). */
interface TakenRow {
  readonly contact_id: string;
  readonly list_id: string;
  readonly assigned_at: string;
  readonly added_via: string | null;
  readonly added_by: string | null;
  readonly added_ref: string | null;
}

/** What a move did, with the records of the memberships that it ended. */
interface MovedMemberships {
  readonly moved: Json;
  readonly endedIds: readonly string[];
}

/** Moves of one contact wait for each other, and no list becomes a stage meanwhile, as when people are put on lists. */
@Injectable()
export class MembershipReference implements ContactReference, OnModuleInit {
  readonly name = memberships.name;

  constructor(
    private readonly lists: ListRepository,
    private readonly members: MembershipRepository,
    private readonly clock: Clock,
    private readonly references: ContactReferences,
  ) {}

  onModuleInit(): void {
    this.references.register(this);
  }

  mentions(ctx: WorkspaceContext, contactId: string): SqlFragment {
    return memberships.mentions(ctx, contactId);
  }

  async move(ctx: WorkspaceContext, move: Move): Promise<Json> {
    await this.lock(ctx, move);
    const moved = await memberships.move(ctx, move);
    const { taken } = moved as unknown as { readonly taken: readonly TakenRow[] };
    const rows = taken.map((row) => ({
      contactId: move.to,
      listId: row.list_id,
      assignedAt: row.assigned_at,
      addedVia: row.added_via,
      addedBy: row.added_by,
      addedRef: row.added_ref,
    }));
    const ended = await this.members.recordStays(ctx, rows, causeOf(ctx, nowIso(this.clock), { via: 'merge' }));
    return { moved, endedIds: ended.map(({ stayId }) => stayId) } satisfies MovedMemberships as unknown as Json;
  }

  async moveBack(ctx: WorkspaceContext, move: Move, moved: Json): Promise<void> {
    await this.lock(ctx, move);
    // Merges of before kept no ends.
    if (!isWithEnds(moved)) return memberships.moveBack(ctx, move, moved);
    await this.members.forget(ctx, moved.endedIds);
    return memberships.moveBack(ctx, move, moved.moved);
  }

  tell(ctx: WorkspaceContext, contactId: string): AsyncIterable<readonly ToldRow[]> {
    return memberships.tell(ctx, contactId);
  }

  private async lock(ctx: WorkspaceContext, { from, to }: Move): Promise<void> {
    await this.lists.lockStages(ctx, { shared: true });
    await this.lists.lockContacts(ctx, [from, to]);
  }
}

function isWithEnds(moved: Json): moved is Json & MovedMemberships {
  return typeof moved === 'object' && moved !== null && 'endedIds' in moved;
}
