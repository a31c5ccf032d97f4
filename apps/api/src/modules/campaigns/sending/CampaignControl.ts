import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { notFound } from '../../../platform/http/AppError.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { SenderService } from '../../providers/SenderService.js';
import { campaignChangedMeanwhile } from '../campaignErrors.js';
import { CampaignRepository } from '../CampaignRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { CampaignStateMachine } from '../CampaignStateMachine.js';
import { SendQueue } from './SendQueue.js';

/** Starting and stopping. What is under way when a campaign is stopped is settled; nothing new is handed over. */
@Injectable()
export class CampaignControl {
  constructor(
    private readonly campaigns: CampaignRepository,
    private readonly states: CampaignStateMachine,
    private readonly queue: SendQueue,
    private readonly senders: SenderService,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Begins to send now. Of two calls at once, one succeeds. */
  start(ctx: WorkspaceContext, campaign: Campaign, move: 'send' | 'start' | 'resume', senderType: string): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const now = nowIso(this.clock);
      await this.states.moveOrThrow(ctx, campaign, move, { startedAt: now, senderType });
      if (move === 'send') await this.requireAsRead(ctx, campaign);
      await this.queue.enqueueExpansion(ctx, campaign.id);
    });
  }

  schedule(ctx: WorkspaceContext, campaign: Campaign, startsAt: Date): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      await this.states.moveOrThrow(ctx, campaign, 'schedule', { scheduledAt: startsAt.toISOString() });
      await this.requireAsRead(ctx, campaign);
      await this.queue.enqueueStart(ctx, campaign.id, startsAt);
    });
  }

  pause(ctx: WorkspaceContext, id: string): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => this.states.moveOrThrow(ctx, await this.find(ctx, id), 'pause'));
  }

  resume(ctx: WorkspaceContext, id: string): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const campaign = await this.find(ctx, id);
      await this.states.moveOrThrow(ctx, campaign, 'resume');
      if (campaign.expandedAt === null) await this.queue.enqueueExpansion(ctx, id);
      await this.queue.enqueueLanes(ctx, id);
    });
  }

  cancel(ctx: WorkspaceContext, id: string): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const campaign = await this.find(ctx, id);
      await this.states.moveOrThrow(ctx, campaign, 'cancel', { finishedAt: nowIso(this.clock) });
      await this.queue.cancelStart(ctx.manager, id);
      await this.queue.enqueueClose(ctx, id);
    });
  }

  /** A schedule that was missed. Only by hand does it go on. */
  async hold(ctx: WorkspaceContext, campaign: Campaign, reason: string): Promise<void> {
    await this.states.move(ctx, campaign, 'hold', { statusReason: reason, scheduledAt: null });
  }

  /** Stops a campaign for a reason that a person has to look at. Does nothing when it is not being sent any more. */
  async stopFor(ctx: WorkspaceContext, campaign: Campaign, reason: string, isSenderRefused: boolean): Promise<void> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      if (isSenderRefused) await this.senders.pause(ctx, reason);
      await this.states.move(ctx, campaign, 'pause', { statusReason: reason }, { isAutomatic: true });
    });
  }

  /** While the mail server was tried it may have been edited and approved anew, for another time than the one that was read. */
  private async requireAsRead(ctx: WorkspaceContext, read: Campaign): Promise<void> {
    const { version } = await this.find(ctx, read.id);
    if (version !== read.version + 1) throw campaignChangedMeanwhile(version);
  }

  private async find(ctx: WorkspaceContext, id: string): Promise<Campaign> {
    const campaign = await this.campaigns.find(ctx, id);
    if (!campaign) throw notFound('campaign');
    return campaign;
  }
}
