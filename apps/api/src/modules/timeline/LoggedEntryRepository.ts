import { Injectable } from '@nestjs/common';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { execute, queryOne, queryRows, sql } from '../../platform/database/sql.js';
import type { VersionRow } from './timelineTypes.js';

/** Older versions of one entry than these are forgotten. */
export const MOST_VERSIONS = 50;

export interface DeletedRow {
  readonly contactId: string;
  readonly type: string;
  readonly actorId: string | null;
}

/** What is done to an entry after it was written. */
@Injectable()
export class LoggedEntryRepository {
  /** Keeps what the entry says now as a version, and writes what it says from now on. False when it is gone. */
  async replace(ctx: WorkspaceContext, id: string, next: { content: string; timestamp: string; now: string }): Promise<boolean> {
    await execute(
      ctx.manager,
      sql`INSERT INTO timeline_versions (id, workspace_id, entry_id, content, timestamp, replaced_at, replaced_by)
          SELECT ${newId()}, ${ctx.workspaceId}, t.id, t.content, t.timestamp, ${next.now}, ${actorUserId(ctx)}
          FROM communication_logs t WHERE t.id = ${id} AND t.workspace_id = ${ctx.workspaceId} AND t.deleted_at IS NULL`,
    );
    const kept = await this.listVersionIds(ctx, id);
    const oldest = kept.at(-1);
    if (oldest !== undefined)
      await execute(
        ctx.manager,
        sql`DELETE FROM timeline_versions WHERE entry_id = ${id} AND workspace_id = ${ctx.workspaceId} AND id < ${oldest}`,
      );
    return (
      (await execute(
        ctx.manager,
        sql`UPDATE communication_logs SET content = ${next.content}, timestamp = ${next.timestamp}, edited_at = ${next.now}
            WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND deleted_at IS NULL`,
      )) === 1
    );
  }

  /** How far a call is that was made here: no edit, so no version is kept of it. */
  async setCall(ctx: WorkspaceContext, id: string, { content, status }: { content: string; status: string | null }): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE communication_logs SET content = ${content}, status = ${status} WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}`,
    );
  }

  /** Newest first; at most `MOST_VERSIONS`. */
  listVersions(ctx: WorkspaceContext, entryId: string): Promise<VersionRow[]> {
    return queryRows<VersionRow>(
      ctx.manager,
      sql`SELECT v.id, v.content, v.timestamp, v.replaced_at AS "replacedAt", v.replaced_by AS "replacedById",
                 (SELECT COALESCE(u.name, u.email) FROM users u WHERE u.id = v.replaced_by) AS "replacedByName"
          FROM timeline_versions v WHERE v.entry_id = ${entryId} AND v.workspace_id = ${ctx.workspaceId} ORDER BY v.id DESC`,
    );
  }

  private async listVersionIds(ctx: WorkspaceContext, entryId: string): Promise<string[]> {
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`SELECT id FROM timeline_versions WHERE entry_id = ${entryId} AND workspace_id = ${ctx.workspaceId} ORDER BY id DESC LIMIT ${MOST_VERSIONS}`,
    );
    return rows.map(({ id }) => id);
  }

  async delete(ctx: WorkspaceContext, id: string, now: string): Promise<boolean> {
    return (
      (await execute(
        ctx.manager,
        sql`UPDATE communication_logs SET deleted_at = ${now} WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND deleted_at IS NULL`,
      )) === 1
    );
  }

  findDeleted(ctx: WorkspaceContext, id: string): Promise<DeletedRow | null> {
    return queryOne<DeletedRow>(
      ctx.manager,
      sql`SELECT t.contact_id AS "contactId", t.type, t.user_id AS "actorId" FROM communication_logs t
          WHERE t.id = ${id} AND t.workspace_id = ${ctx.workspaceId} AND t.deleted_at IS NOT NULL`,
    );
  }

  async restore(ctx: WorkspaceContext, id: string): Promise<boolean> {
    return (
      (await execute(
        ctx.manager,
        sql`UPDATE communication_logs SET deleted_at = NULL WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND deleted_at IS NOT NULL`,
      )) === 1
    );
  }
}
