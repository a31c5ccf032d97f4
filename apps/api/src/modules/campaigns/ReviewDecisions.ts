import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { ApprovalDecisions } from './approvals/ApprovalDecisions.js';
import { ApprovalRenewal } from './approvals/ApprovalRenewal.js';
import { AudienceRecorder } from './approvals/AudienceRecorder.js';
import type { ApproveDto, CampaignDto } from './CampaignDtos.js';
import { campaignChangedMeanwhile } from './campaignErrors.js';
import { CampaignService } from './CampaignService.js';
import { CampaignStateMachine } from './CampaignStateMachine.js';
import { ReviewNews } from './ReviewNews.js';

/** Yes or no to what was asked for. Status and approval change together or not at all. More than six dependencies: a decision is compared, signed and told. */
@Injectable()
export class ReviewDecisions {
  constructor(
    private readonly campaigns: CampaignService,
    private readonly decisions: ApprovalDecisions,
    private readonly renewals: ApprovalRenewal,
    private readonly recorder: AudienceRecorder,
    private readonly news: ReviewNews,
    private readonly states: CampaignStateMachine,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async approve(ctx: WorkspaceContext, id: string, { notes = null, allowsGrowth = false, version }: ApproveDto): Promise<CampaignDto> {
    const seen = await this.campaigns.require(ctx, id);
    if (version !== undefined && version !== seen.version) throw campaignChangedMeanwhile(seen.version);
    if (seen.status === 'paused') await this.renewals.prepare(ctx, seen);
    await this.unitOfWork.run(ctx, async (ctx) => {
      const move = seen.status === 'paused' ? 'renew' : 'approve';
      // As it is after the move, which holds the row: what is compared is what stays.
      const campaign = await this.states.moveOrThrow(ctx, seen, move, {}, { notes, allowsGrowth });
      await this.decisions.approve(ctx, campaign, { notes, allowsGrowth });
      await this.news.decided(ctx, campaign, 'approved', notes);
    });
    return this.campaigns.get(ctx, id);
  }

  async reject(ctx: WorkspaceContext, id: string, notes: string): Promise<CampaignDto> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      const campaign = await this.campaigns.require(ctx, id);
      await this.states.moveOrThrow(ctx, campaign, 'reject', { statusReason: notes });
      await this.decisions.reject(ctx, campaign, notes);
      await this.news.decided(ctx, campaign, 'rejected', notes);
      await this.recorder.enqueueDiscard(ctx, id);
    });
    return this.campaigns.get(ctx, id);
  }
}
