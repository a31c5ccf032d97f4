import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { daysBefore } from '../../../platform/time/moments.js';
import { LEDGER_MARKS, LedgerInsights, type LedgerMark } from '../../campaigns/public.js';
import { CampaignHistory, isKnown, LEAST_MESSAGES, type PastCampaign, RATES, SETTLED_DAYS, shareOf } from '../CampaignHistory.js';
import type { AskedRows, Detector, Evidence, Finding, FoundRow, Moment } from '../Detector.js';
import { againstHistory, LEAST_EARLIER, type Share } from '../statistics/againstHistory.js';
import { corrected, FALSE_ALARMS } from '../statistics/falseAlarms.js';
import { wilson } from '../statistics/wilson.js';
import { rowOf } from '../rowOf.js';
import { count, percent } from '../words.js';

const NEWS_DAYS = 30;
const COMPARED = 20;
/** Of the expected share: a difference that is certain may still be too small to matter. */
const LEAST_CHANGE = 0.25;
const MOST = 10;
const BARS = 8;

type Rate = LedgerMark;

/** A campaign that did much better or worse than those before it. */
@Injectable()
export class UnusualCampaign implements Detector {
  readonly type = 'unusualCampaign';
  readonly method = `Each campaign of the last ${NEWS_DAYS} days with at least ${LEAST_MESSAGES} messages, ${SETTLED_DAYS} days after its start, is compared with up to ${COMPARED} campaigns before it on the same channel (at least ${LEAST_EARLIER}). The comparison allows for how much those differ from each other (Student's t with the variance between campaigns) and is corrected for all rates and campaigns that were tested (Benjamini–Hochberg at ${percent(FALSE_ALARMS)}). Shown when the rate differs by at least a quarter. The interval is Wilson's, at 95%.`;

  constructor(
    private readonly history: CampaignHistory,
    private readonly ledger: LedgerInsights,
  ) {}

  async find(ctx: WorkspaceContext, { now }: Moment): Promise<Finding[]> {
    return judge(await this.history.list(ctx, now), now);
  }

  async rows(ctx: WorkspaceContext, { about }: Evidence, asked: AskedRows): Promise<FoundRow[]> {
    const rate = rateOf(about['rate']);
    const messages = await this.ledger.listMarked(ctx, about['campaignId'] ?? '', rate, asked);
    return messages.map((message) => rowOf(message, RATES[rate].word));
  }
}

interface Tested {
  readonly campaign: PastCampaign;
  readonly rate: Rate;
  readonly own: Share;
  readonly earlier: readonly PastCampaign[];
  readonly expected: number;
  readonly p: number;
}

export function judge(campaigns: readonly PastCampaign[], now: Date): Finding[] {
  const recent = campaigns.filter(({ startedAt }) => startedAt > daysBefore(now, NEWS_DAYS) && startedAt <= daysBefore(now, SETTLED_DAYS));
  const tested = recent.flatMap((campaign) => {
    const earlier = campaigns
      .filter((one) => one.type === campaign.type && one.startedAt < campaign.startedAt)
      .toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
    return LEDGER_MARKS.flatMap((rate) => test(campaign, rate, earlier));
  });
  const pValues = corrected(tested.map(({ p }) => p));
  return tested
    .flatMap((one, at) => {
      const p = pValues[at] ?? 1;
      const share = one.own.count / one.own.total;
      const isLarge = Math.abs(share - one.expected) >= LEAST_CHANGE * one.expected;
      return p <= FALSE_ALARMS && isLarge ? [{ p, finding: findingOf(one, p) }] : [];
    })
    .toSorted((a, b) => a.p - b.p)
    .slice(0, MOST)
    .map(({ finding }) => finding);
}

function test(campaign: PastCampaign, rate: Rate, earlier: readonly PastCampaign[]): Tested[] {
  if (!isKnown(campaign, rate)) return [];
  const own = shareOf(campaign, rate);
  const compared = earlier.filter((one) => isKnown(one, rate)).slice(0, COMPARED);
  const answer = againstHistory(
    own,
    compared.map((one) => shareOf(one, rate)),
  );
  return answer ? [{ campaign, rate, own, earlier: compared, ...answer }] : [];
}

function findingOf({ campaign, rate, own, earlier, expected }: Tested, p: number): Finding {
  const share = own.count / own.total;
  const { verb, isGood } = RATES[rate];
  const bars = [campaign, ...earlier.slice(0, BARS - 1)].map((one) => {
    const { count, total } = shareOf(one, rate);
    return { label: one.name, count, total, isIt: one === campaign };
  });
  return {
    key: `${campaign.id}:${rate}`,
    title: `${campaign.name}: ${percent(share)} ${verb}, ${percent(expected)} before`,
    campaignId: campaign.id,
    affected: own.count,
    sample: own.total,
    expected,
    interval: wilson(own.count, own.total),
    confidence: 1 - p,
    evidence: {
      query: `Of ${count(own.total)} messages of this campaign, those that were ${sayOf(rate)}; compared with ${earlier.length} campaigns before it. ${share > expected === isGood ? 'Better' : 'Worse'} than usual.`,
      from: earlier.at(-1)?.startedAt ?? campaign.startedAt,
      until: campaign.startedAt,
      about: { campaignId: campaign.id, rate },
      bars,
      action: { page: 'campaign', label: 'Open the campaign', id: campaign.id, rules: null },
    },
  };
}

function sayOf(rate: Rate): string {
  switch (rate) {
    case 'opened':
      return 'opened';
    case 'clicked':
      return 'clicked';
    case 'replied':
      return 'answered';
    case 'unsubscribed':
      return 'followed by an unsubscription';
    case 'complained':
      return 'reported as spam';
    case 'bounced':
      return 'returned';
  }
}

function rateOf(name: string | undefined): Rate {
  return LEDGER_MARKS.find((rate) => rate === name) ?? 'opened';
}
