import { type JobHandler, JobHandlerProvider, type JobRun } from '../../../platform/jobs/JobHandler.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { CampaignRepository } from '../CampaignRepository.js';
import { LedgerWriter } from '../ledger/LedgerWriter.js';
import { CampaignProgress } from './CampaignProgress.js';
import { CLOSE_JOB, SendQueue } from './SendQueue.js';

const BATCH = 5_000;

/** Marks everyone whom a cancelled campaign did not reach as skipped. */
@JobHandlerProvider()
export class CloseCancelledJob implements JobHandler<{ campaignId: string }> {
  readonly name = CLOSE_JOB;
  readonly repeatable = 'It skips what is still planned of a campaign that stays cancelled; a second run finds nothing more.';

  constructor(
    private readonly campaigns: CampaignRepository,
    private readonly ledger: LedgerWriter,
    private readonly queue: SendQueue,
    private readonly progress: CampaignProgress,
    private readonly clock: Clock,
  ) {}

  async handle({ campaignId }: { campaignId: string }, { ctx, signal }: JobRun): Promise<void> {
    const campaign = await this.campaigns.findAnywhere(ctx, campaignId);
    if (campaign?.status !== 'cancelled') return;
    for (;;) {
      if (signal.aborted) return this.queue.enqueueClose(ctx, campaignId);
      if ((await this.ledger.skipRemaining(ctx, campaignId, BATCH, nowIso(this.clock))) < BATCH) break;
    }
    await this.progress.conclude(campaign.workspaceId, campaignId, 'cancelled');
  }
}
