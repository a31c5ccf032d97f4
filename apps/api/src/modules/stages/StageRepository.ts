import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { afterCursor, orderAndLimit } from '../../platform/database/keyset.js';
import { queryRowsAside, sql, type SqlFragment } from '../../platform/database/sql.js';
import type { ContactQuery } from '../contacts/public.js';
import type { StageOrder } from './StageDtos.js';

export interface Stage {
  readonly id: string;
  readonly name: string;
  readonly stuckAfterDays: number | null;
  /** Whoever came before this moment (ISO 8601 UTC) is stuck. Null: nobody is. */
  readonly stuckBefore: string | null;
}

export interface StageContactRow {
  readonly id: string;
  readonly since: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly primaryEmail: string | null;
  readonly primaryPhone: string | null;
  readonly company: string | null;
}

export interface StageContactsRequest {
  readonly stageId: string;
  readonly query: ContactQuery;
  readonly order: StageOrder;
  readonly limit: number;
  readonly cursor: string | undefined;
}

const KEYSET = { 'a.assigned_at': 'text', 'a.contact_id': 'text' } as const;

/** In the order of the index of memberships, which SQLite would leave for that of the workspace's contacts. */
const FROM = sql`FROM contact_list_assignments a CROSS JOIN base_contacts c WHERE c.id = a.contact_id`;

/** Who is on the stages. All of it beside everyone else: a stage may hold a million. */
@Injectable()
export class StageRepository {
  listContacts(ctx: WorkspaceContext, { stageId, query, order, limit, cursor }: StageContactsRequest): Promise<StageContactRow[]> {
    const direction = order === 'newest' ? 'desc' : 'asc';
    return queryRowsAside<StageContactRow>(
      ctx.manager,
      sql`SELECT c.id, a.assigned_at AS since, c.first_name AS "firstName", c.last_name AS "lastName", c.primary_email AS "primaryEmail", c.primary_phone AS "primaryPhone", c.company
          ${FROM} AND a.list_id = ${stageId} AND ${query.where} ${afterCursor(KEYSET, cursor, direction)} ${orderAndLimit(KEYSET, direction, limit)}`,
    );
  }

  /** How many match, by stage. */
  count(ctx: WorkspaceContext, stages: readonly Stage[], query: ContactQuery): Promise<Map<string, number>> {
    return this.countBy(ctx, sql`a.list_id IN (${sql.list(stages.map(({ id }) => id))})`, query);
  }

  /** How many of those that match have been there for too long. */
  async countStuck(ctx: WorkspaceContext, stages: readonly Stage[], query: ContactQuery): Promise<Map<string, number>> {
    const limited = stages.filter(({ stuckBefore }) => stuckBefore !== null);
    const found = await Promise.all(
      limited.map(({ id, stuckBefore }) => this.countBy(ctx, sql`a.list_id = ${id} AND a.assigned_at < ${stuckBefore}`, query)),
    );
    return new Map(found.flatMap((counts) => [...counts]));
  }

  private async countBy(ctx: WorkspaceContext, on: SqlFragment, query: ContactQuery): Promise<Map<string, number>> {
    const rows = await queryRowsAside<{ listId: string; n: number }>(
      ctx.manager,
      sql`SELECT a.list_id AS "listId", COUNT(*) AS n ${FROM} AND ${on} AND ${query.where} GROUP BY a.list_id`,
    );
    return new Map(rows.map(({ listId, n }) => [listId, n]));
  }
}
