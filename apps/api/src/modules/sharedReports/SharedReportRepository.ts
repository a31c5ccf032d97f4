import { Injectable } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { execute, queryOne, queryRows, sql } from '../../platform/database/sql.js';

export interface SharedLink {
  readonly id: string;
  readonly createdBy: string | null;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly opens: number;
  readonly lastOpenedAt: string | null;
}

/** What a visitor's link leads to. */
export interface SharedTarget {
  readonly id: string;
  readonly workspaceId: string;
  readonly campaignId: string;
  readonly expiresAt: string;
}

/** shared_reports: links to the reports of campaigns. */
@Injectable()
export class SharedReportRepository {
  /** Newest first. `createdBy`: the name of who made it. */
  async list(ctx: WorkspaceContext, campaignId: string, most: number): Promise<SharedLink[]> {
    const rows = await queryRows<SharedLink>(
      ctx.manager,
      sql`SELECT s.id, u.name AS "createdBy", s.created_at AS "createdAt", s.expires_at AS "expiresAt", s.opens, s.last_opened_at AS "lastOpenedAt"
          FROM shared_reports s LEFT JOIN users u ON u.id = s.created_by
          WHERE s.workspace_id = ${ctx.workspaceId} AND s.campaign_id = ${campaignId} ORDER BY s.id DESC LIMIT ${most}`,
    );
    return rows.map((row) => ({ ...row, opens: Number(row.opens) }));
  }

  async insert(
    ctx: WorkspaceContext,
    link: { id: string; campaignId: string; tokenHash: string; createdBy: string | null; createdAt: string; expiresAt: string },
  ): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO shared_reports (id, workspace_id, campaign_id, token_hash, created_by, created_at, expires_at)
          VALUES (${link.id}, ${ctx.workspaceId}, ${link.campaignId}, ${link.tokenHash}, ${link.createdBy}, ${link.createdAt}, ${link.expiresAt})`,
    );
  }

  async remove(ctx: WorkspaceContext, campaignId: string, id: string): Promise<boolean> {
    const removed = await execute(
      ctx.manager,
      sql`DELETE FROM shared_reports WHERE workspace_id = ${ctx.workspaceId} AND campaign_id = ${campaignId} AND id = ${id}`,
    );
    return removed > 0;
  }

  async removeExpired(ctx: WorkspaceContext, campaignId: string, now: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`DELETE FROM shared_reports WHERE workspace_id = ${ctx.workspaceId} AND campaign_id = ${campaignId} AND expires_at <= ${now}`,
    );
  }

  /** Whoever has a link belongs to no workspace. Null when it has expired, or its workspace has been deleted. */
  findPublic(ctx: Context, tokenHash: string, now: string): Promise<SharedTarget | null> {
    return queryOne<SharedTarget>(
      ctx.manager,
      sql`SELECT s.id, s.workspace_id AS "workspaceId", s.campaign_id AS "campaignId", s.expires_at AS "expiresAt"
          FROM shared_reports s JOIN workspaces w ON w.id = s.workspace_id
          WHERE s.token_hash = ${tokenHash} AND s.expires_at > ${now} AND w.deleted_at IS NULL`,
    );
  }

  async countOpen(ctx: WorkspaceContext, id: string, now: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE shared_reports SET opens = opens + 1, last_opened_at = ${now} WHERE workspace_id = ${ctx.workspaceId} AND id = ${id}`,
    );
  }
}
