import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { execute, isPostgres, queryRows, sql } from '../../../platform/database/sql.js';
import { type EngagedRow, LedgerCounts } from './LedgerCounts.js';

/** A row that was visited, as it is before. */
export interface VisitedRow extends EngagedRow {
  readonly id: string;
  readonly attemptId: string | null;
  readonly messageId: string | null;
  readonly handedAt: string | null;
}

/** What visits make of a row. */
export interface VisitedAfter {
  readonly before: VisitedRow;
  readonly after: VisitedRow;
  readonly opens: number;
  readonly clicks: number;
  readonly lastOpenedAt: string | null;
  readonly lastClickedAt: string | null;
}

/** Marks of many rows at once: what our own links and images tell, in one statement for hundreds. */
@Injectable()
export class LedgerVisits {
  constructor(private readonly figures: LedgerCounts) {}

  /** Rows of people who were erased are not among them. Nobody else changes them until this unit of work has ended. */
  lock(ctx: WorkspaceContext, campaignId: string, ids: readonly string[]): Promise<VisitedRow[]> {
    return queryRows<VisitedRow>(
      ctx.manager,
      sql`SELECT id, workspace_id AS "workspaceId", campaign_id AS "campaignId", state, attempt_id AS "attemptId", message_id AS "messageId", handed_at AS "handedAt",
            accepted_at AS "acceptedAt", delivered_at AS "deliveredAt", created_at AS "createdAt", opened_at AS "openedAt", clicked_at AS "clickedAt",
            machine_opened_at AS "machineOpenedAt", machine_clicked_at AS "machineClickedAt"
          FROM campaign_recipients WHERE workspace_id = ${ctx.workspaceId} AND campaign_id = ${campaignId} AND id IN (${sql.list(ids)}) AND address IS NOT NULL
          ORDER BY id ${sql.if(isPostgres(ctx.manager), sql`FOR UPDATE`)}`,
    );
  }

  async save(ctx: WorkspaceContext, changes: readonly VisitedAfter[], now: string): Promise<void> {
    if (changes.length === 0) return;
    const values = changes.map(
      ({ after, opens, clicks, lastOpenedAt, lastClickedAt }) =>
        sql`(${after.id}, ${after.state}, ${after.deliveredAt}, ${after.openedAt}, ${after.clickedAt}, ${after.machineOpenedAt}, ${after.machineClickedAt},
             ${String(opens)}, ${String(clicks)}, ${lastOpenedAt}, ${lastClickedAt})`,
    );
    await execute(
      ctx.manager,
      sql`WITH seen(row_id, state_now, delivered, opened, clicked, machine_opened, machine_clicked, more_opens, more_clicks, last_opened, last_clicked)
            AS MATERIALIZED (VALUES ${sql.join(values, ', ')})
          UPDATE campaign_recipients SET state = seen.state_now, delivered_at = seen.delivered, opened_at = seen.opened, clicked_at = seen.clicked,
            machine_opened_at = seen.machine_opened, machine_clicked_at = seen.machine_clicked,
            opens = opens + CAST(seen.more_opens AS BIGINT), clicks = clicks + CAST(seen.more_clicks AS BIGINT),
            last_opened_at = COALESCE(seen.last_opened, last_opened_at), last_clicked_at = COALESCE(seen.last_clicked, last_clicked_at), updated_at = ${now}
          FROM seen WHERE campaign_recipients.id = seen.row_id AND workspace_id = ${ctx.workspaceId}`,
    );
    for (const { before, after } of changes) this.figures.engaged(ctx, before, after);
  }
}
