import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { daysBefore } from '../../../platform/time/moments.js';
import { LedgerInsights, type SenderTotals } from '../../campaigns/public.js';
import type { AskedRows, Detector, Evidence, Finding, FoundRow, Moment } from '../Detector.js';
import { rowOf } from '../rowOf.js';
import { binomialTail } from '../statistics/distributions.js';
import { corrected, FALSE_ALARMS } from '../statistics/falseAlarms.js';
import { wilson } from '../statistics/wilson.js';
import { count, percent } from '../words.js';

const DAYS = 30;
const LEAST_SENT = 500;
const LEAST_COMPLAINTS = 3;
/** Gmail and Yahoo ask senders to stay below it; from 0.3% on they block. */
const LIMIT = 0.001;

/** A sender whose mail too many people report as spam. */
@Injectable()
export class ComplaintsBySender implements Detector {
  readonly type = 'complaintsBySender';
  readonly method = `Emails of campaigns started in the last ${DAYS} days, by sender. An exact binomial test asks whether the share of spam reports is above ${percent(LIMIT)}, the limit of large mailbox providers, corrected for the number of senders (Benjamini–Hochberg at ${percent(FALSE_ALARMS)}). Shown from ${LEAST_SENT} emails and ${LEAST_COMPLAINTS} reports on. The interval is Wilson's, at 95%.`;

  constructor(private readonly ledger: LedgerInsights) {}

  async find(ctx: WorkspaceContext, { now }: Moment): Promise<Finding[]> {
    const period = { channel: 'email' as const, from: daysBefore(now, DAYS), until: now.toISOString() };
    return judge(await this.ledger.countSenders(ctx, period), period);
  }

  async rows(ctx: WorkspaceContext, evidence: Evidence, asked: AskedRows): Promise<FoundRow[]> {
    const period = { channel: 'email' as const, from: evidence.from, until: evidence.until };
    const messages = await this.ledger.listComplained(ctx, evidence.about['senderId'] ?? '', period, asked);
    return messages.map((message) => rowOf(message, 'Reported as spam'));
  }
}

export function judge(senders: readonly SenderTotals[], { from, until }: { readonly from: string; readonly until: string }): Finding[] {
  const known = senders.filter(({ sent }) => sent >= LEAST_SENT);
  const pValues = corrected(known.map(({ sent, complained }) => binomialTail(complained, sent, LIMIT)));
  return known.flatMap((sender, at): Finding[] => {
    const p = pValues[at] ?? 1;
    const { senderId, name, sent, complained } = sender;
    if (p > FALSE_ALARMS || complained < LEAST_COMPLAINTS) return [];
    return [
      {
        key: senderId,
        title: `${percent(complained / sent)} of emails from ${name} are reported as spam`,
        campaignId: null,
        affected: complained,
        sample: sent,
        expected: LIMIT,
        interval: wilson(complained, sent),
        confidence: 1 - p,
        evidence: {
          query: `Of ${count(sent)} emails that arrived from this sender in the last ${DAYS} days, those that were reported as spam; compared with the limit of ${percent(LIMIT)}.`,
          ...{ from, until, about: { senderId } },
          bars: [sender, ...known.filter((other) => other !== sender)].slice(0, 6).map((one) => ({
            ...{ label: one.name, count: one.complained, total: one.sent, isIt: one === sender },
          })),
          action: { page: 'sender', label: 'Open the sender', id: senderId, rules: null },
        },
      },
    ];
  });
}
