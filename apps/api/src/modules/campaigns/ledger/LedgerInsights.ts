import { Injectable } from '@nestjs/common';
import type { ChannelName } from '../CampaignRow.js';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { queryRowsAside, sql, type SqlFragment } from '../../../platform/database/sql.js';
import { domainOf } from './LedgerReports.js';

/** Of campaigns started after `from`, until `until` (ISO 8601 UTC), on a channel whose addresses have domains. */
export interface LedgerPeriod {
  readonly channel: ChannelName;
  readonly from: string;
  readonly until: string;
}

/** Messages that left, to one domain. */
export interface DomainTotals {
  readonly domain: string;
  readonly sent: number;
  readonly bounced: number;
}

/** Messages that arrived, by the account they were sent with. */
export interface SenderTotals {
  readonly senderId: string;
  readonly name: string;
  readonly sent: number;
  readonly complained: number;
}

/** A message that something happened to. The contact may be gone. */
export interface MarkedMessage {
  readonly at: string;
  readonly error: string | null;
  readonly campaignId: string;
  readonly campaignName: string;
  readonly contactId: string;
}

/** Of one contact, or of all. */
export interface AskedMessages {
  readonly limit: number;
  readonly contactId?: string;
}

export const LEDGER_MARKS = ['opened', 'clicked', 'replied', 'unsubscribed', 'complained', 'bounced'] as const;
export type LedgerMark = (typeof LEDGER_MARKS)[number];

/** What insights are made of and shown with. In the background, beside everyone else; one pass over the campaigns of a period. */
@Injectable()
export class LedgerInsights {
  /** `domains`: those with at least so many messages; `all`: of every domain together. */
  async countDomains(
    ctx: WorkspaceContext,
    period: LedgerPeriod,
    least: number,
  ): Promise<{ domains: DomainTotals[]; all: Omit<DomainTotals, 'domain'> }> {
    const domain = domainOf(ctx, 'r.address_key');
    const rows = await queryRowsAside<{ domain: string | null; sent: number | string; bounced: number | string }>(
      ctx.manager,
      sql`WITH domains AS (SELECT ${domain} AS domain, COUNT(*) AS sent, COUNT(r.bounced_at) AS bounced ${leftIn(ctx, period)} GROUP BY ${domain})
          SELECT domain, sent, bounced FROM domains WHERE sent >= ${least}
          UNION ALL SELECT NULL, COALESCE(SUM(sent), 0), COALESCE(SUM(bounced), 0) FROM domains`,
    );
    const numbers = rows.map((row) => ({ domain: row.domain, sent: Number(row.sent), bounced: Number(row.bounced) }));
    const { sent = 0, bounced = 0 } = numbers.find((row) => row.domain === null) ?? {};
    return { domains: numbers.flatMap((row) => (row.domain === null ? [] : [{ ...row, domain: row.domain }])), all: { sent, bounced } };
  }

  /** The newest first. */
  listBounced(ctx: WorkspaceContext, domain: string, period: LedgerPeriod, asked: AskedMessages): Promise<MarkedMessage[]> {
    return queryRowsAside(
      ctx.manager,
      sql`${among(ctx, asked)} SELECT r.bounced_at AS at, ${MESSAGE} ${leftIn(ctx, period, asked)} AND r.bounced_at IS NOT NULL AND ${domainOf(ctx, 'r.address_key')} = ${domain}
          ORDER BY r.bounced_at DESC, r.id LIMIT ${asked.limit}`,
    );
  }

  /** Of the emails and texts of one sender, the newest first. */
  listBouncedOf(
    ctx: WorkspaceContext,
    senderId: string,
    { from, until }: Pick<LedgerPeriod, 'from' | 'until'>,
    asked: AskedMessages,
  ): Promise<MarkedMessage[]> {
    return queryRowsAside(
      ctx.manager,
      sql`${among(ctx, asked)} SELECT r.bounced_at AS at, ${MESSAGE} FROM campaigns p JOIN ${tableOf(asked)} r ON r.campaign_id = p.id
          WHERE p.workspace_id = ${ctx.workspaceId} AND p.sender_account_id = ${senderId} AND p.started_at > ${from} AND p.started_at <= ${until}
            AND r.bounced_at IS NOT NULL ORDER BY r.bounced_at DESC, r.id LIMIT ${asked.limit}`,
    );
  }

  /** Of every sender with which campaigns of the period began: what arrived, and what was reported as spam. */
  async countSenders(ctx: WorkspaceContext, period: LedgerPeriod): Promise<SenderTotals[]> {
    const rows = await queryRowsAside<{ senderId: string; name: string; sent: number | string; complained: number | string }>(
      ctx.manager,
      sql`SELECT a.id AS "senderId", a.name, COUNT(*) AS sent, COUNT(r.complained_at) AS complained ${leftIn(ctx, period)} AND r.bounced_at IS NULL
            AND a.id IS NOT NULL GROUP BY a.id, a.name`,
    );
    return rows.map((row) => ({ ...row, sent: Number(row.sent), complained: Number(row.complained) }));
  }

  /** Of one sender, the newest first. */
  listComplained(ctx: WorkspaceContext, senderId: string, period: LedgerPeriod, asked: AskedMessages): Promise<MarkedMessage[]> {
    return queryRowsAside(
      ctx.manager,
      sql`${among(ctx, asked)} SELECT r.complained_at AS at, ${MESSAGE} ${leftIn(ctx, period, asked)} AND r.complained_at IS NOT NULL AND p.sender_account_id = ${senderId}
          ORDER BY r.complained_at DESC, r.id LIMIT ${asked.limit}`,
    );
  }

  /** Of one campaign, the newest first. */
  listMarked(ctx: WorkspaceContext, campaignId: string, mark: LedgerMark, asked: AskedMessages): Promise<MarkedMessage[]> {
    const at = sql.raw(`r.${mark}_at`);
    return queryRowsAside(
      ctx.manager,
      sql`${among(ctx, asked)} SELECT ${at} AS at, ${MESSAGE} FROM ${tableOf(asked)} r JOIN campaigns p ON p.id = r.campaign_id
          WHERE r.workspace_id = ${ctx.workspaceId} AND r.campaign_id = ${campaignId} AND ${at} IS NOT NULL ORDER BY ${at} DESC, r.id LIMIT ${asked.limit}`,
    );
  }
}

/** Those of one contact are few, and read before anything else: a planner may find that the index of a campaign is as good. */
function among(ctx: WorkspaceContext, { contactId }: AskedMessages): SqlFragment {
  if (contactId === undefined) return sql``;
  return sql`WITH own AS MATERIALIZED (SELECT * FROM campaign_recipients WHERE contact_id = ${contactId} AND workspace_id = ${ctx.workspaceId})`;
}

function tableOf({ contactId }: Pick<AskedMessages, 'contactId'>): SqlFragment {
  return sql.raw(contactId === undefined ? 'campaign_recipients' : 'own');
}

const MESSAGE = sql`r.error_message AS error, r.campaign_id AS "campaignId", p.name AS "campaignName", r.contact_id AS "contactId"`;

/** Messages that left: taken over by the sender, or sent back at once. */
function leftIn(ctx: WorkspaceContext, { from, until, channel }: LedgerPeriod, asked: Pick<AskedMessages, 'contactId'> = {}): SqlFragment {
  return sql`FROM campaigns p JOIN ${tableOf(asked)} r ON r.campaign_id = p.id LEFT JOIN sender_accounts a ON a.id = p.sender_account_id
    WHERE p.workspace_id = ${ctx.workspaceId} AND p.started_at > ${from} AND p.started_at <= ${until} AND r.channel = ${channel} AND r.address_key IS NOT NULL
      AND (r.accepted_at IS NOT NULL OR r.bounced_at IS NOT NULL)`;
}
