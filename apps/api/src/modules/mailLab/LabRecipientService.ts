import { Injectable } from '@nestjs/common';
import { readMime } from '@rapport/providers';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { DomainEvents } from '../../platform/events/DomainEvents.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { DeliveryReported } from '../providers/DeliveryEvents.js';
import { linksOf, oneClickUrl } from './labLinks.js';
import { LabNews } from './LabNews.js';
import { LabUnsubscribeService } from './LabUnsubscribeService.js';
import type { LabAction, LabEventType, LabMessageDto, PlayRecipientDto } from './MailLabDtos.js';
import { linkNotInMessage, noUnsubscribeLink, replyWithoutText, unsubscribeLinkDead } from './mailLabErrors.js';
import { type LabEventRow, type LabMessageRow, MailLabRepository } from './MailLabRepository.js';
import { MailLabService } from './MailLabService.js';

const EVENT_OF: Readonly<Record<LabAction, LabEventType>> = {
  open: 'opened',
  click: 'clicked',
  bounce: 'bounced',
  complain: 'complained',
  unsubscribe: 'unsubscribed',
  reply: 'replied',
};

const BOUNCE_WORDS = '550 5.1.1 The mailbox does not exist (played in the mail lab)';

/** Plays the recipient of a message. Everything after that goes the way a provider's webhook or a mailbox's click would take. */
@Injectable()
export class LabRecipientService {
  constructor(
    private readonly mailLab: MailLabService,
    private readonly messages: MailLabRepository,
    private readonly unsubscribing: LabUnsubscribeService,
    private readonly events: DomainEvents,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly news: LabNews,
    private readonly clock: Clock,
  ) {}

  async play(ctx: WorkspaceContext, id: string, input: PlayRecipientDto): Promise<LabMessageDto> {
    const message = await this.mailLab.require(ctx, id);
    const event: LabEventRow = { id: newId(), type: EVENT_OF[input.action], detail: detailOf(message, input), at: nowIso(this.clock) };
    await this.unitOfWork.run(ctx, async (ctx) => {
      await this.messages.insertEvent(ctx, id, event);
      if (input.action === 'unsubscribe') await this.unsubscribe(ctx, message);
      else await this.report(ctx, message, event);
      const details = { played: input.action, messageId: id };
      const entity = message.contactId === null ? {} : { entity: ['contact', message.contactId] as const };
      await this.audit.record(ctx, { action: 'mailLab.played', ...entity, details });
    });
    this.news.changed(ctx.workspaceId);
    return this.mailLab.present(ctx, message);
  }

  /** By the link in the message's own header, as a mailbox provider would: what it does is not told to us twice. */
  private async unsubscribe(ctx: WorkspaceContext, message: LabMessageRow): Promise<void> {
    const url = oneClickUrl(readMime(message.raw).headers);
    if (url === null) throw noUnsubscribeLink();
    if (!(await this.unsubscribing.unsubscribe(ctx, url))) throw unsubscribeLinkDead();
  }

  private async report(ctx: WorkspaceContext, message: LabMessageRow, event: LabEventRow): Promise<void> {
    await this.events.publish(ctx, DeliveryReported, {
      workspaceId: ctx.workspaceId,
      provider: 'mail_lab',
      account: ctx.workspaceId,
      eventId: event.id,
      type: event.type,
      messageId: message.messageId,
      address: message.to,
      occurredAt: event.at,
      detail: reportDetail(event),
    });
  }
}

/** What the page shows beside the event; also where an impossible action is refused. */
function detailOf(message: LabMessageRow, { action, url, text }: PlayRecipientDto): string | null {
  switch (action) {
    case 'click': {
      const mail = readMime(message.raw);
      if (!linksOf(mail.html, mail.text).some((link) => link.url === url)) throw linkNotInMessage();
      return url ?? null;
    }
    case 'reply':
      if (!text) throw replyWithoutText();
      return text;
    case 'bounce':
      return BOUNCE_WORDS;
    case 'open':
    case 'complain':
    case 'unsubscribe':
      return null;
  }
}

function reportDetail({ type, detail }: LabEventRow): Record<string, string | number> {
  switch (type) {
    case 'clicked':
      return { url: detail ?? '' };
    case 'replied':
      return { text: detail ?? '' };
    case 'bounced':
      return { severity: 'permanent', code: 550, response: detail ?? '' };
    case 'opened':
    case 'complained':
    case 'unsubscribed':
      return {};
  }
}
