import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { queryRowsAside, sql } from '../../../platform/database/sql.js';
import { daysBefore } from '../../../platform/time/moments.js';
import type { AskedRows, Detector, Evidence, Finding, FoundRow, Moment } from '../Detector.js';
import { binomialTail } from '../statistics/distributions.js';
import { corrected, FALSE_ALARMS } from '../statistics/falseAlarms.js';
import { medianStay, type Stays } from '../statistics/medianStay.js';
import { wilson } from '../statistics/wilson.js';
import { count, percent, plural } from '../words.js';

const HISTORY_DAYS = 400;
const LEAST_ENDED = 30;
const LEAST = 5;
/** So many times as long as half of all contacts stay: of stays that end at random 1.6% are longer, and no more than 4% where they differ a lot. */
const LONGER = 6;
const LEAST_DAYS = 14;
const FEW = 0.05;
const DAY_MS = 86_400_000;

export interface Stage {
  readonly id: string;
  readonly name: string;
  /** `days` are whole days between joining and leaving, or until now. */
  readonly ended: readonly Stays[];
  readonly open: readonly Stays[];
}

/** Contacts that stay on a stage far longer than the others did. */
@Injectable()
export class StuckContacts implements Detector {
  readonly type = 'stuckContacts';
  readonly method = `Stays on each stage in the last ${HISTORY_DAYS} days, also those that have not ended: half of all contacts leave within the median (Kaplan–Meier, from ${LEAST_ENDED} stays that have ended on). Counted are contacts that have been there for more than ${LONGER} times as long, and at least ${LEAST_DAYS} days. An exact binomial test asks whether they are more than ${percent(FEW)} of those who joined so long ago, corrected for the number of stages (Benjamini–Hochberg at ${percent(FALSE_ALARMS)}). Shown from ${LEAST} contacts on. Stages that most contacts never leave say nothing, and those with a limit of their own are left to it. The interval is Wilson's, at 95%.`;

  async find(ctx: WorkspaceContext, { now }: Moment): Promise<Finding[]> {
    const stages = await queryRowsAside<{ id: string; name: string }>(
      ctx.manager,
      sql`SELECT id, name FROM contact_lists WHERE workspace_id = ${ctx.workspaceId} AND deleted_at IS NULL AND is_primary = ${true} AND stuck_after_days IS NULL`,
    );
    const since = daysBefore(now, HISTORY_DAYS);
    const found: Stage[] = [];
    for (const stage of stages) {
      const ended = await queryRowsAside<{ joined: string; left: string; n: number | string }>(
        ctx.manager,
        sql`SELECT SUBSTR(joined_at, 1, 10) AS joined, SUBSTR(left_at, 1, 10) AS left, COUNT(*) AS n FROM list_stays
            WHERE workspace_id = ${ctx.workspaceId} AND list_id = ${stage.id} AND joined_at > ${since} GROUP BY 1, 2`,
      );
      const open = await queryRowsAside<{ joined: string; n: number | string }>(
        ctx.manager,
        sql`SELECT SUBSTR(a.assigned_at, 1, 10) AS joined, COUNT(*) AS n FROM contact_list_assignments a JOIN base_contacts c ON c.id = a.contact_id
            WHERE a.list_id = ${stage.id} AND a.assigned_at > ${since} AND c.workspace_id = ${ctx.workspaceId} AND c.deleted_at IS NULL GROUP BY 1`,
      );
      const today = now.toISOString().slice(0, 10);
      found.push({
        ...stage,
        ended: ended.map(({ joined, left, n }) => ({ days: between(joined, left), n: Number(n), since: between(joined, today) })),
        open: open.map(({ joined, n }) => ({ days: between(joined, today), n: Number(n), since: between(joined, today) })),
      });
    }
    return judge(found, now);
  }

  async rows(ctx: WorkspaceContext, { about, until }: Evidence, { limit, contactId }: AskedRows): Promise<FoundRow[]> {
    const of = contactId === undefined ? sql`` : sql`AND a.contact_id = ${contactId}`;
    const rows = await queryRowsAside<{ contactId: string; at: string }>(
      ctx.manager,
      sql`SELECT a.contact_id AS "contactId", a.assigned_at AS at FROM contact_list_assignments a JOIN base_contacts c ON c.id = a.contact_id
          WHERE a.list_id = ${about['stageId'] ?? ''} AND a.assigned_at > ${daysBefore(new Date(until), HISTORY_DAYS)} AND a.assigned_at <= ${about['before'] ?? ''}
            AND c.workspace_id = ${ctx.workspaceId} AND c.deleted_at IS NULL ${of} ORDER BY a.assigned_at, a.contact_id LIMIT ${limit}`,
    );
    return rows.map((row) => ({ ...row, campaignId: null, campaignName: null, detail: `On ${about['name'] ?? 'this stage'} since then` }));
  }
}

export function judge(stages: readonly Stage[], now: Date): Finding[] {
  const tested = stages.flatMap((stage) => {
    const median = sum(stage.ended) < LEAST_ENDED ? null : medianStay(stage.ended, stage.open);
    if (median === null) return [];
    const limit = Math.max(LEAST_DAYS, LONGER * Math.max(1, median));
    const stuck = sum(stage.open.filter(({ days }) => days > limit));
    const joined = stuck + sum(stage.ended.filter(({ since }) => since > limit));
    return [{ stage, median, limit, stuck, joined, p: joined === 0 ? 1 : binomialTail(stuck, joined, FEW) }];
  });
  const pValues = corrected(tested.map(({ p }) => p));
  return tested.flatMap(({ stage, median, limit, stuck, joined }, at): Finding[] => {
    const p = pValues[at] ?? 1;
    if (p > FALSE_ALARMS || stuck < LEAST) return [];
    const bar = (label: string, most: number, least: number) => ({
      ...{ label, total: sum(stage.open), isIt: least >= limit },
      count: sum(stage.open.filter(({ days }) => days > least && days <= most)),
    });
    // A day more, as the days are whole ones.
    const before = daysBefore(new Date(`${now.toISOString().slice(0, 10)}T00:00:00.000Z`), limit);
    return [
      {
        key: stage.id,
        title: `${plural(stuck, 'contact has', 'contacts have')} been on ${stage.name} for more than ${limit} days; half leave within ${plural(Math.max(1, median), 'day')}`,
        campaignId: null,
        affected: stuck,
        sample: joined,
        expected: FEW,
        interval: wilson(stuck, joined),
        confidence: 1 - p,
        evidence: {
          query: `Of ${count(joined)} contacts that came on this stage more than ${limit} days ago, those that are still there.`,
          from: daysBefore(now, HISTORY_DAYS),
          until: now.toISOString(),
          about: { stageId: stage.id, name: stage.name, before },
          bars: [
            bar(`Up to ${plural(Math.max(1, median), 'day')}`, Math.max(1, median), -1),
            bar(`Up to ${limit} days`, limit, Math.max(1, median)),
            bar(`Up to ${2 * limit} days`, 2 * limit, limit),
            bar('Longer', Infinity, 2 * limit),
          ],
          action: { page: 'board', label: 'Open the board', id: null, rules: null },
        },
      },
    ];
  });
}

function between(from: string, until: string): number {
  return Math.max(0, Math.round((Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS));
}

function sum(stays: readonly Stays[]): number {
  return stays.reduce((all, { n }) => all + n, 0);
}
