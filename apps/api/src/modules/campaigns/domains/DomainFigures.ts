import { Injectable } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../../platform/context/Context.js';
import { execute, queryRowsAside, sql } from '../../../platform/database/sql.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { daysBefore } from '../../../platform/time/moments.js';
import { type DomainRow, LedgerReports } from '../ledger/LedgerReports.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Opens and bounces of a campaign that is older are too few to count it again. */
const SETTLED_AFTER_DAYS = 35;
/** How long a count is good for, by the age of the campaign: the first hours bring the most. */
const GOOD_FOR: readonly (readonly [younger: number, forMs: number])[] = [
  [2 * 60 * MINUTE_MS, 10 * MINUTE_MS],
  [DAY_MS, 60 * MINUTE_MS],
  [7 * DAY_MS, 6 * 60 * MINUTE_MS],
  [SETTLED_AFTER_DAYS * DAY_MS, DAY_MS],
];
const DOMAINS_KEPT = 50;
/** Fewer say nothing about a domain, and might say something about a person. */
const FEWEST_MESSAGES = 5;
const AT_ONCE = 50;
/** A dashboard adds up so many campaigns at most, the latest. */
const MOST_CAMPAIGNS = 500;

export interface DueCampaign {
  readonly id: string;
  readonly workspaceId: string;
  readonly startedAt: string;
}

export interface DomainSums {
  readonly domains: readonly DomainRow[];
  /** When the oldest of the counts was made; null without any. */
  readonly countedAt: string | null;
}

/**
 * What came of emails at each domain of their recipients. A count is a pass over a campaign, so it is made aside, again and again while the
 * campaign is young, and kept. The only file that queries campaign_domains.
 */
@Injectable()
export class DomainFigures {
  constructor(
    private readonly reports: LedgerReports,
    private readonly clock: Clock,
  ) {}

  /** Campaigns whose count is due, those that have none first. */
  listDue(ctx: Context): Promise<DueCampaign[]> {
    const since = daysBefore(this.clock.now(), SETTLED_AFTER_DAYS);
    return queryRowsAside<DueCampaign>(
      ctx.manager,
      sql`SELECT c.id, c.workspace_id AS "workspaceId", c.started_at AS "startedAt" FROM campaigns c LEFT JOIN campaign_domains d ON d.campaign_id = c.id
          WHERE c.started_at >= ${since} AND c.type = 'email' AND (d.campaign_id IS NULL OR d.next_at <= ${nowIso(this.clock)})
          ORDER BY COALESCE(d.next_at, ''), c.id LIMIT ${AT_ONCE}`,
    );
  }

  async count(ctx: WorkspaceContext, { id, startedAt }: DueCampaign): Promise<void> {
    const counted = await this.reports.countByDomain(ctx, id, 'email', DOMAINS_KEPT);
    const kept = counted.filter(({ sent }) => sent >= FEWEST_MESSAGES);
    const now = this.clock.now();
    await execute(
      ctx.manager,
      sql`INSERT INTO campaign_domains (campaign_id, workspace_id, domains_json, counted_at, next_at)
          VALUES (${id}, ${ctx.workspaceId}, ${JSON.stringify(kept)}, ${now.toISOString()}, ${nextCount(startedAt, now)})
          ON CONFLICT (campaign_id) DO UPDATE SET domains_json = excluded.domains_json, counted_at = excluded.counted_at, next_at = excluded.next_at`,
    );
  }

  /** Of the campaigns started since a moment (ISO 8601 UTC), the domains with the most messages first. */
  async sum(ctx: WorkspaceContext, since: string, limit: number): Promise<DomainSums> {
    const rows = await queryRowsAside<{ domains: string; countedAt: string }>(
      ctx.manager,
      sql`SELECT d.domains_json AS domains, d.counted_at AS "countedAt" FROM campaigns c JOIN campaign_domains d ON d.campaign_id = c.id
          WHERE c.workspace_id = ${ctx.workspaceId} AND c.started_at >= ${since} ORDER BY c.started_at DESC LIMIT ${MOST_CAMPAIGNS}`,
    );
    const sums = new Map<string, DomainRow>();
    for (const one of rows.flatMap(({ domains }) => JSON.parse(domains) as DomainRow[])) {
      const sum = sums.get(one.domain);
      sums.set(one.domain, sum ? added(sum, one) : one);
    }
    const countedAt = rows.reduce<string | null>(
      (oldest, row) => (oldest === null || row.countedAt < oldest ? row.countedAt : oldest),
      null,
    );
    const domains = [...sums.values()].sort((a, b) => b.sent - a.sent || (a.domain < b.domain ? -1 : 1)).slice(0, limit);
    return { domains, countedAt };
  }
}

/** Exported for its test. */
export function nextCount(startedAt: string, now: Date): string | null {
  const age = now.getTime() - Date.parse(startedAt);
  const goodFor = GOOD_FOR.find(([younger]) => age < younger)?.[1];
  return goodFor === undefined ? null : new Date(now.getTime() + goodFor).toISOString();
}

function added(one: DomainRow, other: DomainRow): DomainRow {
  return {
    domain: one.domain,
    sent: one.sent + other.sent,
    delivered: one.delivered + other.delivered,
    bounced: one.bounced + other.bounced,
    opened: one.opened + other.opened,
    clicked: one.clicked + other.clicked,
    complained: one.complained + other.complained,
  };
}
