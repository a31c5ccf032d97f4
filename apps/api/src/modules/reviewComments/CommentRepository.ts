import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { execute, queryRows, sql } from '../../platform/database/sql.js';
import type { CommentPart } from './CommentDtos.js';
import { CampaignComment } from './entities/CampaignComment.js';

export interface CommentRow {
  readonly id: string;
  readonly answerTo: string | null;
  readonly part: CommentPart | null;
  readonly variantId: string | null;
  readonly text: string;
  readonly fingerprint: string | null;
  readonly authorId: string | null;
  readonly authorName: string | null;
  readonly createdAt: string;
  readonly editedAt: string | null;
  readonly deletedAt: string | null;
  readonly resolvedBy: string | null;
  readonly resolvedByName: string | null;
  readonly resolvedAt: string | null;
  readonly toldAt: string | null;
}

/** campaign_comments: what members say about a campaign. */
@Injectable()
export class CommentRepository {
  /** All of a campaign, oldest first. */
  list(ctx: WorkspaceContext, campaignId: string): Promise<CommentRow[]> {
    return queryRows<CommentRow>(
      ctx.manager,
      sql`SELECT k.id, k.answer_to AS "answerTo", k.part, k.variant_id AS "variantId", k.text, k.fingerprint, k.author_id AS "authorId",
            COALESCE(a.name, a.email) AS "authorName", k.created_at AS "createdAt", k.edited_at AS "editedAt", k.deleted_at AS "deletedAt",
            k.resolved_by AS "resolvedBy", COALESCE(r.name, r.email) AS "resolvedByName", k.resolved_at AS "resolvedAt", k.told_at AS "toldAt"
          FROM campaign_comments k LEFT JOIN users a ON a.id = k.author_id LEFT JOIN users r ON r.id = k.resolved_by
          WHERE k.workspace_id = ${ctx.workspaceId} AND k.campaign_id = ${campaignId} ORDER BY k.id`,
    );
  }

  find({ manager, workspaceId }: WorkspaceContext, campaignId: string, id: string): Promise<CampaignComment | null> {
    return manager.findOneBy(CampaignComment, { workspaceId, campaignId, id });
  }

  count({ manager, workspaceId }: WorkspaceContext, campaignId: string): Promise<number> {
    return manager.countBy(CampaignComment, { workspaceId, campaignId });
  }

  countAnswers({ manager, workspaceId }: WorkspaceContext, id: string): Promise<number> {
    return manager.countBy(CampaignComment, { workspaceId, answerTo: id });
  }

  async insert({ manager, workspaceId }: WorkspaceContext, comment: Omit<CampaignComment, 'workspaceId'>): Promise<void> {
    await manager.insert(CampaignComment, { ...comment, workspaceId });
  }

  async update({ manager, workspaceId }: WorkspaceContext, id: string, change: Partial<CampaignComment>): Promise<void> {
    await manager.update(CampaignComment, { workspaceId, id }, change);
  }

  /** Resolves an open thread or reopens a resolved one. False: it is so already. */
  async setResolved(
    { manager, workspaceId }: WorkspaceContext,
    id: string,
    resolved: Pick<CampaignComment, 'resolvedAt' | 'resolvedBy'>,
  ): Promise<boolean> {
    const isBefore = resolved.resolvedAt === null ? sql`IS NOT NULL` : sql`IS NULL`;
    return (
      (await execute(
        manager,
        sql`UPDATE campaign_comments SET resolved_at = ${resolved.resolvedAt}, resolved_by = ${resolved.resolvedBy}
            WHERE workspace_id = ${workspaceId} AND id = ${id} AND resolved_at ${isBefore}`,
      )) === 1
    );
  }

  async remove({ manager, workspaceId }: WorkspaceContext, id: string): Promise<void> {
    await manager.delete(CampaignComment, { workspaceId, id });
  }

  /** What is told now is told once. */
  async markTold({ manager, workspaceId }: WorkspaceContext, campaignId: string, toldAt: string): Promise<void> {
    await manager.update(CampaignComment, { workspaceId, campaignId, toldAt: IsNull() }, { toldAt });
  }
}
