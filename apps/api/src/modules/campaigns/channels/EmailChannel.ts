import { Injectable } from '@nestjs/common';
import { emailKey, fullName } from '@rapport/common';
import { asciiDomainOf, type MailHeader, messageIdOf, type OutgoingEmail } from '@rapport/providers';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { newId } from '../../../platform/database/ids.js';
import { listUnsubscribeHeaders, UnsubscribeService } from '../../consent/UnsubscribeService.js';
import { TestRecipientService } from '../../providers/TestRecipientService.js';
import type { RenderContact } from '../../templates/public.js';
import { TemplateRenderService } from '../../templates/TemplateRenderService.js';
import { WorkspaceService } from '../../workspaces/WorkspaceService.js';
import { CampaignContent } from '../CampaignContent.js';
import { noFromAddress, noTemplate, noTestAddress } from '../campaignErrors.js';
import type { Campaign } from '../CampaignRow.js';
import { MessageTracking } from '../tracking/MessageTracking.js';
import { changesMessages, type Tracking } from '../tracking/Tracking.js';
import { TrackingChoice } from '../tracking/TrackingChoice.js';
import { addressingOf } from './addressings.js';
import type { Channel, ChannelLimits, Forecast, MessageCopy, MessageRecipient, MessageWriter, TestAddress, TestInput } from './Channel.js';
import { EmailChecks } from './EmailChecks.js';

const example = {
  address: 'ada@example.com',
  contact: { firstName: 'Ada', lastName: 'Example', email: 'ada@example.com', phone: null, company: null, customFields: {} },
};

/** Headers that say what a campaign is: a test has its own. */
const OF_A_CAMPAIGN = /^(?:X-Rapport|List-Unsubscribe|Feedback-ID|Precedence)/i;

/**
 * Email: from, to, headers and Message-ID. Campaigns, test messages and the review page are all written here.
 * More than six dependencies: each adds one part of a message.
 */
@Injectable()
export class EmailChannel implements Channel<OutgoingEmail> {
  readonly addressing = addressingOf('email');
  readonly limits: ChannelLimits = { oneLine: ['subject', 'fromName'], foreign: ['text'], perConnectionAndMinute: 600 };

  constructor(
    private readonly content: CampaignContent,
    private readonly rendering: TemplateRenderService,
    private readonly workspaces: WorkspaceService,
    private readonly unsubscribing: UnsubscribeService,
    private readonly testRecipients: TestRecipientService,
    private readonly tracking: TrackingChoice,
    private readonly tracked: MessageTracking,
    readonly checks: EmailChecks,
  ) {}

  async open(ctx: WorkspaceContext, campaign: Campaign): Promise<MessageWriter<OutgoingEmail>> {
    const tracking = await this.tracking.of(ctx, campaign);
    return this.writerOf(
      ctx,
      campaign,
      (recipient) => this.unsubscribeUrl(campaign, recipient),
      changesMessages(tracking) ? tracking : null,
    );
  }

  async admitTest(ctx: WorkspaceContext, { to }: TestAddress): Promise<string> {
    if (to === undefined) throw noTestAddress();
    await this.testRecipients.admit(ctx, to);
    return to;
  }

  forecast(): Promise<Forecast> {
    return Promise.resolve({ cost: null, leftOut: [] });
  }

  async writeTest(ctx: WorkspaceContext, campaign: Campaign, { to, contact, date }: TestInput): Promise<OutgoingEmail> {
    // Whoever tries the links of a test must not be unsubscribed by it, nor counted.
    const writer = await this.writerOf(ctx, campaign, () => this.unsubscribing.testUrl, null);
    const message = await writer.write({ id: '', contactId: '', address: to }, contact ?? strangerAt(to), date);
    return {
      ...message,
      subject: `[Test] ${message.subject}`,
      headers: [...message.headers.filter(({ name }) => !OF_A_CAMPAIGN.test(name)), { name: 'X-Rapport-Test', value: campaign.id }],
      messageId: messageIdOf(newId(), asciiDomainOf(message.from.address)),
    };
  }

  private async writerOf(
    ctx: WorkspaceContext,
    campaign: Campaign,
    unsubscribeUrlOf: (recipient: MessageRecipient) => string,
    tracking: Tracking | null,
  ): Promise<MessageWriter<OutgoingEmail>> {
    const version = await this.content.find(ctx, campaign);
    if (!version) throw noTemplate();
    if (!campaign.fromEmail) throw noFromAddress();
    const marksLinks = tracking !== null && (tracking.clicks || tracking.utm !== null);
    const compiled = await this.rendering.compileVersion(ctx, version, campaign.subject, marksLinks);
    const tracker = tracking && this.tracked.open(ctx, campaign, tracking, compiled.document.links);
    const { name, postalAddress, timeZone } = await this.workspaces.require(ctx);
    const from = { name: campaign.fromName, address: campaign.fromEmail };
    const replyTo = campaign.replyTo ? { name: null, address: campaign.replyTo } : null;
    const messageIdDomain = asciiDomainOf(from.address);
    const common = { sender: { name: from.name ?? from.address, email: from.address }, workspace: { name, postalAddress, timeZone } };
    return {
      example,
      needsCustomFields: compiled.usesCustomFields,
      copyOf,
      write: async (recipient, contact, date) => {
        const url = asciiUrl(unsubscribeUrlOf(recipient));
        const values = { ...common, contact: { ...contact, email: recipient.address }, unsubscribeUrl: url, sentAt: date };
        const rendered = await compiled.render(values);
        const { subject, html, text, pieces } = tracker
          ? await tracker.apply(rendered, recipient.id === '' ? null : recipient.id)
          : rendered;
        return {
          from,
          to: { name: fullName(contact), address: recipient.address },
          replyTo,
          subject,
          html,
          text,
          pieces,
          headers: headersOf(campaign, recipient, url),
          // Deterministic: stored before the call, and the same for every attempt, so that a mailbox can recognise a second copy.
          messageId: messageIdOf(recipient.id, messageIdDomain),
          date,
        };
      },
    };
  }

  private unsubscribeUrl({ workspaceId, audience: { topicId } }: Campaign, { id, contactId, address }: MessageRecipient): string {
    const topic = topicId === null ? {} : { topicId };
    const whom = { contactId: contactId || null, recipientId: id || null, addressKey: emailKey(address), ...topic };
    return this.unsubscribing.urlFor({ workspaceId, ...whom });
  }
}

function strangerAt(address: string): RenderContact {
  return { firstName: null, lastName: null, email: emailKey(address), phone: null, company: null, customFields: {} };
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

function copyOf({ from, to, replyTo, subject, html, text, headers, pieces }: OutgoingEmail): MessageCopy {
  const answers = replyTo ? [{ name: 'Reply-To', value: replyTo.address }] : [];
  return { from: addressText(from), to: to.address, subject, html, text, headers: [...answers, ...headers], pieces };
}

function addressText({ name, address }: OutgoingEmail['from']): string {
  return name ? `${name} <${address}>` : address;
}

/** A host in another script travels in its ASCII form; header and link are the same. */
function asciiUrl(url: string): string {
  return /[^\u0000-\u007f]/.test(url) ? new URL(url).href : url;
}
