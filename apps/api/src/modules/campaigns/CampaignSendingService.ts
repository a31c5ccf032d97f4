import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { notFound } from '../../platform/http/AppError.js';
import type { Page } from '../../platform/http/Page.js';
import { Installation } from '../../platform/installation/Installation.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { SenderService } from '../providers/SenderService.js';
import { ApprovalCheck } from './approvals/ApprovalCheck.js';
import type { CampaignDto } from './CampaignDtos.js';
import { moveRefused } from './campaignErrors.js';
import type { Campaign } from './CampaignRow.js';
import { CampaignService } from './CampaignService.js';
import { CampaignStateMachine } from './CampaignStateMachine.js';
import { canMove } from './campaignTransitions.js';
import { LedgerPages } from './ledger/LedgerPages.js';
import type { ListRecipientsQuery, RecipientDto } from './RecipientDtos.js';
import { CampaignLauncher } from './sending/CampaignLauncher.js';
import { SendQueue } from './sending/SendQueue.js';
import { UncertainMessages } from './sending/UncertainMessages.js';

/**
 * Stopping a campaign that is on its way, letting it go on, and looking into it. What is under way when it is stopped is settled; nothing
 * new is handed over.
 */
@Injectable()
export class CampaignSendingService {
  constructor(
    private readonly campaigns: CampaignService,
    private readonly states: CampaignStateMachine,
    private readonly queue: SendQueue,
    private readonly launcher: CampaignLauncher,
    private readonly check: ApprovalCheck,
    private readonly uncertain: UncertainMessages,
    private readonly ledger: LedgerPages,
    private readonly installation: Installation,
    private readonly senders: SenderService,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async pause(ctx: WorkspaceContext, id: string): Promise<CampaignDto> {
    await this.states.moveOrThrow(ctx, await this.campaigns.require(ctx, id), 'pause');
    return this.campaigns.get(ctx, id);
  }

  /** A sender that was paused with the campaign is asked first: whoever resumes has solved the trouble, or learns that it is still there. */
  async resume(ctx: WorkspaceContext, id: string): Promise<CampaignDto> {
    await this.installation.requireSendingOpen(ctx.manager);
    const campaign = await this.campaigns.require(ctx, id);
    if (!canMove(campaign.status, 'resume')) throw moveRefused('resume', campaign.status);
    await this.senders.requireRunning(ctx);
    if (campaign.startedAt === null) await this.launcher.startHeld(ctx, campaign);
    else await this.goOn(ctx, campaign);
    return this.campaigns.get(ctx, id);
  }

  async cancel(ctx: WorkspaceContext, id: string): Promise<CampaignDto> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      await this.states.moveOrThrow(ctx, await this.campaigns.require(ctx, id), 'cancel', { finishedAt: nowIso(this.clock) });
      await this.queue.cancelStart(ctx.manager, id);
      await this.queue.enqueueClose(ctx, id);
    });
    return this.campaigns.get(ctx, id);
  }

  async listRecipients(ctx: WorkspaceContext, id: string, query: ListRecipientsQuery): Promise<Page<RecipientDto>> {
    await this.campaigns.require(ctx, id);
    return this.ledger.list(ctx, id, query);
  }

  async resolveRecipient(ctx: WorkspaceContext, id: string, recipientId: string, outcome: 'sent' | 'notSent'): Promise<RecipientDto> {
    await this.campaigns.require(ctx, id);
    const known = await this.ledger.find(ctx, id, recipientId);
    if (!known) throw notFound('recipient');
    if (outcome === 'notSent') await this.installation.requireSendingOpen(ctx.manager);
    await this.uncertain.resolve(ctx, id, recipientId, outcome);
    return (await this.ledger.find(ctx, id, recipientId)) ?? known;
  }

  /** A campaign that has begun stays paused while its approval does not cover it: a draft could be sent to the same people again. */
  private async goOn(ctx: WorkspaceContext, campaign: Campaign): Promise<void> {
    const cover = await this.check.coverNow(ctx, campaign);
    if ('objection' in cover) throw cover.objection;
    await this.unitOfWork.run(ctx, async (ctx) => {
      const { id, expandedAt } = await this.states.moveOrThrow(ctx, campaign, 'resume');
      if (expandedAt === null) await this.queue.enqueueExpansion(ctx, id);
      await this.queue.enqueueLanes(ctx, id);
    });
  }
}
