import { Injectable } from '@nestjs/common';
import { displayName } from '@rapport/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { isPostgres, queryRowsAside, sql, type SqlFragment } from '../../../platform/database/sql.js';
import { daysBefore } from '../../../platform/time/moments.js';
import type { Detector, Evidence, Finding, FoundRow, Moment } from '../Detector.js';
import { fisherTail } from '../statistics/distributions.js';
import { corrected, FALSE_ALARMS } from '../statistics/falseAlarms.js';
import { wilson } from '../statistics/wilson.js';
import { count, percent } from '../words.js';

const DAYS = 30;
const LEAST_SENT = 50;
const LEAST_BOUNCED = 5;
/** A domain that returns half as much again is news for nobody. */
const LEAST_TIMES = 2;
const MOST = 10;
const BARS = 6;

export interface DomainCount {
  readonly domain: string;
  readonly sent: number;
  readonly bounced: number;
}

/** A receiver that sends back what the others take: blocked there, or addresses that are gone. */
@Injectable()
export class BouncesByDomain implements Detector {
  readonly type = 'bouncesByDomain';
  readonly method = `Emails of campaigns started in the last ${DAYS} days, by the domain of the address. Each domain with at least ${LEAST_SENT} emails is compared with all the others by Fisher's exact test, corrected for the number of domains (Benjamini–Hochberg at ${percent(FALSE_ALARMS)}). Shown from ${LEAST_BOUNCED} bounces on, and when the share is at least twice that of the others. The interval is Wilson's, at 95%.`;

  async find(ctx: WorkspaceContext, { now }: Moment): Promise<Finding[]> {
    const period = { from: daysBefore(now, DAYS), until: now.toISOString() };
    const domain = domainOf(ctx);
    const rows = await queryRowsAside<DomainCount & { allSent: number; allBounced: number }>(
      ctx.manager,
      sql`WITH domains AS (SELECT ${domain} AS domain, COUNT(*) AS sent, COUNT(r.bounced_at) AS bounced ${sent(ctx, period)} GROUP BY ${domain})
          SELECT domain, sent, bounced, (SELECT SUM(sent) FROM domains) AS "allSent", (SELECT SUM(bounced) FROM domains) AS "allBounced"
          FROM domains WHERE sent >= ${LEAST_SENT}`,
    );
    const numbers = rows.map((row) => ({ domain: row.domain, sent: Number(row.sent), bounced: Number(row.bounced) }));
    const [first] = rows;
    return first ? judge(numbers, { sent: Number(first.allSent), bounced: Number(first.allBounced) }, period) : [];
  }

  async rows(ctx: WorkspaceContext, evidence: Evidence, limit: number): Promise<FoundRow[]> {
    const rows = await queryRowsAside<Row>(
      ctx.manager,
      sql`SELECT r.bounced_at AS at, r.error_message AS error, r.campaign_id AS "campaignId", p.name AS "campaignName", c.id AS "contactId",
            c.first_name AS "firstName", c.last_name AS "lastName", c.primary_email AS "primaryEmail", c.primary_phone AS "primaryPhone", c.company
          ${sent(ctx, evidence)} AND r.bounced_at IS NOT NULL AND ${domainOf(ctx)} = ${evidence.about['domain'] ?? ''}
          ORDER BY r.bounced_at DESC, r.id LIMIT ${limit}`,
    );
    return rows.map(({ at, error, campaignId, campaignName, contactId, ...contact }) => ({
      ...{ at, campaignId, campaignName, contactId },
      contactName: contactId === null ? null : displayName(contact),
      detail: error ?? 'Bounced',
    }));
  }
}

interface Row {
  readonly at: string;
  readonly error: string | null;
  readonly campaignId: string;
  readonly campaignName: string;
  readonly contactId: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly primaryEmail: string | null;
  readonly primaryPhone: string | null;
  readonly company: string | null;
}

/** `domains`: those with a sample, `all`: of every domain. */
export function judge(
  domains: readonly DomainCount[],
  all: Omit<DomainCount, 'domain'>,
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
                  { rule: 'field', with: { field: 'email', operator: 'contains', value: `@${domain.domain}` } },
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

function domainOf(ctx: WorkspaceContext): SqlFragment {
  return sql.raw(isPostgres(ctx.manager) ? `split_part(r.address_key, '@', 2)` : `SUBSTR(r.address_key, INSTR(r.address_key, '@') + 1)`);
}

/** Emails that left: taken over by the sender, or sent back at once. */
function sent(ctx: WorkspaceContext, { from, until }: { readonly from: string; readonly until: string }): SqlFragment {
  return sql`FROM campaigns p JOIN campaign_recipients r ON r.campaign_id = p.id LEFT JOIN base_contacts c ON c.id = r.contact_id AND c.deleted_at IS NULL
    WHERE p.workspace_id = ${ctx.workspaceId} AND p.started_at > ${from} AND p.started_at <= ${until} AND r.channel = 'email' AND r.address_key IS NOT NULL
      AND (r.accepted_at IS NOT NULL OR r.bounced_at IS NOT NULL)`;
}
