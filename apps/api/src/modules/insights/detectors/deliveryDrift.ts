import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { daysBefore } from '../../../platform/time/moments.js';
import { groupBy } from '../../../platform/collections/groupBy.js';
import { LedgerInsights } from '../../campaigns/public.js';
import { CampaignHistory, isKnown, LEAST_MESSAGES, parted, type PastCampaign, shareOf } from '../CampaignHistory.js';
import type { AskedRows, Detector, Evidence, Finding, FoundRow, Moment } from '../Detector.js';
import { rowOf } from '../rowOf.js';
import { againstEarlier, LEAST_RECENT, sumOf } from '../statistics/againstEarlier.js';
import { LEAST_EARLIER } from '../statistics/againstHistory.js';
import { corrected, FALSE_ALARMS } from '../statistics/falseAlarms.js';
import { wilson } from '../statistics/wilson.js';
import { count, percent } from '../words.js';

const RECENT_DAYS = 30;
const EARLIER_DAYS = 240;
const LEAST_BOUNCED = 10;
const LEAST_TIMES = 1.5;
const BARS = 8;

/** A sender of whose messages more come back than before. */
@Injectable()
export class DeliveryDrift implements Detector {
  readonly type = 'deliveryDrift';
  readonly method = `Messages of each sender in the last ${RECENT_DAYS} days (at least ${LEAST_RECENT} campaigns with ${LEAST_MESSAGES} messages or more) are compared with those of its campaigns in the ${EARLIER_DAYS - RECENT_DAYS} days before (at least ${LEAST_EARLIER}). Student's t and Welch's t with the variance between campaigns and Fisher's exact test have to agree; corrected for the number of senders (Benjamini–Hochberg at ${percent(FALSE_ALARMS)}). Shown from ${LEAST_BOUNCED} bounces on, and when the share is at least ${LEAST_TIMES} times what it was. The interval is Wilson's, at 95%.`;

  constructor(
    private readonly history: CampaignHistory,
    private readonly ledger: LedgerInsights,
  ) {}

  async find(ctx: WorkspaceContext, { now }: Moment): Promise<Finding[]> {
    return judge(await this.history.list(ctx, now), now);
  }

  async rows(ctx: WorkspaceContext, { about, from, until }: Evidence, asked: AskedRows): Promise<FoundRow[]> {
    const messages = await this.ledger.listBouncedOf(ctx, about['senderId'] ?? '', { from, until }, asked);
    return messages.map((message) => rowOf(message, message.error ?? 'Bounced'));
  }
}

export function judge(campaigns: readonly PastCampaign[], now: Date): Finding[] {
  const known = campaigns.filter((one) => one.senderId !== null && isKnown(one, 'bounced'));
  const tested = [...groupBy(known, ({ senderId }) => senderId ?? '')].flatMap(([senderId, own]) => {
    const { recent, earlier } = parted(own, now, { recent: RECENT_DAYS, earlier: EARLIER_DAYS });
    const [shares, others] = [recent, earlier].map((some) => some.map((one) => shareOf(one, 'bounced')));
    const answer = shares && others ? againstEarlier(shares, others) : null;
    return answer && shares && others ? [{ senderId, recent, earlier, own: sumOf(shares), others: sumOf(others), ...answer }] : [];
  });
  const pValues = corrected(tested.map(({ p }) => p));
  return tested.flatMap(({ senderId, recent, earlier, own, others, expected }, at): Finding[] => {
    const p = pValues[at] ?? 1;
    const share = own.count / own.total;
    if (p > FALSE_ALARMS || own.count < LEAST_BOUNCED || share < LEAST_TIMES * expected) return [];
    return [
      {
        key: senderId,
        title: `${percent(share)} of messages from ${recent[0]?.senderName ?? 'a sender'} bounce now, ${percent(expected)} before`,
        campaignId: null,
        affected: own.count,
        sample: own.total,
        expected,
        interval: wilson(own.count, own.total),
        confidence: 1 - p,
        evidence: {
          query: `Of ${count(own.total)} messages that left through this sender in the last ${RECENT_DAYS} days, those that bounced; compared with ${count(others.total)} messages before.`,
          from: daysBefore(now, RECENT_DAYS),
          until: now.toISOString(),
          about: { senderId },
          bars: [...recent, ...earlier]
            .slice(0, BARS)
            .map((one) => ({ label: one.name, ...shareOf(one, 'bounced'), isIt: recent.includes(one) })),
          action: { page: 'sender', label: 'Open the sender', id: senderId, rules: null },
        },
      },
    ];
  });
}
