import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { jobContext } from '../../../platform/context/contexts.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { AppError } from '../../../platform/http/AppError.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../../platform/jobs/JobHandler.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { ApprovalCheck } from '../approvals/ApprovalCheck.js';
import { ApprovedAudience, type ApprovedPage } from '../approvals/ApprovedAudience.js';
import { AudienceRepository } from '../AudienceRepository.js';
import { AudienceSplit } from '../abTests/AbTestCourse.js';
import { CampaignRepository } from '../CampaignRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { LedgerWriter, type Moments } from '../ledger/LedgerWriter.js';
import { RecipientClocks } from '../zones/RecipientClocks.js';
import { CampaignProgress } from './CampaignProgress.js';
import { CampaignStop } from './CampaignStop.js';
import { EXPAND_JOB, SendQueue } from './SendQueue.js';

/** People per transaction: large enough to be fast, small enough that other writers wait for some hundredths of a second. */
const BATCH = 2_000;

interface PlannedPage extends ApprovedPage {
  /** Of an A/B test, with its first page: how many people get the message. */
  readonly expected: number | null;
  /** When each of them gets it, where their time zones count; null: at once. */
  readonly momentOf: Moments | null;
}

/**
 * Who comes into the ledger next: only people who were approved, each page once.
 * More than six dependencies: a page is read, compared with what was approved, written, and shared out among variants and time zones.
 */
@Injectable()
export class AudiencePlan {
  constructor(
    private readonly campaigns: CampaignRepository,
    private readonly audiences: AudienceRepository,
    private readonly check: ApprovalCheck,
    private readonly approved: ApprovedAudience,
    private readonly ledger: LedgerWriter,
    private readonly split: AudienceSplit,
    private readonly clocks: RecipientClocks,
    private readonly clock: Clock,
  ) {}

  /** Read before the transaction that plans it, or the reason why nothing may be planned. Everything is looked at again before the network. */
  async nextPage(ctx: WorkspaceContext, campaign: Campaign): Promise<PlannedPage | { readonly objection: AppError }> {
    const cover = await this.check.cover(ctx, campaign);
    if ('objection' in cover) return cover;
    const members = await this.audiences.listMembers(ctx, campaign.audience, campaign.expandCursor, BATCH);
    const momentOf = await this.clocks.momentsOf(
      ctx,
      campaign,
      members.map(({ contactId }) => contactId),
    );
    // A series is approved by the rules of its audience; how many people they name was looked at when it started.
    const expected = await this.split.expected(ctx, campaign);
    if (campaign.seriesId !== null) return { ...everyone(cover.approval.id, members), expected, momentOf };
    try {
      const page = await this.approved.pageOf(ctx, cover.approval, cover.document, members);
      return { ...page, expected, momentOf };
    } catch (error) {
      if (error instanceof AppError) return { objection: error };
      throw error;
    }
  }

  /** Inside a unit of work. Null: another run was faster, or the campaign is not being sent any more. */
  async write(ctx: WorkspaceContext, campaign: Campaign, page: PlannedPage): Promise<{ readonly isLast: boolean } | null> {
    const now = nowIso(this.clock);
    const isLast = page.members.length < BATCH;
    const to = page.members.at(-1)?.contactId ?? campaign.expandCursor;
    const place = { from: campaign.expandCursor, to, finishedAt: isLast ? now : null };
    if (!(await this.campaigns.advanceExpansion(ctx, campaign.id, place))) return null;
    if (campaign.expandCursor === null) await this.ledger.begin(ctx, campaign);
    // Whoever had a message of the series is no recipient of the next: no row for each of them at every date.
    const people = (await this.approved.admit(ctx, page)).filter(({ skipReason }) => skipReason !== 'hadIt');
    const planned = await this.ledger.plan(ctx, campaign, people, now, page.momentOf);
    await this.split.write(ctx, campaign, planned, { ...page, now });
    return { isLast };
  }
}

function everyone(approvalId: string, members: ApprovedPage['members']): ApprovedPage {
  return { approvalId, members, memberships: members.map(() => 'member'), allowance: 0 };
}

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
  private plan(ctx: WorkspaceContext, campaign: Campaign, page: PlannedPage): Promise<boolean> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const written = await this.audience.write(ctx, campaign, page);
      if (written && (written.isLast || campaign.expandCursor === null)) await this.queue.enqueueLanes(ctx, campaign.id);
      return written !== null && !written.isLast;
    });
  }
}
