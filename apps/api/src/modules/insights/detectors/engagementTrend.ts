import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { daysBefore } from '../../../platform/time/moments.js';
import type { LedgerMark } from '../../campaigns/public.js';
import { CampaignHistory, isKnown, LEAST_MESSAGES, parted, type PastCampaign, RATES, SETTLED_DAYS, shareOf } from '../CampaignHistory.js';
import type { AskedRows, Bar, Detector, Evidence, Finding, FoundRow, Moment } from '../Detector.js';
import { againstEarlier, LEAST_RECENT, sumOf } from '../statistics/againstEarlier.js';
import { LEAST_EARLIER } from '../statistics/againstHistory.js';
import { corrected, FALSE_ALARMS } from '../statistics/falseAlarms.js';
import { wilson } from '../statistics/wilson.js';
import { count, percent } from '../words.js';

const RECENT_DAYS = 30;
const EARLIER_DAYS = 240;
/** Of the expected share: a difference that is certain may still be too small to matter. */
const LEAST_CHANGE = 0.15;
const MOST_ROWS = 50;
const TRENDS = ['opened', 'clicked', 'replied', 'unsubscribed'] as const satisfies readonly LedgerMark[];
const CHANNELS = { email: 'emails', text: 'texts' } as const;
type Channel = keyof typeof CHANNELS;

/** What all recent campaigns together bring, held against the workspace's own history. */
@Injectable()
export class EngagementTrend implements Detector {
  readonly type = 'engagementTrend';
  readonly method = `All campaigns of the last ${RECENT_DAYS} days together (at least ${LEAST_RECENT}, each ${SETTLED_DAYS} days after its start and with at least ${LEAST_MESSAGES} messages) are compared with those of the ${EARLIER_DAYS - RECENT_DAYS} days before (at least ${LEAST_EARLIER}) on the same channel. Student's t and Welch's t with the variance between campaigns and Fisher's exact test have to agree; corrected for all rates that were tested (Benjamini–Hochberg at ${percent(FALSE_ALARMS)}). Opens and clicks of programs are left out. Shown when the rate differs by at least ${percent(LEAST_CHANGE)} of what it was. The interval is Wilson's, at 95%.`;

  constructor(private readonly history: CampaignHistory) {}

  async find(ctx: WorkspaceContext, { now }: Moment): Promise<Finding[]> {
    return judge(await this.history.list(ctx, now), now);
  }

  /** Campaigns rather than people: that it is more or fewer of them is nobody's doing. */
  async rows(ctx: WorkspaceContext, { about, until }: Evidence, { contactId, limit }: AskedRows): Promise<FoundRow[]> {
    const rate = TRENDS.find((one) => one === about['rate']);
    if (contactId !== undefined || !rate) return [];
    return (await this.history.rows(ctx, new Date(until), (about['campaignIds'] ?? '').split(','), rate)).slice(0, limit);
  }
}

export function judge(campaigns: readonly PastCampaign[], now: Date): Finding[] {
  const tested = (Object.keys(CHANNELS) as Channel[]).flatMap((channel) =>
    TRENDS.flatMap((rate) => {
      const known = campaigns.filter((one) => one.type === channel && isKnown(one, rate));
      const { recent, earlier } = parted(known, now, { recent: RECENT_DAYS, earlier: EARLIER_DAYS });
      const [own, others] = [recent, earlier].map((some) => some.map((one) => shareOf(one, rate)));
      const answer = own && others ? againstEarlier(own, others) : null;
      return answer && own && others ? [{ channel, rate, recent, known, own: sumOf(own), others: sumOf(others), ...answer }] : [];
    }),
  );
  const pValues = corrected(tested.map(({ p }) => p));
  return tested.flatMap(({ channel, rate, recent, known, own, others, expected }, at): Finding[] => {
    const p = pValues[at] ?? 1;
    const share = own.count / own.total;
    if (p > FALSE_ALARMS || Math.abs(share - expected) < LEAST_CHANGE * expected) return [];
    const { verb, isGood } = RATES[rate];
    return [
      {
        key: `${channel}:${rate}`,
        title: `${percent(share)} of recent ${CHANNELS[channel]} are ${said(rate)}, ${percent(expected)} before`,
        campaignId: null,
        affected: own.count,
        sample: own.total,
        expected,
        interval: wilson(own.count, own.total),
        confidence: 1 - p,
        evidence: {
          query: `Of ${count(own.total)} messages of ${recent.length} campaigns of the last ${RECENT_DAYS} days, those that were ${said(rate)}; compared with ${count(others.total)} messages of campaigns before them. ${share > expected === isGood ? 'Better' : 'Worse'} than usual.`,
          from: daysBefore(now, RECENT_DAYS),
          until: now.toISOString(),
          about: {
            rate,
            campaignIds: recent
              .slice(0, MOST_ROWS)
              .map(({ id }) => id)
              .join(','),
          },
          bars: byMonth(known, rate, now),
          action: { page: 'campaigns', label: 'Show campaigns', id: null, rules: null },
        },
      },
    ];

    function said(one: typeof rate): string {
      return one === 'replied' ? 'answered' : one === 'unsubscribed' ? 'followed by an unsubscription' : verb;
    }
  });
}

function byMonth(campaigns: readonly PastCampaign[], rate: LedgerMark, now: Date): Bar[] {
  return [0, 1, 2, 3, 4, 5].flatMap((month) => {
    const [from, until] = [daysBefore(now, (month + 1) * RECENT_DAYS), daysBefore(now, month * RECENT_DAYS)];
    const { count, total } = sumOf(
      campaigns.filter(({ startedAt }) => startedAt > from && startedAt <= until).map((one) => shareOf(one, rate)),
    );
    const label = month === 0 ? `Last ${RECENT_DAYS} days` : `${month * RECENT_DAYS} to ${(month + 1) * RECENT_DAYS} days ago`;
    return total === 0 ? [] : [{ label, count, total, isIt: month === 0 }];
  });
}
