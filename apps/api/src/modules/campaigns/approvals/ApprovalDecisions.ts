import { Injectable } from '@nestjs/common';
import { mayActAs } from '@rapport/common';
import { actorUserId, type WorkspaceContext } from '../../../platform/context/Context.js';
import { Clock } from '../../../platform/time/Clock.js';
import { MemberService } from '../../workspaces/MemberService.js';
import {
  approvalExpired,
  approvalGone,
  approvalTampered,
  audienceNotRecorded,
  changedSinceApproval,
  notYourOwn,
} from '../campaignErrors.js';
import type { Campaign } from '../CampaignRow.js';
import { type ApprovalDocument, type SealedDecision, validUntil } from './approvalDocument.js';
import { ApprovalFields } from './ApprovalFields.js';
import { ApprovalRepository } from './ApprovalRepository.js';
import type { Approval } from './approvalRow.js';
import { ApprovalSeal } from './ApprovalSeal.js';
import { AudienceComparison } from './AudienceComparison.js';

export interface Decision {
  readonly notes: string | null;
  readonly allowsGrowth: boolean;
}

/** Who said yes or no to what. Status changes of the campaign itself are the caller's, in the same unit of work. */
@Injectable()
export class ApprovalDecisions {
  constructor(
    private readonly approvals: ApprovalRepository,
    private readonly seals: ApprovalSeal,
    private readonly fields: ApprovalFields,
    private readonly comparison: AudienceComparison,
    private readonly members: MemberService,
    private readonly clock: Clock,
  ) {}

  /** Says yes to exactly what was signed at the request; what changed since then cannot be approved. */
  async approve(ctx: WorkspaceContext, campaign: Campaign, { notes, allowsGrowth }: Decision): Promise<void> {
    const { approval, document } = await this.requirePending(ctx, campaign.id);
    const now = this.clock.now().toISOString();
    const reviewerId = actorUserId(ctx);
    const isSelfApproval = document.requestedBy === reviewerId;
    if (isSelfApproval && (await this.hasOtherApprover(ctx, reviewerId))) throw notYourOwn();
    if (document.expiresAt !== null && document.expiresAt <= now) throw approvalExpired();
    const changes = await this.fields.changesSince(ctx, campaign, document.fields);
    if (changes.length > 0) throw changedSinceApproval(changes);
    if (document.audience === null && campaign.expandedAt === null) throw audienceNotRecorded();
    const driftLimit = await this.comparison.driftLimit(ctx);
    const decision: SealedDecision = { status: 'approved', reviewerId, isSelfApproval, at: now, notes, allowsGrowth, driftLimit };
    await this.decide(ctx, approval, { ...document, decision, expiresAt: validUntil(this.clock.now(), campaign.schedule) });
  }

  async reject(ctx: WorkspaceContext, campaign: Campaign, notes: string): Promise<void> {
    const { approval, document } = await this.requirePending(ctx, campaign.id);
    const at = this.clock.now().toISOString();
    const undecided = { isSelfApproval: false, allowsGrowth: false, driftLimit: 0 };
    const decision: SealedDecision = { ...undecided, status: 'rejected', reviewerId: actorUserId(ctx), at, notes };
    await this.decide(ctx, approval, { ...document, decision, expiresAt: null });
  }

  private async decide(ctx: WorkspaceContext, approval: Approval, document: ApprovalDocument): Promise<void> {
    if (!(await this.approvals.decide(ctx, this.seals.signed(approval, document)))) throw approvalGone();
  }

  private async requirePending(ctx: WorkspaceContext, campaignId: string): Promise<{ approval: Approval; document: ApprovalDocument }> {
    const approval = await this.approvals.findLatest(ctx, campaignId);
    if (approval?.status !== 'pending') throw approvalGone();
    if (!approval.document || !this.seals.isIntact(approval)) throw approvalTampered();
    return { approval, document: approval.document };
  }

  private async hasOtherApprover(ctx: WorkspaceContext, userId: string | null): Promise<boolean> {
    const members = await this.members.list(ctx);
    return members.some((member) => member.userId !== userId && mayActAs(member.role, 'approver'));
  }
}
