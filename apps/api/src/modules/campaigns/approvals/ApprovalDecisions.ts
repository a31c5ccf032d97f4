import { Injectable } from '@nestjs/common';
import { actorUserId, type WorkspaceContext } from '../../../platform/context/Context.js';
import { Clock } from '../../../platform/time/Clock.js';
import {
  alreadySigned,
  approvalExpired,
  approvalGone,
  approvalTampered,
  audienceNotRecorded,
  changedSinceApproval,
  notYourOwn,
} from '../campaignErrors.js';
import type { Campaign } from '../CampaignRow.js';
import {
  type ApprovalDocument,
  neededFor,
  type SealedDecision,
  type SealedFinding,
  type SealedSignature,
  signaturesOf,
  validUntil,
} from './approvalDocument.js';
import { ApprovalFields } from './ApprovalFields.js';
import { ApprovalQuorum } from './ApprovalQuorum.js';
import { ApprovalRepository } from './ApprovalRepository.js';
import type { Approval } from './approvalRow.js';
import { ApprovalSeal } from './ApprovalSeal.js';
import { AudienceComparison } from './AudienceComparison.js';

export interface Decision {
  readonly notes: string | null;
  readonly allowsGrowth: boolean;
  /** What the checks had found by then. Null: they were not asked. */
  readonly findings: readonly SealedFinding[] | null;
}

/** How far a request is after a signature. */
export interface Signed {
  readonly signatures: number;
  readonly needed: number;
}

/** Who said yes or no to what. Status changes of the campaign itself are the caller's, in the same unit of work. */
@Injectable()
export class ApprovalDecisions {
  constructor(
    private readonly approvals: ApprovalRepository,
    private readonly seals: ApprovalSeal,
    private readonly fields: ApprovalFields,
    private readonly comparison: AudienceComparison,
    private readonly quorum: ApprovalQuorum,
    private readonly clock: Clock,
  ) {}

  /** Whether the next signature decides. Also where nothing is asked for: who signs then is told so. */
  async isLast(ctx: WorkspaceContext, campaignId: string): Promise<boolean> {
    const approval = await this.approvals.findLatest(ctx, campaignId);
    if (approval?.status !== 'pending' || !approval.document) return true;
    return signaturesOf(approval.document).length + 1 >= neededFor(approval.document);
  }

  /**
   * One person's yes to exactly what was signed at the request; what changed since then cannot be approved. The last one that is needed
   * approves the campaign. Callers take turns, so that nobody signs over someone else's signature.
   */
  async approve(ctx: WorkspaceContext, campaign: Campaign, { notes, allowsGrowth, findings }: Decision): Promise<Signed> {
    const { approval, document } = await this.requirePending(ctx, campaign.id);
    const now = this.clock.now().toISOString();
    const reviewerId = actorUserId(ctx);
    const isSelfApproval = document.requestedBy === reviewerId;
    if (isSelfApproval && (await this.quorum.hasOtherApprover(ctx, reviewerId))) throw notYourOwn();
    const [before, needed] = [signaturesOf(document), neededFor(document)];
    if (before.some((signature) => signature.reviewerId === reviewerId)) throw alreadySigned(needed - before.length);
    if (document.expiresAt !== null && document.expiresAt <= now) throw approvalExpired();
    const changes = await this.fields.changesSince(ctx, campaign, document.fields);
    if (changes.length > 0) throw changedSinceApproval(changes);
    if (document.audience === null && campaign.expandedAt === null) throw audienceNotRecorded();
    const signature: SealedSignature = { reviewerId, isSelfApproval, at: now, notes, allowsGrowth, ...(findings ? { findings } : {}) };
    const signatures = [...before, signature];
    await this.approvals.addSignature(ctx, approval.id, signature);
    if (signatures.length < needed) {
      if (!(await this.approvals.setDocument(ctx, this.seals.signed(approval, { ...document, signatures })))) throw approvalGone();
      return { signatures: signatures.length, needed };
    }
    const driftLimit = await this.comparison.driftLimit(ctx);
    const mayGrow = signatures.every((one) => one.allowsGrowth);
    const decision: SealedDecision = { status: 'approved', reviewerId, isSelfApproval, at: now, notes, allowsGrowth: mayGrow, driftLimit };
    await this.decide(ctx, approval, { ...document, signatures, decision, expiresAt: validUntil(this.clock.now(), campaign.schedule) });
    return { signatures: signatures.length, needed };
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
}
