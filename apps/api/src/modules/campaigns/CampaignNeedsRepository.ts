import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { queryRowsAside, sql } from '../../platform/database/sql.js';

interface CampaignName {
  readonly id: string;
  readonly name: string;
}

/** Campaigns that wait for a person, a few of each, by an index. */
@Injectable()
export class CampaignNeedsRepository {
  /** Those that this person has not signed yet. */
  listInReview(ctx: WorkspaceContext, userId: string | null): Promise<CampaignName[]> {
    return queryRowsAside(
      ctx.manager,
      sql`SELECT id, name FROM campaigns c WHERE workspace_id = ${ctx.workspaceId} AND status = 'inReview'
            AND NOT EXISTS (SELECT 1 FROM campaign_approvals a JOIN campaign_signatures s ON s.approval_id = a.id
              WHERE a.campaign_id = c.id AND a.status = 'pending' AND s.reviewer_id = ${userId})
          ORDER BY updated_at LIMIT 10`,
    );
  }

  /** Campaigns that stopped by themselves, with the reason. */
  listStopped(ctx: WorkspaceContext): Promise<(CampaignName & { readonly statusReason: string })[]> {
    return queryRowsAside(
      ctx.manager,
      sql`SELECT id, name, status_reason AS "statusReason" FROM campaigns
          WHERE workspace_id = ${ctx.workspaceId} AND status = 'paused' AND status_reason IS NOT NULL ORDER BY updated_at LIMIT 10`,
    );
  }

  /** Campaigns whose test has no winner, and whose rest waits for a person. */
  listUndecided(ctx: WorkspaceContext): Promise<CampaignName[]> {
    return queryRowsAside(
      ctx.manager,
      sql`SELECT id, name FROM campaigns c WHERE workspace_id = ${ctx.workspaceId} AND status = 'sending' AND ab_asked_at IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM campaign_decisions d WHERE d.campaign_id = c.id) ORDER BY updated_at LIMIT 10`,
    );
  }
}
