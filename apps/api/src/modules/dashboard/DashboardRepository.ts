import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { queryRowsAside, sql } from '../../platform/database/sql.js';

export interface ListRow {
  id: string;
  name: string;
  is_primary: boolean | number;
  count: number;
}

export interface CampaignRow {
  id: string;
  name: string;
  status: string;
  status_reason: string | null;
  scheduled_at: string | null;
  started_at: string | null;
  finished_at: string | null;
  updated_at: string;
}

export interface ActivityRow {
  id: string;
  contact_id: string;
  firstName: string | null;
  lastName: string | null;
  primaryEmail: string | null;
  primaryPhone: string | null;
  company: string | null;
  type: string;
  content: string;
  timestamp: string;
}

const ACTIVE = ['scheduled', 'queued', 'sending', 'paused'];
const CAMPAIGN = sql.raw('id, name, status, status_reason, scheduled_at, started_at, finished_at, updated_at');

/** The dashboard's read model of what has no figures by day: across the tables of several modules, each query on an index. */
@Injectable()
export class DashboardRepository {
  countLists(ctx: WorkspaceContext): Promise<ListRow[]> {
    return queryRowsAside(
      ctx.manager,
      // Everyone on the list, from its index alone, less those in the trash, who are few.
      sql`SELECT l.id, l.name, l.is_primary, (SELECT COUNT(*) FROM contact_list_assignments a WHERE a.list_id = l.id) - (
            SELECT COUNT(*) FROM base_contacts c JOIN contact_list_assignments a ON a.contact_id = c.id
            WHERE c.workspace_id = ${ctx.workspaceId} AND c.deleted_at IS NOT NULL AND a.list_id = l.id
          ) AS count
          FROM contact_lists l WHERE l.workspace_id = ${ctx.workspaceId} AND l.deleted_at IS NULL ORDER BY l.is_primary DESC, l.name LIMIT 50`,
    );
  }

  countCampaignsByStatus(ctx: WorkspaceContext): Promise<{ status: string; count: number }[]> {
    return queryRowsAside(
      ctx.manager,
      sql`SELECT status, COUNT(*) AS count FROM campaigns WHERE workspace_id = ${ctx.workspaceId} GROUP BY status`,
    );
  }

  listActiveCampaigns(ctx: WorkspaceContext): Promise<CampaignRow[]> {
    return queryRowsAside(
      ctx.manager,
      sql`SELECT ${CAMPAIGN} FROM campaigns WHERE workspace_id = ${ctx.workspaceId} AND status IN (${sql.list(ACTIVE)}) ORDER BY updated_at DESC, id DESC LIMIT 10`,
    );
  }

  listRecentCampaigns(ctx: WorkspaceContext): Promise<CampaignRow[]> {
    return queryRowsAside(
      ctx.manager,
      sql`SELECT ${CAMPAIGN} FROM campaigns WHERE workspace_id = ${ctx.workspaceId} ORDER BY updated_at DESC, id DESC LIMIT 5`,
    );
  }

  async namesOfSenders(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = await queryRowsAside<{ id: string; name: string }>(
      ctx.manager,
      sql`SELECT id, name FROM sender_accounts WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)})`,
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** Newest entries of timelines. The messages of campaigns are left out: a campaign of thousands would leave room for nothing else. */
  listActivity(ctx: WorkspaceContext, limit: number): Promise<ActivityRow[]> {
    return queryRowsAside(
      ctx.manager,
      sql`SELECT l.id, l.contact_id, c.first_name AS "firstName", c.last_name AS "lastName", c.primary_email AS "primaryEmail",
                 c.primary_phone AS "primaryPhone", c.company, l.type, l.content, l.timestamp
          FROM communication_logs l JOIN base_contacts c ON c.id = l.contact_id
          WHERE l.workspace_id = ${ctx.workspaceId} AND l.campaign_id IS NULL AND l.deleted_at IS NULL ORDER BY l.timestamp DESC, l.id DESC LIMIT ${limit}`,
    );
  }
}
