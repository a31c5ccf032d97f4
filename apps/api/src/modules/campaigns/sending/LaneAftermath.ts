import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { AppLogger } from '../../../platform/logging/AppLogger.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import type { OpenSender } from '../../providers/SenderPoolService.js';
import { SenderService } from '../../providers/SenderService.js';
import { CampaignRepository } from '../CampaignRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { CampaignStateMachine } from '../CampaignStateMachine.js';
import { LedgerReader } from '../ledger/LedgerReader.js';
import { CampaignProgress } from './CampaignProgress.js';
import { MAX_OUTAGES, outageDelayMs } from './outcomeOf.js';
import { ProviderInquiry } from './ProviderInquiry.js';
import type { LaneEnd } from './SendLane.js';
import { outageReason, stopReason } from './stopReasons.js';
import { type SendBatch, SendQueue } from './SendQueue.js';

/** What follows from how a lane ended: go on, come back later, stop the campaign, or close it. */
@Injectable()
export class LaneAftermath {
  constructor(
    private readonly campaigns: CampaignRepository,
    private readonly ledger: LedgerReader,
    private readonly states: CampaignStateMachine,
    private readonly senders: SenderService,
    private readonly unitOfWork: UnitOfWork,
    private readonly inquiry: ProviderInquiry,
    private readonly queue: SendQueue,
    private readonly progress: CampaignProgress,
    private readonly clock: Clock,
    private readonly logger: AppLogger,
  ) {}

  async settle(ctx: WorkspaceContext, campaign: Campaign, sender: OpenSender, batch: SendBatch, end: LaneEnd): Promise<void> {
    this.logger.info('campaign.laneEnded', {
      campaignId: campaign.id,
      lane: batch.lane,
      reason: end.reason,
      accepted: end.accepted,
      requestId: ctx.requestId,
    });
    if (end.trouble?.kind === 'stop') return this.stop(ctx, campaign, stopReason(end.trouble), end.trouble.isSenderPaused);
    if (end.trouble) return this.waitFor(ctx, campaign, batch, end, end.trouble);
    await this.inquiry.askAbout(ctx, campaign, sender);
    await this.goOn(ctx, campaign, batch.lane, end.accepted > 0 || batch.hasAccepted === true);
  }

  /** For a reason that a person has to look at. Changes nothing when the campaign is not being sent any more. */
  async stop(ctx: WorkspaceContext, campaign: Campaign, reason: string, isSenderRefused = false): Promise<void> {
    this.logger.warn('campaign.stopped', { campaignId: campaign.id, requestId: ctx.requestId });
    await this.unitOfWork.run(ctx, async (ctx) => {
      if (isSenderRefused) await this.senders.pause(ctx, reason);
      await this.states.move(ctx, campaign, 'pause', { statusReason: reason }, { isAutomatic: true });
    });
    await this.progress.conclude(ctx.workspaceId, campaign.id, 'paused');
  }

  /** Sends what is due, waits for what is not due yet, and closes the campaign when nothing is left. */
  async goOn(ctx: WorkspaceContext, campaign: Campaign, lane: number, hasAccepted = false): Promise<void> {
    const now = await this.campaigns.find(ctx, campaign.id);
    if (now?.status !== 'sending') {
      if (now) await this.progress.conclude(ctx.workspaceId, now.id, now.status);
      return;
    }
    const due = await this.ledger.nextDue(ctx, campaign.id);
    if (due !== null) {
      // What is due already starts at once, whatever the clock of the database server says.
      const runAt = due > nowIso(this.clock) ? new Date(due) : undefined;
      return this.queue.enqueueLane(ctx, { campaignId: campaign.id, lane, outages: 0, hasAccepted }, runAt);
    }
    if (await this.states.move(ctx, now, 'finish', { finishedAt: nowIso(this.clock) })) {
      this.logger.info('campaign.sent', { campaignId: campaign.id, requestId: ctx.requestId });
      await this.progress.conclude(ctx.workspaceId, campaign.id, 'sent');
    } else this.progress.touch(ctx.workspaceId, campaign.id, 'sending');
  }

  private async waitFor(
    ctx: WorkspaceContext,
    campaign: Campaign,
    batch: SendBatch,
    end: LaneEnd,
    trouble: { retryAfterMs: number | null; reason: string },
  ): Promise<void> {
    const outages = end.accepted > 0 ? 1 : batch.outages + 1;
    if (outages > MAX_OUTAGES) return this.stop(ctx, campaign, outageReason(trouble.reason));
    const runAt = new Date(this.clock.now().getTime() + outageDelayMs(outages, trouble.retryAfterMs));
    await this.queue.enqueueLane(ctx, { ...batch, outages, hasAccepted: end.accepted > 0 || batch.hasAccepted === true }, runAt);
    this.progress.touch(ctx.workspaceId, campaign.id, 'sending');
  }
}
