import { Injectable } from '@nestjs/common';
import { groupBy } from '../../../platform/collections/groupBy.js';
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

/** Moments are ISO 8601 UTC, `from` is a day of the time zone. */
export interface OutcomePeriod {
  readonly since: string;
  readonly before: string;
  readonly from: string;
  readonly timeZone: string;
}

export type EndedCounts = Omit<OutcomeCounts, 'uncertain'>;

export interface Outcomes {
  readonly outcomes: OutcomeCounts;
  readonly before: EndedCounts;
  readonly bySender: readonly (EndedCounts & { readonly accountId: string | null; readonly senderType: string | null })[];
  readonly days: readonly DayFigure[];
}

interface StartedCampaign {
  readonly id: string;
  readonly startedAt: string;
  readonly accountId: string | null;
  readonly senderType: string | null;
}

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

  /**
   * What became of the messages of campaigns that were started since a moment, by sender too, and their days from one on; and of those
   * that were started between `before` and that moment, with everything that happened to them until now.
   */
  async countOutcomes(ctx: WorkspaceContext, { since, before, ...period }: OutcomePeriod): Promise<Outcomes> {
    const rows = await queryRowsAside<StartedCampaign>(
      ctx.manager,
      sql`SELECT id, started_at AS "startedAt", sender_account_id AS "accountId", sender_type AS "senderType" FROM campaigns
          WHERE workspace_id = ${ctx.workspaceId} AND started_at >= ${before}`,
    );
    const totals = await this.counts.totals(ctx, idsOf(rows));
    const current = rows.filter(({ startedAt }) => startedAt >= since);
    const senders = groupBy(current, ({ accountId, senderType }) => accountId ?? senderType ?? '');
    return {
      outcomes: { ...sumOf(current, totals), uncertain: await this.countUncertain(ctx, since) },
      // What is uncertain of earlier ones is among what waits for a person.
      before: sumOf(
        rows.filter(({ startedAt }) => startedAt < since),
        totals,
      ),
      bySender: [...senders.values()].map((own) => ({
        accountId: own[0]?.accountId ?? null,
        senderType: own[0]?.senderType ?? null,
        ...sumOf(own, totals),
      })),
      days: await this.counts.days(ctx, idsOf(current), period),
    };
  }

  /** Messages of some campaigns that left, by day of the zone from one on. Days without any are left out. */
  async sentByDay(
    ctx: WorkspaceContext,
    campaignIds: readonly string[],
    period: { readonly from: string; readonly timeZone: string },
  ): Promise<{ day: string; n: number }[]> {
    return (await this.counts.days(ctx, campaignIds, period)).filter(({ metric }) => metric === 'sent');
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

function idsOf(campaigns: readonly StartedCampaign[]): string[] {
  return campaigns.map(({ id }) => id);
}

function sumOf(campaigns: readonly StartedCampaign[], totals: ReadonlyMap<string, Totals>): EndedCounts {
  const sum = (metric: string): number => campaigns.reduce((all, { id }) => all + (totals.get(id)?.[metric] ?? 0), 0);
  return {
    sent: sum('sent'),
    delivered: sum('arrived'),
    failed: sum('failed'),
    bounced: sum('bounced'),
    complained: sum('complained'),
    unsubscribed: sum('unsubscribed'),
    opened: sum('opened'),
    clicked: sum('clicked'),
  };
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
