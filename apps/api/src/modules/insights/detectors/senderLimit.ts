import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { queryRowsAside, sql } from '../../../platform/database/sql.js';
import { daysBefore, lastDays } from '../../../platform/time/moments.js';
import { LedgerFigures } from '../../campaigns/public.js';
import type { AskedRows, Detector, Evidence, Finding, FoundRow, Moment } from '../Detector.js';
import { count, percent, plural } from '../words.js';

const DAYS = 14;
const NEAR = 0.9;
const LEAST_DAYS = 3;
/** Those that are sent over many days were started before. */
const STARTED_DAYS = 60;
const MOST_CAMPAIGNS = 500;

export interface SenderDays {
  readonly senderId: string;
  readonly name: string;
  readonly quota: number;
  /** Each of the last days, the latest last: how many messages of campaigns left. */
  readonly days: readonly { readonly day: string; readonly n: number }[];
}

/** A sender that uses up what it may send in a day, again and again. */
@Injectable()
export class SenderLimit implements Detector {
  readonly type = 'senderLimit';
  readonly method = `A full count, not an estimate: the last ${DAYS} days on which campaigns used at least ${percent(NEAR)} of the daily limit of a sender. Shown from ${LEAST_DAYS} days on.`;

  constructor(private readonly figures: LedgerFigures) {}

  async find(ctx: WorkspaceContext, { now, timeZone }: Moment): Promise<Finding[]> {
    const senders = await queryRowsAside<{ senderId: string; name: string; quota: number }>(
      ctx.manager,
      sql`SELECT id AS "senderId", name, quota_per_day AS quota FROM sender_accounts WHERE workspace_id = ${ctx.workspaceId} AND quota_per_day > 0`,
    );
    const days = lastDays(now, DAYS, timeZone);
    const found: SenderDays[] = [];
    for (const sender of senders) {
      const campaigns = await queryRowsAside<{ id: string }>(
        ctx.manager,
        sql`SELECT id FROM campaigns WHERE workspace_id = ${ctx.workspaceId} AND sender_account_id = ${sender.senderId} AND started_at > ${daysBefore(now, STARTED_DAYS)}
            ORDER BY started_at DESC LIMIT ${MOST_CAMPAIGNS}`,
      );
      const ids = campaigns.map(({ id }) => id);
      const sent = ids.length === 0 ? [] : await this.figures.sentByDay(ctx, ids, { from: days[0]?.date ?? '', timeZone });
      const counts = new Map(sent.map(({ day, n }) => [day, n]));
      found.push({ ...sender, days: days.map(({ date }) => ({ day: date, n: counts.get(date) ?? 0 })) });
    }
    return judge(found, { from: days[0]?.start ?? '', until: now.toISOString() });
  }

  /** The campaigns that it sent. */
  async rows(ctx: WorkspaceContext, { about, from, until }: Evidence, { limit, contactId }: AskedRows): Promise<FoundRow[]> {
    if (contactId !== undefined) return [];
    const rows = await queryRowsAside<{ campaignId: string; campaignName: string; at: string }>(
      ctx.manager,
      sql`SELECT id AS "campaignId", name AS "campaignName", started_at AS at FROM campaigns
          WHERE workspace_id = ${ctx.workspaceId} AND sender_account_id = ${about['senderId'] ?? ''} AND started_at > ${from} AND started_at <= ${until}
          ORDER BY started_at DESC, id LIMIT ${limit}`,
    );
    return rows.map((row) => ({ ...row, contactId: null, detail: 'Sent through this sender' }));
  }
}

export function judge(senders: readonly SenderDays[], { from, until }: { readonly from: string; readonly until: string }): Finding[] {
  return senders.flatMap(({ senderId, name, quota, days }): Finding[] => {
    const near = days.filter(({ n }) => n >= quota * NEAR);
    if (near.length < LEAST_DAYS) return [];
    return [
      {
        key: senderId,
        title: `${name} came close to its daily limit on ${near.length} of ${days.length} days`,
        campaignId: null,
        affected: near.length,
        sample: days.length,
        expected: null,
        interval: null,
        confidence: 1,
        evidence: {
          query: `Of the last ${plural(days.length, 'day')}, those on which campaigns sent at least ${percent(NEAR)} of ${count(quota)} messages, the daily limit of this sender. What is left waits for the next day.`,
          from,
          until,
          about: { senderId },
          bars: days.slice(-7).map(({ day, n }) => ({ label: day, count: n, total: quota, isIt: n >= quota * NEAR })),
          action: { page: 'sender', label: 'Open the sender', id: senderId, rules: null },
        },
      },
    ];
  });
}
