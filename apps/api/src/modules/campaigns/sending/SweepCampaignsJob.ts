import type { Context } from '../../../platform/context/Context.js';
import { jobContext } from '../../../platform/context/contexts.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../../platform/jobs/JobHandler.js';
import { Clock } from '../../../platform/time/Clock.js';
import { CampaignRepository } from '../CampaignRepository.js';
import { type Campaign, isSeries } from '../CampaignRow.js';
import { LONGEST_LEAD_MS } from '../series/SeriesStarts.js';
import { opensAt } from '../zones/zonedSchedule.js';
import { CampaignCourse } from './CampaignCourse.js';
import { ProviderInquiry } from './ProviderInquiry.js';
import { SendingRecovery } from './SendingRecovery.js';
import { SendQueue, SWEEP_JOB } from './SendQueue.js';

const EVERY_MS = 30_000;
/** Longer than the longest wait for an absent mail server: who is overdue by more has been forgotten. */
const OVERDUE_MS = 20 * 60_000;
/** What was news once is none any more: who was left out of a campaign that ended before is not written to without a person. */
const NEWS_MS = 2 * 24 * 3_600_000;

/** Closes what a crash, a lost job or an interrupted worker left open. */
@JobHandlerProvider()
export class SweepCampaignsJob implements JobHandler {
  readonly name = SWEEP_JOB;
  readonly repeatable = 'It looks for what is overdue and moves it by conditional updates; what is in order it leaves alone.';

  constructor(
    private readonly campaigns: CampaignRepository,
    private readonly recovery: SendingRecovery,
    private readonly course: CampaignCourse,
    private readonly inquiry: ProviderInquiry,
    private readonly queue: SendQueue,
    private readonly clock: Clock,
  ) {}

  async handle(_payload: object, { ctx }: JobRun): Promise<void> {
    try {
      await this.sweep(ctx);
    } finally {
      await this.queue.enqueueSweep({ manager: ctx.manager }, EVERY_MS);
    }
  }

  private async sweep(ctx: Context): Promise<void> {
    const now = this.clock.now();
    const before = (ms: number): string => new Date(now.getTime() - ms).toISOString();
    await this.recovery.recoverExpired(ctx);
    for (const campaign of await this.campaigns.listByStatus(ctx, ['sending']))
      await this.course.pushOn(ctx, campaign, { overdue: before(OVERDUE_MS), now });
    for (const campaign of await this.campaigns.listByStatus(ctx, ['scheduled'], before(EVERY_MS - LONGEST_LEAD_MS)))
      if (dueSince(campaign) <= before(EVERY_MS)) await this.queue.enqueueStart(ctx, campaign.id);
    for (const campaign of await this.campaigns.listUnclosed(ctx, 'cancelled')) await this.queue.enqueueClose(ctx, campaign.id);
    for (const campaign of await this.campaigns.listUnclosed(ctx, 'sent', before(NEWS_MS)))
      await this.course.continueAfter(jobContext(ctx.manager, campaign.workspaceId, this.name, ctx.requestId), campaign);
    await this.inquiry.sweep(ctx);
  }
}

/** A series is due when its date begins on Earth. */
function dueSince(campaign: Campaign): string {
  const { schedule, scheduledAt } = campaign;
  if (scheduledAt === null || !isSeries(campaign)) return scheduledAt ?? '';
  return opensAt(schedule, new Date(scheduledAt)).toISOString();
}
