import { Injectable } from '@nestjs/common';
import type { OutgoingText } from '@rapport/providers';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { newId } from '../../../platform/database/ids.js';
import { SenderPoolService } from '../../providers/SenderPoolService.js';
import { TestPhoneService } from '../../providers/TestPhoneService.js';
import type { RenderContact } from '../../templates/public.js';
import { TemplateRenderService } from '../../templates/TemplateRenderService.js';
import { WorkspaceService } from '../../workspaces/WorkspaceService.js';
import { noText } from '../campaignErrors.js';
import type { Campaign } from '../CampaignRow.js';
import { addressingOf } from './addressings.js';
import type { Channel, ChannelLimits, Forecast, MessageWriter, TestAddress, TestInput } from './Channel.js';
import { TextChecks } from './TextChecks.js';
import { textContext, textOf } from './textContext.js';
import { TextMeasure } from './TextMeasure.js';

const example = {
  address: '+15005550006',
  contact: { firstName: 'Ada', lastName: 'Example', email: 'ada@example.com', phone: '+15005550006', company: null, customFields: {} },
};

const nobody: RenderContact = { firstName: null, lastName: null, email: null, phone: null, company: null, customFields: {} };

/** Texts: plain words with merge tags, to a phone. Whom they come from is a setting of the account. */
@Injectable()
export class TextChannel implements Channel<OutgoingText> {
  readonly addressing = addressingOf('text');
  readonly limits: ChannelLimits = {
    oneLine: [],
    foreign: ['templateId', 'subject', 'fromName', 'fromEmail', 'replyTo', 'tracking', 'abTest'],
    perConnectionAndMinute: 60,
  };

  constructor(
    private readonly rendering: TemplateRenderService,
    private readonly workspaces: WorkspaceService,
    private readonly pool: SenderPoolService,
    private readonly testPhones: TestPhoneService,
    private readonly measure: TextMeasure,
    readonly checks: TextChecks,
  ) {}

  async open(ctx: WorkspaceContext, campaign: Campaign): Promise<MessageWriter<OutgoingText>> {
    if (campaign.text === null) throw noText();
    const compiled = await this.rendering.compileText(ctx, campaign.text);
    const workspace = await this.workspaces.require(ctx);
    const from = await this.pool.originOfTexts(ctx, campaign.senderAccountId);
    return {
      example,
      needsCustomFields: compiled.usesCustomFields,
      copyOf: ({ to, body }) => ({ from, to, subject: '', html: '', text: body, headers: [] }),
      write: async ({ id, contactId, address }, contact, date) => ({
        // The same for every attempt, so that a sender that keeps texts knows one again.
        messageId: id,
        to: address,
        body: textOf(await compiled.render(textContext(workspace, contact, date))),
        about: { campaignId: campaign.id, contactId: contactId || null },
      }),
    };
  }

  admitTest(ctx: WorkspaceContext, { phone }: TestAddress): Promise<string> {
    return this.testPhones.admit(ctx, phone);
  }

  async writeTest(ctx: WorkspaceContext, campaign: Campaign, { to, contact, date }: TestInput): Promise<OutgoingText> {
    const writer = await this.open(ctx, campaign);
    const { body } = await writer.write({ id: '', contactId: '', address: to }, contact ?? nobody, date);
    // Not marked as a test: its length is what is tried.
    return { messageId: newId(), to, body };
  }

  forecast(ctx: WorkspaceContext, campaign: Campaign, messages: number): Promise<Forecast> {
    return this.measure.forecast(ctx, campaign, messages);
  }
}
