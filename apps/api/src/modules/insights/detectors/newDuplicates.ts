import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { queryRowsAside, sql } from '../../../platform/database/sql.js';
import { daysBefore } from '../../../platform/time/moments.js';
import type { AskedRows, Detector, Evidence, Finding, FoundRow, Moment } from '../Detector.js';
import { binomialTail } from '../statistics/distributions.js';
import { FALSE_ALARMS } from '../statistics/falseAlarms.js';
import { wilson } from '../statistics/wilson.js';
import { count, percent } from '../words.js';

const DAYS = 30;
const MONTHS = [0, 1, 2];
const LEAST_ADDED = 50;
const LEAST = 5;
/** Fewer come of typing errors, and are merged one by one. */
const LIMIT = 0.05;

/** Contacts that were added in a month, and those of them that may be an older one. */
export interface AddedMonth {
  readonly added: number;
  readonly alike: number;
}

/** Too many of the new contacts are there already. */
@Injectable()
export class NewDuplicates implements Detector {
  readonly type = 'newDuplicates';
  readonly method = `Contacts added in the last ${DAYS} days (at least ${LEAST_ADDED}) that the search for duplicates found to be like another one. An exact binomial test asks whether their share is above ${percent(LIMIT)} (at ${percent(FALSE_ALARMS)}). Shown from ${LEAST} contacts on. Earlier months are no measure for it: what was merged is gone. The interval is Wilson's, at 95%.`;

  async find(ctx: WorkspaceContext, { now }: Moment): Promise<Finding[]> {
    const months: AddedMonth[] = [];
    for (const month of MONTHS) {
      const [from, until] = [daysBefore(now, (month + 1) * DAYS), daysBefore(now, month * DAYS)];
      const [row] = await queryRowsAside<{ added: number | string; alike: number | string }>(
        ctx.manager,
        sql`SELECT (SELECT COUNT(*) FROM base_contacts WHERE workspace_id = ${ctx.workspaceId} AND deleted_at IS NULL AND created_on > ${from} AND created_on <= ${until}) AS added,
              (SELECT COUNT(DISTINCT p.b_id) FROM duplicate_pairs p JOIN base_contacts a ON a.id = p.a_id JOIN base_contacts b ON b.id = p.b_id
               WHERE p.workspace_id = ${ctx.workspaceId} AND a.deleted_at IS NULL AND b.deleted_at IS NULL AND b.created_on > ${from} AND b.created_on <= ${until}) AS alike`,
      );
      months.push({ added: Number(row?.added ?? 0), alike: Number(row?.alike ?? 0) });
    }
    return judge(months, now);
  }

  async rows(ctx: WorkspaceContext, { from, until }: Evidence, { limit, contactId }: AskedRows): Promise<FoundRow[]> {
    const of = contactId === undefined ? sql`` : sql`AND p.b_id = ${contactId}`;
    const rows = await queryRowsAside<{ contactId: string; at: string }>(
      ctx.manager,
      sql`SELECT b.id AS "contactId", MAX(b.created_on) AS at FROM duplicate_pairs p JOIN base_contacts a ON a.id = p.a_id JOIN base_contacts b ON b.id = p.b_id
          WHERE p.workspace_id = ${ctx.workspaceId} AND a.deleted_at IS NULL AND b.deleted_at IS NULL AND b.created_on > ${from} AND b.created_on <= ${until} ${of}
          GROUP BY b.id ORDER BY at DESC, b.id LIMIT ${limit}`,
    );
    return rows.map((row) => ({ ...row, campaignId: null, campaignName: null, detail: 'Added, and like an older contact' }));
  }
}

/** `months`: the last one first. */
export function judge(months: readonly AddedMonth[], now: Date): Finding[] {
  const [last] = months;
  if (!last || last.added < LEAST_ADDED || last.alike < LEAST) return [];
  const { added } = last;
  const alike = Math.min(last.alike, added);
  const p = binomialTail(alike, added, LIMIT);
  if (p > FALSE_ALARMS) return [];
  return [
    {
      key: 'all',
      title: `${percent(alike / added)} of contacts added in the last ${DAYS} days may be duplicates`,
      campaignId: null,
      affected: alike,
      sample: added,
      expected: LIMIT,
      interval: wilson(alike, added),
      confidence: 1 - p,
      evidence: {
        query: `Of ${count(added)} contacts added in the last ${DAYS} days, those that may be the same person as an older one; compared with a limit of ${percent(LIMIT)}.`,
        from: daysBefore(now, DAYS),
        until: now.toISOString(),
        about: {},
        bars: months.flatMap((month, at) =>
          month.added === 0
            ? []
            : [
                {
                  label: at === 0 ? `Last ${DAYS} days` : `${at * DAYS} to ${(at + 1) * DAYS} days ago`,
                  ...{ count: month.alike, total: month.added, isIt: at === 0 },
                },
              ],
        ),
        action: { page: 'duplicates', label: 'Review duplicates', id: null, rules: null },
      },
    },
  ];
}
