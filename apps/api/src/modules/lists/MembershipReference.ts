import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { sql } from '../../platform/database/sql.js';
import {
  type ContactReference,
  ContactReferences,
  type Json,
  type Move,
  type ToldRow,
} from '../../platform/references/ContactReferences.js';
import { TableReference } from '../../platform/references/TableReference.js';
import { ListRepository } from './ListRepository.js';

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

/** Moves of one contact wait for each other, and no list becomes a stage meanwhile, as when people are put on lists. */
@Injectable()
export class MembershipReference implements ContactReference, OnModuleInit {
  readonly name = memberships.name;

  constructor(
    private readonly lists: ListRepository,
    private readonly references: ContactReferences,
  ) {}

  onModuleInit(): void {
    this.references.register(this);
  }

  count(ctx: WorkspaceContext, contactId: string): Promise<number> {
    return memberships.count(ctx, contactId);
  }

  async move(ctx: WorkspaceContext, move: Move): Promise<Json> {
    await this.lock(ctx, move);
    return memberships.move(ctx, move);
  }

  async moveBack(ctx: WorkspaceContext, move: Move, moved: Json): Promise<void> {
    await this.lock(ctx, move);
    return memberships.moveBack(ctx, move, moved);
  }

  tell(ctx: WorkspaceContext, contactId: string): AsyncIterable<readonly ToldRow[]> {
    return memberships.tell(ctx, contactId);
  }

  private async lock(ctx: WorkspaceContext, { from, to }: Move): Promise<void> {
    await this.lists.lockStages(ctx, { shared: true });
    await this.lists.lockContacts(ctx, [from, to]);
  }
}
