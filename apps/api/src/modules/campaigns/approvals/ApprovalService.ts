import { Injectable } from '@nestjs/common';
import { actorUserId, type Role, type WorkspaceContext } from '../../../platform/context/Context.js';
import { newId } from '../../../platform/database/ids.js';
import { AppError } from '../../../platform/http/AppError.js';
import { Clock } from '../../../platform/time/Clock.js';
import { SenderPoolService } from '../../providers/SenderPoolService.js';
import { MemberService } from '../../workspaces/MemberService.js';
import { AudienceRepository } from '../AudienceRepository.js';
import { approvalExpired, approvalGone, changedSinceApproval, noTemplate, notYourOwn } from '../campaignErrors.js';
import { CampaignContent } from '../CampaignContent.js';
import type { Campaign } from '../CampaignRow.js';
import { instantOf } from '../campaignSchedule.js';
import { type Approval, ApprovalRepository } from './ApprovalRepository.js';
import { ApprovalSeal } from './ApprovalSeal.js';
import { type FieldChange, fieldChanges, type SealedField } from './fieldChanges.js';
import { sealedFields } from './sealedFields.js';

const DAY_MS = 86_400_000;
const VALID_DAYS = 14;
const MAY_APPROVE: readonly Role[] = ['owner', 'admin', 'approver'];

/** Who said yes to what. Status changes of the campaign itself are the caller's, in the same unit of work. */
@Injectable()
export class ApprovalService {
  constructor(
    private readonly approvals: ApprovalRepository,
    private readonly seals: ApprovalSeal,
    private readonly content: CampaignContent,
    private readonly audiences: AudienceRepository,
    private readonly pool: SenderPoolService,
    private readonly members: MemberService,
    private readonly clock: Clock,
  ) {}

  findLatest(ctx: WorkspaceContext, campaignId: string): Promise<Approval | null> {
    return this.approvals.findLatest(ctx, campaignId);
  }

  async request(ctx: WorkspaceContext, campaign: Campaign, notes: string | null): Promise<void> {
    const sealed = await this.fieldsNow(ctx, campaign);
    const now = this.clock.now();
    await this.approvals.insert(ctx, {
      id: newId(),
      campaignId: campaign.id,
      requestedBy: actorUserId(ctx),
      requestNotes: notes,
      seal: this.seals.seal(campaign.id, sealed),
      sealed,
      expiresAt: new Date(now.getTime() + VALID_DAYS * DAY_MS).toISOString(),
      now: now.toISOString(),
    });
  }

  /** Says yes to exactly what was sealed at the request; what changed since then cannot be approved. */
  async approve(ctx: WorkspaceContext, campaign: Campaign, notes: string | null): Promise<void> {
    const pending = await this.requirePending(ctx, campaign.id);
    const reviewerId = actorUserId(ctx);
    const isSelfApproval = pending.requestedBy === reviewerId;
    if (isSelfApproval && (await this.hasOtherApprover(ctx, reviewerId))) throw notYourOwn();
    if (pending.expiresAt !== null && pending.expiresAt <= this.clock.now().toISOString()) throw approvalExpired();
    const changes = await this.changesSince(ctx, campaign, pending);
    if (changes.length > 0) throw changedSinceApproval(changes);
    const input = {
      status: 'approved',
      reviewerId,
      isSelfApproval,
      notes,
      expiresAt: this.validUntil(campaign),
      now: this.clock.now().toISOString(),
    } as const;
    if (!(await this.approvals.review(ctx, pending.id, input))) throw approvalGone();
  }

  async reject(ctx: WorkspaceContext, campaign: Campaign, notes: string): Promise<void> {
    const pending = await this.requirePending(ctx, campaign.id);
    const reviewerId = actorUserId(ctx);
    const input = {
      status: 'rejected',
      reviewerId,
      isSelfApproval: false,
      notes,
      expiresAt: null,
      now: this.clock.now().toISOString(),
    } as const;
    if (!(await this.approvals.review(ctx, pending.id, input))) throw approvalGone();
  }

  voidOpen(ctx: WorkspaceContext, campaignId: string): Promise<boolean> {
    return this.approvals.voidOpen(ctx, campaignId);
  }

  /** Null when the approval covers the campaign as it is; otherwise the error that says why it does not. */
  async findObjection(ctx: WorkspaceContext, campaign: Campaign): Promise<AppError | null> {
    const approval = await this.approvals.findLatest(ctx, campaign.id);
    if (approval?.status !== 'approved' || !this.seals.isIntact(approval.seal, campaign.id, approval.sealed))
      return changedSinceApproval([]);
    if (approval.expiresAt !== null && approval.expiresAt <= this.clock.now().toISOString()) return approvalExpired();
    const changes = await this.changesSince(ctx, campaign, approval);
    return changes.length > 0 ? changedSinceApproval(changes) : null;
  }

  async changesSince(ctx: WorkspaceContext, campaign: Campaign, approval: Approval): Promise<FieldChange[]> {
    try {
      return fieldChanges(approval.sealed, await this.fieldsNow(ctx, campaign));
    } catch (error) {
      if (error instanceof AppError)
        return [{ field: 'content', was: approval.sealed.find(({ field }) => field === 'content')?.shown ?? null, is: null }];
      throw error;
    }
  }

  private async fieldsNow(ctx: WorkspaceContext, campaign: Campaign): Promise<SealedField[]> {
    const content = await this.content.find(ctx, campaign);
    if (!content) throw noTemplate();
    const { audience } = campaign;
    const listNames = await this.audiences.listNames(ctx, [...audience.listIds, ...audience.excludeListIds]);
    const audienceCount = await this.audiences.countMatched(ctx, audience);
    return sealedFields({ campaign, content, listNames, audienceCount, senderType: await this.pool.typeOf(ctx) });
  }

  private async requirePending(ctx: WorkspaceContext, campaignId: string): Promise<Approval> {
    const approval = await this.approvals.findLatest(ctx, campaignId);
    if (approval?.status !== 'pending') throw approvalGone();
    return approval;
  }

  private async hasOtherApprover(ctx: WorkspaceContext, userId: string | null): Promise<boolean> {
    const members = await this.members.list(ctx);
    return members.some((member) => member.userId !== userId && MAY_APPROVE.includes(member.role));
  }

  /** A campaign that is scheduled far ahead stays approved until a day after its start. */
  private validUntil({ schedule }: Campaign): string {
    const usual = this.clock.now().getTime() + VALID_DAYS * DAY_MS;
    const start = schedule.kind === 'at' ? instantOf(schedule.localTime, schedule.timeZone).getTime() + DAY_MS : 0;
    return new Date(Math.max(usual, start)).toISOString();
  }
}
