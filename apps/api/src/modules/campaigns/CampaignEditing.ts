import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { ApprovalRequests } from './approvals/ApprovalRequests.js';
import { CampaignAudit } from './CampaignAudit.js';
import { CampaignDraftReader } from './CampaignDraftReader.js';
import type { CampaignDto, UpdateCampaignDto } from './CampaignDtos.js';
import { campaignChangedMeanwhile, moveRefused } from './campaignErrors.js';
import { CampaignService } from './CampaignService.js';
import { CampaignStateMachine } from './CampaignStateMachine.js';
import { canMove } from './campaignTransitions.js';

/** Whether a campaign may still be edited, and what that does to its approval. */
@Injectable()
export class CampaignEditing {
  constructor(
    private readonly campaigns: CampaignService,
    private readonly drafts: CampaignDraftReader,
    private readonly states: CampaignStateMachine,
    private readonly approvals: ApprovalRequests,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: CampaignAudit,
  ) {}

  /** Editing what was reviewed brings it back to draft and voids the approval; the answer shows both. */
  async update(ctx: WorkspaceContext, id: string, input: UpdateCampaignDto): Promise<CampaignDto> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      const before = await this.campaigns.require(ctx, id);
      if (!canMove(before.status, 'edit')) throw moveRefused('edit', before.status);
      if (before.version !== input.version) throw campaignChangedMeanwhile(before.version);
      const draft = await this.drafts.read(ctx, before, input);
      await this.states.moveAsRead(ctx, before, 'edit', { draft });
      const isApprovalVoided = await this.approvals.voidOpen(ctx, id);
      await this.audit.record(ctx, 'campaign.updated', id, {
        before,
        after: draft,
        ...(isApprovalVoided && { details: { isApprovalVoided } }),
      });
    });
    return this.campaigns.get(ctx, id);
  }
}
