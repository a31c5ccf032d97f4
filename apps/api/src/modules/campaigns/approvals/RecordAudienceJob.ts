import { jobContext } from '../../../platform/context/contexts.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../../platform/jobs/JobHandler.js';
import { CampaignRepository } from '../CampaignRepository.js';
import { AudienceRecorder, RECORD_JOB } from './AudienceRecorder.js';

/** Goes on with what a request for approval has begun. */
@JobHandlerProvider()
export class RecordAudienceJob implements JobHandler<{ campaignId: string }> {
  readonly name = RECORD_JOB;
  readonly repeatable =
    'A page is recorded only from where the last one ended, and the audience is added to an open request that has none.';

  constructor(
    private readonly campaigns: CampaignRepository,
    private readonly recorder: AudienceRecorder,
  ) {}

  async handle({ campaignId }: { campaignId: string }, job: JobRun): Promise<void> {
    const campaign = await this.campaigns.findAnywhere(job.ctx, campaignId);
    if (!campaign) return;
    const ctx = jobContext(job.ctx.manager, campaign.workspaceId, this.name, job.requestId);
    if (!(await this.recorder.goOn(ctx, campaign, () => !job.signal.aborted))) await this.recorder.enqueue(ctx, campaignId);
  }
}
