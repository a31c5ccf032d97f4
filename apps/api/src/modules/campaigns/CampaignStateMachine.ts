import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { AuditAct } from '../../platform/audit/AuditWords.js';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { afterCommit, UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { notFound } from '../../platform/http/AppError.js';
import { LiveEvents } from '../../platform/live/LiveEvents.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { campaignChangedMeanwhile, moveRefused } from './campaignErrors.js';
import { CampaignRepository, type MoveChanges, type MovedCampaigns } from './CampaignRepository.js';
import type { Campaign } from './CampaignRow.js';
import { type CampaignMove, campaignMoves } from './campaignTransitions.js';

/** How the audit log calls each move. Without a name here, who makes it records what else there is to say. */
const ACTION_OF: Readonly<Partial<Record<CampaignMove, AuditAct>>> = {
  requestApproval: 'campaign.approvalRequested',
  withdraw: 'campaign.approvalWithdrawn',
  approve: 'campaign.approved',
  reject: 'campaign.rejected',
  send: 'campaign.launched',
  schedule: 'campaign.scheduled',
  start: 'campaign.started',
  void: 'campaign.approvalVoided',
  voidHeld: 'campaign.approvalVoided',
  pause: 'campaign.paused',
  hold: 'campaign.held',
  resume: 'campaign.resumed',
  cancel: 'campaign.cancelled',
  finish: 'campaign.finished',
  reopen: 'campaign.reopened',
  renew: 'campaign.approvalRenewed',
  pauseSeries: 'campaign.seriesPaused',
  resumeSeries: 'campaign.seriesResumed',
  finishSeries: 'campaign.seriesFinished',
};

/** The only way from one status to another: one conditional UPDATE, told to the audit log and to open pages. */
@Injectable()
export class CampaignStateMachine {
  constructor(
    private readonly campaigns: CampaignRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly live: LiveEvents,
    private readonly clock: Clock,
  ) {}

  /** Moves or says why it is not possible. Of two callers at once, one succeeds. Answers the campaign as it is now. */
  async moveOrThrow(
    ctx: WorkspaceContext,
    campaign: Campaign,
    move: CampaignMove,
    changes: MoveChanges = {},
    details: object = {},
  ): Promise<Campaign> {
    const moved = await this.move(ctx, campaign, move, changes, details);
    if (moved) return moved;
    const now = await this.campaigns.find(ctx, campaign.id);
    throw now ? moveRefused(move, now.status) : notFound('campaign');
  }

  /** The same, refused as well when the campaign was changed after it was read: what is decided about is what was seen. */
  async moveAsRead(ctx: WorkspaceContext, campaign: Campaign, move: CampaignMove, changes: MoveChanges = {}): Promise<Campaign> {
    const [moved] = await this.moveAll(ctx, campaign, move, changes, {}, campaign.status);
    if (moved) return moved;
    const now = await this.campaigns.find(ctx, campaign.id);
    if (!now) throw notFound('campaign');
    throw campaignMoves[move].from.includes(now.status) ? campaignChangedMeanwhile(now.version) : moveRefused(move, now.status);
  }

  /** Answers the campaign as it is now, or null when it did not move. `details`: what the audit log records beside the move itself. */
  async move(
    ctx: Context,
    { id, workspaceId, status }: Campaign,
    move: CampaignMove,
    changes: MoveChanges = {},
    details: object = {},
  ): Promise<Campaign | null> {
    const [moved] = await this.moveAll(ctx, { id, workspaceId }, move, changes, details, status);
    return moved ?? null;
  }

  /** What happened to a campaign that is no move of its own, to the audit log and to open pages. Inside a unit of work. */
  async tell(
    ctx: WorkspaceContext,
    { id, status }: Pick<Campaign, 'id' | 'workspaceId' | 'status'>,
    action: AuditAct,
    details: object,
  ): Promise<void> {
    await this.audit.record(ctx, { action, entity: ['campaign', id], details });
    afterCommit(ctx.manager, () => this.live.publish(ctx.workspaceId, { type: 'campaign.changed', id, status }));
  }

  /** Several campaigns at once, also of several workspaces; answers those that moved. `before`: where they stood, as far as it is known. */
  moveAll(
    ctx: Context,
    which: MovedCampaigns,
    move: CampaignMove,
    changes: MoveChanges = {},
    details: object = {},
    before = campaignMoves[move].from[0],
  ): Promise<Campaign[]> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const moved = await this.campaigns.move(ctx, which, move, nowIso(this.clock), changes);
      const action = 'isAutomatic' in details ? 'campaign.autoPaused' : ACTION_OF[move];
      if (!action) return moved;
      const reason = changes.statusReason ? { reason: changes.statusReason } : {};
      for (const { id, workspaceId, status } of moved) {
        await this.audit.record(
          { ...ctx, workspaceId },
          { action, entity: ['campaign', id], before: { status: before }, after: { status }, details: { ...reason, ...details } },
        );
        afterCommit(ctx.manager, () => this.live.publish(workspaceId, { type: 'campaign.changed', id, status }));
      }
      return moved;
    });
  }
}
