import { Injectable } from '@nestjs/common';

import type { WorkspaceContext } from '../../platform/context/Context.js';
import { badCursor, decodeCursor, encodeCursor } from '../../platform/database/keyset.js';
import { queryRowsAside, isPostgres, queryRows, sql, type SqlFragment } from '../../platform/database/sql.js';
import type { Page } from '../../platform/http/Page.js';
import { contactColumns, type ContactRow } from './contactRows.js';
import type { SortOrder } from './contactSorts.js';
import type { ContactQuery } from './query/ContactQuery.js';

/** Up to this many candidates are fetched and sorted (some 10 ms); with more, the first page comes sooner by walking the sort order. */
const SMALL_SET = 5_000;
/**
 * Where PostgreSQL cannot know how many are found, it would walk a million contacts for a page of those that nobody is among. So many are walked;
 * a page that is not full then is of few contacts, and those are found by their own index first.
 */
const WALKED = 5_000;
/** Of rows that are sorted without their contacts, so many for each contact asked for: some of them are in the trash. */
const SPARE = 3;

export interface ContactListRequest {
  readonly query: ContactQuery;
  readonly order: SortOrder;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

interface SortedRow extends ContactRow {
  readonly sortKey: string | number | null;
}

/** One of the two parts of an order. */
interface Pagination {
  readonly key: SqlFragment;
  /** Holds for the rows of this part that come behind the cursor. */
  readonly part: SqlFragment;
  readonly by: SqlFragment;
  readonly join: SqlFragment;
  readonly most: number;
}

interface SortedKey {
  readonly contactId: string;
  readonly sortKey: string | number;
}

/** Pages of the contact table, in any order, at any depth, by keyset. */
@Injectable()
export class ContactListReader {
  async list(ctx: WorkspaceContext, request: ContactListRequest): Promise<Page<ContactRow>> {
    const { limit, cursor, order } = request;
    const source = await this.chooseSource(ctx, request.query);
    const place = cursor === undefined ? null : placeOf(cursor);
    const rows: SortedRow[] = [];
    if (place?.part !== 'rest') rows.push(...(await this.readSorted(ctx, source, request)));
    if (order.lacks !== null && rows.length <= limit) {
      rows.push(
        ...(await this.readRest(ctx, source, request, {
          lacks: order.lacks,
          afterId: place?.part === 'rest' ? place.id : null,
          limit: limit - rows.length,
        })),
      );
    }
    const kept = rows.slice(0, limit);
    const last = kept.at(-1);
    return { items: kept, nextCursor: rows.length > limit && last ? cursorOf(last) : null };
  }

  async count(ctx: WorkspaceContext, query: ContactQuery): Promise<number> {
    const source = query.isEveryone && !isPostgres(ctx.manager) ? wholeState(query) : await this.chooseSource(ctx, query);
    const [row] = await queryRowsAside<{ total: number }>(ctx.manager, sql`SELECT COUNT(*) AS total FROM ${source} WHERE ${query.where}`);
    return row?.total ?? 0;
  }

  /** Ids in order of id, for work that goes through all of them. */
  async listIds(
    ctx: WorkspaceContext,
    query: ContactQuery,
    { after, upTo, limit }: { after: string | null; upTo: string; limit: number },
  ): Promise<string[]> {
    const rows = await queryRowsAside<{ id: string }>(
      ctx.manager,
      sql`SELECT c.id FROM base_contacts c WHERE ${query.where} ${sql.if(after, sql`AND c.id > ${after}`)} AND c.id <= ${upTo} ORDER BY c.id LIMIT ${limit}`,
    );
    return rows.map((row) => row.id);
  }

  /** Rows that have the value of the sort column. */
  private async readSorted(ctx: WorkspaceContext, source: SqlFragment, request: ContactListRequest): Promise<SortedRow[]> {
    const { query, limit, cursor, order } = request;
    const alone = query.isEveryone && !query.isTrash ? await this.readAlone(ctx, request) : null;
    if (alone) return alone;
    const place = cursor === undefined ? null : placeOf(cursor);
    const { column } = order;
    const direction = sql.raw(order.direction.toUpperCase());
    const comparison = sql.raw(order.direction === 'asc' ? '>' : '<');
    return this.readPage(ctx, source, request, {
      key: column,
      part: sql`${order.lacks === null ? sql`1 = 1` : sql`${column} IS NOT NULL`}
        ${sql.if(place?.part === 'sorted', () => sql`AND (${column}, c.id) ${comparison} (${keyOf(order, place)}, ${place?.id ?? null})`)}`,
      by: sql`${column} ${direction}, c.id ${direction}`,
      join: order.join,
      most: limit + 1,
    });
  }

  /**
   * The same for all contacts by what another table has: its rows alone are sorted in a quarter of the time that it takes to find the contact
   * of each, and only those of the page are looked up. Null where too few of them are asked about, or they are in no table of their own.
   */
  private async readAlone(ctx: WorkspaceContext, { query, limit, cursor, order }: ContactListRequest): Promise<SortedRow[] | null> {
    const { alone, column } = order;
    if (alone === null) return null;
    const place = cursor === undefined ? null : placeOf(cursor);
    const direction = sql.raw(order.direction.toUpperCase());
    const comparison = sql.raw(order.direction === 'asc' ? '>' : '<');
    const most = SPARE * (limit + 1);
    const keys = await queryRowsAside<SortedKey>(
      ctx.manager,
      sql`SELECT v.contact_id AS "contactId", ${column} AS "sortKey" FROM ${alone} AND ${column} IS NOT NULL
          ${sql.if(place, () => sql`AND (${column}, v.contact_id) ${comparison} (${keyOf(order, place)}, ${place?.id ?? null})`)}
          ORDER BY ${column} ${direction}, v.contact_id ${direction} LIMIT ${most}`,
    );
    if (keys.length === 0) return [];
    const rows = await queryRows<ContactRow>(
      ctx.manager,
      sql`SELECT ${contactColumns} FROM base_contacts c WHERE c.id IN (${sql.list(keys.map(({ contactId }) => contactId))}) AND ${query.where}`,
    );
    if (rows.length <= limit && keys.length === most) return null;
    const byId = new Map(rows.map((row) => [row.id, row]));
    return keys.flatMap(({ contactId, sortKey }) => {
      const row = byId.get(contactId);
      return row ? [{ ...row, sortKey }] : [];
    });
  }

  /** Rows without it, which come last in both directions. */
  private readRest(
    ctx: WorkspaceContext,
    source: SqlFragment,
    request: ContactListRequest,
    { lacks, afterId, limit }: { lacks: SqlFragment; afterId: string | null; limit: number },
  ): Promise<SortedRow[]> {
    return this.readPage(ctx, source, request, {
      key: sql.raw('NULL'),
      part: sql`${lacks} ${sql.if(afterId, sql`AND c.id > ${afterId}`)}`,
      by: sql.raw('c.id'),
      join: sql.empty,
      most: limit + 1,
    });
  }

  private async readPage(
    ctx: WorkspaceContext,
    source: SqlFragment,
    { query, order }: ContactListRequest,
    { key, part, by, join, most }: Pagination,
  ): Promise<SortedRow[]> {
    // A whole state is read along its index and costs what it answers. A filter may walk all contacts to find nobody, and a field has no order.
    const isShort = query.isEveryone && order.isIndexed;
    const read = (from: SqlFragment, where: SqlFragment): Promise<SortedRow[]> =>
      (isShort ? queryRows : queryRowsAside)<SortedRow>(
        ctx.manager,
        sql`SELECT ${contactColumns}, ${key} AS "sortKey" FROM ${from} WHERE ${where} ORDER BY ${by} LIMIT ${most}`,
      );
    if (!order.isIndexed || !query.isGuessed || !isPostgres(ctx.manager))
      return read(sql`${source} ${join}`, sql`${query.where} AND ${part}`);
    const near = sql`SELECT c.* FROM base_contacts c WHERE ${query.contacts} AND ${part} ORDER BY ${by} LIMIT ${WALKED}`;
    const rows = await read(sql`(${near}) c`, query.condition);
    if (rows.length === most) return rows;
    const found = sql`SELECT c.* FROM base_contacts c WHERE ${query.where} AND ${part}`;
    return read(sql`(WITH found AS MATERIALIZED (${found}) SELECT * FROM found) c`, sql`1 = 1`);
  }

  /**
   * SQLite's planner does not weigh a LIMIT against the size of a match, so the choice is made here: the first filter that
   * leaves few candidates leads, else the rows are walked in their order, where a page is soon full.
   */
  private async chooseSource(ctx: WorkspaceContext, query: ContactQuery): Promise<SqlFragment> {
    if (isPostgres(ctx.manager)) return sql`base_contacts c`;
    for (const candidates of query.candidates) {
      const [found] = await queryRowsAside<{ n: number }>(
        ctx.manager,
        sql`SELECT COUNT(*) AS n FROM (${candidates} LIMIT ${SMALL_SET + 1})`,
      );
      if ((found?.n ?? 0) <= SMALL_SET)
        return sql`(SELECT DISTINCT search_id FROM (${candidates})) k CROSS JOIN base_contacts c ON c.search_id = k.search_id`;
    }
    return sql`base_contacts c`;
  }
}

/** With statistics, SQLite would rather read every row than this index, at twice the cost. */
function wholeState({ isTrash }: ContactQuery): SqlFragment {
  return sql.raw(`base_contacts c INDEXED BY idx_base_contacts_created${isTrash ? '_trash' : ''}`);
}

interface Place {
  readonly part: 'sorted' | 'rest';
  readonly key: string;
  readonly id: string;
}

/** A cursor is (key, id) among the rows that have the value, (id) among the rest. */
function cursorOf(row: SortedRow): string {
  return row.sortKey === null ? encodeCursor(['rest', '', row.id]) : encodeCursor(['sorted', String(row.sortKey), row.id]);
}

function placeOf(cursor: string): Place {
  const [part, key, id] = decodeCursor(cursor, ['text', 'text', 'text']);
  if (part !== 'rest' && part !== 'sorted') throw badCursor();
  return { part, key: String(key), id: String(id) };
}

function keyOf({ isNumber }: SortOrder, place: Place | null): string | number | null {
  return place && isNumber ? numberOf(place.key) : (place?.key ?? null);
}

/** The place among numbers, as it was written into the cursor. */
function numberOf(key: string): number {
  const number = Number(key);
  if (key === '' || !Number.isFinite(number)) throw badCursor();
  return number;
}
