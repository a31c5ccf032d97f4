import { Injectable } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { execute, queryOne, queryRows, sql } from '../../platform/database/sql.js';
import type { LinkDomainState } from './LinkDomainDtos.js';

export interface LinkDomainRow {
  readonly id: string;
  readonly host: string;
  readonly state: LinkDomainState;
  readonly problem: string | null;
  /** ISO 8601 UTC. */
  readonly checkedAt: string | null;
  readonly provenAt: string | null;
}

const columns = sql`id, host, state, problem, checked_at AS "checkedAt", proven_at AS "provenAt"`;

/** The only file that queries link_domains. */
@Injectable()
export class LinkDomainRepository {
  /** The one that holds now. */
  current(ctx: WorkspaceContext): Promise<LinkDomainRow | null> {
    return queryOne<LinkDomainRow>(
      ctx.manager,
      sql`SELECT ${columns} FROM link_domains WHERE workspace_id = ${ctx.workspaceId} AND retired_at IS NULL`,
    );
  }

  /** Whose links lead through this host, those that are out included. Null: it is no such host. */
  async ownerOf(ctx: Context, host: string): Promise<string | null> {
    const row = await queryOne<{ workspaceId: string }>(
      ctx.manager,
      sql`SELECT workspace_id AS "workspaceId" FROM link_domains WHERE host = ${host} AND proven_at IS NOT NULL`,
    );
    return row?.workspaceId ?? null;
  }

  /** False: another member entered one at the same moment. */
  async insert(ctx: WorkspaceContext, host: string, now: string): Promise<boolean> {
    const added = await execute(
      ctx.manager,
      sql`INSERT INTO link_domains (id, workspace_id, host, state, created_at) VALUES (${newId()}, ${ctx.workspaceId}, ${host}, 'waiting', ${now})
          ON CONFLICT DO NOTHING`,
    );
    return added === 1;
  }

  /** What was used stays for links that are out; what was never used is forgotten. */
  async retire(ctx: WorkspaceContext, now: string): Promise<void> {
    const own = sql`workspace_id = ${ctx.workspaceId} AND retired_at IS NULL`;
    await execute(ctx.manager, sql`DELETE FROM link_domains WHERE ${own} AND proven_at IS NULL`);
    await execute(ctx.manager, sql`UPDATE link_domains SET retired_at = ${now} WHERE ${own}`);
  }

  /** One that was used before holds again, and is checked anew. */
  async revive(ctx: WorkspaceContext, host: string): Promise<boolean> {
    return (
      (await execute(
        ctx.manager,
        sql`UPDATE link_domains SET retired_at = NULL, state = 'waiting', problem = NULL WHERE workspace_id = ${ctx.workspaceId} AND host = ${host}
            AND retired_at IS NOT NULL`,
      )) === 1
    );
  }

  async isTaken(ctx: WorkspaceContext, host: string): Promise<boolean> {
    const row = await queryOne(
      ctx.manager,
      sql`SELECT id FROM link_domains WHERE host = ${host} AND proven_at IS NOT NULL AND retired_at IS NULL AND workspace_id <> ${ctx.workspaceId}`,
    );
    return row !== null;
  }

  /** Whoever proves that a host is theirs takes it from a workspace that does not use it any more. */
  async release(ctx: WorkspaceContext, host: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`DELETE FROM link_domains WHERE host = ${host} AND retired_at IS NOT NULL AND workspace_id <> ${ctx.workspaceId}`,
    );
  }

  /**
   * Whose host is to be looked at again: one that works when it was last looked at before `ready`, another one before `others`, and for as
   * long as it was entered after `enteredAfter` or has worked.
   */
  async due(
    ctx: Context,
    { ready, others, enteredAfter }: { readonly ready: string; readonly others: string; readonly enteredAfter: string },
    limit: number,
  ): Promise<string[]> {
    const rows = await queryRows<{ workspaceId: string }>(
      ctx.manager,
      sql`SELECT workspace_id AS "workspaceId" FROM link_domains WHERE retired_at IS NULL
            AND ((state = 'ready' AND checked_at <= ${ready})
              OR (state <> 'ready' AND (checked_at IS NULL OR checked_at <= ${others}) AND (proven_at IS NOT NULL OR created_at >= ${enteredAfter})))
          ORDER BY COALESCE(checked_at, created_at) LIMIT ${limit}`,
    );
    return rows.map(({ workspaceId }) => workspaceId);
  }

  async note(ctx: WorkspaceContext, id: string, found: { state: LinkDomainState; problem: string | null }, now: string): Promise<boolean> {
    const proven = found.state === 'ready' ? now : null;
    return (
      (await execute(
        ctx.manager,
        sql`UPDATE link_domains SET state = ${found.state}, problem = ${found.problem}, checked_at = ${now}, proven_at = COALESCE(proven_at, ${proven})
            WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND retired_at IS NULL`,
      )) === 1
    );
  }
}
