import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import type { AppError } from '../../platform/http/AppError.js';
import { ApprovalRequests } from './approvals/ApprovalRequests.js';
import { AudienceRecorder } from './approvals/AudienceRecorder.js';
import { alternatives, asVariant } from './abTests/AbTest.js';
import { CampaignContent } from './CampaignContent.js';
import type { CampaignDto } from './CampaignDtos.js';
import { campaignChangedMeanwhile } from './campaignErrors.js';
import type { Campaign } from './CampaignRow.js';
import { CampaignService } from './CampaignService.js';
import { CampaignStateMachine } from './CampaignStateMachine.js';
import { ReviewNews } from './ReviewNews.js';

/** The way from a draft to a request for approval and back. Status and approval change together or not at all. More than six dependencies: what is asked about is pinned, recorded and told. */
@Injectable()
export class ReviewRequests {
  constructor(
    private readonly campaigns: CampaignService,
    private readonly approvals: ApprovalRequests,
    private readonly recorder: AudienceRecorder,
    private readonly content: CampaignContent,
    private readonly news: ReviewNews,
    private readonly states: CampaignStateMachine,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Pins the newest version of the template: what is asked about is what will be sent. */
  async request(ctx: WorkspaceContext, id: string, notes: string | null): Promise<CampaignDto> {
    const campaign = await this.unitOfWork.run(ctx, async (ctx) => {
      const draft = await this.campaigns.require(ctx, id);
      const version = await this.content.pinned(ctx, draft);
      const variantVersions = new Map<string, string>();
      for (const variant of alternatives(draft)) {
        const own = variant.templateId === null ? null : await this.content.pinned(ctx, asVariant(draft, variant));
        if (own) variantVersions.set(variant.id, own.id);
      }
      const pinned = version === null ? {} : { templateVersionId: version.id, variantVersions };
      const campaign = await this.states.moveOrThrow(ctx, draft, 'requestApproval', pinned, { notes });
      // Edited between reading and moving: the version that was pinned may be one of another template.
      if (campaign.version !== draft.version + 1) throw campaignChangedMeanwhile(campaign.version);
      await this.approvals.request(ctx, campaign, notes);
      await this.news.requested(ctx, campaign, notes);
      return campaign;
    });
    await this.recorder.recordNow(ctx, campaign);
    return this.campaigns.get(ctx, id);
  }

  async withdraw(ctx: WorkspaceContext, id: string): Promise<CampaignDto> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      await this.states.moveOrThrow(ctx, await this.campaigns.require(ctx, id), 'withdraw', { scheduledAt: null });
      await this.approvals.voidOpen(ctx, id);
    });
    return this.campaigns.get(ctx, id);
  }

  /** What was approved is not what would be sent: back to draft with the reason. One that is being sent stays where it is. */
  async voidFor(ctx: WorkspaceContext, campaign: Campaign, objection: AppError): Promise<void> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      const move = campaign.status === 'paused' ? 'voidHeld' : 'void';
      const isMoved = await this.states.move(ctx, campaign, move, { statusReason: objection.message, scheduledAt: null });
      if (isMoved) await this.approvals.voidOpen(ctx, campaign.id);
    });
  }
}
