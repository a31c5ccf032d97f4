import { Injectable } from '@nestjs/common';
import type { ChannelName } from '../CampaignRow.js';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { isPostgres, queryRowsAside, sql, type SqlFragment } from '../../../platform/database/sql.js';
import { REPORT_MARKS, type ReportMark, type UnreachedReason } from '../CampaignReportDtos.js';

export interface HourRow {
  readonly mark: ReportMark;
  /** `2026-01-31T09`, UTC. */
  readonly hour: string;
  readonly count: number;
}

export interface DomainRow {
  readonly domain: string;
  readonly sent: number;
  readonly delivered: number;
  readonly bounced: number;
  readonly opened: number;
  readonly clicked: number;
  readonly complained: number;
}

/** The ledger over time, and who it did not reach. Counted beside everything else: one pass over a campaign for each mark. */
@Injectable()
export class LedgerReports {
  /** At most 24 rows for each mark and day. Times are text with the hour at one place, so both engines cut it out alike. */
  async countByHour(ctx: WorkspaceContext, campaignId: string, { from, until }: { from: string; until: string }): Promise<HourRow[]> {
    const counts = REPORT_MARKS.map((mark) => {
      const at = sql.raw(`${mark}_at`);
      return sql`SELECT ${mark} AS mark, SUBSTR(${at}, 1, 13) AS hour, COUNT(*) AS count FROM campaign_recipients
        WHERE workspace_id = ${ctx.workspaceId} AND campaign_id = ${campaignId} AND ${at} >= ${from} AND ${at} < ${until} GROUP BY SUBSTR(${at}, 1, 13)`;
    });
    const rows = await queryRowsAside<HourRow>(ctx.manager, sql`${sql.join(counts, ' UNION ALL ')} ORDER BY hour`);
    return rows.map((row) => ({ ...row, count: Number(row.count) }));
  }

  /** Those with the most messages. Everything behind the @ of an address, as keys have it. */
  async countByDomain(ctx: WorkspaceContext, campaignId: string, channel: ChannelName, limit: number): Promise<DomainRow[]> {
    const domain = domainOf(ctx, 'address_key');
    const rows = await queryRowsAside<DomainRow>(
      ctx.manager,
      sql`SELECT ${domain} AS domain, COUNT(*) AS sent, COUNT(delivered_at) AS delivered, COUNT(bounced_at) AS bounced, COUNT(opened_at) AS opened,
            COUNT(clicked_at) AS clicked, COUNT(complained_at) AS complained
          FROM campaign_recipients WHERE workspace_id = ${ctx.workspaceId} AND campaign_id = ${campaignId} AND accepted_at IS NOT NULL AND channel = ${channel}
          GROUP BY ${domain} ORDER BY sent DESC, domain LIMIT ${limit}`,
    );
    return rows.map(({ domain, ...counts }) => ({
      domain,
      ...(Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, Number(count)])) as Omit<DomainRow, 'domain'>),
    }));
  }

  async countUnreached(ctx: WorkspaceContext, campaignId: string): Promise<{ reason: UnreachedReason; count: number }[]> {
    const rows = await queryRowsAside<{ reason: UnreachedReason; count: number }>(
      ctx.manager,
      sql`SELECT reason, COUNT(*) AS count FROM (${unreached(ctx, campaignId)}) AS unreached GROUP BY reason ORDER BY count DESC, reason`,
    );
    return rows.map(({ reason, count }) => ({ reason, count: Number(count) }));
  }
}

/** Everything behind the @ of an address key. */
export function domainOf(ctx: WorkspaceContext, key: 'address_key' | 'r.address_key'): SqlFragment {
  return sql.raw(isPostgres(ctx.manager) ? `split_part(${key}, '@', 2)` : `SUBSTR(${key}, INSTR(${key}, '@') + 1)`);
}

function unreached(ctx: WorkspaceContext, campaignId: string): SqlFragment {
  return sql`SELECT CASE state WHEN 'skipped' THEN skip_reason WHEN 'uncertain' THEN 'uncertain'
      ELSE CASE WHEN bounced_at IS NULL THEN 'refused' ELSE 'returned' END END AS reason
    FROM campaign_recipients WHERE workspace_id = ${ctx.workspaceId} AND campaign_id = ${campaignId} AND state IN ('skipped', 'failed', 'uncertain')`;
}
