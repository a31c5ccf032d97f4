import { jobContext } from '../../../platform/context/contexts.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../../platform/jobs/JobHandler.js';
import { CampaignRepository } from '../CampaignRepository.js';
import { AudienceRecorder, DISCARD_JOB } from './AudienceRecorder.js';
import { SnapshotRepository } from './SnapshotRepository.js';

/** A megabyte a transaction. */
const CHUNKS = 20;

/** Removes the recorded audiences of requests that were withdrawn, rejected or void. */
@JobHandlerProvider()
export class DiscardSnapshotsJob implements JobHandler<{ campaignId: string }> {
  readonly name = DISCARD_JOB;
  readonly repeatable = 'It removes what no open or granted approval refers to; a second run finds nothing more.';

  constructor(
    private readonly campaigns: CampaignRepository,
    private readonly snapshots: SnapshotRepository,
    private readonly recorder: AudienceRecorder,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async handle({ campaignId }: { campaignId: string }, job: JobRun): Promise<void> {
    const campaign = await this.campaigns.findAnywhere(job.ctx, campaignId);
    if (!campaign) return;
    const ctx = jobContext(job.ctx.manager, campaign.workspaceId, this.name, job.requestId);
    for (;;) {
      if (job.signal.aborted) return this.recorder.enqueueDiscard(ctx, campaignId);
      if ((await this.unitOfWork.run(ctx, (ctx) => this.snapshots.discard(ctx, campaignId, CHUNKS))) < CHUNKS) return;
    }
  }
}
