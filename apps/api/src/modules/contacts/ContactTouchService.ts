import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { execute, isPostgres, queryRows, sql } from '../../platform/database/sql.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';

export type TouchState = 'live' | 'inTrash' | 'gone';

/** For modules that change what they keep of contacts, many at once and inside the caller's unit of work. */
@Injectable()
export class ContactTouchService {
  constructor(private readonly clock: Clock) {}

  /** Where each is. Until the end of the unit of work nobody else changes one of them. */
  async lock(ctx: WorkspaceContext, contactIds: readonly string[]): Promise<(contactId: string) => TouchState> {
    const rows = await queryRows<{ id: string; deletedAt: string | null }>(
      ctx.manager,
      sql`SELECT id, deleted_at AS "deletedAt" FROM base_contacts WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(contactIds)})
          ORDER BY id ${sql.if(isPostgres(ctx.manager), sql`FOR UPDATE`)}`,
    );
    const states = new Map(rows.map(({ id, deletedAt }) => [id, deletedAt === null ? ('live' as const) : ('inTrash' as const)]));
    return (contactId) => states.get(contactId) ?? 'gone';
  }

  /** They have changed: whoever has seen an older version is told. */
  async touch(ctx: WorkspaceContext, contactIds: readonly string[]): Promise<void> {
    if (contactIds.length === 0) return;
    await execute(
      ctx.manager,
      sql`UPDATE base_contacts SET updated_at = ${nowIso(this.clock)}, version = version + 1
          WHERE workspace_id = ${ctx.workspaceId} AND deleted_at IS NULL AND id IN (${sql.list(contactIds)})`,
    );
  }
}
