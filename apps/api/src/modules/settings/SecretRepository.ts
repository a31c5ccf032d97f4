import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { execute, queryOne, queryRows, sql, type SqlFragment } from '../../platform/database/sql.js';

/** Which secret of the workspace. */
export interface SecretKey {
  readonly name: string;
  /** What it belongs to, where there may be several (an account, an endpoint); left out: the workspace itself. */
  readonly subject?: string;
}

/** When a secret was set, and by whom: null when that is not known or they are gone. */
export interface SecretMark {
  /** ISO 8601 UTC. */
  readonly setAt: string;
  /** A user's id. */
  readonly setBy: string | null;
}

export interface SecretRow extends SecretMark {
  readonly id: string;
  readonly name: string;
  readonly subject: string;
}

const ROW = sql.raw(`id, name, subject, set_at AS "setAt", set_by AS "setBy"`);

/** The only file that queries workspace_secrets. */
@Injectable()
export class SecretRepository {
  list(ctx: WorkspaceContext): Promise<SecretRow[]> {
    return queryRows(
      ctx.manager,
      sql`SELECT ${ROW} FROM workspace_secrets WHERE workspace_id = ${ctx.workspaceId} ORDER BY name, subject LIMIT 1000`,
    );
  }

  listOf(ctx: WorkspaceContext, subject: string): Promise<SecretRow[]> {
    return queryRows(
      ctx.manager,
      sql`SELECT ${ROW} FROM workspace_secrets WHERE workspace_id = ${ctx.workspaceId} AND subject = ${subject} ORDER BY name`,
    );
  }

  findById(ctx: WorkspaceContext, id: string): Promise<SecretRow | null> {
    return queryOne(ctx.manager, sql`SELECT ${ROW} FROM workspace_secrets WHERE workspace_id = ${ctx.workspaceId} AND id = ${id}`);
  }

  findSealed(ctx: WorkspaceContext, key: SecretKey): Promise<{ sealed: string } | null> {
    return queryOne(ctx.manager, sql`SELECT sealed FROM workspace_secrets WHERE ${is(ctx, key)}`);
  }

  /** Answers the id of the row, which stays when the secret is replaced. */
  async put(ctx: WorkspaceContext, key: SecretKey, value: { binding: string; sealed: string } & SecretMark): Promise<string> {
    const row = await queryOne<{ id: string }>(
      ctx.manager,
      sql`INSERT INTO workspace_secrets (id, workspace_id, name, subject, binding, sealed, set_at, set_by)
          VALUES (${newId()}, ${ctx.workspaceId}, ${key.name}, ${key.subject ?? ''}, ${value.binding}, ${value.sealed}, ${value.setAt}, ${value.setBy})
          ON CONFLICT (workspace_id, name, subject) DO UPDATE SET binding = excluded.binding, sealed = excluded.sealed,
            set_at = excluded.set_at, set_by = excluded.set_by
          RETURNING id`,
    );
    if (!row) throw new Error('A secret vanished while it was written.');
    return row.id;
  }

  /** The id of what was removed, or null. */
  async remove(ctx: WorkspaceContext, key: SecretKey): Promise<string | null> {
    const row = await queryOne<{ id: string }>(ctx.manager, sql`SELECT id FROM workspace_secrets WHERE ${is(ctx, key)}`);
    if (!row) return null;
    return (await execute(ctx.manager, sql`DELETE FROM workspace_secrets WHERE ${is(ctx, key)}`)) > 0 ? row.id : null;
  }
}

function is(ctx: WorkspaceContext, { name, subject = '' }: SecretKey): SqlFragment {
  return sql`workspace_id = ${ctx.workspaceId} AND name = ${name} AND subject = ${subject}`;
}
