import { Injectable } from '@nestjs/common';
import { displayName } from '@rapport/common';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { afterCursor, orderAndLimit } from '../../platform/database/keyset.js';
import { execute, queryOne, queryRows, queryRowsAside, sql, type SqlFragment } from '../../platform/database/sql.js';
import type { Finding } from './Detector.js';
import type { InsightType, InsightView } from './insightTypes.js';

export interface InsightRow {
  readonly id: string;
  readonly type: InsightType;
  readonly content: string;
  readonly confidence: number | null;
  readonly createdAt: string;
  readonly campaignId: string | null;
  readonly affected: number;
  readonly sample: number;
  readonly expected: number | null;
  readonly intervalLow: number | null;
  readonly intervalHigh: number | null;
  readonly method: string;
  readonly evidence: string;
  readonly effect: number;
  readonly state: 'open' | 'accepted' | 'dismissed' | 'expired';
  readonly snoozedUntil: string | null;
  readonly reason: string | null;
  readonly decidedByName: string | null;
  readonly decidedAt: string | null;
  readonly seenAt: string;
}

interface ContactNameRow {
  readonly id: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly primaryEmail: string | null;
  readonly primaryPhone: string | null;
  readonly company: string | null;
}

export interface Decision {
  readonly state: 'open' | 'accepted' | 'dismissed';
  readonly snoozedUntil: string | null;
  readonly reason: string | null;
}

/** What one find is stored with. ISO 8601 UTC. */
export interface Found {
  readonly type: InsightType;
  readonly method: string;
  readonly now: string;
  readonly expiresAt: string;
}

const KEYSET = { 'i.effect': 'number', 'i.id': 'text' } as const;
/** Dismissed, it comes back when its effect has grown by half. */
const GROWN = '1.5';

const columns = sql`i.id, i.type, i.content, i.confidence, i.created_at AS "createdAt", i.campaign_id AS "campaignId", i.affected, i.sample, i.expected,
  i.interval_low AS "intervalLow", i.interval_high AS "intervalHigh", i.method, i.evidence, i.effect, i.state, i.snoozed_until AS "snoozedUntil", i.reason,
  (SELECT COALESCE(u.name, u.email) FROM users u WHERE u.id = i.decided_by) AS "decidedByName", i.decided_at AS "decidedAt", i.seen_at AS "seenAt"`;

/** The tables of the insights. */
@Injectable()
export class InsightRepository {
  async list(
    ctx: WorkspaceContext,
    {
      view,
      now,
      cursor,
      limit,
    }: { readonly view: InsightView; readonly now: string; readonly cursor?: string | undefined; readonly limit: number },
  ): Promise<InsightRow[]> {
    const rows = await queryRowsAside<InsightRow>(
      ctx.manager,
      sql`SELECT ${columns} FROM ai_insights i WHERE i.workspace_id = ${ctx.workspaceId} AND ${inView(view, now)}
          ${afterCursor(KEYSET, cursor, 'desc')} ${orderAndLimit(KEYSET, 'desc', limit)}`,
    );
    return rows.map(numbers);
  }

  /** Of those that a person may have to look at: the others are many after years, and nobody compares their number. */
  async count(ctx: WorkspaceContext, now: string): Promise<{ open: number; snoozed: number; accepted: number }> {
    const rows = await queryRowsAside<{ view: 'open' | 'snoozed' | 'accepted'; n: number | string }>(
      ctx.manager,
      sql`SELECT CASE WHEN i.state = 'accepted' THEN 'accepted' WHEN i.snoozed_until > ${now} THEN 'snoozed' ELSE 'open' END AS view, COUNT(*) AS n
          FROM ai_insights i WHERE i.workspace_id = ${ctx.workspaceId} AND i.state IN ('open', 'accepted') AND i.expires_at > ${now} GROUP BY 1`,
    );
    const of = (view: string): number => Number(rows.find((row) => row.view === view)?.n ?? 0);
    return { open: of('open'), snoozed: of('snoozed'), accepted: of('accepted') };
  }

  async find(ctx: WorkspaceContext, id: string): Promise<InsightRow | null> {
    const row = await queryOne<InsightRow>(
      ctx.manager,
      sql`SELECT ${columns} FROM ai_insights i WHERE i.workspace_id = ${ctx.workspaceId} AND i.id = ${id} AND i.dedupe_key IS NOT NULL`,
    );
    return row && numbers(row);
  }

  async namesOf(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await queryRows<{ id: string; content: string }>(
      ctx.manager,
      sql`SELECT id, content FROM ai_insights WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)})`,
    );
    return new Map(rows.map(({ id, content }) => [id, content]));
  }

  /** Display names, without those who are gone or in the trash. */
  async namesOfContacts(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await queryRows<ContactNameRow>(
      ctx.manager,
      sql`SELECT id, first_name AS "firstName", last_name AS "lastName", primary_email AS "primaryEmail", primary_phone AS "primaryPhone", company
          FROM base_contacts WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)}) AND deleted_at IS NULL`,
    );
    return new Map(rows.map((row) => [row.id, displayName(row)]));
  }

  /**
   * One statement, whoever else finds the same at this moment. What was decided stays decided, but for what has come back: expired ones
   * that are true again, and dismissed ones that have grown. Nothing is written of a campaign that is gone.
   */
  async put(ctx: WorkspaceContext, finding: Finding, { type, method, now, expiresAt }: Found): Promise<void> {
    const { key, title, campaignId, affected, sample, expected, interval, confidence, evidence } = finding;
    const effect = effectOf(finding);
    const returns = sql`(ai_insights.state = 'expired' OR (ai_insights.state = 'dismissed' AND excluded.effect >= ai_insights.dismissed_effect * ${sql.raw(GROWN)}))`;
    const unless = (column: string, value: SqlFragment): SqlFragment =>
      sql`${sql.raw(column)} = CASE WHEN ${returns} THEN ${value} ELSE ${sql.raw(`ai_insights.${column}`)} END`;
    await execute(
      ctx.manager,
      sql`INSERT INTO ai_insights (id, user_id, workspace_id, type, dedupe_key, content, confidence, campaign_id, affected, sample, expected, interval_low, interval_high,
            method, evidence, effect, state, created_at, seen_at, expires_at)
          SELECT ${newId()}, w.user_id, w.id, ${type}, ${`${type}:${key}`}, ${title}, ${real(confidence)}, ${campaignId}, ${int(affected)}, ${int(sample)}, ${real(expected)},
            ${real(interval?.low ?? null)}, ${real(interval?.high ?? null)}, ${method}, ${JSON.stringify(evidence)}, ${int(effect)}, 'open', ${now}, ${now}, ${expiresAt}
          FROM workspaces w WHERE w.id = ${ctx.workspaceId}
            AND ${campaignId === null ? sql`1 = 1` : sql`EXISTS (SELECT 1 FROM campaigns p WHERE p.id = ${campaignId} AND p.workspace_id = ${ctx.workspaceId})`}
          ON CONFLICT (workspace_id, dedupe_key) DO UPDATE SET user_id = excluded.user_id, content = excluded.content, confidence = excluded.confidence,
            affected = excluded.affected, sample = excluded.sample, expected = excluded.expected, interval_low = excluded.interval_low,
            interval_high = excluded.interval_high, method = excluded.method, evidence = excluded.evidence, effect = excluded.effect, seen_at = excluded.seen_at,
            expires_at = excluded.expires_at, ${unless('state', sql`'open'`)}, ${unless('created_at', sql`excluded.created_at`)}, ${unless('snoozed_until', sql`NULL`)},
            ${unless('reason', sql`NULL`)}, ${unless('decided_by', sql`NULL`)}, ${unless('decided_at', sql`NULL`)}`,
    );
  }

  /** Those of a detector that it did not find when it looked at this moment: they are not true any more. */
  async expire(ctx: WorkspaceContext, type: InsightType, now: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE ai_insights SET state = 'expired', snoozed_until = NULL, expires_at = ${now}
          WHERE workspace_id = ${ctx.workspaceId} AND state IN ('open', 'accepted') AND type = ${type} AND seen_at < ${now}`,
    );
  }

  /** False when it is not true any more. */
  async decide(
    ctx: WorkspaceContext,
    id: string,
    { state, snoozedUntil, reason }: Decision,
    by: { userId: string | null; now: string },
  ): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE ai_insights SET state = ${state}, snoozed_until = ${snoozedUntil}, reason = ${reason}, decided_by = ${by.userId}, decided_at = ${by.now},
            dismissed_effect = ${state === 'dismissed' ? sql`effect` : sql`NULL`}
          WHERE workspace_id = ${ctx.workspaceId} AND id = ${id} AND state <> 'expired'`,
    );
    return changed === 1;
  }

  /** When the workspace was last looked through, and how many milliseconds that took. */
  findCheck(ctx: WorkspaceContext): Promise<{ checkedAt: string; ms: number } | null> {
    return queryOne(ctx.manager, sql`SELECT checked_at AS "checkedAt", ms FROM insight_checks WHERE workspace_id = ${ctx.workspaceId}`);
  }

  async markChecked(
    ctx: WorkspaceContext,
    { day, now, ms }: { readonly day: string; readonly now: string; readonly ms: number },
  ): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO insight_checks (workspace_id, day, checked_at, ms) VALUES (${ctx.workspaceId}, ${day}, ${now}, ${ms})
          ON CONFLICT (workspace_id) DO UPDATE SET day = excluded.day, checked_at = excluded.checked_at, ms = excluded.ms`,
    );
  }

  /** Every workspace, with its zone and the day of its last check. */
  listWorkspaces(ctx: Context): Promise<{ id: string; timeZone: string; day: string | null }[]> {
    return queryRowsAside(
      ctx.manager,
      sql`SELECT w.id, w.time_zone AS "timeZone", k.day FROM workspaces w LEFT JOIN insight_checks k ON k.workspace_id = w.id WHERE w.deleted_at IS NULL`,
    );
  }

  /** At most so many of those that nobody has found since, of all workspaces. Answers how many. */
  removeOld(ctx: Context, before: string, most: number): Promise<number> {
    return execute(
      ctx.manager,
      sql`DELETE FROM ai_insights WHERE id IN (SELECT id FROM ai_insights WHERE seen_at <= ${before} LIMIT ${most})`,
    );
  }
}

/** Whoever did not confirm it in time leaves it out of the list, also where the check that would say so has not run. */
function inView(view: InsightView, now: string): SqlFragment {
  const isTrue = sql`i.expires_at > ${now}`;
  switch (view) {
    case 'open':
      return sql`i.state = 'open' AND (i.snoozed_until IS NULL OR i.snoozed_until <= ${now}) AND ${isTrue}`;
    case 'snoozed':
      return sql`i.state = 'open' AND i.snoozed_until > ${now} AND ${isTrue}`;
    case 'accepted':
      return sql`i.state = 'accepted' AND ${isTrue}`;
    case 'dismissed':
      return sql`i.state = 'dismissed'`;
    case 'expired':
      return sql`i.state = 'expired'`;
  }
}

/** People beyond what was to be expected, in either direction. */
function effectOf({ affected, sample, expected }: Finding): number {
  return Math.round(Math.abs(affected - (expected ?? 0) * sample));
}

/** In a list of a SELECT, PostgreSQL takes a parameter for text. */
const real = (value: number | null): SqlFragment => sql`CAST(${value} AS DOUBLE PRECISION)`;
const int = (value: number): SqlFragment => sql`CAST(${value} AS BIGINT)`;

/** PostgreSQL answers large integers as text. */
function numbers(row: InsightRow): InsightRow {
  return { ...row, affected: Number(row.affected), sample: Number(row.sample), effect: Number(row.effect) };
}
