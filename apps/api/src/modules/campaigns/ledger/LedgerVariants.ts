import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { queryRowsAside, sql } from '../../../platform/database/sql.js';
import type { VariantRound } from '../abTests/AbTest.js';
import type { VariantFigures } from '../abTests/winner.js';

export interface VariantCounts extends VariantFigures {
  readonly round: VariantRound;
  readonly recipients: number;
}

/** The ledger by variant. Counted beside everything else: one pass over those who have one. */
@Injectable()
export class LedgerVariants {
  async count(ctx: WorkspaceContext, campaignId: string): Promise<VariantCounts[]> {
    // Opens and clicks are those of people: what machines did is kept apart.
    const rows = await queryRowsAside<VariantCounts>(
      ctx.manager,
      sql`SELECT variant_id AS "variantId", variant_round AS round, COUNT(*) AS recipients, SUM(CASE WHEN state IN ('accepted', 'delivered') THEN 1 ELSE 0 END) AS sent,
            COUNT(opened_at) AS opened, COUNT(clicked_at) AS clicked, COUNT(replied_at) AS replied, COUNT(unsubscribed_at) AS unsubscribed,
            COUNT(complained_at) AS complained, COUNT(bounced_at) AS bounced
          FROM campaign_recipients WHERE workspace_id = ${ctx.workspaceId} AND campaign_id = ${campaignId} AND variant_id IS NOT NULL
          GROUP BY variant_id, variant_round`,
    );
    return rows.map(({ variantId, round, ...counts }) => ({
      variantId,
      round,
      ...(Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, Number(count)])) as Omit<
        VariantCounts,
        'variantId' | 'round'
      >),
    }));
  }
}
