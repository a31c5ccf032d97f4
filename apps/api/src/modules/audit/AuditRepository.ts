import { Injectable } from '@nestjs/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { type AuditRow } from '../../platform/audit/auditChain.js';
import { decodeCursor, encodeCursor } from '../../platform/database/keyset.js';
import { queryOne, queryRows, queryRowsAside, sql, type SqlFragment } from '../../platform/database/sql.js';
import type { AuditFilterDto } from './AuditDtos.js';

export const VERIFIED = 'audit.verified';

/** Characters of `details` up to which a list reads them. */
const LONGEST_LISTED = 20_000;

const columns =
  sql.raw(`id, chain, seq, actor_type AS "actorType", actor_id AS "actorId", action, entity_type AS "entityType", entity_id AS "entityId",
  details, ip_address AS "ipAddress", request_id AS "requestId", timestamp`);

export interface AuditListRow extends Omit<AuditRow, 'workspaceId' | 'userId' | 'prevHash' | 'hash'> {
  readonly id: string;
  /** A list has left its `details` out. */
  readonly isTooLong?: boolean;
}

const listColumns = sql`id, chain, seq, actor_type AS "actorType", actor_id AS "actorId", action, entity_type AS "entityType", entity_id AS "entityId",
  CASE WHEN LENGTH(details) > ${LONGEST_LISTED} THEN NULL ELSE details END AS details, COALESCE(LENGTH(details), 0) > ${LONGEST_LISTED} AS "isTooLong",
  ip_address AS "ipAddress", request_id AS "requestId", timestamp`;

export interface EntryFilter extends AuditFilterDto {
  /** This record, or one of these acts on many that it was part of. */
  readonly record?: { readonly type: string; readonly id: string; readonly acts: readonly string[] };
}

export interface KeyName {
  readonly id: string;
  readonly prefix: string | null;
  readonly description: string | null;
}

/**
 * Entries looked through at once for conditions that no index answers, some 10 ms on SQLite: others who read aside get their turn in between. An index for each would be paid in every
 * transaction that records something, and is read by the few who look into the log.
 */
const WINDOW = 20_000;

/** Reads the log of one workspace. Written to by AuditTrail alone; read by `chain`, because only what the hash covers counts. */
@Injectable()
export class AuditRepository {
  /** Newest first; one more than asked for, where there are as many; `isWhole` with all they say. */
  async list(
    ctx: WorkspaceContext,
    filter: EntryFilter,
    { cursor, limit, isWhole = false }: { cursor?: string | undefined; limit: number; isWhole?: boolean },
  ): Promise<AuditListRow[]> {
    let below = cursor === undefined ? await this.length(ctx) : Number(decodeCursor(cursor, ['number'])[0]) - 1;
    const isIndexed = filter.entityId !== undefined || filter.record !== undefined;
    const rows: AuditListRow[] = [];
    while (below > 0 && rows.length <= limit) {
      const from = isIndexed ? 0 : Math.max(0, below - WINDOW);
      rows.push(...(await this.listBetween(ctx, filter, { from, to: below, limit: limit + 1 - rows.length, isWhole })));
      below = from;
      if (below > 0) await nextTurn();
    }
    return rows;
  }

  private async length(ctx: WorkspaceContext): Promise<number> {
    const last = await queryOne<{ seq: number | null }>(
      ctx.manager,
      sql`SELECT MAX(seq) AS seq FROM audit_logs WHERE chain = ${ctx.workspaceId}`,
    );
    return last?.seq ?? 0;
  }

  private listBetween(
    ctx: WorkspaceContext,
    filter: EntryFilter,
    { from, to, limit, isWhole }: { from: number; to: number; limit: number; isWhole: boolean },
  ): Promise<AuditListRow[]> {
    const isPlain = Object.values(filter).every((value) => value === undefined);
    return (isPlain ? queryRows : queryRowsAside)<AuditListRow>(
      ctx.manager,
      sql`SELECT ${isWhole ? columns : listColumns} FROM audit_logs WHERE chain = ${ctx.workspaceId} AND seq > ${from} AND seq <= ${to} ${conditions(filter)}
          ORDER BY seq DESC LIMIT ${limit}`,
    );
  }

  /** Everything down to the first entry, a batch at a time, from the newest entry of this moment on. */
  async *stream(ctx: WorkspaceContext, filter: EntryFilter, batch: number): AsyncGenerator<AuditListRow[]> {
    let cursor: string | undefined;
    do {
      const rows = await this.list(ctx, filter, { cursor, limit: batch, isWhole: true });
      const kept = rows.slice(0, batch);
      if (kept.length > 0) yield kept;
      // SQLite answers at once: without this the whole log would be one turn of the event loop.
      await nextTurn();
      const last = kept.at(-1);
      cursor = rows.length > batch && last ? encodeCursor([last.seq]) : undefined;
    } while (cursor);
  }

  /** By its id, which is the chain and the place in it: only that has an index. */
  async find(ctx: WorkspaceContext, id: string): Promise<AuditListRow | null> {
    const seq = /\.(\d{1,9})$/.exec(id)?.[1];
    if (seq === undefined) return null;
    const row = await queryOne<AuditListRow>(
      ctx.manager,
      sql`SELECT ${columns} FROM audit_logs WHERE chain = ${ctx.workspaceId} AND seq = ${Number(seq)}`,
    );
    return row?.id === id ? row : null;
  }

  async findLastVerification(ctx: WorkspaceContext): Promise<AuditListRow | null> {
    const [last] = await queryRowsAside<AuditListRow>(
      ctx.manager,
      sql`SELECT ${columns} FROM audit_logs WHERE chain = ${ctx.workspaceId} AND entity_id = ${ctx.workspaceId} AND action = ${VERIFIED} ORDER BY seq DESC LIMIT 1`,
    );
    return last ?? null;
  }

  listKeys(ctx: WorkspaceContext, ids: readonly string[] | null): Promise<KeyName[]> {
    return queryRows<KeyName>(
      ctx.manager,
      sql`SELECT id, prefix, description FROM api_keys WHERE workspace_id = ${ctx.workspaceId} ${sql.if(ids, () => sql`AND id IN (${sql.list(ids ?? [])})`)} ORDER BY id`,
    );
  }
}

function conditions(filter: EntryFilter): SqlFragment {
  const { actorId, actorType, action, entityType, entityId, record, from, to } = filter;
  return sql`${sql.if(actorType, sql`AND actor_type = ${actorType}`)} ${sql.if(actorId, sql`AND actor_id = ${actorId}`)}
    ${sql.if(action, sql`AND SUBSTR(action, 1, ${action?.length ?? 0}) = ${action}`)}
    ${sql.if(entityType, sql`AND entity_type = ${entityType}`)} ${sql.if(entityId, sql`AND entity_id = ${entityId}`)}
    ${sql.if(record, () => ofRecord(record))}
    ${sql.if(from, () => sql`AND timestamp >= ${from}`)} ${sql.if(to, () => sql`AND timestamp < ${to}`)}`;
}

/** Other kinds of record may have the same id: what is one of a kind in a workspace (the sender) has the workspace's. */
function ofRecord(record: EntryFilter['record']): SqlFragment {
  const { type, id, acts } = record ?? { type: '', id: '', acts: [] };
  return sql`AND entity_id IN (${sql.list([id, ...acts])}) AND (entity_type = ${type} OR entity_id <> ${id})`;
}
