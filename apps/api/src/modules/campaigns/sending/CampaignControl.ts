import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../platform/audit/AuditTrail.js';
import type { Context, WorkspaceContext } from '../../../platform/context/Context.js';
import { afterCommit, UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { notFound } from '../../../platform/http/AppError.js';
import { LiveEvents } from '../../../platform/live/LiveEvents.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { SenderService } from '../../providers/SenderService.js';
import { moveRefused } from '../campaignErrors.js';
import { CampaignRepository, type MoveChanges } from '../CampaignRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { type CampaignMove, campaignMoves } from '../campaignTransitions.js';
import { SendQueue } from './SendQueue.js';

/** How the audit log calls each move. */
const ACTION_OF: Readonly<Record<CampaignMove, string>> = {
  edit: 'campaign.updated',
  delete: 'campaign.deleted',
  duplicate: 'campaign.duplicated',
  sendTest: 'campaign.testSent',
  requestApproval: 'campaign.approvalRequested',
  withdraw: 'campaign.approvalWithdrawn',
  approve: 'campaign.approved',
  reject: 'campaign.rejected',
  send: 'campaign.launched',
  schedule: 'campaign.scheduled',
  start: 'campaign.started',
  void: 'campaign.approvalVoided',
  pause: 'campaign.paused',
  resume: 'campaign.resumed',
  cancel: 'campaign.cancelled',
  finish: 'campaign.finished',
  reopen: 'campaign.reopened',
};

/** Starting and stopping. What is under way when a campaign is stopped is settled; nothing new is handed over. */
@Injectable()
export class CampaignControl {
  constructor(
    private readonly campaigns: CampaignRepository,
    private readonly queue: SendQueue,
    private readonly senders: SenderService,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly live: LiveEvents,
    private readonly clock: Clock,
  ) {}

  /** Begins to send now. Of two calls at once, one succeeds. */
  start(ctx: WorkspaceContext, campaign: Campaign, move: 'send' | 'start', senderType: string): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const now = nowIso(this.clock);
      await this.require(ctx, campaign, move, { startedAt: now, senderType });
      await this.queue.enqueueExpansion(ctx, campaign.id);
    });
  }

  schedule(ctx: WorkspaceContext, campaign: Campaign, startsAt: Date): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      await this.require(ctx, campaign, 'schedule', { scheduledAt: startsAt.toISOString() });
      await this.queue.enqueueStart(ctx, campaign.id, startsAt);
    });
  }

  pause(ctx: WorkspaceContext, id: string): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => this.require(ctx, await this.find(ctx, id), 'pause'));
  }

  resume(ctx: WorkspaceContext, id: string): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const campaign = await this.find(ctx, id);
      await this.require(ctx, campaign, 'resume');
      if (campaign.expandedAt === null) await this.queue.enqueueExpansion(ctx, id);
      await this.queue.enqueueLanes(ctx, id);
    });
  }

  cancel(ctx: WorkspaceContext, id: string): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const campaign = await this.find(ctx, id);
      await this.require(ctx, campaign, 'cancel', { finishedAt: nowIso(this.clock) });
      await this.queue.cancelStart(ctx.manager, id);
      await this.queue.enqueueClose(ctx, id);
    });
  }

  /** Stops a campaign for a reason that a person has to look at. Does nothing when it is not being sent any more. */
  async stopFor(ctx: WorkspaceContext, campaign: Campaign, reason: string, isSenderRefused: boolean): Promise<void> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      if (isSenderRefused) await this.senders.pause(ctx, reason);
      await this.move(ctx, campaign, 'pause', { statusReason: reason }, { isAutomatic: true });
    });
  }

  /** Makes a move or says why it is not possible; open pages hear about it after the commit. */
  async require(
    ctx: WorkspaceContext,
    campaign: Campaign,
    move: CampaignMove,
    changes: MoveChanges = {},
    told: object = {},
  ): Promise<void> {
    if (await this.move(ctx, campaign, move, changes, told)) return;
    const now = await this.campaigns.find(ctx, campaign.id);
    throw now ? moveRefused(move, now.status) : notFound('campaign');
  }

  /** `told`: what the audit log is to know beside the move itself. */
  move(ctx: Context, campaign: Campaign, move: CampaignMove, changes: MoveChanges = {}, told: object = {}): Promise<boolean> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      if (!(await this.campaigns.move(ctx, campaign, move, nowIso(this.clock), changes))) return false;
      const status = campaignMoves[move].to ?? campaign.status;
      await this.tell(ctx, campaign, move, status, { ...(changes.statusReason ? { reason: changes.statusReason } : {}), ...told });
      afterCommit(ctx.manager, () => this.live.publish(campaign.workspaceId, { type: 'campaign.changed', id: campaign.id, status }));
      return true;
    });
  }

  /** The end of a campaign; false while anything of it is still open. */
  finish(ctx: WorkspaceContext, campaign: Campaign): Promise<boolean> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const isFinished = await this.campaigns.finish(ctx, campaign.id, nowIso(this.clock));
      if (isFinished) await this.tell(ctx, campaign, 'finish', 'sent', {});
      return isFinished;
    });
  }

  private async tell(ctx: Context, campaign: Campaign, move: CampaignMove, status: string, told: object): Promise<void> {
    const action = 'isAutomatic' in told ? 'campaign.autoPaused' : ACTION_OF[move];
    await this.audit.record(
      { ...ctx, workspaceId: campaign.workspaceId },
      { action, entity: ['campaign', campaign.id], before: { status: campaign.status }, after: { status }, details: told },
    );
  }

  private async find(ctx: WorkspaceContext, id: string): Promise<Campaign> {
    const campaign = await this.campaigns.find(ctx, id);
    if (!campaign) throw notFound('campaign');
    return campaign;
  }
}
