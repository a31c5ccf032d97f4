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

export interface StageFlowCounts {
  readonly joined: number;
  readonly left: number;
}

export interface StageMoveCount {
  readonly fromId: string;
  readonly toId: string | null;
  readonly count: number;
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

  /** How many came to each stage since a moment, and how many left it: of each at most `most`. */
  async countFlow(ctx: WorkspaceContext, ids: readonly string[], since: string, most: number): Promise<Map<string, StageFlowCounts>> {
    const some = (rows: SqlFragment): SqlFragment => sql`(SELECT COUNT(*) FROM (SELECT 1 AS one ${rows} LIMIT ${most}) counted)`;
    const rows = await queryRowsAside<{ id: string; here: number; gone: number; left: number }>(
      ctx.manager,
      sql`SELECT l.id, ${some(sql`FROM contact_list_assignments a WHERE a.list_id = l.id AND a.assigned_at >= ${since}`)} AS here,
            ${some(sql`FROM list_stays s WHERE s.list_id = l.id AND s.joined_at >= ${since}`)} AS gone,
            ${some(sql`FROM list_stays s WHERE s.list_id = l.id AND s.left_at >= ${since}`)} AS "left"
          FROM contact_lists l WHERE l.workspace_id = ${ctx.workspaceId} AND l.id IN (${sql.list(ids)})`,
    );
    return new Map(
      rows.map(({ id, here, gone, left }) => [id, { joined: Math.min(most, Number(here) + Number(gone)), left: Number(left) }]),
    );
  }

  /**
   * From which stage to which: a stay on a stage ends at the very moment at which the next one begins. `toId` is null where none did. Of
   * each stage the last `most` that left it.
   */
  async countMoves(ctx: WorkspaceContext, ids: readonly string[], since: string, most: number): Promise<StageMoveCount[]> {
    const stages = sql.list(ids);
    const left = ids.map(
      (id) =>
        sql`SELECT * FROM (SELECT list_id, contact_id, left_at FROM list_stays WHERE list_id = ${id} AND left_at >= ${since} ORDER BY left_at DESC LIMIT ${most}) one`,
    );
    const rows = await queryRowsAside<StageMoveCount>(
      ctx.manager,
      sql`SELECT "fromId", "toId", COUNT(*) AS count FROM (
            SELECT s.list_id AS "fromId", COALESCE(
              (SELECT a.list_id FROM contact_list_assignments a WHERE a.contact_id = s.contact_id AND a.assigned_at = s.left_at AND a.list_id IN (${stages}) AND a.list_id <> s.list_id LIMIT 1),
              (SELECT n.list_id FROM list_stays n WHERE n.contact_id = s.contact_id AND n.joined_at = s.left_at AND n.list_id IN (${stages}) AND n.list_id <> s.list_id LIMIT 1)
            ) AS "toId" FROM (${sql.join(left, ' UNION ALL ')}) s
          ) moves GROUP BY "fromId", "toId" ORDER BY count DESC, "fromId", "toId"`,
    );
    return rows.map((row) => ({ ...row, count: Number(row.count) }));
  }

  private async countBy(ctx: WorkspaceContext, on: SqlFragment, query: ContactQuery): Promise<Map<string, number>> {
    const rows = await queryRowsAside<{ listId: string; n: number }>(
      ctx.manager,
      sql`SELECT a.list_id AS "listId", COUNT(*) AS n ${FROM} AND ${on} AND ${query.where} GROUP BY a.list_id`,
    );
    return new Map(rows.map(({ listId, n }) => [listId, n]));
  }
}
