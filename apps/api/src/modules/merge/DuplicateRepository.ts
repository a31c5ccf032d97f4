import { Injectable } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { BulkInsert } from '../../platform/database/BulkInsert.js';
import { afterCursor, orderAndLimit } from '../../platform/database/keyset.js';
import { execute, queryOne, queryRows, queryRowsAside, sql } from '../../platform/database/sql.js';
import type { ContactFields } from '../contacts/public.js';
import type { DuplicateReason, PairScore } from './finding/scorePair.js';

export interface FoundPair extends PairScore {
  readonly aId: string;
  readonly bId: string;
}

export interface PairRow {
  readonly aId: string;
  readonly bId: string;
  readonly score: number;
  readonly isExact: boolean;
  readonly reasons: readonly DuplicateReason[];
}

export interface PairContact extends ContactFields {
  readonly id: string;
  readonly createdOn: string;
}

const KEYSET = { 'p.score': 'number', 'p.a_id': 'text', 'p.b_id': 'text' } as const;
const REMOVE_AT_ONCE = 500;

const intoPairs = new BulkInsert(
  'duplicate_pairs',
  { a_id: 'text', b_id: 'text', workspace_id: 'text', score: 'bigint', reasons_json: 'text', found_at: 'text' },
  {
    onConflict:
      'ON CONFLICT (a_id, b_id) DO UPDATE SET score = excluded.score, reasons_json = excluded.reasons_json, found_at = excluded.found_at',
  },
);

/** The only file that queries pairs that may be one person, and what people said of them. */
@Injectable()
export class DuplicateRepository {
  /** The most certain first. A pair of which one is in the trash waits until it comes back. */
  async list(ctx: WorkspaceContext, query: { minScore: number; maxScore: number; cursor?: string; limit: number }): Promise<PairRow[]> {
    const rows = await queryRows<Omit<PairRow, 'reasons' | 'isExact'> & { reasonsJson: string; isExact: boolean | number }>(
      ctx.manager,
      sql`SELECT p.a_id AS "aId", p.b_id AS "bId", p.score, p.is_exact AS "isExact", p.reasons_json AS "reasonsJson" FROM duplicate_pairs p
          WHERE p.workspace_id = ${ctx.workspaceId} AND p.score >= ${query.minScore} AND p.score <= ${query.maxScore}
            AND EXISTS (SELECT 1 FROM base_contacts a WHERE a.id = p.a_id AND COALESCE(a.deleted_at, '') = '')
            AND EXISTS (SELECT 1 FROM base_contacts b WHERE b.id = p.b_id AND COALESCE(b.deleted_at, '') = '')
          ${afterCursor(KEYSET, query.cursor, 'desc')} ${orderAndLimit(KEYSET, 'desc', query.limit)}`,
    );
    return rows.map(({ reasonsJson, isExact, ...row }) => ({
      ...row,
      isExact: Boolean(isExact),
      reasons: JSON.parse(reasonsJson) as DuplicateReason[],
    }));
  }

  async count(ctx: WorkspaceContext): Promise<{ pairs: number; exactPairs: number }> {
    const [row] = await queryRowsAside<{ pairs: number; exactPairs: number }>(
      ctx.manager,
      sql`SELECT COUNT(*) AS pairs, COALESCE(SUM(CASE WHEN p.is_exact THEN 1 ELSE 0 END), 0) AS "exactPairs" FROM duplicate_pairs p
          WHERE p.workspace_id = ${ctx.workspaceId}
            AND EXISTS (SELECT 1 FROM base_contacts a WHERE a.id = p.a_id AND COALESCE(a.deleted_at, '') = '')
            AND EXISTS (SELECT 1 FROM base_contacts b WHERE b.id = p.b_id AND COALESCE(b.deleted_at, '') = '')`,
    );
    return { pairs: Number(row?.pairs ?? 0), exactPairs: Number(row?.exactPairs ?? 0) };
  }

  /** Contacts that agree exactly with an older one, which would take them in. */
  async listExact(ctx: WorkspaceContext, limit: number): Promise<string[]> {
    const rows = await queryRowsAside<{ id: string }>(
      ctx.manager,
      sql`SELECT DISTINCT p.b_id AS id FROM duplicate_pairs p WHERE p.workspace_id = ${ctx.workspaceId} AND p.is_exact = ${true}
            AND EXISTS (SELECT 1 FROM base_contacts a WHERE a.id = p.a_id AND COALESCE(a.deleted_at, '') = '')
            AND EXISTS (SELECT 1 FROM base_contacts b WHERE b.id = p.b_id AND COALESCE(b.deleted_at, '') = '') ORDER BY id LIMIT ${limit}`,
    );
    return rows.map(({ id }) => id);
  }

  /** Whom it agrees with exactly, the oldest first. */
  async listExactOf(ctx: WorkspaceContext, contactId: string): Promise<string[]> {
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`SELECT b_id AS id FROM duplicate_pairs WHERE a_id = ${contactId} AND workspace_id || '' = ${ctx.workspaceId} AND is_exact = ${true}
          UNION SELECT a_id AS id FROM duplicate_pairs WHERE b_id = ${contactId} AND workspace_id || '' = ${ctx.workspaceId} AND is_exact = ${true} ORDER BY id`,
    );
    return rows.map(({ id }) => id);
  }

  async contactsOf(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, PairContact>> {
    const rows = await queryRows<PairContact>(
      ctx.manager,
      sql`SELECT c.id, c.first_name AS "firstName", c.last_name AS "lastName", c.primary_email AS "primaryEmail", c.primary_phone AS "primaryPhone",
            c.company, c.created_on AS "createdOn" FROM base_contacts c WHERE c.workspace_id = ${ctx.workspaceId} AND c.id IN (${sql.list(ids)})`,
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** But for those that someone said are different people. */
  async put(ctx: WorkspaceContext, pairs: readonly FoundPair[], now: string): Promise<void> {
    if (pairs.length === 0) return;
    const ids = [...new Set(pairs.flatMap(({ aId, bId }) => [aId, bId]))];
    const there = await queryRows<{ id: string }>(
      ctx.manager,
      sql`SELECT id FROM base_contacts WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)})`,
    );
    const known = new Set(there.map(({ id }) => id));
    const dismissed = await this.dismissedOf(ctx, ids);
    const rows = pairs.filter(({ aId, bId }) => known.has(aId) && known.has(bId) && !dismissed.has(`${aId} ${bId}`));
    await intoPairs.run(
      ctx.manager,
      rows.map(({ aId, bId, score, reasons }) => [aId, bId, ctx.workspaceId, score, JSON.stringify(reasons), now]),
    );
    const exact = rows.filter(({ isExact }) => isExact).map(({ aId, bId }) => sql`(${aId}, ${bId})`);
    if (exact.length > 0)
      await execute(
        ctx.manager,
        sql`UPDATE duplicate_pairs SET is_exact = ${true} WHERE workspace_id = ${ctx.workspaceId} AND (a_id, b_id) IN (VALUES ${sql.join(exact, ', ')})`,
      );
  }

  /** `a b` for each pair of these, in both directions. */
  async dismissedOf(ctx: WorkspaceContext, ids: readonly string[]): Promise<Set<string>> {
    const rows = await queryRows<{ a: string; b: string }>(
      ctx.manager,
      sql`SELECT contact_id AS a, other_contact_id AS b FROM duplicate_dismissals WHERE workspace_id = ${ctx.workspaceId} AND contact_id IN (${sql.list(ids)})`,
    );
    return new Set(rows.map(({ a, b }) => `${a} ${b}`));
  }

  /** False when it was said before. */
  async dismiss(ctx: WorkspaceContext, [a, b]: readonly [string, string], now: string): Promise<boolean> {
    const added = await execute(
      ctx.manager,
      sql`INSERT INTO duplicate_dismissals (contact_id, other_contact_id, workspace_id, dismissed_at)
          VALUES (${a}, ${b}, ${ctx.workspaceId}, ${now}), (${b}, ${a}, ${ctx.workspaceId}, ${now}) ON CONFLICT DO NOTHING`,
    );
    await execute(
      ctx.manager,
      sql`DELETE FROM duplicate_pairs WHERE workspace_id = ${ctx.workspaceId} AND (a_id, b_id) IN (VALUES (${a}, ${b}), (${b}, ${a}))`,
    );
    return added > 0;
  }

  /** False when nobody has said it. */
  async reopen(ctx: WorkspaceContext, [a, b]: readonly [string, string]): Promise<boolean> {
    const removed = await execute(
      ctx.manager,
      sql`DELETE FROM duplicate_dismissals WHERE workspace_id = ${ctx.workspaceId} AND (contact_id, other_contact_id) IN (VALUES (${a}, ${b}), (${b}, ${a}))`,
    );
    return removed > 0;
  }

  /** What the search that has just ended did not find again. */
  async removeOlder(ctx: WorkspaceContext, foundBefore: string): Promise<void> {
    const removeOlderPairs = sql`DELETE FROM duplicate_pairs WHERE (a_id, b_id) IN (SELECT a_id, b_id FROM duplicate_pairs
      WHERE workspace_id = ${ctx.workspaceId} AND found_at < ${foundBefore} LIMIT ${REMOVE_AT_ONCE})`;
    while ((await execute(ctx.manager, removeOlderPairs)) === REMOVE_AT_ONCE);
  }

  async scannedAt(ctx: WorkspaceContext): Promise<string | null> {
    const row = await queryOne<{ at: string }>(
      ctx.manager,
      sql`SELECT scanned_at AS at FROM duplicate_scans WHERE workspace_id = ${ctx.workspaceId}`,
    );
    return row?.at ?? null;
  }

  async markScanned(ctx: WorkspaceContext, at: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO duplicate_scans (workspace_id, scanned_at) VALUES (${ctx.workspaceId}, ${at}) ON CONFLICT (workspace_id) DO UPDATE SET scanned_at = excluded.scanned_at`,
    );
  }

  async listWorkspaces(ctx: Context): Promise<string[]> {
    const rows = await queryRows<{ id: string }>(ctx.manager, sql`SELECT id FROM workspaces WHERE deleted_at IS NULL ORDER BY id`);
    return rows.map(({ id }) => id);
  }

  /** Read beside everyone else: nothing leads to what was changed. */
  async isChangedSince(ctx: WorkspaceContext, at: string): Promise<boolean> {
    const rows = await queryRowsAside(
      ctx.manager,
      sql`SELECT 1 AS one FROM base_contacts WHERE workspace_id = ${ctx.workspaceId} AND updated_at >= ${at} LIMIT 1`,
    );
    return rows.length > 0;
  }
}
