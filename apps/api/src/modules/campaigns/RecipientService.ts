import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { notFound } from '../../platform/http/AppError.js';
import type { Page } from '../../platform/http/Page.js';
import { Installation } from '../../platform/installation/Installation.js';
import { CampaignService } from './CampaignService.js';
import { LedgerPages } from './ledger/LedgerPages.js';
import type { ListRecipientsQuery, RecipientDto } from './RecipientDtos.js';
import { UncertainMessages } from './sending/UncertainMessages.js';

/** The recipients of a campaign, and what a person says about one whose message is uncertain. */
@Injectable()
export class RecipientService {
  constructor(
    private readonly campaigns: CampaignService,
    private readonly ledger: LedgerPages,
    private readonly uncertain: UncertainMessages,
    private readonly installation: Installation,
  ) {}

  async list(ctx: WorkspaceContext, id: string, query: ListRecipientsQuery): Promise<Page<RecipientDto>> {
    await this.campaigns.require(ctx, id);
    return this.ledger.list(ctx, id, query);
  }

  async resolve(ctx: WorkspaceContext, id: string, recipientId: string, outcome: 'sent' | 'notSent'): Promise<RecipientDto> {
    await this.campaigns.require(ctx, id);
    const known = await this.ledger.find(ctx, id, recipientId);
    if (!known) throw notFound('recipient');
    if (outcome === 'notSent') await this.installation.requireSendingOpen(ctx.manager);
    await this.uncertain.resolve(ctx, id, recipientId, outcome);
    return (await this.ledger.find(ctx, id, recipientId)) ?? known;
  }
}
