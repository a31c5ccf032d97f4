import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { queryRowsAside, sql, type SqlFragment } from '../../../platform/database/sql.js';
import { daysBefore } from '../../../platform/time/moments.js';
import type { AskedRows, Bar, Detector, Evidence, Finding, FoundRow, Moment } from '../Detector.js';
import { count, plural } from '../words.js';

const WAITING_DAYS = 2;
const LOOKED_BACK_DAYS = 30;
const LEAST = 3;

interface Waiting {
  /** When the last answer of the contact arrived. */
  readonly at: string;
}

/** Contacts who wrote and have no answer. */
@Injectable()
export class UnansweredReplies implements Detector {
  readonly type = 'unansweredReplies';
  readonly method = `A full count, not an estimate: open conversations of the last ${LOOKED_BACK_DAYS} days whose last message came from the contact more than ${WAITING_DAYS} days ago. Shown from ${LEAST} on.`;

  async find(ctx: WorkspaceContext, { now }: Moment): Promise<Finding[]> {
    const period = { from: daysBefore(now, LOOKED_BACK_DAYS), until: daysBefore(now, WAITING_DAYS) };
    const waiting = await queryRowsAside<Waiting>(ctx.manager, sql`SELECT v.last_received_at AS at ${unanswered(ctx, period)}`);
    const [all] = await queryRowsAside<{ n: number | string }>(
      ctx.manager,
      sql`SELECT COUNT(*) AS n FROM conversations v JOIN base_contacts c ON c.id = v.contact_id
          WHERE v.workspace_id = ${ctx.workspaceId} AND c.deleted_at IS NULL AND v.last_received_at > ${period.from}`,
    );
    return judge(waiting, Number(all?.n ?? 0), period, now);
  }

  async rows(ctx: WorkspaceContext, evidence: Evidence, { limit, contactId }: AskedRows): Promise<FoundRow[]> {
    const of = contactId === undefined ? sql`` : sql`AND v.contact_id = ${contactId}`;
    const rows = await queryRowsAside<Waiting & { readonly contactId: string; readonly channel: 'email' | 'text' }>(
      ctx.manager,
      sql`SELECT v.last_received_at AS at, v.contact_id AS "contactId", v.channel ${unanswered(ctx, evidence)} ${of} ORDER BY v.last_received_at, v.id LIMIT ${limit}`,
    );
    return rows.map(({ at, contactId, channel }) => ({
      ...{ contactId, campaignId: null, campaignName: null, at },
      detail: channel === 'text' ? 'Last text without an answer' : 'Last email without an answer',
    }));
  }
}

/** `waiting` of the `all` conversations in which something arrived. */
export function judge(
  waiting: readonly Waiting[],
  all: number,
  { from, until }: { readonly from: string; readonly until: string },
  now: Date,
): Finding[] {
  if (waiting.length < LEAST) return [];
  const bar = (label: string, least: number, most: number): Bar => {
    const n = waiting.filter(({ at }) => at <= daysBefore(now, least) && at > daysBefore(now, most)).length;
    return { label, count: n, total: waiting.length, isIt: true };
  };
  return [
    {
      key: 'all',
      title: `${plural(waiting.length, 'reply has', 'replies have')} had no answer for more than ${WAITING_DAYS} days`,
      campaignId: null,
      affected: waiting.length,
      sample: Math.max(all, waiting.length),
      expected: null,
      interval: null,
      confidence: 1,
      evidence: {
        query: `Of ${count(all)} conversations in which a contact wrote in the last ${LOOKED_BACK_DAYS} days, those that are open and still wait for us.`,
        ...{ from, until, about: {} },
        bars: [bar('2 to 4 days', 2, 4), bar('4 to 7 days', 4, 7), bar('1 to 2 weeks', 7, 14), bar('Over 2 weeks', 14, LOOKED_BACK_DAYS)],
        action: { page: 'inbox', label: 'Open the inbox', id: null, rules: null },
      },
    },
  ];
}

/** Snoozed ones are not forgotten, and what a program answered is no answer of ours. */
function unanswered(ctx: WorkspaceContext, { from, until }: { readonly from: string; readonly until: string }): SqlFragment {
  return sql`FROM conversations v JOIN base_contacts c ON c.id = v.contact_id
    WHERE v.workspace_id = ${ctx.workspaceId} AND c.deleted_at IS NULL AND v.status = 'open' AND v.snoozed_until IS NULL
      AND v.last_received_at > ${from} AND v.last_received_at <= ${until}
      AND NOT EXISTS (SELECT 1 FROM communication_logs l WHERE l.contact_id = v.contact_id AND l.type = v.channel AND l.campaign_id IS NULL
        AND l.deleted_at IS NULL AND l.timestamp > v.last_received_at AND l.content NOT LIKE '%"direction":"incoming"%')`;
}
