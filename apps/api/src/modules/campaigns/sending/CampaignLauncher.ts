import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import type { AppError } from '../../../platform/http/AppError.js';
import { Installation } from '../../../platform/installation/Installation.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { SenderPoolService } from '../../providers/SenderPoolService.js';
import { WorkspaceService } from '../../workspaces/WorkspaceService.js';
import { ApprovalCheck } from '../approvals/ApprovalCheck.js';
import type { ComparedAudience } from '../approvals/AudienceComparison.js';
import type { CampaignDto } from '../CampaignDtos.js';
import { missedWhileDeleted, moveRefused, preflightFailed } from '../campaignErrors.js';
import { CampaignReviewActions } from '../CampaignReviewActions.js';
import type { Campaign } from '../CampaignRow.js';
import { instantOf } from '../campaignSchedule.js';
import { CampaignService } from '../CampaignService.js';
import { CampaignStateMachine } from '../CampaignStateMachine.js';
import { canMove } from '../campaignTransitions.js';
import { CampaignPreflight } from '../review/CampaignPreflight.js';
import { SendQueue } from './SendQueue.js';

/**
 * From approved to sending, or to its place in the calendar. Everything that can be known beforehand is asked first; an approval that does
 * not hold is voided. Status and first job are written together.
 */
@Injectable()
export class CampaignLauncher {
  constructor(
    private readonly campaigns: CampaignService,
    private readonly check: ApprovalCheck,
    private readonly review: CampaignReviewActions,
    private readonly preflight: CampaignPreflight,
    private readonly states: CampaignStateMachine,
    private readonly queue: SendQueue,
    private readonly pool: SenderPoolService,
    private readonly workspaces: WorkspaceService,
    private readonly installation: Installation,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async launch(ctx: WorkspaceContext, id: string): Promise<CampaignDto> {
    await this.installation.requireSendingOpen(ctx.manager);
    const campaign = await this.campaigns.require(ctx, id);
    if (!canMove(campaign.status, 'send')) throw moveRefused('send', campaign.status);
    const found = await this.approvedAudience(ctx, campaign);
    if ('objection' in found) return this.refuse(ctx, campaign, found.objection);
    const errors = (await this.preflight.check(ctx, campaign, found.audience.counts, 'launch')).filter(
      ({ severity }) => severity === 'error',
    );
    if (errors.length > 0) throw preflightFailed(errors);
    const { schedule } = campaign;
    if (schedule.kind === 'at') await this.schedule(ctx, campaign, instantOf(schedule.localTime, schedule.timeZone));
    else await this.start(ctx, campaign, 'send');
    return this.campaigns.get(ctx, id);
  }

  /** Checks again: between approval and start lie hours in which lists and settings may have changed. `held`: why a person decides first. */
  async startScheduled(ctx: WorkspaceContext, campaign: Campaign, held: string | null): Promise<void> {
    // Not put off: after a restore, weeks later, nobody expects it to start by itself.
    if ((await this.workspaces.require(ctx)).deletedAt) return this.refuse(ctx, campaign, missedWhileDeleted());
    if (held) await this.states.move(ctx, campaign, 'hold', { statusReason: held, scheduledAt: null });
    else await this.startApproved(ctx, campaign, 'start');
  }

  /** One that was held before it started: a person says that it goes out now, late. Whatever changed meanwhile is found here. */
  startHeld(ctx: WorkspaceContext, campaign: Campaign): Promise<void> {
    return this.startApproved(ctx, campaign, 'resume');
  }

  private async startApproved(ctx: WorkspaceContext, campaign: Campaign, move: 'start' | 'resume'): Promise<void> {
    const found = await this.approvedAudience(ctx, campaign);
    if ('objection' in found) return this.refuse(ctx, campaign, found.objection);
    await this.start(ctx, campaign, move);
  }

  /** The people that the approval covers now, or what it does not cover. Changes nothing. */
  private async approvedAudience(
    ctx: WorkspaceContext,
    campaign: Campaign,
  ): Promise<{ readonly audience: ComparedAudience } | { readonly objection: AppError }> {
    const cover = await this.check.coverNow(ctx, campaign);
    if ('objection' in cover) return cover;
    const { audience, objection } = await this.check.audienceNow(ctx, campaign, cover.document);
    return objection ? { objection } : { audience };
  }

  private async refuse(ctx: WorkspaceContext, campaign: Campaign, objection: AppError): Promise<never> {
    await this.review.voidFor(ctx, campaign, objection);
    throw objection;
  }

  /** Begins to send now. Of two calls at once, one succeeds. While the mail server was tried it may have been edited and approved anew. */
  private async start(ctx: WorkspaceContext, campaign: Campaign, move: 'send' | 'start' | 'resume'): Promise<void> {
    const senderType = await this.pool.typeOf(ctx);
    await this.unitOfWork.run(ctx, async (ctx) => {
      const changes = { startedAt: nowIso(this.clock), senderType };
      if (move === 'send') await this.states.moveAsRead(ctx, campaign, move, changes);
      else await this.states.moveOrThrow(ctx, campaign, move, changes);
      await this.queue.enqueueExpansion(ctx, campaign.id);
    });
  }

  private schedule(ctx: WorkspaceContext, campaign: Campaign, startsAt: Date): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      await this.states.moveAsRead(ctx, campaign, 'schedule', { scheduledAt: startsAt.toISOString() });
      await this.queue.enqueueStart(ctx, campaign.id, startsAt);
    });
  }
}
