import { Injectable } from '@nestjs/common';
import { mayActAs } from '@rapport/common';
import { actorUserId, type WorkspaceContext } from '../../../platform/context/Context.js';
import { newId } from '../../../platform/database/ids.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { Clock } from '../../../platform/time/Clock.js';
import { SettingsService } from '../../settings/SettingsService.js';
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
import { instantOf } from '../campaignSchedule.js';
import { type ApprovalDocument, DOCUMENT_VERSION, type SealedAudience, type SealedDecision } from './approvalDocument.js';
import { ApprovalFields } from './ApprovalFields.js';
import { ApprovalRepository } from './ApprovalRepository.js';
import type { Approval } from './approvalRow.js';
import { ApprovalSeal } from './ApprovalSeal.js';
import { AudienceSnapshots } from './AudienceSnapshots.js';

const DAY_MS = 86_400_000;
const VALID_DAYS = 14;

export interface Decision {
  readonly notes: string | null;
  readonly allowsGrowth: boolean;
}

/** Who said yes to what. Status changes of the campaign itself are the caller's, in the same unit of work. */
@Injectable()
export class ApprovalService {
  constructor(
    private readonly approvals: ApprovalRepository,
    private readonly seals: ApprovalSeal,
    private readonly fields: ApprovalFields,
    private readonly snapshots: AudienceSnapshots,
    private readonly members: MemberService,
    private readonly settings: SettingsService,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  findLatest(ctx: WorkspaceContext, campaignId: string): Promise<Approval | null> {
    return this.approvals.findLatest(ctx, campaignId);
  }

  /** Signs what is asked for. Who is in the audience is recorded afterwards, in steps; it cannot be approved before that is done. */
  async request(ctx: WorkspaceContext, campaign: Campaign, notes: string | null): Promise<void> {
    const snapshotId = await this.snapshots.begin(ctx, campaign.id, campaign.audience);
    await this.insert(ctx, campaign, { requestedBy: actorUserId(ctx), requestNotes: notes, audience: null }, snapshotId);
  }

  /** Asks anew, in the name of whoever asked first, for what a paused campaign would send now to the people approved then. */
  async renew(ctx: WorkspaceContext, campaign: Campaign, { document, requestedBy }: Approval): Promise<void> {
    const audience = document?.audience ?? null;
    const isLedgerComplete = campaign.expandedAt !== null;
    const snapshotId = audience?.snapshotId ?? (isLedgerComplete ? null : await this.snapshots.begin(ctx, campaign.id, campaign.audience));
    await this.approvals.voidOpen(ctx, campaign.id);
    await this.insert(ctx, campaign, { requestedBy: document?.requestedBy ?? requestedBy, requestNotes: null, audience }, snapshotId);
  }

  /** Adds the recorded audience to the open request. Answers whether it did: another run may have been faster, or the request is gone. */
  attachAudience(ctx: WorkspaceContext, campaignId: string, audience: SealedAudience): Promise<boolean> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const approval = await this.approvals.findLatest(ctx, campaignId);
      const document = approval?.document;
      if (approval?.status !== 'pending' || !document || document.audience !== null || approval.snapshotId !== audience.snapshotId)
        return false;
      if (!this.seals.isIntact(approval)) return false;
      return this.approvals.setAudience(ctx, this.signed(approval, { ...document, audience }));
    });
  }

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
    const driftLimit = await this.driftLimit(ctx);
    const decision: SealedDecision = { status: 'approved', reviewerId, isSelfApproval, at: now, notes, allowsGrowth, driftLimit };
    await this.decide(ctx, approval, { ...document, decision, expiresAt: this.validUntil(campaign) });
  }

  async reject(ctx: WorkspaceContext, campaign: Campaign, notes: string): Promise<void> {
    const { approval, document } = await this.requirePending(ctx, campaign.id);
    const at = this.clock.now().toISOString();
    const undecided = { isSelfApproval: false, allowsGrowth: false, driftLimit: 0 };
    const decision: SealedDecision = { ...undecided, status: 'rejected', reviewerId: actorUserId(ctx), at, notes };
    await this.decide(ctx, approval, { ...document, decision, expiresAt: null });
  }

  voidOpen(ctx: WorkspaceContext, campaignId: string): Promise<boolean> {
    return this.approvals.voidOpen(ctx, campaignId);
  }

  /** In percent, as it is set now. */
  async driftLimit(ctx: WorkspaceContext): Promise<number> {
    return Number(await this.settings.valueInWorkspace(ctx, 'audienceDriftLimit'));
  }

  private async insert(
    ctx: WorkspaceContext,
    campaign: Campaign,
    request: Pick<ApprovalDocument, 'requestedBy' | 'requestNotes' | 'audience'>,
    snapshotId: string | null,
  ): Promise<void> {
    const now = this.clock.now();
    const document: ApprovalDocument = {
      ...request,
      version: DOCUMENT_VERSION,
      approvalId: newId(),
      campaignId: campaign.id,
      workspaceId: campaign.workspaceId,
      requestedAt: now.toISOString(),
      expiresAt: new Date(now.getTime() + VALID_DAYS * DAY_MS).toISOString(),
      fields: await this.fields.read(ctx, campaign),
      decision: null,
    };
    await this.approvals.insert(ctx, document, this.seals.seal(document), snapshotId);
  }

  private async decide(ctx: WorkspaceContext, approval: Approval, document: ApprovalDocument): Promise<void> {
    if (!(await this.approvals.decide(ctx, this.signed(approval, document)))) throw approvalGone();
  }

  private signed(approval: Approval, document: ApprovalDocument): { document: ApprovalDocument; seal: string; over: string } {
    return { document, seal: this.seals.seal(document), over: approval.seal };
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

  /** A campaign that is scheduled far ahead stays approved until a day after its start. */
  private validUntil({ schedule }: Campaign): string {
    const usual = this.clock.now().getTime() + VALID_DAYS * DAY_MS;
    const start = schedule.kind === 'at' ? instantOf(schedule.localTime, schedule.timeZone).getTime() + DAY_MS : 0;
    return new Date(Math.max(usual, start)).toISOString();
  }
}
