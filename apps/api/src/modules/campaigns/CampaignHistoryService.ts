import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import type { CreateCampaignDto } from './CampaignDtos.js';
import { CampaignReviewActions } from './CampaignReviewActions.js';
import { CampaignService } from './CampaignService.js';
import { CampaignStateMachine } from './CampaignStateMachine.js';
import type { PastCampaign } from './history/PastCampaign.js';
import { PastExpansion } from './history/PastExpansion.js';
import { PastReports } from './history/PastReports.js';
import { PastSending } from './history/PastSending.js';

/**
 * The past of a sample workspace: campaigns that are drafted, approved, sent and answered by what does so in the present, at earlier
 * times and without a sender. In the caller's transaction; everything is refused in a workspace that is no sample.
 */
@Injectable()
export class CampaignHistoryService {
  constructor(
    private readonly campaigns: CampaignService,
    private readonly reviews: CampaignReviewActions,
    private readonly states: CampaignStateMachine,
    private readonly workspaces: WorkspaceService,
    private readonly past: PastExpansion,
    private readonly sending: PastSending,
    private readonly reports: PastReports,
    private readonly clock: Clock,
  ) {}

  /** Answers the id of the campaign. */
  async replay(ctx: WorkspaceContext, campaign: PastCampaign): Promise<string> {
    const { id } = await this.request(ctx, campaign);
    await this.clock.at(campaign.approvedAt, () => this.reviews.approve(ctx, id, { notes: campaign.approvalNotes }));
    await this.clock.at(campaign.startedAt, () => this.start(ctx, id));
    const recipients = await this.sending.send(ctx, await this.campaigns.require(ctx, id), campaign.startedAt);
    const finishedAt = recipients.at(-1)?.acceptedAt ?? campaign.startedAt;
    await this.clock.at(finishedAt, () => this.finish(ctx, id, finishedAt));
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
    await this.clock.at(requestedAt, () => this.reviews.request(ctx, id, requestNotes));
    return { id };
  }

  async draft(ctx: WorkspaceContext, draft: CreateCampaignDto, createdAt: Date): Promise<{ id: string }> {
    if (!(await this.workspaces.require(ctx)).isSample) throw new Error('Only a sample workspace is given a past.');
    return this.clock.at(createdAt, () => this.campaigns.create(ctx, draft));
  }

  private async start(ctx: WorkspaceContext, id: string): Promise<void> {
    const approved = await this.campaigns.require(ctx, id);
    const begun = { startedAt: nowIso(this.clock), senderType: 'mail_lab' };
    await this.past.expand(ctx, await this.states.moveOrThrow(ctx, approved, 'send', begun));
  }

  private async finish(ctx: WorkspaceContext, id: string, at: Date): Promise<void> {
    await this.states.moveOrThrow(ctx, await this.campaigns.require(ctx, id), 'finish', { finishedAt: at.toISOString() });
  }
}
