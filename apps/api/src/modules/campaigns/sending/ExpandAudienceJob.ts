import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { jobContext, systemContext } from '../../../platform/context/contexts.js';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../../platform/jobs/JobHandler.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { AudienceRepository } from '../AudienceRepository.js';
import { CampaignRepository } from '../CampaignRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { CampaignProgress } from './CampaignProgress.js';
import { RecipientRepository } from './RecipientRepository.js';
import { EXPAND_JOB, SendQueue } from './SendQueue.js';

/** People per transaction: large enough to be fast, small enough that other writers wait for some hundredths of a second. */
const BATCH = 2_000;

/** Writes the audience into the ledger, batch by batch; sending begins after the first one. */
@JobHandlerProvider()
export class ExpandAudienceJob implements JobHandler<{ campaignId: string }> {
  readonly name = EXPAND_JOB;
  readonly repeatable =
    'The ledger has one row per campaign and contact, rows that are there stay, and the place reached moves on only from where it was read.';

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly campaigns: CampaignRepository,
    private readonly audiences: AudienceRepository,
    private readonly recipients: RecipientRepository,
    private readonly queue: SendQueue,
    private readonly progress: CampaignProgress,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async handle({ campaignId }: { campaignId: string }, job: JobRun): Promise<void> {
    const { manager } = this.dataSource;
    for (;;) {
      const campaign = await this.campaigns.findAnywhere(systemContext(manager, job.requestId), campaignId);
      if (!campaign || campaign.expandedAt !== null || (campaign.status !== 'sending' && campaign.status !== 'paused')) return;
      const ctx = jobContext(manager, campaign.workspaceId, this.name, job.requestId);
      if (job.signal.aborted) return this.queue.enqueueExpansion(ctx, campaignId);
      if (!(await this.planNext(ctx, campaign))) return;
      this.progress.touch(campaign.workspaceId, campaignId, campaign.status);
    }
  }

  /** One batch. False when there is nothing left to do here. */
  private planNext(ctx: WorkspaceContext, campaign: Campaign): Promise<boolean> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const now = nowIso(this.clock);
      const members = await this.audiences.listMembers(ctx, campaign.audience, campaign.expandCursor, BATCH);
      const isLast = members.length < BATCH;
      const to = members.at(-1)?.contactId ?? campaign.expandCursor;
      const hasMoved = await this.campaigns.advanceExpansion(ctx, campaign.id, {
        from: campaign.expandCursor,
        to,
        finishedAt: isLast ? now : null,
      });
      if (!hasMoved) return false;
      await this.recipients.plan(ctx, campaign.id, members, now);
      if (isLast || campaign.expandCursor === null) await this.queue.enqueueLanes(ctx, campaign.id);
      return !isLast;
    });
  }
}
