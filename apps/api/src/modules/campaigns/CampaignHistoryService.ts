import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Clock } from '../../platform/time/Clock.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import type { CreateCampaignDto } from './CampaignDtos.js';
import { CampaignCreation } from './CampaignCreation.js';
import { CampaignService } from './CampaignService.js';
import { ReviewDecisions } from './ReviewDecisions.js';
import { ReviewRequests } from './ReviewRequests.js';
import type { PastCampaign } from './history/PastCampaign.js';
import { ReportReplay } from './history/ReportReplay.js';
import { PastSending } from './history/PastSending.js';

/**
 * The past of a sample workspace: campaigns that are drafted, approved, sent and answered by what does so in the present, at earlier
 * times and without a sender. In the caller's transaction; everything is refused in a workspace that is no sample.
 * More than six dependencies: a replay passes every station of a campaign, from the draft to the reports.
 */
@Injectable()
export class CampaignHistoryService {
  constructor(
    private readonly campaigns: CampaignService,
    private readonly creation: CampaignCreation,
    private readonly requests: ReviewRequests,
    private readonly decisions: ReviewDecisions,
    private readonly workspaces: WorkspaceService,
    private readonly sending: PastSending,
    private readonly reports: ReportReplay,
    private readonly clock: Clock,
  ) {}

  /** Answers the id of the campaign. */
  async replay(ctx: WorkspaceContext, campaign: PastCampaign): Promise<string> {
    const { id } = await this.request(ctx, campaign);
    await this.clock.at(campaign.approvedAt, () => this.decisions.approve(ctx, id, { notes: campaign.approvalNotes }, false));
    const recipients = await this.sending.send(ctx, await this.campaigns.require(ctx, id), campaign.startedAt);
    const told = recipients.flatMap((recipient, place) => {
      return campaign.reportsOf(recipient, place).map((report) => ({ ...report, recipient }));
    });
    await this.reports.tell(ctx, told);
    return id;
  }

  /** A campaign that waits for its approval. */
  async request(
    ctx: WorkspaceContext,
    { draft, createdAt, requestedAt, requestNotes }: Pick<PastCampaign, 'draft' | 'createdAt' | 'requestedAt' | 'requestNotes'>,
  ): Promise<{ id: string }> {
    const { id } = await this.draft(ctx, draft, createdAt);
    await this.clock.at(requestedAt, () => this.requests.request(ctx, id, requestNotes));
    return { id };
  }

  async draft(ctx: WorkspaceContext, draft: CreateCampaignDto, createdAt: Date): Promise<{ id: string }> {
    if (!(await this.workspaces.require(ctx)).isSample) throw new Error('Only a sample workspace is given a past.');
    return this.clock.at(createdAt, () => this.creation.create(ctx, draft));
  }
}
