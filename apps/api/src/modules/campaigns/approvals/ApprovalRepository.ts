import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { execute, queryOne, sql } from '../../../platform/database/sql.js';
import { newId } from '../../../platform/database/ids.js';
import type { ApprovalDocument, SealedSignature } from './approvalDocument.js';
import { type Approval, type ApprovalRow, approvalColumns, readApproval } from './approvalRow.js';

/** A signed document, over the one that was read. */
export interface SignedChange {
  readonly document: ApprovalDocument;
  readonly seal: string;
  /** The seal that was read: of two changes at once, one succeeds. */
  readonly over: string;
}

/** The table campaign_approvals. A campaign may be asked about several times; the newest counts. */
@Injectable()
export class ApprovalRepository {
  async findLatest(ctx: WorkspaceContext, campaignId: string): Promise<Approval | null> {
    const row = await queryOne<ApprovalRow>(
      ctx.manager,
      sql`SELECT ${approvalColumns} FROM campaign_approvals a JOIN campaigns c ON c.id = a.campaign_id
          WHERE c.workspace_id = ${ctx.workspaceId} AND a.campaign_id = ${campaignId} ORDER BY a.id DESC LIMIT 1`,
    );
    return row && readApproval(row);
  }

  async insert(ctx: WorkspaceContext, document: ApprovalDocument, seal: string, snapshotId: string | null): Promise<void> {
    const { approvalId, campaignId, requestedBy, requestNotes, expiresAt, requestedAt } = document;
    await execute(
      ctx.manager,
      sql`INSERT INTO campaign_approvals (id, campaign_id, status, requested_by, request_notes, seal, sealed_json, snapshot_id, expires_at, created_at)
          VALUES (${approvalId}, ${campaignId}, 'pending', ${requestedBy}, ${requestNotes}, ${seal}, ${JSON.stringify(document)}, ${snapshotId}, ${expiresAt}, ${requestedAt})`,
    );
  }

  /** What is signed besides, while it is open: the audience that was recorded, one more signature. */
  async setDocument(ctx: WorkspaceContext, { document, seal, over }: SignedChange): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE campaign_approvals SET seal = ${seal}, sealed_json = ${JSON.stringify(document)} WHERE id = ${document.approvalId} AND status = 'pending' AND seal = ${over}`,
    );
    return changed > 0;
  }

  /** Once for each person. */
  async addSignature(ctx: WorkspaceContext, approvalId: string, { reviewerId, notes, at }: SealedSignature): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO campaign_signatures (id, workspace_id, approval_id, reviewer_id, notes, signed_at)
          VALUES (${newId()}, ${ctx.workspaceId}, ${approvalId}, ${reviewerId}, ${notes}, ${at})`,
    );
  }

  async decide(ctx: WorkspaceContext, { document, seal, over }: SignedChange): Promise<boolean> {
    const { decision } = document;
    if (!decision) return false;
    const changed = await execute(
      ctx.manager,
      sql`UPDATE campaign_approvals SET status = ${decision.status}, reviewer_id = ${decision.reviewerId}, is_self_approval = ${decision.isSelfApproval},
            notes = ${decision.notes}, expires_at = ${document.expiresAt}, reviewed_at = ${decision.at}, seal = ${seal}, sealed_json = ${JSON.stringify(document)}
          WHERE id = ${document.approvalId} AND status = 'pending' AND seal = ${over}`,
    );
    return changed > 0;
  }

  /** Takes an open or granted approval back. Answers whether there was one. */
  async voidOpen(ctx: WorkspaceContext, campaignId: string): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE campaign_approvals SET status = 'void' WHERE campaign_id = ${campaignId} AND status IN ('pending', 'approved')`,
    );
    return changed > 0;
  }

  /** How many more people may come in. The campaign's expansion runs alone, so nobody counts in between. */
  async countAdmissible(ctx: WorkspaceContext, id: string, limit: number): Promise<number> {
    const row = await queryOne<{ admitted: number }>(ctx.manager, sql`SELECT admitted FROM campaign_approvals WHERE id = ${id}`);
    return Math.max(0, limit - (row?.admitted ?? limit));
  }

  async admit(ctx: WorkspaceContext, id: string, people: number): Promise<void> {
    await execute(ctx.manager, sql`UPDATE campaign_approvals SET admitted = admitted + ${people} WHERE id = ${id}`);
  }
}
