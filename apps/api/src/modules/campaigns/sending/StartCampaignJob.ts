import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { jobContext, systemContext } from '../../../platform/context/contexts.js';
import { AppError } from '../../../platform/http/AppError.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../../platform/jobs/JobHandler.js';
import { AppLogger } from '../../../platform/logging/AppLogger.js';
import { Clock } from '../../../platform/time/Clock.js';
import { CampaignRepository } from '../CampaignRepository.js';
import { CampaignLauncher } from './CampaignLauncher.js';
import { START_JOB, SendQueue } from './SendQueue.js';

/** The moment that a schedule names has come. */
@JobHandlerProvider()
export class StartCampaignJob implements JobHandler<{ campaignId: string }> {
  readonly name = START_JOB;
  readonly repeatable = 'A campaign starts from "scheduled" by one conditional update; a second run finds it started.';

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly campaigns: CampaignRepository,
    private readonly launcher: CampaignLauncher,
    private readonly queue: SendQueue,
    private readonly clock: Clock,
    private readonly logger: AppLogger,
  ) {}

  async handle({ campaignId }: { campaignId: string }, { requestId }: JobRun): Promise<void> {
    const ctx = systemContext(this.dataSource.manager, requestId);
    const campaign = await this.campaigns.findAnywhere(ctx, campaignId);
    if (campaign?.status !== 'scheduled' || campaign.scheduledAt === null) return;
    // The clock was set back after the job became due: it waits for its moment again.
    if (new Date(campaign.scheduledAt) > this.clock.now()) return this.queue.enqueueStart(ctx, campaignId, new Date(campaign.scheduledAt));
    try {
      await this.launcher.startScheduled(jobContext(ctx.manager, campaign.workspaceId, this.name, requestId), campaign);
    } catch (error) {
      // The campaign went back to draft with the reason; trying again would not change that.
      if (!(error instanceof AppError)) throw error;
      this.logger.warn('campaign.notStarted', { campaignId, code: error.code, requestId: ctx.requestId });
    }
  }
}
