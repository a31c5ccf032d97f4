import { Injectable } from '@nestjs/common';

import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { execute, queryOne, queryRows, sql } from '../../platform/database/sql.js';
import type { BeforeImage, BulkInput } from './ContactPartReferences.js';

export interface StoredBulkAction {
  readonly id: string;
  readonly action: string;
  readonly details: BulkInput;
  readonly undoneAt: string | null;
}

const INSERT_ROWS = 300;

/** Bulk actions and, per contact, what was there before: what their undo needs. */
@Injectable()
export class ContactBulkRepository {
  async start(ctx: WorkspaceContext, action: string, details: BulkInput): Promise<string> {
    const id = newId();
    await execute(
      ctx.manager,
      sql`INSERT INTO bulk_actions (id, workspace_id, user_id, action, details_json, affected, created_at)
          VALUES (${id}, ${ctx.workspaceId}, ${actorUserId(ctx)}, ${action}, ${JSON.stringify(details)}, 0, ${details.at})`,
    );
    return id;
  }

  async record(ctx: WorkspaceContext, id: string, images: readonly BeforeImage[]): Promise<void> {
    for (let start = 0; start < images.length; start += INSERT_ROWS) {
      const rows = images
        .slice(start, start + INSERT_ROWS)
        .map((image) => sql`(${id}, ${image.contactId}, ${image.before && JSON.stringify(image.before)})`);
      await execute(
        ctx.manager,
        sql`INSERT INTO bulk_action_rows (bulk_action_id, contact_id, before_json) VALUES ${sql.join(rows, ', ')}`,
      );
    }
    await execute(
      ctx.manager,
      sql`UPDATE bulk_actions SET affected = affected + ${images.length} WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}`,
    );
  }

  async discard(ctx: WorkspaceContext, id: string): Promise<void> {
    await execute(ctx.manager, sql`DELETE FROM bulk_actions WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}`);
  }

  async find(ctx: WorkspaceContext, id: string): Promise<StoredBulkAction | null> {
    const row = await queryOne<{ id: string; action: string; details: string; undoneAt: string | null }>(
      ctx.manager,
      sql`SELECT id, action, details_json AS details, undone_at AS "undoneAt" FROM bulk_actions WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}`,
    );
    return row && { ...row, details: JSON.parse(row.details) as BulkInput };
  }

  /** Actions that changed this contact. One look into the index for each action of the workspace. */
  async listIdsOfContact(ctx: WorkspaceContext, contactId: string): Promise<string[]> {
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`SELECT b.id FROM bulk_actions b WHERE b.workspace_id = ${ctx.workspaceId}
            AND EXISTS (SELECT 1 FROM bulk_action_rows r WHERE r.bulk_action_id = b.id AND r.contact_id = ${contactId})`,
    );
    return rows.map(({ id }) => id);
  }

  async listIdsOfList(ctx: WorkspaceContext, listId: string): Promise<string[]> {
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`SELECT id FROM bulk_actions WHERE workspace_id = ${ctx.workspaceId} AND details_json LIKE ${`%"listId":${JSON.stringify(listId)}%`}`,
    );
    return rows.map(({ id }) => id);
  }

  /** What an action is called by whom it was about: the list, else how many. */
  async namesOf(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await queryRows<{ id: string; affected: number; listName: string | null }>(
      ctx.manager,
      sql`SELECT b.id, b.affected, (SELECT l.name FROM contact_lists l WHERE l.workspace_id = b.workspace_id AND l.deleted_at IS NULL AND b.details_json LIKE '%"listId":"' || l.id || '"%') AS "listName"
          FROM bulk_actions b WHERE b.workspace_id = ${ctx.workspaceId} AND b.id IN (${sql.list(ids)})`,
    );
    return new Map(rows.map(({ id, affected, listName }) => [id, listName ?? (affected === 1 ? '1 contact' : `${affected} contacts`)]));
  }

  /** False when somebody else has begun the undo. */
  async markUndone(ctx: WorkspaceContext, id: string, now: string): Promise<boolean> {
    return (
      (await execute(
        ctx.manager,
        sql`UPDATE bulk_actions SET undone_at = ${now} WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND undone_at IS NULL`,
      )) === 1
    );
  }

  async listImages(ctx: WorkspaceContext, id: string, afterContactId: string | null, limit: number): Promise<BeforeImage[]> {
    const rows = await queryRows<{ contactId: string; before: string | null }>(
      ctx.manager,
      sql`SELECT contact_id AS "contactId", before_json AS before FROM bulk_action_rows
          WHERE bulk_action_id = ${id} ${sql.if(afterContactId, sql`AND contact_id > ${afterContactId}`)} ORDER BY contact_id LIMIT ${limit}`,
    );
    return rows.map((row) => ({
      contactId: row.contactId,
      before: row.before === null ? null : (JSON.parse(row.before) as Record<string, unknown>),
    }));
  }

  /** Of the given ids those that are contacts of this workspace. */
  async ownIds(ctx: WorkspaceContext, ids: readonly string[]): Promise<string[]> {
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`SELECT id FROM base_contacts WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)})`,
    );
    return rows.map((row) => row.id);
  }
}
