import { Injectable } from '@nestjs/common';
import { readMime } from '@rapport/providers';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { DomainEvents } from '../../platform/events/DomainEvents.js';
import { DeliveryReported } from '../providers/DeliveryEvents.js';
import { TextReceived } from '../providers/TextEvents.js';
import { oneClickUrl } from './labLinks.js';
import { LabUnsubscribeService } from './LabUnsubscribeService.js';
import { noUnsubscribeLink, unsubscribeLinkDead } from './mailLabErrors.js';
import type { LabEventRow, LabMessageRow } from './MailLabRepository.js';

/** What a recipient of the lab does goes the way a provider's webhook or a mailbox's click would take. */
@Injectable()
export class LabReports {
  constructor(
    private readonly unsubscribing: LabUnsubscribeService,
    private readonly events: DomainEvents,
  ) {}

  tell(ctx: WorkspaceContext, message: LabMessageRow, event: LabEventRow): Promise<void> {
    if (message.channel === 'text' && event.type !== 'bounced') return this.answer(ctx, message, event);
    return event.type === 'unsubscribed' ? this.unsubscribe(ctx, message) : this.report(ctx, message, event);
  }

  /** By the link in the message's own header, as a mailbox provider would: what it does is not told to us twice. */
  private async unsubscribe(ctx: WorkspaceContext, message: LabMessageRow): Promise<void> {
    const url = oneClickUrl(readMime(message.raw).headers);
    if (url === null) throw noUnsubscribeLink();
    if (!(await this.unsubscribing.unsubscribe(ctx, url))) throw unsubscribeLinkDead();
  }

  /** What is written back to a text, STOP among it: consent and the timeline hear of it as of any other text. */
  private async answer(ctx: WorkspaceContext, message: LabMessageRow, event: LabEventRow): Promise<void> {
    await this.events.publish(ctx, TextReceived, {
      workspaceId: ctx.workspaceId,
      provider: 'mail_lab',
      account: ctx.workspaceId,
      textId: newId(),
      providerMessageId: event.id,
      from: message.to,
      to: message.from,
      body: event.detail ?? '',
      files: 0,
      receivedAt: event.at,
    });
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
      ...(message.channel === 'text' && { channel: message.channel }),
      occurredAt: event.at,
      detail: reportDetail(message, event),
    });
  }
}

function reportDetail({ channel }: LabMessageRow, { type, detail }: LabEventRow): Record<string, string | number> {
  switch (type) {
    case 'clicked':
      return { url: detail ?? '' };
    case 'replied':
      return { text: detail ?? '' };
    case 'bounced':
      return { severity: 'permanent', code: channel === 'text' ? 30005 : 550, response: detail ?? '' };
    case 'opened':
    case 'complained':
    case 'unsubscribed':
      return {};
  }
}
