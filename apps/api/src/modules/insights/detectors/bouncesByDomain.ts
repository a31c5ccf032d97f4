import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { daysBefore } from '../../../platform/time/moments.js';
import { type DomainTotals, LedgerInsights } from '../../campaigns/public.js';
import type { AskedRows, Detector, Evidence, Finding, FoundRow, Moment } from '../Detector.js';
import { fisherTail } from '../statistics/distributions.js';
import { corrected, FALSE_ALARMS } from '../statistics/falseAlarms.js';
import { wilson } from '../statistics/wilson.js';
import { rowOf } from '../rowOf.js';
import { count, percent } from '../words.js';

const DAYS = 30;
const LEAST_SENT = 50;
const LEAST_BOUNCED = 5;
/** A domain that returns half as much again is news for nobody. */
const LEAST_TIMES = 2;
const MOST = 10;
const BARS = 6;

/** A receiver that sends back what the others take: blocked there, or addresses that are gone. */
@Injectable()
export class BouncesByDomain implements Detector {
  readonly type = 'bouncesByDomain';
  readonly method = `Emails of campaigns started in the last ${DAYS} days, by the domain of the address. Each domain with at least ${LEAST_SENT} emails is compared with all the others by Fisher's exact test, corrected for the number of domains (Benjamini–Hochberg at ${percent(FALSE_ALARMS)}). Shown from ${LEAST_BOUNCED} bounces on, and when the share is at least twice that of the others. The interval is Wilson's, at 95%.`;

  constructor(private readonly ledger: LedgerInsights) {}

  async find(ctx: WorkspaceContext, { now }: Moment): Promise<Finding[]> {
    const period = { channel: 'email' as const, from: daysBefore(now, DAYS), until: now.toISOString() };
    const { domains, all } = await this.ledger.countDomains(ctx, period, LEAST_SENT);
    return judge(domains, all, period);
  }

  async rows(ctx: WorkspaceContext, evidence: Evidence, asked: AskedRows): Promise<FoundRow[]> {
    const messages = await this.ledger.listBounced(ctx, evidence.about['domain'] ?? '', { channel: 'email', ...evidence }, asked);
    return messages.map((message) => rowOf(message, message.error ?? 'Bounced'));
  }
}

/** `domains`: those with a sample, `all`: of every domain. */
export function judge(
  domains: readonly DomainTotals[],
  all: Omit<DomainTotals, 'domain'>,
  { from, until }: { readonly from: string; readonly until: string },
): Finding[] {
  const pValues = corrected(domains.map(({ sent, bounced }) => fisherTail(bounced, sent, all.bounced, all.sent)));
  const found = domains.flatMap((domain, at): { finding: Finding; bounced: number }[] => {
    const p = pValues[at] ?? 1;
    const others = { sent: all.sent - domain.sent, bounced: all.bounced - domain.bounced };
    if (p > FALSE_ALARMS || domain.bounced < LEAST_BOUNCED || others.sent < LEAST_SENT) return [];
    const [share, expected] = [domain.bounced / domain.sent, others.bounced / others.sent];
    if (share < expected * LEAST_TIMES) return [];
    const loudest = domains.filter((other) => other !== domain).toSorted((a, b) => b.sent - a.sent);
    return [
      {
        bounced: domain.bounced,
        finding: {
          key: domain.domain,
          title: `${percent(share)} of emails to ${domain.domain} bounce, ${percent(expected)} everywhere else`,
          campaignId: null,
          affected: domain.bounced,
          sample: domain.sent,
          expected,
          interval: wilson(domain.bounced, domain.sent),
          confidence: 1 - p,
          evidence: {
            query: `Of ${count(domain.sent)} emails to addresses at ${domain.domain} in the last ${DAYS} days, those that bounced; compared with ${count(others.sent)} emails to all other domains.`,
            ...{ from, until, about: { domain: domain.domain } },
            bars: [domain, ...loudest.slice(0, BARS - 1)].map((one) => ({
              ...{ label: one.domain, count: one.bounced, total: one.sent, isIt: one === domain },
            })),
            action: {
              page: 'contacts',
              label: 'Show these contacts',
              id: null,
              rules: {
                and: [
                  { rule: 'field', with: { field: 'email', operator: 'endsWith', value: `@${domain.domain}` } },
                  { rule: 'engagement', with: { event: 'bounced', operator: 'ever', days: DAYS } },
                ],
              },
            },
          },
        },
      },
    ];
  });
  return found
    .toSorted((a, b) => b.bounced - a.bounced)
    .slice(0, MOST)
    .map(({ finding }) => finding);
}
