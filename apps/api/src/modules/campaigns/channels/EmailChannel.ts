import { Injectable } from '@nestjs/common';
import { emailKey, fullName } from '@rapport/common';
import { asciiDomainOf, type MailHeader, messageIdOf, type OutgoingEmail } from '@rapport/providers';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { listUnsubscribeHeaders, UnsubscribeService } from '../../consent/UnsubscribeService.js';
import { TemplateRenderService } from '../../templates/TemplateRenderService.js';
import { WorkspaceService } from '../../workspaces/WorkspaceService.js';
import { CampaignContent } from '../CampaignContent.js';
import { noFromAddress, noTemplate } from '../campaignErrors.js';
import type { Campaign } from '../CampaignRow.js';
import { addressingOf } from './addressings.js';
import type { Channel, MessageCopy, MessageRecipient, MessageWriter } from './Channel.js';

/** `messageIdDomain`: the right side of our Message-IDs, the sender's own domain in ASCII. */
export interface EmailWriter extends MessageWriter<OutgoingEmail> {
  readonly messageIdDomain: string;
}

const example = {
  address: 'ada@example.com',
  contact: { firstName: 'Ada', lastName: 'Example', email: 'ada@example.com', phone: null, company: null, customFields: {} },
};

/** Email: from, to, headers and Message-ID. Campaigns, test messages and the review page are all written here. */
@Injectable()
export class EmailChannel implements Channel<OutgoingEmail> {
  readonly addressing = addressingOf('email');

  constructor(
    private readonly content: CampaignContent,
    private readonly rendering: TemplateRenderService,
    private readonly workspaces: WorkspaceService,
    private readonly unsubscribing: UnsubscribeService,
  ) {}

  /** `unsubscribeUrl`: the same for everyone, instead of the link by which each recipient unsubscribes. */
  async open(ctx: WorkspaceContext, campaign: Campaign, unsubscribeUrl?: string): Promise<EmailWriter> {
    const version = await this.content.find(ctx, campaign);
    if (!version) throw noTemplate();
    if (!campaign.fromEmail) throw noFromAddress();
    const compiled = await this.rendering.compileVersion(ctx, version, campaign.subject);
    const { name, postalAddress, timeZone } = await this.workspaces.require(ctx);
    const from = { name: campaign.fromName, address: campaign.fromEmail };
    const replyTo = campaign.replyTo ? { name: null, address: campaign.replyTo } : null;
    const messageIdDomain = asciiDomainOf(from.address);
    const common = { sender: { name: from.name ?? from.address, email: from.address }, workspace: { name, postalAddress, timeZone } };
    return {
      example,
      messageIdDomain,
      needsCustomFields: compiled.usesCustomFields,
      copyOf,
      write: async (recipient, contact, date) => {
        const url = asciiUrl(unsubscribeUrl ?? this.unsubscribeUrl(campaign, recipient));
        const values = { ...common, contact: { ...contact, email: recipient.address }, unsubscribeUrl: url, sentAt: date };
        const { subject, html, text } = await compiled.render(values);
        return {
          from,
          to: { name: fullName(contact), address: recipient.address },
          replyTo,
          subject,
          html,
          text,
          headers: headersOf(campaign, recipient, url),
          // Deterministic: stored before the call, and the same for every attempt, so that a mailbox can recognise a second copy.
          messageId: messageIdOf(recipient.id, messageIdDomain),
          date,
        };
      },
    };
  }

  private unsubscribeUrl({ workspaceId }: Campaign, { id, contactId, address }: MessageRecipient): string {
    const whom = { contactId: contactId || null, recipientId: id || null, addressKey: emailKey(address) };
    return this.unsubscribing.urlFor({ workspaceId, ...whom });
  }
}

function headersOf({ id, workspaceId }: Campaign, recipient: MessageRecipient, unsubscribeUrl: string): MailHeader[] {
  return [
    ...listUnsubscribeHeaders(unsubscribeUrl),
    { name: 'Precedence', value: 'bulk' },
    { name: 'Feedback-ID', value: `${id}:${workspaceId}:campaign:rapport` },
    { name: 'X-Rapport-Campaign', value: id },
    { name: 'X-Rapport-Recipient', value: recipient.id },
    { name: 'X-Rapport-Contact', value: recipient.contactId },
  ];
}

function copyOf({ from, to, replyTo, subject, html, text, headers }: OutgoingEmail): MessageCopy {
  const answers = replyTo ? [{ name: 'Reply-To', value: replyTo.address }] : [];
  return { from: addressText(from), to: to.address, subject, html, text, headers: [...answers, ...headers] };
}

function addressText({ name, address }: OutgoingEmail['from']): string {
  return name ? `${name} <${address}>` : address;
}

/** A host in another script travels in its ASCII form; header and link are the same. */
function asciiUrl(url: string): string {
  return /[^\u0000-\u007f]/.test(url) ? new URL(url).href : url;
}
