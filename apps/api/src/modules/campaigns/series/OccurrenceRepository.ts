import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { afterCursor, type KeysetColumns, orderAndLimit, toPage } from '../../../platform/database/keyset.js';
import { execute, queryOne, queryRows, sql } from '../../../platform/database/sql.js';
import type { Page } from '../../../platform/http/Page.js';
import type { PageQuery } from '../../../platform/http/Page.js';

/** `made`: a campaign was made for it. `skipped`: a person left it out. `missed`: its moment passed, for the reason that is told. */
export const OCCURRENCE_STATES = ['made', 'skipped', 'missed'] as const;
export type OccurrenceState = (typeof OCCURRENCE_STATES)[number];

export interface Occurrence {
  readonly occursAt: string;
  readonly state: OccurrenceState;
  readonly reason: string | null;
  /** Of a made one. */
  readonly campaignId: string | null;
}

const KEYSET: KeysetColumns = { 'o.occurs_at': 'text' };

/** The table series_occurrences: one row for each date of a series that has passed or was left out. */
@Injectable()
export class OccurrenceRepository {
  /** False when this date was dealt with before. */
  async insert(
    ctx: WorkspaceContext,
    seriesId: string,
    { occursAt, state, reason = null, now }: { occursAt: string; state: OccurrenceState; reason?: string | null; now: string },
  ): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`INSERT INTO series_occurrences (series_id, occurs_at, workspace_id, state, reason, created_at)
          VALUES (${seriesId}, ${occursAt}, ${ctx.workspaceId}, ${state}, ${reason}, ${now}) ON CONFLICT (series_id, occurs_at) DO NOTHING`,
    );
    return changed > 0;
  }

  /** Those of these dates that were dealt with. */
  async listKnown(ctx: WorkspaceContext, seriesId: string, dates: readonly string[]): Promise<Set<string>> {
    const rows = await queryRows<{ occursAt: string }>(
      ctx.manager,
      sql`SELECT occurs_at AS "occursAt" FROM series_occurrences
          WHERE workspace_id = ${ctx.workspaceId} AND series_id = ${seriesId} AND occurs_at IN (${sql.list(dates)})`,
    );
    return new Set(rows.map(({ occursAt }) => occursAt));
  }

  async hasMade(ctx: WorkspaceContext, seriesId: string): Promise<boolean> {
    const row = await queryOne(
      ctx.manager,
      sql`SELECT 1 FROM series_occurrences WHERE workspace_id = ${ctx.workspaceId} AND series_id = ${seriesId} AND state = 'made' LIMIT 1`,
    );
    return row !== null;
  }

  /** How many people the last campaign went to that was made since then; null: there is none. */
  async lastAudience(ctx: WorkspaceContext, seriesId: string, since: string): Promise<number | null> {
    const row = await queryOne<{ audience: number }>(
      ctx.manager,
      sql`SELECT audience FROM series_occurrences WHERE workspace_id = ${ctx.workspaceId} AND series_id = ${seriesId}
            AND audience IS NOT NULL AND created_at >= ${since} ORDER BY occurs_at DESC LIMIT 1`,
    );
    return row && Number(row.audience);
  }

  async setAudience(ctx: WorkspaceContext, seriesId: string, occursAt: string, audience: number): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE series_occurrences SET audience = ${audience} WHERE workspace_id = ${ctx.workspaceId} AND series_id = ${seriesId} AND occurs_at = ${occursAt}`,
    );
  }

  /** Newest first. */
  async list(ctx: WorkspaceContext, seriesId: string, query: PageQuery): Promise<Page<Occurrence>> {
    const rows = await queryRows<Occurrence>(
      ctx.manager,
      sql`SELECT o.occurs_at AS "occursAt", o.state, o.reason, c.id AS "campaignId"
          FROM series_occurrences o LEFT JOIN campaigns c ON c.series_id = o.series_id AND c.occurs_at = o.occurs_at
          WHERE o.workspace_id = ${ctx.workspaceId} AND o.series_id = ${seriesId} ${afterCursor(KEYSET, query.cursor, 'desc')} ${orderAndLimit(KEYSET, 'desc', query.limit)}`,
    );
    return toPage(
      rows,
      query.limit,
      ({ occursAt }) => [occursAt],
      (row) => row,
    );
  }
}
