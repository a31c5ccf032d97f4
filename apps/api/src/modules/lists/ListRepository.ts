import { Injectable } from '@nestjs/common';

import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { type StepLimits, StepRemover } from '../../platform/database/removeInSteps.js';
import { serialise } from '../../platform/database/serialise.js';
import {
  queryRowsAside,
  queryRowsBeforeAside,
  execute,
  isPostgres,
  queryOne,
  queryRows,
  sql,
  type SqlFragment,
} from '../../platform/database/sql.js';

export interface ListRow {
  readonly id: string;
  readonly name: string;
  readonly isPrimary: boolean;
  /** Of stages: their order. */
  readonly position: number;
  readonly stuckAfterDays: number | null;
  /** Of its name, kind and days; its place among the stages has none. */
  readonly version: number;
  readonly createdAt: string;
}

type StoredList = Omit<ListRow, 'isPrimary'> & { readonly isPrimary: boolean | number };

const listColumns = sql`id, name, is_primary AS "isPrimary", position, stuck_after_days AS "stuckAfterDays", version, created_at AS "createdAt"`;

/** Lists; who is on them is in MembershipRepository. */
@Injectable()
export class ListRepository {
  async list(ctx: WorkspaceContext): Promise<ListRow[]> {
    const rows = await queryRows<StoredList>(
      ctx.manager,
      sql`SELECT ${listColumns} FROM contact_lists WHERE workspace_id = ${ctx.workspaceId} AND deleted_at IS NULL ORDER BY is_primary DESC, position, created_at, id`,
    );
    return rows.map(toList);
  }

  async count(ctx: WorkspaceContext): Promise<number> {
    const row = await queryOne<{ n: number }>(
      ctx.manager,
      sql`SELECT COUNT(*) AS n FROM contact_lists WHERE workspace_id = ${ctx.workspaceId} AND deleted_at IS NULL`,
    );
    return row?.n ?? 0;
  }

  async find(ctx: WorkspaceContext, id: string): Promise<ListRow | null> {
    const row = await queryOne<StoredList>(
      ctx.manager,
      sql`SELECT ${listColumns} FROM contact_lists WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND deleted_at IS NULL`,
    );
    return row && toList(row);
  }

  /** False when the name is taken. */
  async insert(ctx: WorkspaceContext, list: ListRow): Promise<boolean> {
    const inserted = await execute(
      ctx.manager,
      sql`INSERT INTO contact_lists (id, workspace_id, name, is_primary, position, stuck_after_days, version, created_at)
          VALUES (${list.id}, ${ctx.workspaceId}, ${list.name}, ${list.isPrimary}, ${list.position}, ${list.stuckAfterDays}, ${list.version}, ${list.createdAt}) ON CONFLICT DO NOTHING`,
    );
    return inserted === 1;
  }

  /** Of these the lists that exist in this workspace. */
  async listLiving(ctx: WorkspaceContext, ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`SELECT id FROM contact_lists WHERE workspace_id = ${ctx.workspaceId} AND deleted_at IS NULL AND id IN (${sql.list(ids)})`,
    );
    return rows.map(({ id }) => id);
  }

  async isNameTaken(ctx: WorkspaceContext, name: string, exceptId: string): Promise<boolean> {
    return (
      (await queryOne(
        ctx.manager,
        sql`SELECT 1 AS one FROM contact_lists WHERE workspace_id = ${ctx.workspaceId} AND name = ${name} AND id <> ${exceptId}`,
      )) !== null
    );
  }

  /** Behind the last stage; a plain list has no place. */
  async nextPosition(ctx: WorkspaceContext): Promise<number> {
    const row = await queryOne<{ last: number | null }>(
      ctx.manager,
      sql`SELECT MAX(position) AS last FROM contact_lists WHERE workspace_id = ${ctx.workspaceId}`,
    );
    return (row?.last ?? 0) + 1;
  }

  async place(ctx: WorkspaceContext, ids: readonly string[]): Promise<void> {
    for (const [index, id] of ids.entries())
      await execute(
        ctx.manager,
        sql`UPDATE contact_lists SET position = ${index + 1} WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND deleted_at IS NULL`,
      );
  }

  /** @param seen the version that it must have still; null: whichever. False when it has another one, or is gone. */
  async update(
    ctx: WorkspaceContext,
    { id, name, isPrimary, position, stuckAfterDays }: Omit<ListRow, 'createdAt' | 'version'>,
    seen: number | null,
  ): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE contact_lists SET name = ${name}, is_primary = ${isPrimary}, position = ${position}, stuck_after_days = ${stuckAfterDays}, version = version + 1
          WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND deleted_at IS NULL ${ofVersion(seen)}`,
    );
    return changed === 1;
  }

  /** From here on nobody sees it, and its name is free. False when it was not there, or has another version than the one that was seen. */
  async markDeleted(ctx: WorkspaceContext, id: string, { now, seen }: { now: string; seen: number | null }): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE contact_lists SET deleted_at = ${now}, name = id WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND deleted_at IS NULL ${ofVersion(seen)}`,
    );
    return changed === 1;
  }

  /** A deleted list with everyone on it, a little at a time. False when it was stopped. */
  remove(ctx: Context, id: string, limits: StepLimits): Promise<boolean> {
    return new StepRemover(ctx.manager, limits).remove('contact_lists', sql`id = ${id} AND deleted_at IS NOT NULL`);
  }

  /**
   * Live contacts on each list. All that stand on it, from the index of the list alone, less those in the trash, who are few:
   * joining every contact of every list would cost ten times as much.
   */
  async countContacts(ctx: WorkspaceContext, listIds: readonly string[]): Promise<Map<string, number>> {
    const all = await queryRowsAside<{ listId: string; n: number }>(
      ctx.manager,
      sql`SELECT list_id AS "listId", COUNT(*) AS n FROM contact_list_assignments WHERE list_id IN (${sql.list(listIds)}) GROUP BY list_id`,
    );
    const trashed = await queryRowsAside<{ listId: string; n: number }>(
      ctx.manager,
      sql`SELECT a.list_id AS "listId", COUNT(*) AS n FROM base_contacts c JOIN contact_list_assignments a ON a.contact_id = c.id
          WHERE c.workspace_id = ${ctx.workspaceId} AND c.deleted_at IS NOT NULL AND a.list_id IN (${sql.list(listIds)}) GROUP BY a.list_id`,
    );
    const counts = new Map(all.map((row) => [row.listId, row.n]));
    for (const { listId, n } of trashed) counts.set(listId, (counts.get(listId) ?? 0) - n);
    return counts;
  }

  /** How many contacts of a list also stand on a stage other than it. */
  async countOnOtherStages(ctx: WorkspaceContext, listId: string): Promise<number> {
    const [row] = await queryRowsAside<{ n: number }>(
      ctx.manager,
      sql`SELECT COUNT(*) AS n FROM contact_list_assignments a WHERE a.list_id = ${listId} AND EXISTS (
            SELECT 1 FROM contact_list_assignments other JOIN contact_lists l ON l.id = other.list_id
            WHERE other.contact_id = a.contact_id AND l.is_primary = ${true} AND l.deleted_at IS NULL AND l.workspace_id = ${ctx.workspaceId} AND l.id <> ${listId})`,
    );
    return row?.n ?? 0;
  }

  /** Whether any contact of a list stood on another stage when this transaction began, in which nothing is changed before it ends. */
  async isOnOtherStage(ctx: WorkspaceContext, listId: string): Promise<boolean> {
    const found = await queryRowsBeforeAside(
      ctx.manager,
      sql`SELECT 1 AS one FROM contact_list_assignments a
            JOIN contact_list_assignments other ON other.contact_id = a.contact_id AND other.list_id <> a.list_id
            JOIN contact_lists l ON l.id = other.list_id AND l.is_primary = ${true} AND l.deleted_at IS NULL AND l.workspace_id = ${ctx.workspaceId}
          WHERE a.list_id = ${listId} LIMIT 1`,
    );
    return found.length > 0;
  }

  /** Lists do not become stages while contacts are put on them; `shared` for those who do that. */
  lockStages(ctx: WorkspaceContext, mode: { readonly shared?: boolean } = {}): Promise<void> {
    return serialise(ctx.manager, `stages ${ctx.workspaceId}`, mode);
  }

  /** Of two moves of one contact the second waits, and then sees the first. SQLite writes one transaction at a time anyway. */
  async lockContacts(ctx: WorkspaceContext, contactIds: readonly string[]): Promise<void> {
    if (!isPostgres(ctx.manager)) return;
    await queryRows(
      ctx.manager,
      sql`SELECT id FROM base_contacts WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(contactIds)}) ORDER BY id FOR UPDATE`,
    );
  }

  /** Whether each of these contacts is in the trash; whoever is missing does not exist any more. */
  async listTrashed(ctx: WorkspaceContext, contactIds: readonly string[]): Promise<Map<string, boolean>> {
    const rows = await queryRows<{ id: string; deletedAt: string | null }>(
      ctx.manager,
      sql`SELECT id, deleted_at AS "deletedAt" FROM base_contacts WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(contactIds)})`,
    );
    return new Map(rows.map(({ id, deletedAt }) => [id, deletedAt !== null]));
  }
}

function ofVersion(seen: number | null): SqlFragment {
  return seen === null ? sql.empty : sql`AND version = ${seen}`;
}

function toList(row: StoredList): ListRow {
  return { ...row, isPrimary: Boolean(row.isPrimary), version: Number(row.version) };
}
