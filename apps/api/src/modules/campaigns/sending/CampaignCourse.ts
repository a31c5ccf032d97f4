import { Injectable } from '@nestjs/common';
import { openedAt } from '@rapport/common';
import type { Context, WorkspaceContext } from '../../../platform/context/Context.js';
import { jobContext } from '../../../platform/context/contexts.js';
import { AppLogger } from '../../../platform/logging/AppLogger.js';
import { Clock } from '../../../platform/time/Clock.js';
import type { OpenSender } from '../../providers/SenderPoolService.js';
import { HELD_UNTIL } from '../abTests/AbTest.js';
import { AbTestCourse } from '../abTests/AbTestCourse.js';
import { CampaignRepository } from '../CampaignRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { laneHoursOf } from '../campaignSchedule.js';
import { CampaignStateMachine } from '../CampaignStateMachine.js';
import { LedgerReader } from '../ledger/LedgerReader.js';
import { ZoneWaits } from '../zones/ZoneWaits.js';
import { CampaignProgress } from './CampaignProgress.js';
import { CampaignStop } from './CampaignStop.js';
import { MAX_OUTAGES, outageDelayMs } from './outcomeOf.js';
import { ProviderQuestions } from './ProviderQuestions.js';
import type { LaneEnd } from './SendLane.js';
import { type SendBatch, SendQueue } from './SendQueue.js';
import { outageReason, stopReason } from './stopReasons.js';

/**
 * What a campaign needs next, by what its ledger holds: lanes now, lanes later, the end of its test, or its own.
 * More than six dependencies: each is one way to go on.
 */
@Injectable()
export class CampaignCourse {
  constructor(
    private readonly campaigns: CampaignRepository,
    private readonly ledger: LedgerReader,
    private readonly states: CampaignStateMachine,
    private readonly tests: AbTestCourse,
    private readonly queue: SendQueue,
    private readonly progress: CampaignProgress,
    private readonly waits: ZoneWaits,
    private readonly logger: AppLogger,
  ) {}

  /** Sends what is due, waits for what is not due yet (or until `notBefore`), and closes the campaign when nothing is left. */
  async goOn(ctx: WorkspaceContext, campaign: Campaign, lane: number, hasAccepted = false, notBefore: Date | null = null): Promise<void> {
    const now = await this.campaigns.find(ctx, campaign.id);
    if (now?.status !== 'sending') {
      if (now) await this.progress.conclude(ctx.workspaceId, now.id, now.status);
      return;
    }
    const due = await this.ledger.nextDue(ctx, campaign.id);
    if (due !== null) await this.tests.goOn(ctx, now);
    if (due === HELD_UNTIL) return this.progress.touch(ctx.workspaceId, campaign.id, 'sending');
    if (due !== null) {
      await this.waits.note(ctx, now);
      const runAt = new Date(Math.max(Date.parse(due), notBefore?.getTime() ?? 0));
      return this.queue.enqueueLane(ctx, { campaignId: campaign.id, lane, outages: 0, hasAccepted }, runAt);
    }
    if (await this.states.move(ctx, now, 'finish')) {
      this.logger.info('campaign.sent', { campaignId: campaign.id, requestId: ctx.requestId });
      await this.progress.conclude(ctx.workspaceId, campaign.id, 'sent');
    } else this.progress.touch(ctx.workspaceId, campaign.id, 'sending');
  }

  /** The sender could not be used: the lane comes back then. */
  async comeBack(ctx: WorkspaceContext, batch: SendBatch, at: Date): Promise<void> {
    await this.queue.enqueueLane(ctx, batch, at);
    this.progress.touch(ctx.workspaceId, batch.campaignId, 'sending');
  }

  /** Rows of this campaign were planned again: it goes on, unless someone stopped it. */
  async continueAfter(ctx: WorkspaceContext, campaign: Campaign): Promise<void> {
    if ((await this.ledger.nextDue(ctx, campaign.id)) === null) return;
    // Another lane may have ended it since it was read.
    const now = (await this.campaigns.find(ctx, campaign.id)) ?? campaign;
    if (now.status === 'sent') await this.states.move(ctx, now, 'reopen');
    if (now.status === 'cancelled') await this.queue.enqueueClose(ctx, now.id);
    else if (now.status !== 'paused') await this.queue.enqueueLanes(ctx, now.id);
  }

  /** What is being sent and could have gone on since before `overdue` was forgotten: its jobs are enqueued anew. What rests is in order. */
  async pushOn(ctx: Context, campaign: Campaign, { overdue, now }: { readonly overdue: string; readonly now: Date }): Promise<void> {
    if (campaign.expandedAt === null) {
      if ((campaign.startedAt ?? '') < overdue) await this.queue.enqueueExpansion(ctx, campaign.id);
      return;
    }
    const due = await this.ledger.nextDue(ctx, campaign.id);
    if (due !== null && due < overdue) {
      const since = openSince(campaign, now);
      if (since !== null && since < overdue) await this.queue.enqueueLanes(ctx, campaign.id);
    } else if (due === null || due === HELD_UNTIL)
      await this.goOn(jobContext(ctx.manager, campaign.workspaceId, 'campaigns.sweep', ctx.requestId), campaign, 0);
  }
}

/** Since when it may be sent, as far as its hours and its limit say; null: it rests. */
function openSince({ schedule, pacedUntil }: Campaign, now: Date): string | null {
  const hours = laneHoursOf(schedule);
  const opened = hours ? openedAt(hours, now)?.toISOString() : '';
  if (opened === undefined) return null;
  return pacedUntil !== null && pacedUntil > opened ? pacedUntil : opened;
}

/** What follows from how a lane ended: go on, come back later, or stop the campaign. */
@Injectable()
export class LaneAftermath {
  constructor(
    private readonly course: CampaignCourse,
    private readonly stops: CampaignStop,
    private readonly questions: ProviderQuestions,
    private readonly clock: Clock,
  ) {}

  async settle(ctx: WorkspaceContext, campaign: Campaign, sender: OpenSender, batch: SendBatch, end: LaneEnd): Promise<void> {
    if (end.trouble?.kind === 'stop') {
      const refusedAccount = end.trouble.isSenderPaused ? sender.accountId : null;
      return this.stops.stop(ctx, campaign, stopReason(end.trouble), refusedAccount);
    }
    const hasAccepted = end.accepted > 0 || batch.hasAccepted === true;
    if (end.trouble) {
      const outages = end.accepted > 0 ? 1 : batch.outages + 1;
      if (outages > MAX_OUTAGES) return this.stops.stop(ctx, campaign, outageReason(end.trouble.reason));
      const at = new Date(this.clock.now().getTime() + outageDelayMs(outages, end.trouble.retryAfterMs));
      return this.course.comeBack(ctx, { ...batch, outages, hasAccepted }, at);
    }
    await this.questions.askAbout(ctx, campaign, sender, (ctx) => this.course.continueAfter(ctx, campaign));
    await this.course.goOn(ctx, campaign, batch.lane, hasAccepted, end.spentUntil);
  }
}
