import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { groupBy } from '../../../platform/collections/groupBy.js';
import { CampaignHistory, isKnown, type PastCampaign, shareOf } from '../CampaignHistory.js';
import type { AskedRows, Bar, Detector, Evidence, Finding, FoundRow, Moment } from '../Detector.js';
import { againstEarlier, sumOf } from '../statistics/againstEarlier.js';
import { corrected, FALSE_ALARMS } from '../statistics/falseAlarms.js';
import { wilson } from '../statistics/wilson.js';
import { count, percent } from '../words.js';

const LEAST_AT_TIME = 5;
const LEAST_OTHERS = 10;
const LEAST_CHANGE = 0.15;
const BARS = 8;
const DAYS = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'];

/** `9` of the hours, `1` (Monday) to `7` of the days. */
const TIMES = {
  hour: { of: (at: DateTime) => at.hour, name: (n: number) => `${String(n).padStart(2, '0')}:00`, before: 'at', others: 'at other hours' },
  weekday: { of: (at: DateTime) => at.weekday, name: (n: number) => DAYS[n - 1] ?? '', before: 'on', others: 'on other days' },
} as const;
type Kind = keyof typeof TIMES;

/** An hour or a day at which more emails are opened than at the others. */
@Injectable()
export class BestTime implements Detector {
  readonly type = 'bestTime';
  readonly method = `Campaigns of the last 400 days by the hour and by the weekday of their start, on the clock of the workspace; without those that go out on the clock of each recipient. Each hour and each day with at least ${LEAST_AT_TIME} campaigns is compared with the others (at least ${LEAST_OTHERS} campaigns). Student's t and Welch's t with the variance between campaigns and Fisher's exact test have to agree; corrected for all hours and days that were compared (Benjamini–Hochberg at ${percent(FALSE_ALARMS)}). Opens of programs are left out. Shown when the rate is higher by at least ${percent(LEAST_CHANGE)} of the others. Campaigns at one time may differ from the others in more than their time. The interval is Wilson's, at 95%.`;

  constructor(private readonly history: CampaignHistory) {}

  async find(ctx: WorkspaceContext, { now, timeZone }: Moment): Promise<Finding[]> {
    return judge(await this.history.list(ctx, now), timeZone);
  }

  async rows(ctx: WorkspaceContext, { about, until }: Evidence, { contactId, limit }: AskedRows): Promise<FoundRow[]> {
    if (contactId !== undefined) return [];
    const now = new Date(until);
    return (await this.history.rows(ctx, now, (about['campaignIds'] ?? '').split(','), 'opened')).slice(0, limit);
  }
}

export function judge(campaigns: readonly PastCampaign[], timeZone: string): Finding[] {
  const known = campaigns.filter((one) => one.type === 'email' && !one.isByRecipient && isKnown(one, 'opened'));
  const tested = (Object.keys(TIMES) as Kind[]).flatMap((kind) => {
    const times = groupBy(known, ({ startedAt }) => TIMES[kind].of(DateTime.fromISO(startedAt, { zone: timeZone })));
    return [...times].flatMap(([n, at]) => {
      const others = known.filter((one) => !at.includes(one));
      if (at.length < LEAST_AT_TIME || others.length < LEAST_OTHERS) return [];
      const answer = againstEarlier(sharesOf(at), sharesOf(others));
      return answer ? [{ kind, n, at, times, own: sumOf(sharesOf(at)), ...answer }] : [];
    });
  });
  const pValues = corrected(tested.map(({ p }) => p));
  const better = tested
    .map((one, index) => ({ ...one, p: pValues[index] ?? 1, share: one.own.count / one.own.total }))
    .filter(({ p, share, expected }) => p <= FALSE_ALARMS && share >= expected * (1 + LEAST_CHANGE))
    .toSorted((a, b) => b.share - a.share);
  return (Object.keys(TIMES) as Kind[]).flatMap((kind): Finding[] => {
    const best = better.find((one) => one.kind === kind);
    if (!best) return [];
    const { n, at, times, own, share, expected, p } = best;
    const { name, before, others } = TIMES[kind];
    return [
      {
        key: `${kind}:${n}`,
        title: `${percent(share)} of emails sent ${before} ${name(n)} are opened, ${percent(expected)} ${others}`,
        campaignId: null,
        affected: own.count,
        sample: own.total,
        expected,
        interval: wilson(own.count, own.total),
        confidence: 1 - p,
        evidence: {
          query: `Of ${count(own.total)} emails of ${at.length} campaigns that started ${before} ${name(n)}, those that were opened; compared with ${known.length - at.length} campaigns ${others}.`,
          from: known.at(-1)?.startedAt ?? '',
          until: known[0]?.startedAt ?? '',
          about: { campaignIds: at.map(({ id }) => id).join(',') },
          bars: barsOf(kind, n, times),
          action: { page: 'calendar', label: 'Open the calendar', id: null, rules: null },
        },
      },
    ];
  });
}

/** Those with the most emails, in the order of the clock or the week. */
function barsOf(kind: Kind, n: number, times: ReadonlyMap<number, readonly PastCampaign[]>): Bar[] {
  return [...times]
    .map(([time, campaigns]) => ({ time, isIt: time === n, ...sumOf(sharesOf(campaigns)) }))
    .toSorted((a, b) => Number(b.isIt) - Number(a.isIt) || b.total - a.total)
    .slice(0, BARS)
    .toSorted((a, b) => a.time - b.time)
    .map(({ time, ...bar }) => ({ label: TIMES[kind].name(time), ...bar }));
}

function sharesOf(campaigns: readonly PastCampaign[]): { count: number; total: number }[] {
  return campaigns.map((one) => shareOf(one, 'opened'));
}
