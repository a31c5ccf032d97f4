import { Injectable } from '@nestjs/common';
import { actorUserId, type Context, type WorkspaceContext } from '../../platform/context/Context.js';
import { afterCursor, orderAndLimit } from '../../platform/database/keyset.js';
import { execute, queryOne, queryRows, sql, type SqlFragment } from '../../platform/database/sql.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import type { ExportOptions, ExportRecord, ExportSelection, ExportStatus } from './exportTypes.js';

interface ExportRow extends Omit<ExportRecord, 'options' | 'selection' | 'hasFile' | 'total' | 'rowCount' | 'fileSize'> {
  readonly optionsJson: string;
  readonly selectionJson: string;
  readonly hasFile: boolean | number;
  readonly total: number | string | null;
  readonly rowCount: number | string;
  readonly fileSize: number | string | null;
}

/** A file whose time is over is none, whether or not it was removed yet. */
const columnsAt = (
  now: string,
): SqlFragment => sql`e.id, e.user_id AS "userId", (SELECT COALESCE(u.name, u.email) FROM users u WHERE u.id = e.user_id) AS "actorName", e.kind, e.format,
  e.options_json AS "optionsJson", e.selection_json AS "selectionJson", e.status, e.total, e.row_count AS "rowCount", e.file_size AS "fileSize", (e.has_file AND e.expires_at > ${now}) AS "hasFile",
  e.error_message AS "errorMessage", e.created_at AS "createdAt", e.finished_at AS "finishedAt", e.expires_at AS "expiresAt"`;

/** The only file that queries exports. */
@Injectable()
export class ExportRepository {
  constructor(private readonly clock: Clock) {}

  async insert(
    ctx: WorkspaceContext,
    {
      id,
      kind,
      format,
      options,
      selection,
      createdAt,
    }: Pick<ExportRecord, 'id' | 'kind' | 'format' | 'options' | 'selection' | 'createdAt'>,
  ): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO exports (id, workspace_id, user_id, kind, format, options_json, selection_json, status, created_at)
          VALUES (${id}, ${ctx.workspaceId}, ${actorUserId(ctx)}, ${kind}, ${format}, ${JSON.stringify(options)}, ${JSON.stringify(selection)}, 'waiting', ${createdAt})`,
    );
  }

  async find(ctx: WorkspaceContext, id: string): Promise<ExportRecord | null> {
    const row = await queryOne<ExportRow>(
      ctx.manager,
      sql`SELECT ${columnsAt(nowIso(this.clock))} FROM exports e WHERE e.id = ${id} AND e.workspace_id = ${ctx.workspaceId}`,
    );
    return row && toRecord(row);
  }

  /** Newest first; one more than asked for, when there is one. */
  async list(ctx: WorkspaceContext, cursor: string | undefined, limit: number): Promise<ExportRecord[]> {
    const rows = await queryRows<ExportRow>(
      ctx.manager,
      sql`SELECT ${columnsAt(nowIso(this.clock))} FROM exports e WHERE e.workspace_id = ${ctx.workspaceId} ${afterCursor({ 'e.id': 'text' }, cursor, 'desc')} ${orderAndLimit({ 'e.id': 'text' }, 'desc', limit)}`,
    );
    return rows.map(toRecord);
  }

  async countUnfinished(ctx: WorkspaceContext): Promise<number> {
    const row = await queryOne<{ n: number | string }>(
      ctx.manager,
      sql`SELECT COUNT(*) AS n FROM exports WHERE workspace_id = ${ctx.workspaceId} AND status IN ('waiting', 'running')`,
    );
    return Number(row?.n ?? 0);
  }

  /** It begins, or begins anew. False when it has ended. */
  async begin(ctx: WorkspaceContext, id: string): Promise<boolean> {
    return this.change(ctx, id, ['waiting', 'running'], sql`status = 'running', row_count = 0`);
  }

  async setTotal(ctx: WorkspaceContext, id: string, total: number): Promise<void> {
    await this.change(ctx, id, ['running'], sql`total = ${total}`);
  }

  /** False when it was cancelled. */
  advance(ctx: WorkspaceContext, id: string, rowCount: number): Promise<boolean> {
    return this.change(ctx, id, ['running'], sql`row_count = ${rowCount}`);
  }

  /** False when it was cancelled, or someone else has finished it. */
  finish(
    ctx: WorkspaceContext,
    id: string,
    file: { rowCount: number; fileSize: number; now: string; expiresAt: string },
  ): Promise<boolean> {
    return this.change(
      ctx,
      id,
      ['running'],
      sql`status = 'done', row_count = ${file.rowCount}, total = ${file.rowCount}, file_size = ${file.fileSize}, has_file = ${true}, finished_at = ${file.now}, expires_at = ${file.expiresAt}`,
    );
  }

  end(ctx: WorkspaceContext, id: string, how: { status: 'failed' | 'cancelled'; error: string | null; now: string }): Promise<boolean> {
    return this.change(
      ctx,
      id,
      ['waiting', 'running'],
      sql`status = ${how.status}, error_message = ${how.error}, finished_at = ${how.now}`,
    );
  }

  /** False when it is not there, or still being made. */
  async delete(ctx: WorkspaceContext, id: string): Promise<boolean> {
    const deleted = await execute(
      ctx.manager,
      sql`DELETE FROM exports WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND status NOT IN ('waiting', 'running')`,
    );
    return deleted === 1;
  }

  /** Those whose file has been kept long enough. Asked over all workspaces, by the server itself. */
  async takeExpired(ctx: Context, now: string, limit: number): Promise<string[]> {
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`SELECT id FROM exports WHERE expires_at IS NOT NULL AND expires_at <= ${now} ORDER BY expires_at LIMIT ${limit}`,
    );
    return rows.map(({ id }) => id);
  }

  async fileRemoved(ctx: Context, ids: readonly string[]): Promise<void> {
    await execute(ctx.manager, sql`UPDATE exports SET has_file = ${false}, expires_at = NULL WHERE id IN (${sql.list(ids)})`);
  }

  /** Ends what is being made, and answers whatever may have a file. */
  async endAll(ctx: WorkspaceContext, { error, now }: { error: string; now: string }): Promise<string[]> {
    await execute(
      ctx.manager,
      sql`UPDATE exports SET status = 'failed', error_message = ${error}, finished_at = ${now} WHERE workspace_id = ${ctx.workspaceId} AND status IN ('waiting', 'running')`,
    );
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`SELECT id FROM exports WHERE workspace_id = ${ctx.workspaceId} AND (has_file OR finished_at = ${now})`,
    );
    return rows.map(({ id }) => id);
  }

  async deleteOld(ctx: Context, before: string, limit: number): Promise<number> {
    return execute(
      ctx.manager,
      sql`DELETE FROM exports WHERE id IN (SELECT id FROM exports WHERE id < ${before} AND expires_at IS NULL ORDER BY id LIMIT ${limit})`,
    );
  }

  async namesOf(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await queryRows<{ id: string; kind: string; createdAt: string }>(
      ctx.manager,
      sql`SELECT id, kind, created_at AS "createdAt" FROM exports WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)})`,
    );
    return new Map(rows.map(({ id, kind, createdAt }) => [id, `${kind} ${createdAt.slice(0, 10)}`]));
  }

  private async change(ctx: WorkspaceContext, id: string, from: readonly ExportStatus[], set: SqlFragment): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE exports SET ${set} WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND status IN (${sql.list(from)})`,
    );
    return changed === 1;
  }
}

/** PostgreSQL answers whole numbers of 64 bits as text; ours are row and byte counts, far below 2^53. */
function toRecord({ optionsJson, selectionJson, ...row }: ExportRow): ExportRecord {
  return {
    ...row,
    options: JSON.parse(optionsJson) as ExportOptions,
    selection: JSON.parse(selectionJson) as ExportSelection,
    hasFile: Boolean(row.hasFile),
    total: row.total === null ? null : Number(row.total),
    rowCount: Number(row.rowCount),
    fileSize: row.fileSize === null ? null : Number(row.fileSize),
  };
}
