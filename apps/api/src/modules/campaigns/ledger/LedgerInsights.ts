import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { isPostgres, queryRowsAside, sql, type SqlFragment } from '../../../platform/database/sql.js';

/** Of campaigns started after `from`, until `until` (ISO 8601 UTC). */
export interface LedgerPeriod {
  readonly from: string;
  readonly until: string;
}

/** Emails that left, to one domain. */
export interface DomainTotals {
  readonly domain: string;
  readonly sent: number;
  readonly bounced: number;
}

/** A message that something happened to. Names are null when the contact is gone or in the trash. */
export interface MarkedMessage {
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

export const LEDGER_MARKS = ['opened', 'clicked', 'replied', 'unsubscribed', 'complained', 'bounced'] as const;
export type LedgerMark = (typeof LEDGER_MARKS)[number];

/** What insights are made of and shown with. In the background, beside everyone else; one pass over the campaigns of a period. */
@Injectable()
export class LedgerInsights {
  /** `domains`: those with at least so many emails; `all`: of every domain together. */
  async countDomains(
    ctx: WorkspaceContext,
    period: LedgerPeriod,
    least: number,
  ): Promise<{ domains: DomainTotals[]; all: Omit<DomainTotals, 'domain'> }> {
    const domain = domainOf(ctx);
    const rows = await queryRowsAside<{ domain: string | null; sent: number | string; bounced: number | string }>(
      ctx.manager,
      sql`WITH domains AS (SELECT ${domain} AS domain, COUNT(*) AS sent, COUNT(r.bounced_at) AS bounced ${emails(ctx, period)} GROUP BY ${domain})
          SELECT domain, sent, bounced FROM domains WHERE sent >= ${least}
          UNION ALL SELECT NULL, COALESCE(SUM(sent), 0), COALESCE(SUM(bounced), 0) FROM domains`,
    );
    const numbers = rows.map((row) => ({ domain: row.domain, sent: Number(row.sent), bounced: Number(row.bounced) }));
    const { sent = 0, bounced = 0 } = numbers.find((row) => row.domain === null) ?? {};
    return { domains: numbers.flatMap((row) => (row.domain === null ? [] : [{ ...row, domain: row.domain }])), all: { sent, bounced } };
  }

  /** The newest first. */
  listBounced(ctx: WorkspaceContext, domain: string, period: LedgerPeriod, limit: number): Promise<MarkedMessage[]> {
    return queryRowsAside(
      ctx.manager,
      sql`SELECT r.bounced_at AS at, ${MESSAGE} ${emails(ctx, period)} AND r.bounced_at IS NOT NULL AND ${domainOf(ctx)} = ${domain}
          ORDER BY r.bounced_at DESC, r.id LIMIT ${limit}`,
    );
  }

  /** Of one campaign, the newest first. */
  listMarked(ctx: WorkspaceContext, campaignId: string, mark: LedgerMark, limit: number): Promise<MarkedMessage[]> {
    const at = sql.raw(`r.${mark}_at`);
    return queryRowsAside(
      ctx.manager,
      sql`SELECT ${at} AS at, ${MESSAGE} FROM campaign_recipients r JOIN campaigns p ON p.id = r.campaign_id ${CONTACT}
          WHERE r.workspace_id = ${ctx.workspaceId} AND r.campaign_id = ${campaignId} AND ${at} IS NOT NULL ORDER BY ${at} DESC, r.id LIMIT ${limit}`,
    );
  }
}

const CONTACT = sql`LEFT JOIN base_contacts c ON c.id = r.contact_id AND c.deleted_at IS NULL`;
const MESSAGE = sql`r.error_message AS error, r.campaign_id AS "campaignId", p.name AS "campaignName", c.id AS "contactId", c.first_name AS "firstName",
  c.last_name AS "lastName", c.primary_email AS "primaryEmail", c.primary_phone AS "primaryPhone", c.company`;

function domainOf(ctx: WorkspaceContext): SqlFragment {
  return sql.raw(isPostgres(ctx.manager) ? `split_part(r.address_key, '@', 2)` : `SUBSTR(r.address_key, INSTR(r.address_key, '@') + 1)`);
}

/** Emails that left: taken over by the sender, or sent back at once. Neither database joins the contact where nothing of it is read. */
function emails(ctx: WorkspaceContext, { from, until }: LedgerPeriod): SqlFragment {
  return sql`FROM campaigns p JOIN campaign_recipients r ON r.campaign_id = p.id ${CONTACT}
    WHERE p.workspace_id = ${ctx.workspaceId} AND p.started_at > ${from} AND p.started_at <= ${until} AND r.channel = 'email' AND r.address_key IS NOT NULL
      AND (r.accepted_at IS NOT NULL OR r.bounced_at IS NOT NULL)`;
}
