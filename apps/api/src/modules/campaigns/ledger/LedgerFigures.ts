import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { queryRowsAside, sql, type SqlFragment } from '../../../platform/database/sql.js';
import type { CountsDto } from '../CampaignDtos.js';
import type { RecipientState } from '../RecipientDtos.js';

type Marks = 'opened' | 'clicked' | 'bounced' | 'complained' | 'unsubscribed' | 'replied';
type Row = Record<Marks | 'count', number | string> & { campaignId: string; state: RecipientState };

export interface StateCount {
  readonly campaignId: string;
  readonly state: RecipientState;
  readonly count: number | string;
  readonly opened: number | string;
  readonly clicked: number | string;
}

export interface SliceCount {
  readonly kind: 'sent' | 'opened';
  /** The beginning of a quarter of an hour: `2026-01-31T09:15`, UTC. */
  readonly slice: string;
  readonly count: number;
}

export type OutcomeCounts = Record<
  'sent' | 'delivered' | 'failed' | 'bounced' | 'complained' | 'unsubscribed' | 'uncertain' | 'opened' | 'clicked',
  number
>;

/** Figures of the ledger. */
@Injectable()
export class LedgerFigures {
  async countOne(ctx: WorkspaceContext, campaignId: string): Promise<CountsDto> {
    return (await this.count(ctx, [campaignId])).get(campaignId) ?? noCounts();
  }

  /** One grouped statement, whatever the number of campaigns. */
  async count(ctx: WorkspaceContext, campaignIds: readonly string[]): Promise<Map<string, CountsDto>> {
    if (campaignIds.length === 0) return new Map();
    const rows = await queryRowsAside<Row>(
      ctx.manager,
      sql`SELECT campaign_id AS "campaignId", state, COUNT(*) AS count, COUNT(opened_at) AS opened, COUNT(clicked_at) AS clicked, COUNT(bounced_at) AS bounced,
                 COUNT(complained_at) AS complained, COUNT(unsubscribed_at) AS unsubscribed, COUNT(replied_at) AS replied
          FROM campaign_recipients WHERE workspace_id = ${ctx.workspaceId} AND campaign_id IN (${sql.list(campaignIds)}) GROUP BY campaign_id, state`,
    );
    const counts = new Map(campaignIds.map((id) => [id, noCounts()]));
    for (const row of rows) add(counts.get(row.campaignId) ?? noCounts(), row);
    return counts;
  }

  /** By state: for several campaigns at once. */
  countStates(ctx: WorkspaceContext, campaignIds: readonly string[]): Promise<StateCount[]> {
    if (campaignIds.length === 0) return Promise.resolve([]);
    return queryRowsAside(
      ctx.manager,
      sql`SELECT r.campaign_id AS "campaignId", r.state, COUNT(*) AS count, COUNT(r.opened_at) AS opened, COUNT(r.clicked_at) AS clicked
          FROM campaigns c JOIN campaign_recipients r ON r.campaign_id = c.id
          WHERE c.workspace_id = ${ctx.workspaceId} AND c.id IN (${sql.list(campaignIds)}) GROUP BY r.campaign_id, r.state`,
    );
  }

  /** What became of the messages of campaigns that were started since then. */
  async countOutcomes(ctx: WorkspaceContext, since: string): Promise<OutcomeCounts> {
    const [row] = await queryRowsAside<Record<keyof OutcomeCounts, number | null>>(
      ctx.manager,
      sql`SELECT
            SUM(CASE WHEN r.accepted_at IS NOT NULL THEN 1 ELSE 0 END) AS sent,
            SUM(CASE WHEN r.delivered_at IS NOT NULL THEN 1 ELSE 0 END) AS delivered,
            SUM(CASE WHEN r.state = 'failed' THEN 1 ELSE 0 END) AS failed,
            SUM(CASE WHEN r.bounced_at IS NOT NULL THEN 1 ELSE 0 END) AS bounced,
            SUM(CASE WHEN r.complained_at IS NOT NULL THEN 1 ELSE 0 END) AS complained,
            SUM(CASE WHEN r.unsubscribed_at IS NOT NULL THEN 1 ELSE 0 END) AS unsubscribed,
            SUM(CASE WHEN r.state = 'uncertain' THEN 1 ELSE 0 END) AS uncertain,
            COUNT(r.opened_at) AS opened,
            COUNT(r.clicked_at) AS clicked
          FROM campaigns c JOIN campaign_recipients r ON r.campaign_id = c.id
          WHERE c.workspace_id = ${ctx.workspaceId} AND c.started_at >= ${since}`,
    );
    const count = (name: keyof OutcomeCounts): number => Number(row?.[name] ?? 0);
    return {
      sent: count('sent'),
      delivered: count('delivered'),
      failed: count('failed'),
      bounced: count('bounced'),
      complained: count('complained'),
      unsubscribed: count('unsubscribed'),
      uncertain: count('uncertain'),
      opened: count('opened'),
      clicked: count('clicked'),
    };
  }

  /**
   * The same messages over time. Days are those of the workspace, and every zone's day begins with a quarter of an hour of UTC: the
   * database counts quarters, at most 96 of a day, and whoever asks puts them together.
   */
  async countSlices(ctx: WorkspaceContext, since: string): Promise<SliceCount[]> {
    const counts = (['sent', 'opened'] as const).map((kind) => {
      const at = sql.raw(kind === 'sent' ? 'r.accepted_at' : 'r.opened_at');
      return sql`SELECT ${kind} AS kind, ${quarterOf(at)} AS slice, COUNT(*) AS count FROM campaigns c JOIN campaign_recipients r ON r.campaign_id = c.id
        WHERE c.workspace_id = ${ctx.workspaceId} AND c.started_at >= ${since} AND ${at} >= ${since} GROUP BY ${quarterOf(at)}`;
    });
    const rows = await queryRowsAside<SliceCount>(ctx.manager, sql.join(counts, ' UNION ALL '));
    return rows.map((row) => ({ ...row, count: Number(row.count) }));
  }

  /** Campaigns started since then of whose messages some are uncertain; a few. */
  listUncertain(ctx: WorkspaceContext, since: string): Promise<{ id: string; name: string; count: number | string }[]> {
    return queryRowsAside(
      ctx.manager,
      sql`SELECT c.id, c.name, COUNT(*) AS count FROM campaigns c JOIN campaign_recipients r ON r.campaign_id = c.id AND r.state = 'uncertain'
          WHERE c.workspace_id = ${ctx.workspaceId} AND c.started_at >= ${since} GROUP BY c.id, c.name LIMIT 10`,
    );
  }
}

function quarterOf(at: SqlFragment): SqlFragment {
  const minutes = sql`SUBSTR(${at}, 15, 2)`;
  return sql`SUBSTR(${at}, 1, 14) || CASE WHEN ${minutes} < '15' THEN '00' WHEN ${minutes} < '30' THEN '15' WHEN ${minutes} < '45' THEN '30' ELSE '45' END`;
}

export function noCounts(): CountsDto {
  return {
    recipients: 0,
    planned: 0,
    claimed: 0,
    handed: 0,
    accepted: 0,
    delivered: 0,
    failed: 0,
    uncertain: 0,
    skipped: 0,
    opened: 0,
    clicked: 0,
    bounced: 0,
    complained: 0,
    unsubscribed: 0,
    replied: 0,
  };
}

function add(counts: CountsDto, row: Row): void {
  counts[row.state] += Number(row.count);
  counts.recipients += Number(row.count);
  for (const mark of ['opened', 'clicked', 'bounced', 'complained', 'unsubscribed', 'replied'] as const) counts[mark] += Number(row[mark]);
}
