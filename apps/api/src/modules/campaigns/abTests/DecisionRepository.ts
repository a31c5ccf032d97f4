import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { execute, queryOne, queryRows, sql } from '../../../platform/database/sql.js';
import type { DecisionReason } from './AbTestDtos.js';
import type { VariantFigures } from './winner.js';

/** What was known when it was decided. */
export interface DecidedBy {
  readonly figures: readonly VariantFigures[];
  /** In percent; null: too few people to say. */
  readonly confidence: number | null;
}

export interface Decision {
  readonly campaignId: string;
  readonly variantId: string;
  readonly reason: DecisionReason;
  readonly decidedBy: string | null;
  readonly decidedAt: string;
  readonly by: DecidedBy;
}

/** campaign_decisions: which variant the rest gets. */
@Injectable()
export class DecisionRepository {
  async find(ctx: WorkspaceContext, campaignId: string): Promise<Decision | null> {
    const row = await queryOne<Omit<Decision, 'by'> & { figures: string }>(
      ctx.manager,
      sql`SELECT campaign_id AS "campaignId", variant_id AS "variantId", reason, decided_by AS "decidedBy", decided_at AS "decidedAt", figures_json AS figures
          FROM campaign_decisions WHERE campaign_id = ${campaignId} AND workspace_id = ${ctx.workspaceId}`,
    );
    if (!row) return null;
    const { figures, ...decision } = row;
    return { ...decision, by: JSON.parse(figures) as DecidedBy };
  }

  /** Of these campaigns, what was decided, without its figures. */
  async list(ctx: WorkspaceContext, campaignIds: readonly string[]): Promise<Pick<Decision, 'campaignId' | 'variantId' | 'reason'>[]> {
    if (campaignIds.length === 0) return [];
    return queryRows(
      ctx.manager,
      sql`SELECT campaign_id AS "campaignId", variant_id AS "variantId", reason FROM campaign_decisions
          WHERE workspace_id = ${ctx.workspaceId} AND campaign_id IN (${sql.list(campaignIds)})`,
    );
  }

  /** Of two who decide at once, one does; and nobody decides about a campaign that has ended. Answers whether this was it. */
  async insert(ctx: WorkspaceContext, { campaignId, variantId, reason, decidedBy, decidedAt, by }: Decision): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`INSERT INTO campaign_decisions (campaign_id, workspace_id, variant_id, reason, decided_by, figures_json, decided_at)
          SELECT c.id, c.workspace_id, ${variantId}, ${reason}, ${decidedBy}, ${JSON.stringify(by)}, ${decidedAt}
          FROM campaigns c WHERE c.id = ${campaignId} AND c.workspace_id = ${ctx.workspaceId} AND c.status IN ('sending', 'paused')
          ON CONFLICT (campaign_id) DO NOTHING`,
    );
    return changed > 0;
  }
}
