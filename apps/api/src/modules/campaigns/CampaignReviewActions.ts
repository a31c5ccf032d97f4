import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import type { AppError } from '../../platform/http/AppError.js';
import { ApprovalCheck } from './approvals/ApprovalCheck.js';
import { ApprovalService } from './approvals/ApprovalService.js';
import { AudienceRecorder } from './approvals/AudienceRecorder.js';
import { CampaignContent } from './CampaignContent.js';
import type { ApproveDto, CampaignDto } from './CampaignDtos.js';
import { approvalGone, approvalTampered, campaignChangedMeanwhile, noTemplate } from './campaignErrors.js';
import type { Campaign } from './CampaignRow.js';
import { CampaignService } from './CampaignService.js';
import { CampaignStateMachine } from './CampaignStateMachine.js';

/** The way from a draft to an approval and back. Status and approval change together or not at all. */
@Injectable()
export class CampaignReviewActions {
  constructor(
    private readonly campaigns: CampaignService,
    private readonly approvals: ApprovalService,
    private readonly check: ApprovalCheck,
    private readonly recorder: AudienceRecorder,
    private readonly content: CampaignContent,
    private readonly states: CampaignStateMachine,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Pins the newest version of the template: what is asked about is what will be sent. */
  async request(ctx: WorkspaceContext, id: string, notes: string | null): Promise<CampaignDto> {
    const campaign = await this.unitOfWork.run(ctx, async (ctx) => {
      const draft = await this.campaigns.require(ctx, id);
      const version = await this.content.find(ctx, draft);
      if (!version) throw noTemplate();
      const campaign = await this.states.moveOrThrow(ctx, draft, 'requestApproval', { templateVersionId: version.id }, { notes });
      // Edited between reading and moving: the version that was pinned may be one of another template.
      if (campaign.version !== draft.version + 1) throw campaignChangedMeanwhile(campaign.version);
      await this.approvals.request(ctx, campaign, notes);
      await this.recorder.enqueueLater(ctx, id);
      return campaign;
    });
    await this.recorder.recordNow(ctx, campaign);
    return this.campaigns.get(ctx, id);
  }

  async approve(ctx: WorkspaceContext, id: string, { notes = null, allowsGrowth = false, version }: ApproveDto): Promise<CampaignDto> {
    const seen = await this.campaigns.require(ctx, id);
    if (version !== undefined && version !== seen.version) throw campaignChangedMeanwhile(seen.version);
    if (seen.status === 'paused') await this.prepareRenewal(ctx, seen);
    await this.unitOfWork.run(ctx, async (ctx) => {
      const move = seen.status === 'paused' ? 'renew' : 'approve';
      // As it is after the move, which holds the row: what is compared is what stays.
      const campaign = await this.states.moveOrThrow(ctx, seen, move, {}, { notes, allowsGrowth });
      await this.approvals.approve(ctx, campaign, { notes, allowsGrowth });
    });
    return this.campaigns.get(ctx, id);
  }

  async reject(ctx: WorkspaceContext, id: string, notes: string): Promise<CampaignDto> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      const campaign = await this.campaigns.require(ctx, id);
      await this.states.moveOrThrow(ctx, campaign, 'reject', { statusReason: notes });
      await this.approvals.reject(ctx, campaign, notes);
      await this.recorder.enqueueDiscard(ctx, id);
    });
    return this.campaigns.get(ctx, id);
  }

  async withdraw(ctx: WorkspaceContext, id: string): Promise<CampaignDto> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      await this.states.moveOrThrow(ctx, await this.campaigns.require(ctx, id), 'withdraw');
      if (await this.approvals.voidOpen(ctx, id)) await this.recorder.enqueueDiscard(ctx, id);
    });
    return this.campaigns.get(ctx, id);
  }

  /** What was approved is not what would be sent: back to draft with the reason. One that is being sent stays where it is. */
  async voidFor(ctx: WorkspaceContext, campaign: Campaign, objection: AppError): Promise<void> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      const move = campaign.status === 'paused' ? 'voidHeld' : 'void';
      if (!(await this.states.move(ctx, campaign, move, { statusReason: objection.message, scheduledAt: null }))) return;
      if (await this.approvals.voidOpen(ctx, campaign.id)) await this.recorder.enqueueDiscard(ctx, campaign.id);
    });
  }

  /** A paused campaign whose approval no longer covers it: asked for anew as it is now, for the people who were approved. */
  private async prepareRenewal(ctx: WorkspaceContext, campaign: Campaign): Promise<void> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      const latest = await this.approvals.findLatest(ctx, campaign.id);
      if (latest?.status === 'pending' && (await this.check.isAsked(ctx, campaign, latest))) return;
      const cover = await this.check.coverNow(ctx, campaign);
      if (!latest || !('objection' in cover) || campaign.startedAt === null) throw approvalGone();
      if (cover.objection.code === approvalTampered().code) throw cover.objection;
      await this.approvals.renew(ctx, campaign, latest);
    });
    await this.recorder.recordNow(ctx, campaign);
  }
}
