import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { afterCommit, UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { notFound } from '../../platform/http/AppError.js';
import { LiveEvents } from '../../platform/live/LiveEvents.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { moveRefused } from './campaignErrors.js';
import { CampaignRepository, type MoveChanges } from './CampaignRepository.js';
import type { Campaign } from './CampaignRow.js';
import { type CampaignMove, campaignMoves } from './campaignTransitions.js';

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
  voidHeld: 'campaign.approvalVoided',
  pause: 'campaign.paused',
  hold: 'campaign.held',
  resume: 'campaign.resumed',
  cancel: 'campaign.cancelled',
  finish: 'campaign.finished',
  reopen: 'campaign.reopened',
  renew: 'campaign.approvalRenewed',
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

  /** Moves or says why it is not possible. Of two callers at once, one succeeds. */
  async moveOrThrow(
    ctx: WorkspaceContext,
    campaign: Campaign,
    move: CampaignMove,
    changes: MoveChanges = {},
    details: object = {},
  ): Promise<void> {
    if (await this.move(ctx, campaign, move, changes, details)) return;
    const now = await this.campaigns.find(ctx, campaign.id);
    throw now ? moveRefused(move, now.status) : notFound('campaign');
  }

  /** Answers whether the campaign moved. `details`: what the audit log records beside the move itself. */
  move(ctx: Context, campaign: Campaign, move: CampaignMove, changes: MoveChanges = {}, details: object = {}): Promise<boolean> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      if (!(await this.campaigns.move(ctx, campaign, move, nowIso(this.clock), changes))) return false;
      const status = campaignMoves[move].to ?? campaign.status;
      const reason = changes.statusReason ? { reason: changes.statusReason } : {};
      await this.recordAudit(ctx, campaign, move, status, { ...reason, ...details });
      afterCommit(ctx.manager, () => this.live.publish(campaign.workspaceId, { type: 'campaign.changed', id: campaign.id, status }));
      return true;
    });
  }

  /** The end of a campaign; false while anything of it is still open. */
  finish(ctx: WorkspaceContext, campaign: Campaign): Promise<boolean> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const isFinished = await this.campaigns.finish(ctx, campaign.id, nowIso(this.clock));
      if (isFinished) await this.recordAudit(ctx, campaign, 'finish', 'sent', {});
      return isFinished;
    });
  }

  private async recordAudit(ctx: Context, campaign: Campaign, move: CampaignMove, status: string, details: object): Promise<void> {
    const action = 'isAutomatic' in details ? 'campaign.autoPaused' : ACTION_OF[move];
    await this.audit.record(
      { ...ctx, workspaceId: campaign.workspaceId },
      { action, entity: ['campaign', campaign.id], before: { status: campaign.status }, after: { status }, details },
    );
  }
}
