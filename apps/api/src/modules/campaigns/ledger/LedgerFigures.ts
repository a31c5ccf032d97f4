import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { queryRowsAside, sql } from '../../../platform/database/sql.js';
import type { DayFigure, Totals } from '../../figures/public.js';
import type { CountsDto } from '../CampaignDtos.js';
import { LedgerCounts } from './LedgerCounts.js';

type OpenState = 'claimed' | 'handed' | 'uncertain';

export type OutcomeCounts = Record<
  'sent' | 'delivered' | 'failed' | 'bounced' | 'complained' | 'unsubscribed' | 'uncertain' | 'opened' | 'clicked',
  number
>;

/**
 * Figures of the ledger. What has ended comes from the daily figures, what is under way or uncertain from its indexes, and the rest is
 * planned: none of it costs more for a campaign of a million.
 */
@Injectable()
export class LedgerFigures {
  constructor(private readonly counts: LedgerCounts) {}

  async countOne(ctx: WorkspaceContext, campaignId: string): Promise<CountsDto> {
    return (await this.count(ctx, [campaignId])).get(campaignId) ?? noCounts();
  }

  /** By state and by mark, for several campaigns at once. */
  async count(ctx: WorkspaceContext, campaignIds: readonly string[]): Promise<Map<string, CountsDto>> {
    if (campaignIds.length === 0) return new Map();
    const totals = await this.counts.totals(ctx, campaignIds);
    const open = await queryRowsAside<{ campaignId: string; state: OpenState; count: number | string }>(
      ctx.manager,
      sql`SELECT campaign_id AS "campaignId", state, COUNT(*) AS count FROM campaign_recipients
          WHERE workspace_id = ${ctx.workspaceId} AND campaign_id IN (${sql.list(campaignIds)}) AND state IN ('claimed', 'handed', 'uncertain')
          GROUP BY campaign_id, state`,
    );
    return new Map(
      campaignIds.map((id) => {
        const own = open.filter(({ campaignId }) => campaignId === id);
        return [id, countsOf(totals.get(id) ?? {}, (state) => Number(own.find((row) => row.state === state)?.count ?? 0))];
      }),
    );
  }

  /** What became of the messages of campaigns that were started since a moment, and their days from one on. */
  async countOutcomes(
    ctx: WorkspaceContext,
    { since, ...period }: { readonly since: string; readonly from: string; readonly timeZone: string },
  ): Promise<{ outcomes: OutcomeCounts; days: DayFigure[] }> {
    const rows = await queryRowsAside<{ id: string }>(
      ctx.manager,
      sql`SELECT id FROM campaigns WHERE workspace_id = ${ctx.workspaceId} AND started_at >= ${since}`,
    );
    const ids = rows.map(({ id }) => id);
    const totals = [...(await this.counts.totals(ctx, ids)).values()];
    const sum = (metric: string): number => totals.reduce((all, own) => all + (own[metric] ?? 0), 0);
    const uncertain = await this.countUncertain(ctx, since);
    return {
      outcomes: {
        sent: sum('sent'),
        delivered: sum('arrived'),
        failed: sum('failed'),
        bounced: sum('bounced'),
        complained: sum('complained'),
        unsubscribed: sum('unsubscribed'),
        uncertain,
        opened: sum('opened'),
        clicked: sum('clicked'),
      },
      days: await this.counts.days(ctx, ids, period),
    };
  }

  /** Campaigns started since then of whose messages some are uncertain; a few. */
  listUncertain(ctx: WorkspaceContext, since: string): Promise<{ id: string; name: string; count: number | string }[]> {
    return queryRowsAside(
      ctx.manager,
      sql`SELECT c.id, c.name, COUNT(*) AS count FROM campaigns c JOIN campaign_recipients r ON r.campaign_id = c.id AND r.state = 'uncertain'
          WHERE c.workspace_id = ${ctx.workspaceId} AND c.started_at >= ${since} GROUP BY c.id, c.name LIMIT 10`,
    );
  }

  private async countUncertain(ctx: WorkspaceContext, since: string): Promise<number> {
    const [row] = await queryRowsAside<{ count: number | string }>(
      ctx.manager,
      sql`SELECT COUNT(*) AS count FROM campaigns c JOIN campaign_recipients r ON r.campaign_id = c.id AND r.state = 'uncertain'
          WHERE c.workspace_id = ${ctx.workspaceId} AND c.started_at >= ${since}`,
    );
    return Number(row?.count ?? 0);
  }
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
    machineOpened: 0,
    machineClicked: 0,
    bounced: 0,
    complained: 0,
    unsubscribed: 0,
    replied: 0,
  };
}

function countsOf(totals: Totals, open: (state: OpenState) => number): CountsDto {
  const of = (metric: keyof CountsDto): number => totals[metric] ?? 0;
  const [claimed, handed, uncertain] = [open('claimed'), open('handed'), open('uncertain')];
  const ended = of('accepted') + of('delivered') + of('failed') + of('skipped');
  return {
    recipients: of('recipients'),
    // The two are read one after the other: what has moved in between must not make it fewer than none.
    planned: Math.max(0, of('recipients') - ended - claimed - handed - uncertain),
    claimed,
    handed,
    accepted: of('accepted'),
    delivered: of('delivered'),
    failed: of('failed'),
    uncertain,
    skipped: of('skipped'),
    opened: of('opened'),
    clicked: of('clicked'),
    machineOpened: of('machineOpened'),
    machineClicked: of('machineClicked'),
    bounced: of('bounced'),
    complained: of('complained'),
    unsubscribed: of('unsubscribed'),
    replied: of('replied'),
  };
}
