import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { execute, queryOne, sql } from '../../../platform/database/sql.js';
import type { ApprovalStatus } from '../CampaignDtos.js';
import type { SealedField } from './fieldChanges.js';

export interface Approval {
  readonly id: string;
  readonly status: ApprovalStatus;
  readonly requestedBy: string | null;
  readonly reviewerId: string | null;
  readonly isSelfApproval: boolean;
  readonly notes: string | null;
  readonly requestNotes: string | null;
  readonly seal: string;
  readonly sealed: readonly SealedField[];
  readonly expiresAt: string | null;
  readonly createdAt: string;
  readonly reviewedAt: string | null;
}

interface ApprovalRow extends Omit<Approval, 'sealed' | 'isSelfApproval'> {
  readonly sealed: string;
  readonly isSelfApproval: boolean | number;
}

/** The only file that queries campaign_approvals. A campaign may be asked about several times; the newest counts. */
@Injectable()
export class ApprovalRepository {
  async findLatest(ctx: WorkspaceContext, campaignId: string): Promise<Approval | null> {
    const row = await queryOne<ApprovalRow>(
      ctx.manager,
      sql`SELECT a.id, a.status, a.requested_by AS "requestedBy", a.reviewer_id AS "reviewerId", a.is_self_approval AS "isSelfApproval", a.notes,
                 a.request_notes AS "requestNotes", a.seal, a.sealed_json AS sealed, a.expires_at AS "expiresAt", a.created_at AS "createdAt", a.reviewed_at AS "reviewedAt"
          FROM campaign_approvals a JOIN campaigns c ON c.id = a.campaign_id
          WHERE c.workspace_id = ${ctx.workspaceId} AND a.campaign_id = ${campaignId} ORDER BY a.id DESC LIMIT 1`,
    );
    return row && { ...row, isSelfApproval: Boolean(row.isSelfApproval), sealed: JSON.parse(row.sealed) as SealedField[] };
  }

  async insert(
    ctx: WorkspaceContext,
    input: {
      id: string;
      campaignId: string;
      requestedBy: string | null;
      requestNotes: string | null;
      seal: string;
      sealed: readonly SealedField[];
      expiresAt: string;
      now: string;
    },
  ): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO campaign_approvals (id, campaign_id, status, requested_by, request_notes, seal, sealed_json, expires_at, created_at)
          VALUES (${input.id}, ${input.campaignId}, 'pending', ${input.requestedBy}, ${input.requestNotes}, ${input.seal}, ${JSON.stringify(input.sealed)}, ${input.expiresAt}, ${input.now})`,
    );
  }

  async review(
    ctx: WorkspaceContext,
    id: string,
    input: {
      status: 'approved' | 'rejected';
      reviewerId: string | null;
      isSelfApproval: boolean;
      notes: string | null;
      expiresAt: string | null;
      now: string;
    },
  ): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE campaign_approvals SET status = ${input.status}, reviewer_id = ${input.reviewerId}, is_self_approval = ${input.isSelfApproval}, notes = ${input.notes},
            expires_at = ${input.expiresAt}, reviewed_at = ${input.now}
          WHERE id = ${id} AND status = 'pending'`,
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
}
