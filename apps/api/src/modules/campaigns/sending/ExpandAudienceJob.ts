import { jobContext } from '../../../platform/context/contexts.js';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../../platform/jobs/JobHandler.js';
import type { ApprovedPage } from '../approvals/ApprovedAudience.js';
import { CampaignRepository } from '../CampaignRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { AudiencePlan } from './AudiencePlan.js';
import { CampaignProgress } from './CampaignProgress.js';
import { CampaignStop } from './CampaignStop.js';
import { EXPAND_JOB, SendQueue } from './SendQueue.js';

/** Writes the audience into the ledger, batch by batch; sending begins after the first one. Each batch asks whether the approval still holds. */
@JobHandlerProvider()
export class ExpandAudienceJob implements JobHandler<{ campaignId: string }> {
  readonly name = EXPAND_JOB;
  readonly repeatable =
    'The ledger has one row per campaign and contact, rows that are there stay, and the place reached moves on only from where it was read.';

  constructor(
    private readonly campaigns: CampaignRepository,
    private readonly audience: AudiencePlan,
    private readonly stops: CampaignStop,
    private readonly queue: SendQueue,
    private readonly progress: CampaignProgress,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async handle({ campaignId }: { campaignId: string }, job: JobRun): Promise<void> {
    for (;;) {
      const campaign = await this.campaigns.findAnywhere(job.ctx, campaignId);
      if (!campaign || campaign.expandedAt !== null || (campaign.status !== 'sending' && campaign.status !== 'paused')) return;
      const ctx = jobContext(job.ctx.manager, campaign.workspaceId, this.name, job.requestId);
      if (job.signal.aborted) return this.queue.enqueueExpansion(ctx, campaignId);
      const page = await this.audience.nextPage(ctx, campaign);
      if ('objection' in page) return campaign.status === 'sending' ? this.stops.stop(ctx, campaign, page.objection.message) : undefined;
      if (!(await this.plan(ctx, campaign, page))) return;
      this.progress.touch(campaign.workspaceId, campaignId, campaign.status);
    }
  }

  /** One batch. False when there is nothing left to do here. */
  private plan(ctx: WorkspaceContext, campaign: Campaign, page: ApprovedPage): Promise<boolean> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const written = await this.audience.write(ctx, campaign, page);
      if (written && (written.isLast || campaign.expandCursor === null)) await this.queue.enqueueLanes(ctx, campaign.id);
      return written !== null && !written.isLast;
    });
  }
}
