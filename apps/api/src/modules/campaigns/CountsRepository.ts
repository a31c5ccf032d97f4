import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { queryRowsAside, sql } from '../../platform/database/sql.js';
import type { CountsDto } from './CampaignDtos.js';
import type { RecipientState } from './RecipientDtos.js';

type Marks = 'opened' | 'clicked' | 'bounced' | 'complained' | 'unsubscribed' | 'replied';
type Row = Record<Marks | 'count', number | string> & { campaignId: string; state: RecipientState };

/** Figures of the ledger: one grouped statement, whatever the number of campaigns. */
@Injectable()
export class CountsRepository {
  async countOne(ctx: WorkspaceContext, campaignId: string): Promise<CountsDto> {
    return (await this.count(ctx, [campaignId])).get(campaignId) ?? noCounts();
  }

  async count(ctx: WorkspaceContext, campaignIds: readonly string[]): Promise<Map<string, CountsDto>> {
    if (campaignIds.length === 0) return new Map();
    const rows = await queryRowsAside<Row>(
      ctx.manager,
      sql`SELECT campaign_id AS "campaignId", state, COUNT(*) AS count, COUNT(opened_at) AS opened, COUNT(clicked_at) AS clicked, COUNT(bounced_at) AS bounced,
                 COUNT(complained_at) AS complained, COUNT(unsubscribed_at) AS unsubscribed, COUNT(replied_at) AS replied
          FROM campaign_recipients WHERE workspace_id = ${ctx.workspaceId} AND campaign_id IN (${sql.list(campaignIds)}) GROUP BY campaign_id, state`,
    );
    const counts = new Map(campaignIds.map((id) => [id, noCounts()]));
    for (const row of rows) add(counts.get(row.campaignId) ?? noCounts(), row);
    return counts;
  }
}

export function noCounts(): CountsDto {
  return {
    recipients: 0,
    planned: 0,
    claimed: 0,
    handed: 0,
    accepted: 0,
    delivered: 0,
    failed: 0,
    uncertain: 0,
    skipped: 0,
    opened: 0,
    clicked: 0,
    bounced: 0,
    complained: 0,
    unsubscribed: 0,
    replied: 0,
  };
}

function add(counts: CountsDto, row: Row): void {
  counts[row.state] += Number(row.count);
  counts.recipients += Number(row.count);
  for (const mark of ['opened', 'clicked', 'bounced', 'complained', 'unsubscribed', 'replied'] as const) counts[mark] += Number(row[mark]);
}
