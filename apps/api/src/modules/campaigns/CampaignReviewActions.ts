import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { ApprovalService } from './approvals/ApprovalService.js';
import { CampaignContent } from './CampaignContent.js';
import type { CampaignDto } from './CampaignDtos.js';
import { noTemplate } from './campaignErrors.js';
import { CampaignService } from './CampaignService.js';
import { CampaignStateMachine } from './CampaignStateMachine.js';

/** The way from a draft to an approval and back. Status and approval change together or not at all. */
@Injectable()
export class CampaignReviewActions {
  constructor(
    private readonly campaigns: CampaignService,
    private readonly approvals: ApprovalService,
    private readonly content: CampaignContent,
    private readonly states: CampaignStateMachine,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Pins the newest version of the template: what is asked about is what will be sent. */
  request(ctx: WorkspaceContext, id: string, notes: string | null): Promise<CampaignDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const draft = await this.campaigns.require(ctx, id);
      const version = await this.content.find(ctx, draft);
      if (!version) throw noTemplate();
      await this.states.moveOrThrow(ctx, draft, 'requestApproval', { templateVersionId: version.id }, { notes });
      await this.approvals.request(ctx, await this.campaigns.require(ctx, id), notes);
      return this.campaigns.get(ctx, id);
    });
  }

  approve(ctx: WorkspaceContext, id: string, notes: string | null): Promise<CampaignDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const campaign = await this.campaigns.require(ctx, id);
      await this.states.moveOrThrow(ctx, campaign, 'approve', {}, { notes });
      await this.approvals.approve(ctx, campaign, notes);
      return this.campaigns.get(ctx, id);
    });
  }

  reject(ctx: WorkspaceContext, id: string, notes: string): Promise<CampaignDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const campaign = await this.campaigns.require(ctx, id);
      await this.states.moveOrThrow(ctx, campaign, 'reject', { statusReason: notes });
      await this.approvals.reject(ctx, campaign, notes);
      return this.campaigns.get(ctx, id);
    });
  }

  withdraw(ctx: WorkspaceContext, id: string): Promise<CampaignDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      await this.states.moveOrThrow(ctx, await this.campaigns.require(ctx, id), 'withdraw');
      await this.approvals.voidOpen(ctx, id);
      return this.campaigns.get(ctx, id);
    });
  }
}
