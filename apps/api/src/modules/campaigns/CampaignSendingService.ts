import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { notFound } from '../../platform/http/AppError.js';
import type { Page } from '../../platform/http/Page.js';
import { Installation } from '../../platform/installation/Installation.js';
import { SenderService } from '../providers/SenderService.js';
import type { CampaignDto } from './CampaignDtos.js';
import { CampaignRepository } from './CampaignRepository.js';
import { CampaignService } from './CampaignService.js';
import { canMove } from './campaignTransitions.js';
import { LedgerPages } from './ledger/LedgerPages.js';
import type { ListRecipientsQuery, RecipientDto } from './RecipientDtos.js';
import { CampaignControl } from './sending/CampaignControl.js';
import { CampaignLauncher } from './sending/CampaignLauncher.js';
import { UncertainMessages } from './sending/UncertainMessages.js';

/** Starting, stopping and looking into a campaign that is on its way. */
@Injectable()
export class CampaignSendingService {
  constructor(
    private readonly campaigns: CampaignService,
    private readonly launcher: CampaignLauncher,
    private readonly control: CampaignControl,
    private readonly uncertain: UncertainMessages,
    private readonly ledger: LedgerPages,
    private readonly repository: CampaignRepository,
    private readonly installation: Installation,
    private readonly senders: SenderService,
  ) {}

  async launch(ctx: WorkspaceContext, id: string): Promise<CampaignDto> {
    await this.installation.requireSendingOpen(ctx.manager);
    await this.launcher.launch(ctx, id);
    return this.campaigns.get(ctx, id);
  }

  async pause(ctx: WorkspaceContext, id: string): Promise<CampaignDto> {
    await this.control.pause(ctx, id);
    return this.campaigns.get(ctx, id);
  }

  /** A sender that was paused with the campaign is asked first: whoever resumes has solved the trouble, or learns that it is still there. */
  async resume(ctx: WorkspaceContext, id: string): Promise<CampaignDto> {
    await this.installation.requireSendingOpen(ctx.manager);
    const campaign = await this.repository.find(ctx, id);
    if (campaign && canMove(campaign.status, 'resume')) await this.senders.requireRunning(ctx);
    if (campaign?.status === 'paused' && campaign.startedAt === null) await this.launcher.startHeld(ctx, campaign);
    else await this.launcher.resume(ctx, id);
    return this.campaigns.get(ctx, id);
  }

  async cancel(ctx: WorkspaceContext, id: string): Promise<CampaignDto> {
    await this.control.cancel(ctx, id);
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
}
