import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { approvalGone, approvalTampered } from '../campaignErrors.js';
import type { Campaign } from '../CampaignRow.js';
import { ApprovalCheck } from './ApprovalCheck.js';
import { ApprovalRepository } from './ApprovalRepository.js';
import { ApprovalRequests } from './ApprovalRequests.js';
import { AudienceRecorder } from './AudienceRecorder.js';

/** Whether a campaign that was stopped on its way is asked about anew. */
@Injectable()
export class ApprovalRenewal {
  constructor(
    private readonly approvals: ApprovalRepository,
    private readonly check: ApprovalCheck,
    private readonly requests: ApprovalRequests,
    private readonly recorder: AudienceRecorder,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** A paused campaign whose approval no longer covers it: asked for anew as it is now, for the people who were approved. */
  async prepare(ctx: WorkspaceContext, campaign: Campaign): Promise<void> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      const latest = await this.approvals.findLatest(ctx, campaign.id);
      if (latest?.status === 'pending' && (await this.check.isAsked(ctx, campaign, latest))) return;
      const cover = await this.check.coverNow(ctx, campaign);
      if (!latest || !('objection' in cover) || campaign.startedAt === null) throw approvalGone();
      if (cover.objection.code === approvalTampered().code) throw cover.objection;
      await this.requests.renew(ctx, campaign, latest);
    });
    await this.recorder.recordNow(ctx, campaign);
  }
}
