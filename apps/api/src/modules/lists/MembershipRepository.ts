import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { execute, queryRows, sql, type SqlFragment } from '../../platform/database/sql.js';
import type { StoredCause } from './listCause.js';

/** A membership as its row has it, or had it. */
export interface MembershipRow {
  readonly contactId: string;
  readonly listId: string;
  readonly assignedAt: string;
  readonly addedVia: string | null;
  readonly addedBy: string | null;
  readonly addedRef: string | null;
}

export interface EndedStay {
  readonly contactId: string;
  readonly stayId: string;
}

export interface StageOf {
  readonly contactId: string;
  readonly listId: string;
  readonly name: string;
  readonly since: string;
}

const INSERT_ROWS = 300;
const LOOKUP = 500;

export const membershipColumns = sql`contact_id AS "contactId", list_id AS "listId", assigned_at AS "assignedAt", added_via AS "addedVia", added_by AS "addedBy", added_ref AS "addedRef"`;

/**
 * Who is on which list, and what is kept of those who were. Rows are found by the contacts that are named: `workspace_id` is compared as an
 * expression, or SQLite without statistics would begin with all lists of the workspace.
 */
@Injectable()
export class MembershipRepository {
  /** The stages, other than the given list, on which these contacts are. */
  listStages(ctx: WorkspaceContext, contactIds: readonly string[], exceptListId = ''): Promise<StageOf[]> {
    return queryRows<StageOf>(
      ctx.manager,
      sql`SELECT a.contact_id AS "contactId", l.id AS "listId", l.name, a.assigned_at AS since FROM contact_list_assignments a JOIN contact_lists l ON l.id = a.list_id
          WHERE a.contact_id IN (${sql.list(contactIds)}) AND l.workspace_id || '' = ${ctx.workspaceId} AND l.is_primary = ${true} AND l.deleted_at IS NULL AND l.id <> ${exceptListId}`,
    );
  }

  /** On which lists and stages these contacts are. */
  async listOf(ctx: WorkspaceContext, contactIds: readonly string[]): Promise<{ contactId: string; listId: string; isPrimary: boolean }[]> {
    const found: { contactId: string; listId: string; isPrimary: boolean }[] = [];
    for (let start = 0; start < contactIds.length; start += LOOKUP) {
      const rows = await queryRows<{ contactId: string; listId: string; isPrimary: boolean | number }>(
        ctx.manager,
        sql`SELECT a.contact_id AS "contactId", a.list_id AS "listId", l.is_primary AS "isPrimary" FROM contact_list_assignments a JOIN contact_lists l ON l.id = a.list_id
            WHERE a.contact_id IN (${sql.list(contactIds.slice(start, start + LOOKUP))}) AND l.workspace_id || '' = ${ctx.workspaceId} AND l.deleted_at IS NULL`,
      );
      found.push(...rows.map((row) => ({ ...row, isPrimary: Boolean(row.isPrimary) })));
    }
    return found;
  }

  /** Of these contacts those that are on the list. */
  async listOn(ctx: WorkspaceContext, listId: string, contactIds: readonly string[]): Promise<string[]> {
    const rows = await queryRows<{ contactId: string }>(
      ctx.manager,
      sql`SELECT a.contact_id AS "contactId" FROM contact_list_assignments a JOIN contact_lists l ON l.id = a.list_id
          WHERE a.contact_id IN (${sql.list(contactIds)}) AND a.list_id = ${listId} AND l.workspace_id || '' = ${ctx.workspaceId}`,
    );
    return rows.map(({ contactId }) => contactId);
  }

  /** Answers the contacts that were not on the list until now. Ids of other workspaces and of trashed contacts are passed over. */
  async add(ctx: WorkspaceContext, listId: string, contactIds: readonly string[], { at, via, by, ref }: StoredCause): Promise<string[]> {
    const rows = await queryRows<{ contactId: string }>(
      ctx.manager,
      sql`INSERT INTO contact_list_assignments (contact_id, list_id, assigned_at, added_via, added_by, added_ref)
          SELECT c.id, ${typedText(listId)}, ${typedText(at)}, ${typedText(via)}, ${typedText(by)}, ${typedText(ref)}
          FROM base_contacts c WHERE c.workspace_id = ${ctx.workspaceId} AND c.id IN (${sql.list(contactIds)}) AND c.deleted_at IS NULL
            AND EXISTS (SELECT 1 FROM contact_lists l WHERE l.id = ${typedText(listId)} AND l.workspace_id = ${ctx.workspaceId} AND l.deleted_at IS NULL)
          ON CONFLICT DO NOTHING RETURNING contact_id AS "contactId"`,
    );
    return rows.map((row) => row.contactId);
  }

  /** Those who were on the list, off it now, each with the record of its stay. */
  async takeOff(ctx: WorkspaceContext, listId: string, contactIds: readonly string[], end: StoredCause): Promise<EndedStay[]> {
    const rows = await queryRows<MembershipRow>(
      ctx.manager,
      sql`DELETE FROM contact_list_assignments WHERE list_id = ${listId} AND contact_id IN (${sql.list(contactIds)})
            AND EXISTS (SELECT 1 FROM contact_lists l WHERE l.id = list_id AND l.workspace_id = ${ctx.workspaceId} AND l.deleted_at IS NULL) RETURNING ${membershipColumns}`,
    );
    return this.recordStays(ctx, rows, end);
  }

  async recordStays(ctx: WorkspaceContext, rows: readonly MembershipRow[], end: StoredCause): Promise<EndedStay[]> {
    const ended = rows.map((row) => ({ ...row, stayId: newId() }));
    for (let start = 0; start < ended.length; start += INSERT_ROWS) {
      const values = ended.slice(start, start + INSERT_ROWS).map(
        (
          row,
        ) => sql`(${row.stayId}, ${ctx.workspaceId}, ${row.listId}, ${row.contactId}, ${row.assignedAt}, ${row.addedVia}, ${row.addedBy}, ${row.addedRef},
          ${end.at}, ${end.via}, ${end.by}, ${end.ref})`,
      );
      await execute(
        ctx.manager,
        sql`INSERT INTO list_stays (id, workspace_id, list_id, contact_id, joined_at, joined_via, joined_by, joined_ref, left_at, left_via, left_by, left_ref) VALUES ${sql.join(values, ', ')}`,
      );
    }
    return ended.map(({ contactId, stayId }) => ({ contactId, stayId }));
  }

  /**
   * Puts contacts back on a list that they left, as if they had never left it: what is undone does not start their time anew. Answers who is
   * back; who has not been on it before is passed over.
   */
  async resume(ctx: WorkspaceContext, listId: string, contactIds: readonly string[]): Promise<string[]> {
    const last = await queryRows<{ id: string; contactId: string }>(
      ctx.manager,
      sql`SELECT s.id, s.contact_id AS "contactId" FROM list_stays s
          WHERE s.contact_id IN (${sql.list(contactIds)}) AND s.list_id || '' = ${listId} AND s.workspace_id || '' = ${ctx.workspaceId} AND NOT EXISTS (
            SELECT 1 FROM list_stays later WHERE later.contact_id = s.contact_id AND later.list_id || '' = s.list_id AND (later.left_at, later.id) > (s.left_at, s.id))`,
    );
    if (last.length === 0) return [];
    const back = await queryRows<{ contactId: string }>(
      ctx.manager,
      sql`INSERT INTO contact_list_assignments (contact_id, list_id, assigned_at, added_via, added_by, added_ref)
          SELECT s.contact_id, s.list_id, s.joined_at, s.joined_via, s.joined_by, s.joined_ref FROM list_stays s JOIN base_contacts c ON c.id = s.contact_id
          WHERE s.id IN (${sql.list(last.map(({ id }) => id))}) AND c.workspace_id || '' = ${ctx.workspaceId} AND c.deleted_at IS NULL
            AND EXISTS (SELECT 1 FROM contact_lists l WHERE l.id = s.list_id AND l.workspace_id = ${ctx.workspaceId} AND l.deleted_at IS NULL)
          ON CONFLICT DO NOTHING RETURNING contact_id AS "contactId"`,
    );
    const isBack = new Set(back.map(({ contactId }) => contactId));
    await this.forget(
      ctx,
      last.flatMap(({ id, contactId }) => (isBack.has(contactId) ? [id] : [])),
    );
    return [...isBack];
  }

  /** The stage that a contact left last, of those that are stages now. */
  async lastLeftStage(ctx: WorkspaceContext, contactId: string): Promise<string | null> {
    const [row] = await queryRows<{ listId: string }>(
      ctx.manager,
      sql`SELECT s.list_id AS "listId" FROM list_stays s JOIN contact_lists l ON l.id = s.list_id
          WHERE s.contact_id = ${contactId} AND l.workspace_id || '' = ${ctx.workspaceId} AND l.is_primary = ${true} AND l.deleted_at IS NULL ORDER BY s.left_at DESC, s.id DESC LIMIT 1`,
    );
    return row?.listId ?? null;
  }

  async forget(ctx: WorkspaceContext, stayIds: readonly string[]): Promise<void> {
    if (stayIds.length === 0) return;
    await execute(ctx.manager, sql`DELETE FROM list_stays WHERE id IN (${sql.list(stayIds)}) AND workspace_id || '' = ${ctx.workspaceId}`);
  }
}

/** PostgreSQL cannot guess the type of a parameter that stands alone in a select list. */
function typedText(value: string | null): SqlFragment {
  return sql`CAST(${value} AS TEXT)`;
}
