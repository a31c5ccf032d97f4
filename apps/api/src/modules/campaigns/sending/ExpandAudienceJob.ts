import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { jobContext, systemContext } from '../../../platform/context/contexts.js';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { AppError } from '../../../platform/http/AppError.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../../platform/jobs/JobHandler.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { ApprovalCheck } from '../approvals/ApprovalCheck.js';
import { type ApprovedPage, ApprovedAudience } from '../approvals/ApprovedAudience.js';
import { AudienceRepository } from '../AudienceRepository.js';
import { CampaignRepository } from '../CampaignRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { LedgerWriter } from '../ledger/LedgerWriter.js';
import { CampaignProgress } from './CampaignProgress.js';
import { LaneAftermath } from './LaneAftermath.js';
import { EXPAND_JOB, SendQueue } from './SendQueue.js';

/** People per transaction: large enough to be fast, small enough that other writers wait for some hundredths of a second. */
const BATCH = 2_000;

/**
 * Writes the audience into the ledger, batch by batch; sending begins after the first one. Only people who were approved are planned, and
 * each batch asks whether the approval still holds.
 */
@JobHandlerProvider()
export class ExpandAudienceJob implements JobHandler<{ campaignId: string }> {
  readonly name = EXPAND_JOB;
  readonly repeatable =
    'The ledger has one row per campaign and contact, rows that are there stay, and the place reached moves on only from where it was read.';

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly campaigns: CampaignRepository,
    private readonly audiences: AudienceRepository,
    private readonly check: ApprovalCheck,
    private readonly approved: ApprovedAudience,
    private readonly ledger: LedgerWriter,
    private readonly after: LaneAftermath,
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
      const page = await this.nextPage(ctx, campaign);
      if (typeof page === 'string') return campaign.status === 'sending' ? this.after.stop(ctx, campaign, page) : undefined;
      if (!(await this.plan(ctx, campaign, page))) return;
      this.progress.touch(campaign.workspaceId, campaignId, campaign.status);
    }
  }

  /** Read before the transaction that plans it, or the reason why nothing may be planned. Everything is looked at again before the network. */
  private async nextPage(ctx: WorkspaceContext, campaign: Campaign): Promise<ApprovedPage | string> {
    const cover = await this.check.cover(ctx, campaign);
    if ('objection' in cover) return cover.objection.message;
    const members = await this.audiences.listMembers(ctx, campaign.audience, campaign.expandCursor, BATCH);
    try {
      return await this.approved.pageOf(ctx, cover.approval, cover.document, members);
    } catch (error) {
      if (error instanceof AppError) return error.message;
      throw error;
    }
  }

  /** One batch. False when there is nothing left to do here. */
  private plan(ctx: WorkspaceContext, campaign: Campaign, page: ApprovedPage): Promise<boolean> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const now = nowIso(this.clock);
      const isLast = page.members.length < BATCH;
      const to = page.members.at(-1)?.contactId ?? campaign.expandCursor;
      const hasMoved = await this.campaigns.advanceExpansion(ctx, campaign.id, {
        from: campaign.expandCursor,
        to,
        finishedAt: isLast ? now : null,
      });
      if (!hasMoved) return false;
      await this.ledger.plan(ctx, campaign, await this.approved.admit(ctx, page), now);
      if (isLast || campaign.expandCursor === null) await this.queue.enqueueLanes(ctx, campaign.id);
      return !isLast;
    });
  }
}
