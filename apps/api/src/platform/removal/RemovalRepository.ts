import { Injectable } from '@nestjs/common';
import type { Context } from '../context/Context.js';
import { execute, queryOne, queryRows, sql } from '../database/sql.js';

export interface RemovalTarget {
  /** What is removed: `list`, `workspace`. */
  readonly kind: string;
  readonly targetId: string;
  /** Null for what is no part of a workspace. */
  readonly workspaceId: string | null;
}

export interface RemovalLoad {
  readonly open: number;
  /** Failed at their last attempt. */
  readonly failing: number;
}

/** Removals that have begun and are not finished. */
@Injectable()
export class RemovalRepository {
  /** False when it is being removed already. */
  async insert(ctx: Context, id: string, { kind, targetId, workspaceId }: RemovalTarget, now: string): Promise<boolean> {
    const inserted = await execute(
      ctx.manager,
      sql`INSERT INTO removals (id, kind, target_id, workspace_id, created_at) VALUES (${id}, ${kind}, ${targetId}, ${workspaceId}, ${now}) ON CONFLICT (kind, target_id) DO NOTHING`,
    );
    return inserted === 1;
  }

  /** Null when it is finished, or when the workspace has gone with everything in it. */
  find(ctx: Context, { kind, targetId }: RemovalTarget): Promise<{ removed: number } | null> {
    return queryOne(ctx.manager, sql`SELECT removed_rows AS removed FROM removals WHERE kind = ${kind} AND target_id = ${targetId}`);
  }

  async count(ctx: Context, { kind, targetId }: RemovalTarget, rows: number, now: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE removals SET removed_rows = removed_rows + ${rows}, failures = 0, last_error = NULL, last_attempt_at = ${now} WHERE kind = ${kind} AND target_id = ${targetId}`,
    );
  }

  async fail(ctx: Context, { kind, targetId }: RemovalTarget, error: string, now: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE removals SET failures = failures + 1, last_error = ${error}, last_attempt_at = ${now} WHERE kind = ${kind} AND target_id = ${targetId}`,
    );
  }

  async finish(ctx: Context, { kind, targetId }: RemovalTarget): Promise<void> {
    await execute(ctx.manager, sql`DELETE FROM removals WHERE kind = ${kind} AND target_id = ${targetId}`);
  }

  /** Those that were tried longest ago come first, so that none that fails keeps the others waiting. */
  listOpen(ctx: Context): Promise<RemovalTarget[]> {
    return queryRows(
      ctx.manager,
      sql`SELECT kind, target_id AS "targetId", workspace_id AS "workspaceId" FROM removals ORDER BY COALESCE(last_attempt_at, created_at), id`,
    );
  }

  async load(ctx: Pick<Context, 'manager'>): Promise<RemovalLoad> {
    const row = await queryOne<RemovalLoad>(
      ctx.manager,
      sql`SELECT COUNT(*) AS open, COUNT(CASE WHEN failures > 0 THEN 1 END) AS failing FROM removals`,
    );
    return row ?? { open: 0, failing: 0 };
  }
}
