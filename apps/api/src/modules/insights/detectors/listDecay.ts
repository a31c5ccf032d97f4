import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { groupBy } from '../../../platform/collections/groupBy.js';
import { queryRowsAside, sql, type SqlFragment } from '../../../platform/database/sql.js';
import { daysBefore } from '../../../platform/time/moments.js';
import type { AskedRows, Detector, Evidence, Finding, FoundRow, Moment } from '../Detector.js';
import { againstHistory, LEAST_EARLIER, type Share } from '../statistics/againstHistory.js';
import { corrected, FALSE_ALARMS } from '../statistics/falseAlarms.js';
import { wilson } from '../statistics/wilson.js';
import { count, percent } from '../words.js';

const DAYS = 30;
/** The last one, and those it is compared with. */
const MONTHS = 8;
const LEAST_ON_LIST = 200;
const LEAST_LOST = 10;
const LEAST_TIMES = 1.5;
/** A list to which nobody wrote lost nobody: that is no history. */
const LEAST_WITH_LOSS = 3;
const REASONS = ['unsubscribed', 'bounced', 'complained'];
const WORDS: Readonly<Record<string, string>> = { unsubscribed: 'Unsubscribed', bounced: 'Bounced', complained: 'Reported as spam' };

/** Members of a list with an address, by the month in which they joined and the one in which they were lost (0: the last; null: they are there). */
export interface Members {
  readonly listId: string;
  readonly name: string;
  readonly joined: number;
  readonly lost: number | null;
  readonly n: number;
}

/** A list that loses more people by unsubscriptions, bounces and spam reports than it used to. */
@Injectable()
export class ListDecay implements Detector {
  readonly type = 'listDecay';
  readonly method = `For each list and each of the last ${MONTHS} times ${DAYS} days: of the members who could be emailed when it began (at least ${LEAST_ON_LIST}), those who unsubscribed, bounced or reported spam. The last ${DAYS} days are compared with those before (at least ${LEAST_EARLIER}), allowing for how much those differ (Student's t, Fisher's exact test), corrected for the number of lists (Benjamini–Hochberg at ${percent(FALSE_ALARMS)}). Shown from ${LEAST_LOST} people on, and when the share is at least ${LEAST_TIMES} times what it was. The interval is Wilson's, at 95%.`;

  async find(ctx: WorkspaceContext, { now }: Moment): Promise<Finding[]> {
    const rows = await queryRowsAside<{ listId: string; name: string; joined: number; lost: number | null; n: number | string }>(
      ctx.manager,
      sql`SELECT l.id AS "listId", l.name, ${monthOf('a.assigned_at', now)} AS joined, CASE WHEN s.created_at IS NULL THEN NULL ELSE ${monthOf('s.created_at', now)} END AS lost, COUNT(*) AS n
          ${membersOf(ctx)} GROUP BY 1, 2, 3, 4`,
    );
    return judge(
      rows.map((row) => ({ ...row, n: Number(row.n) })),
      now,
    );
  }

  async rows(ctx: WorkspaceContext, { about, from, until }: Evidence, { limit, contactId }: AskedRows): Promise<FoundRow[]> {
    const of = contactId === undefined ? sql`` : sql`AND a.contact_id = ${contactId}`;
    const rows = await queryRowsAside<{ contactId: string; at: string; reason: string }>(
      ctx.manager,
      sql`SELECT a.contact_id AS "contactId", s.created_at AS at, s.reason ${membersOf(ctx)} AND l.id = ${about['listId'] ?? ''} AND a.assigned_at <= ${from}
            AND s.created_at > ${from} AND s.created_at <= ${until} ${of} ORDER BY s.created_at DESC, a.contact_id LIMIT ${limit}`,
    );
    return rows.map(({ reason, ...row }) => ({ ...row, campaignId: null, campaignName: null, detail: WORDS[reason] ?? reason }));
  }
}

export function judge(members: readonly Members[], now: Date): Finding[] {
  const tested = [...groupBy(members, ({ listId }) => listId)].flatMap(([listId, own]) => {
    const months = Array.from({ length: MONTHS }, (_, month) => monthlyLoss(own, month));
    const [last, ...before] = months;
    const earlier = before.filter(({ total }) => total >= LEAST_ON_LIST);
    if (!last || last.total < LEAST_ON_LIST || earlier.filter((one) => one.count > 0).length < LEAST_WITH_LOSS) return [];
    const answer = againstHistory(last, earlier);
    return answer ? [{ listId, name: own[0]?.name ?? '', last, months, ...answer }] : [];
  });
  const pValues = corrected(tested.map(({ p }) => p));
  return tested.flatMap(({ listId, name, last, months, expected }, at): Finding[] => {
    const p = pValues[at] ?? 1;
    const share = last.count / last.total;
    if (p > FALSE_ALARMS || last.count < LEAST_LOST || share < LEAST_TIMES * expected) return [];
    return [
      {
        key: listId,
        title: `${name} lost ${percent(share)} of its people in ${DAYS} days, ${percent(expected)} before`,
        campaignId: null,
        affected: last.count,
        sample: last.total,
        expected,
        interval: wilson(last.count, last.total),
        confidence: 1 - p,
        evidence: {
          query: `Of ${count(last.total)} members of this list who could be emailed ${DAYS} days ago, those who have unsubscribed, bounced or reported spam since; compared with the months before.`,
          from: daysBefore(now, DAYS),
          until: now.toISOString(),
          about: { listId },
          bars: months.flatMap((month, n) => {
            const label = n === 0 ? `Last ${DAYS} days` : `${n * DAYS} to ${(n + 1) * DAYS} days ago`;
            return month.total < LEAST_ON_LIST ? [] : [{ label, ...month, isIt: n === 0 }];
          }),
          action: { page: 'list', label: 'Open the list', id: listId, rules: null },
        },
      },
    ];
  });
}

/** Of those who had joined before the month and were still there when it began. */
function monthlyLoss(members: readonly Members[], month: number): Share {
  const atRisk = members.filter(({ joined, lost }) => joined > month && (lost === null || lost <= month));
  const sum = (some: readonly Members[]): number => some.reduce((all, { n }) => all + n, 0);
  return { count: sum(atRisk.filter(({ lost }) => lost === month)), total: sum(atRisk) };
}

/** 0: the last 30 days; `MONTHS`: before all of them. */
function monthOf(column: 'a.assigned_at' | 's.created_at', now: Date): SqlFragment {
  const cases = Array.from(
    { length: MONTHS },
    (_, month) => sql`WHEN ${sql.raw(column)} > ${daysBefore(now, (month + 1) * DAYS)} THEN ${sql.raw(String(month))}`,
  );
  return sql`CASE ${sql.join(cases, ' ')} ELSE ${sql.raw(String(MONTHS))} END`;
}

function membersOf(ctx: WorkspaceContext): SqlFragment {
  return sql`FROM contact_lists l JOIN contact_list_assignments a ON a.list_id = l.id JOIN base_contacts c ON c.id = a.contact_id
    LEFT JOIN suppressions s ON s.workspace_id = c.workspace_id AND s.channel = 'email' AND s.address_key = c.email_key AND s.reason IN (${sql.list(REASONS)})
    WHERE l.workspace_id = ${ctx.workspaceId} AND l.deleted_at IS NULL AND l.is_primary = ${false} AND c.deleted_at IS NULL AND c.email_key IS NOT NULL`;
}
