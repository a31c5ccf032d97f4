import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { type AppError, notFound } from '../../../platform/http/AppError.js';
import { SenderPoolService } from '../../providers/SenderPoolService.js';
import { WorkspaceService } from '../../workspaces/WorkspaceService.js';
import { ApprovalCheck } from '../approvals/ApprovalCheck.js';
import { ApprovalService } from '../approvals/ApprovalService.js';
import type { ComparedAudience } from '../approvals/AudienceComparison.js';
import { AudienceRecorder } from '../approvals/AudienceRecorder.js';
import { missedWhileDeleted, moveRefused, preflightFailed } from '../campaignErrors.js';
import { CampaignRepository } from '../CampaignRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { instantOf } from '../campaignSchedule.js';
import { CampaignStateMachine } from '../CampaignStateMachine.js';
import { canMove } from '../campaignTransitions.js';
import { CampaignPreflight } from '../review/CampaignPreflight.js';
import { CampaignControl } from './CampaignControl.js';

/** From approved to sending, or to its place in the calendar. Everything that can be known beforehand is asked first. */
@Injectable()
export class CampaignLauncher {
  constructor(
    private readonly campaigns: CampaignRepository,
    private readonly approvals: ApprovalService,
    private readonly check: ApprovalCheck,
    private readonly recorder: AudienceRecorder,
    private readonly preflight: CampaignPreflight,
    private readonly states: CampaignStateMachine,
    private readonly control: CampaignControl,
    private readonly pool: SenderPoolService,
    private readonly workspaces: WorkspaceService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async launch(ctx: WorkspaceContext, id: string): Promise<void> {
    const campaign = await this.require(ctx, id);
    if (!canMove(campaign.status, 'send')) throw moveRefused('send', campaign.status);
    const { counts } = await this.requireApproved(ctx, campaign);
    const errors = (await this.preflight.check(ctx, campaign, counts, 'launch')).filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw preflightFailed(errors);
    const { schedule } = campaign;
    if (schedule.kind === 'at') return this.control.schedule(ctx, campaign, instantOf(schedule.localTime, schedule.timeZone));
    return this.control.start(ctx, campaign, 'send', await this.pool.typeOf(ctx));
  }

  /** Checks again: between approval and start lie hours in which lists and settings may have changed. `held`: why a person decides first. */
  async startScheduled(ctx: WorkspaceContext, campaign: Campaign, held: string | null): Promise<void> {
    // Not put off: after a restore, weeks later, nobody expects it to start by itself.
    if ((await this.workspaces.require(ctx)).deletedAt) await this.refuse(ctx, campaign, missedWhileDeleted());
    if (held) return this.control.hold(ctx, campaign, held);
    await this.requireApproved(ctx, campaign);
    await this.control.start(ctx, campaign, 'start', await this.pool.typeOf(ctx));
  }

  /** One that was held before it started: a person says that it goes out now, late. Whatever changed meanwhile is found here. */
  async startHeld(ctx: WorkspaceContext, campaign: Campaign): Promise<void> {
    await this.requireApproved(ctx, campaign);
    await this.control.start(ctx, campaign, 'resume', await this.pool.typeOf(ctx));
  }

  /** A paused campaign that has begun stays paused while its approval does not cover it: a draft could be sent to the same people again. */
  async resume(ctx: WorkspaceContext, id: string): Promise<void> {
    const campaign = await this.require(ctx, id);
    if (!canMove(campaign.status, 'resume')) throw moveRefused('resume', campaign.status);
    const cover = await this.check.coverNow(ctx, campaign);
    if ('objection' in cover) throw cover.objection;
    await this.control.resume(ctx, id);
  }

  private async requireApproved(ctx: WorkspaceContext, campaign: Campaign): Promise<ComparedAudience> {
    const cover = await this.check.coverNow(ctx, campaign);
    if ('objection' in cover) return this.refuse(ctx, campaign, cover.objection);
    const { audience, objection } = await this.check.audienceNow(ctx, campaign, cover.document);
    return objection ? this.refuse(ctx, campaign, objection) : audience;
  }

  private async refuse(ctx: WorkspaceContext, campaign: Campaign, objection: AppError): Promise<never> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      const move = campaign.status === 'paused' ? 'voidHeld' : 'void';
      if (!(await this.states.move(ctx, campaign, move, { statusReason: objection.message, scheduledAt: null }))) return;
      if (await this.approvals.voidOpen(ctx, campaign.id)) await this.recorder.enqueueDiscard(ctx, campaign.id);
    });
    throw objection;
  }

  private async require(ctx: WorkspaceContext, id: string): Promise<Campaign> {
    const campaign = await this.campaigns.find(ctx, id);
    if (!campaign) throw notFound('campaign');
    return campaign;
  }
}
