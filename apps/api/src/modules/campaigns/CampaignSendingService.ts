import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Installation } from '../../platform/installation/Installation.js';
import { SenderService } from '../providers/SenderService.js';
import { ApprovalCheck } from './approvals/ApprovalCheck.js';
import type { CampaignDto } from './CampaignDtos.js';
import { moveRefused } from './campaignErrors.js';
import { type Campaign, isSeries } from './CampaignRow.js';
import { CampaignService } from './CampaignService.js';
import { canMove } from './campaignTransitions.js';
import { CampaignLauncher } from './sending/CampaignLauncher.js';
import { SeriesControl } from './series/SeriesControl.js';
import { CampaignLifecycle } from './sending/CampaignLifecycle.js';

/**
 * Stopping a campaign that is on its way, and letting it go on. What is under way when it is stopped is settled; nothing new is handed over.
 * More than six dependencies: what goes on is approved, its sender works, and the installation may send.
 */
@Injectable()
export class CampaignSendingService {
  constructor(
    private readonly campaigns: CampaignService,
    private readonly lifecycle: CampaignLifecycle,
    private readonly launcher: CampaignLauncher,
    private readonly check: ApprovalCheck,
    private readonly installation: Installation,
    private readonly senders: SenderService,
    private readonly series: SeriesControl,
  ) {}

  async pause(ctx: WorkspaceContext, id: string): Promise<CampaignDto> {
    const campaign = await this.campaigns.require(ctx, id);
    if (isSeries(campaign)) await this.series.pause(ctx, campaign);
    else await this.lifecycle.pause(ctx, campaign);
    return this.campaigns.get(ctx, id);
  }

  /** A sender that was paused with the campaign is asked first: whoever resumes has solved the trouble, or learns that it is still there. */
  async resume(ctx: WorkspaceContext, id: string): Promise<CampaignDto> {
    await this.installation.requireSendingOpen(ctx.manager);
    const campaign = await this.campaigns.require(ctx, id);
    if (!canMove(campaign.status, 'resume')) throw moveRefused('resume', campaign.status);
    await this.senders.requireRunning(ctx, campaign.senderAccountId, campaign.type);
    if (isSeries(campaign)) await this.series.resume(ctx, campaign);
    else if (campaign.startedAt === null) await this.launcher.startHeld(ctx, campaign);
    else await this.goOn(ctx, campaign);
    return this.campaigns.get(ctx, id);
  }

  async skipDate(ctx: WorkspaceContext, id: string, occursAt: string): Promise<CampaignDto> {
    await this.series.skip(ctx, await this.campaigns.require(ctx, id), occursAt);
    return this.campaigns.get(ctx, id);
  }

  async cancel(ctx: WorkspaceContext, id: string): Promise<CampaignDto> {
    await this.lifecycle.cancel(ctx, await this.campaigns.require(ctx, id));
    return this.campaigns.get(ctx, id);
  }

  /** A campaign that has begun stays paused while its approval does not cover it: a draft could be sent to the same people again. */
  private async goOn(ctx: WorkspaceContext, campaign: Campaign): Promise<void> {
    const cover = await this.check.coverNow(ctx, campaign);
    if ('objection' in cover) throw cover.objection;
    await this.lifecycle.goOn(ctx, campaign);
  }
}
