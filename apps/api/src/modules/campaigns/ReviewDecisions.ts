import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { serialise } from '../../platform/database/serialise.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { ApprovalDecisions, type Decision } from './approvals/ApprovalDecisions.js';
import { ApprovalRenewal } from './approvals/ApprovalRenewal.js';
import { AudienceRecorder } from './approvals/AudienceRecorder.js';
import type { ApproveDto, CampaignDto } from './CampaignDtos.js';
import { campaignChangedMeanwhile, moveRefused } from './campaignErrors.js';
import { CampaignService } from './CampaignService.js';
import { canMove } from './campaignTransitions.js';
import { CampaignStateMachine } from './CampaignStateMachine.js';
import { ReviewFindings } from './review/ReviewFindings.js';
import { ReviewNews } from './ReviewNews.js';

/** Yes or no to what was asked for. Status and approval change together or not at all. More than six dependencies: a decision is compared, signed and told. */
@Injectable()
export class ReviewDecisions {
  constructor(
    private readonly campaigns: CampaignService,
    private readonly decisions: ApprovalDecisions,
    private readonly renewals: ApprovalRenewal,
    private readonly recorder: AudienceRecorder,
    private readonly findings: ReviewFindings,
    private readonly news: ReviewNews,
    private readonly states: CampaignStateMachine,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** `asks`: whether the checks are asked what they find; not where the past is told, inside a transaction. */
  async approve(
    ctx: WorkspaceContext,
    id: string,
    { notes = null, allowsGrowth = false, version }: ApproveDto,
    asks = true,
  ): Promise<CampaignDto> {
    const seen = await this.campaigns.require(ctx, id);
    if (version !== undefined && version !== seen.version) throw campaignChangedMeanwhile(seen.version);
    if (seen.status === 'paused') await this.renewals.prepare(ctx, seen);
    // Asked before anything is held: whoever approves has them on the same page.
    const findings = asks ? await this.findings.of(ctx, seen) : null;
    await this.unitOfWork.run(ctx, async (ctx) => {
      await takeTurn(ctx, id);
      const move = seen.status === 'paused' ? 'renew' : 'approve';
      if (!(await this.decisions.isLast(ctx, id))) return this.sign(ctx, id, move, { notes, allowsGrowth, findings });
      // As it is after the move, which holds the row: what is compared is what stays.
      const campaign = await this.states.moveOrThrow(ctx, seen, move, {}, { notes, allowsGrowth });
      await this.decisions.approve(ctx, campaign, { notes, allowsGrowth, findings });
      await this.news.decided(ctx, campaign, 'approved', notes);
    });
    return this.campaigns.get(ctx, id);
  }

  /** One yes of several: the campaign stays where it is. What was changed in between has no open request any more. */
  private async sign(ctx: WorkspaceContext, id: string, move: 'approve' | 'renew', decision: Decision): Promise<void> {
    const campaign = await this.campaigns.require(ctx, id);
    if (!canMove(campaign.status, move)) throw moveRefused(move, campaign.status);
    const signed = await this.decisions.approve(ctx, campaign, decision);
    await this.states.tell(ctx, campaign, 'campaign.signed', { notes: decision.notes, ...signed });
  }

  async reject(ctx: WorkspaceContext, id: string, notes: string): Promise<CampaignDto> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      await takeTurn(ctx, id);
      const campaign = await this.campaigns.require(ctx, id);
      await this.states.moveOrThrow(ctx, campaign, 'reject', { statusReason: notes });
      await this.decisions.reject(ctx, campaign, notes);
      await this.news.decided(ctx, campaign, 'rejected', notes);
      await this.recorder.enqueueDiscard(ctx, id);
    });
    return this.campaigns.get(ctx, id);
  }
}

/** Of two who sign at once the second signs what the first one left. */
function takeTurn(ctx: WorkspaceContext, campaignId: string): Promise<void> {
  return serialise(ctx.manager, `approval ${campaignId}`);
}
