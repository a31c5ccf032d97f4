import { Injectable } from '@nestjs/common';
import { emailKey } from '@rapport/common';
import { messageIdOf } from '@rapport/providers';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { AppConfig } from '../../platform/config/AppConfig.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { notFound } from '../../platform/http/AppError.js';
import { Clock } from '../../platform/time/Clock.js';
import { SenderPoolService } from '../providers/SenderPoolService.js';
import { TestRecipientService } from '../providers/TestRecipientService.js';
import type { RenderContact } from '../templates/public.js';
import { AudienceRepository } from './AudienceRepository.js';
import type { CampaignTestDto } from './CampaignDtos.js';
import { CampaignService } from './CampaignService.js';
import type { Campaign } from './CampaignRow.js';
import type { CampaignTestResultDto, SentMessageDto } from './ReviewDtos.js';
import { EmailChannel } from './channels/EmailChannel.js';
import { LedgerReader } from './ledger/LedgerReader.js';
import { DeliveryRepository } from './sending/DeliveryRepository.js';
import { SentMessages } from './sending/SentMessages.js';

/** Single messages: a test to oneself, and the exact copy of one that was sent. */
@Injectable()
export class CampaignMessages {
  constructor(
    private readonly campaigns: CampaignService,
    private readonly email: EmailChannel,
    private readonly audiences: AudienceRepository,
    private readonly pool: SenderPoolService,
    private readonly sent: SentMessages,
    private readonly ledger: LedgerReader,
    private readonly deliveries: DeliveryRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly testRecipients: TestRecipientService,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** Rendered and sent exactly as the campaign would be, as one of its recipients or a named one. Leaves no trace in the ledger. */
  async sendTest(ctx: WorkspaceContext, id: string, input: CampaignTestDto): Promise<CampaignTestResultDto> {
    const campaign = await this.campaigns.require(ctx, id);
    await this.testRecipients.admit(ctx, input.to);
    const { sender } = await this.pool.open(ctx);
    // Whoever tries the link of a test must not be unsubscribed by it.
    const writer = await this.email.open(ctx, campaign, `${this.config.publicUrl}/u/test`);
    const contact = await this.contactFor(ctx, campaign, input);
    const message = await writer.write({ id: '', contactId: '', address: input.to }, contact, this.clock.now());
    const messageId = messageIdOf(newId(), writer.messageIdDomain);
    const headers = [
      ...message.headers.filter(({ name }) => !/^(?:X-Rapport|List-Unsubscribe|Feedback-ID|Precedence)/i.test(name)),
      { name: 'X-Rapport-Test', value: campaign.id },
    ];
    await this.unitOfWork.markBegun(ctx);
    const check = await sender.sendTest({ ...message, subject: `[Test] ${message.subject}`, headers, messageId });
    await this.audit.record(ctx, { action: 'campaign.testSent', entity: ['campaign', id], details: { to: input.to, ok: check.ok } });
    return {
      ok: check.ok,
      steps: check.steps.map((step) => ({ ...step })),
      serverResponse: check.serverResponse,
      hint: check.hint,
      messageId,
    };
  }

  async get(ctx: WorkspaceContext, id: string): Promise<SentMessageDto> {
    const message = await this.sent.find(ctx, id);
    if (!message) throw notFound('message');
    const { contactId, campaignId, subject, from, to, sentAt, body } = message;
    const events = (await this.deliveries.listEvents(ctx, id)).map(({ type, at, detail }) => ({ type, at, detail: detailText(detail) }));
    return {
      id,
      contactId,
      campaignId,
      subject,
      from,
      to,
      html: body.html,
      text: body.text,
      headers: [
        { name: 'From', value: from },
        { name: 'To', value: to },
        { name: 'Subject', value: subject },
        { name: 'Message-ID', value: message.messageId },
        ...body.headers,
      ],
      sentAt,
      state: (await this.ledger.findById(ctx, id))?.state ?? null,
      events,
    };
  }

  private async contactFor(ctx: WorkspaceContext, campaign: Campaign, { contactId, to }: CampaignTestDto): Promise<RenderContact> {
    const id = contactId ?? (await this.audiences.listMembers(ctx, campaign.audience, null, 1))[0]?.contactId;
    const contact = id ? (await this.audiences.loadContacts(ctx, [id], true)).get(id) : undefined;
    if (contactId && !contact) throw notFound('contact');
    return contact ?? { firstName: null, lastName: null, email: emailKey(to), phone: null, company: null, customFields: {} };
  }
}

function detailText(detail: string | null): string | null {
  if (!detail) return null;
  const values = Object.values(JSON.parse(detail) as Record<string, unknown>).filter((value) => value !== null && value !== '');
  return values.length > 0 ? values.map(String).join(' ') : null;
}
