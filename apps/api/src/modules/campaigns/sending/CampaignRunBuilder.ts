import { Injectable } from '@nestjs/common';
import { emailKey } from '@rapport/common';
import { asciiDomainOf, type EmailSender } from '@rapport/providers';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { UnsubscribeService } from '../../consent/UnsubscribeService.js';
import { TemplateRenderService } from '../../templates/TemplateRenderService.js';
import { WorkspaceService } from '../../workspaces/WorkspaceService.js';
import { CampaignContent } from '../CampaignContent.js';
import { noFromAddress, noTemplate } from '../campaignErrors.js';
import type { Campaign } from '../CampaignRow.js';
import type { CampaignRun } from './CampaignRun.js';

/** Gathers what messages of a campaign are written from. Campaigns, test messages and the review page all use this. */
@Injectable()
export class CampaignRunBuilder {
  constructor(
    private readonly content: CampaignContent,
    private readonly rendering: TemplateRenderService,
    private readonly workspaces: WorkspaceService,
    private readonly unsubscribing: UnsubscribeService,
  ) {}

  async build(ctx: WorkspaceContext, campaign: Campaign, sender: EmailSender, token: string): Promise<CampaignRun> {
    const version = await this.content.find(ctx, campaign);
    if (!version) throw noTemplate();
    if (!campaign.fromEmail) throw noFromAddress();
    const compiled = await this.rendering.compileVersion(ctx, version, campaign.subject);
    const { name, postalAddress, timeZone } = await this.workspaces.require(ctx);
    return {
      campaign,
      compiled,
      needsCustomFields: compiled.usesCustomFields,
      workspace: { name, postalAddress, timeZone },
      from: { name: campaign.fromName, address: campaign.fromEmail },
      replyTo: campaign.replyTo ? { name: null, address: campaign.replyTo } : null,
      messageIdDomain: asciiDomainOf(campaign.fromEmail),
      sender,
      token,
      unsubscribeUrl: ({ id, contactId, address }) =>
        this.unsubscribing.urlFor({
          workspaceId: campaign.workspaceId,
          contactId: contactId || null,
          recipientId: id || null,
          addressKey: emailKey(address),
        }),
    };
  }
}
