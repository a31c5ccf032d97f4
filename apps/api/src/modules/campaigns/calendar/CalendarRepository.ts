import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { queryRowsAside, sql, type SqlFragment } from '../../../platform/database/sql.js';
import type { Campaign } from '../CampaignRow.js';
import type { CampaignSchedule } from '../campaignSchedule.js';

export type DatedCampaign = Pick<Campaign, 'id' | 'name' | 'type' | 'status' | 'schedule' | 'scheduledAt' | 'startedAt' | 'seriesId'>;

type Row = Omit<DatedCampaign, 'schedule'> & { readonly schedule: string | null };

/** A calendar shows so many at most. */
export const MOST_ENTRIES = 500;

/** Campaigns by their time, each kind by its own index. */
@Injectable()
export class CalendarRepository {
  listStarted(ctx: WorkspaceContext, from: string, to: string): Promise<DatedCampaign[]> {
    return this.select(ctx, sql`started_at >= ${from} AND started_at < ${to} ORDER BY started_at LIMIT ${MOST_ENTRIES + 1}`);
  }

  /** Those whose start is planned, and series that have a date to come by then. */
  listScheduled(ctx: WorkspaceContext, to: string): Promise<DatedCampaign[]> {
    return this.select(
      ctx,
      sql`scheduled_at IS NOT NULL AND scheduled_at < ${to} AND status = 'scheduled' ORDER BY scheduled_at LIMIT ${MOST_ENTRIES + 1}`,
    );
  }

  /** Not launched yet, the last changed first: those of them with a time are told apart by whoever asks. */
  listUnsent(ctx: WorkspaceContext): Promise<DatedCampaign[]> {
    return this.select(ctx, sql`status IN ('draft', 'inReview', 'approved') ORDER BY updated_at DESC LIMIT ${MOST_ENTRIES}`);
  }

  private async select(ctx: WorkspaceContext, which: SqlFragment): Promise<DatedCampaign[]> {
    const rows = await queryRowsAside<Row>(
      ctx.manager,
      sql`SELECT id, name, type, status, schedule_json AS schedule, scheduled_at AS "scheduledAt", started_at AS "startedAt", series_id AS "seriesId"
          FROM campaigns WHERE workspace_id = ${ctx.workspaceId} AND ${which}`,
    );
    return rows.map(({ schedule, ...row }) => ({
      ...row,
      schedule: schedule ? (JSON.parse(schedule) as CampaignSchedule) : { kind: 'now' },
    }));
  }
}
