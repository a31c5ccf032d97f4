import { Injectable } from '@nestjs/common';
import { readInbound, readMime } from '@rapport/providers';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { DomainEvents } from '../../platform/events/DomainEvents.js';
import { DeliveryReported, type DeliveryReportType } from '../providers/DeliveryEvents.js';
import { TextReceived } from '../providers/TextEvents.js';
import { answerMime } from './labAnswers.js';
import { LabInboundService } from './LabInboundService.js';
import { oneClickUrl } from './labLinks.js';
import { LabUnsubscribeService } from './LabUnsubscribeService.js';
import { noUnsubscribeLink, unsubscribeLinkDead } from './mailLabErrors.js';
import type { LabEventRow, LabMessageRow } from './MailLabRepository.js';
import { MailLabService } from './MailLabService.js';

/** What a provider reports of a message. */
type Reported = Extract<DeliveryReportType, 'delivered' | 'opened' | 'clicked' | 'bounced' | 'complained'>;

/** What a recipient of the lab does goes the way a provider's webhook, a mailbox's click or a message in a mailbox would take. */
@Injectable()
export class LabReports {
  constructor(
    private readonly unsubscribing: LabUnsubscribeService,
    private readonly inbound: LabInboundService,
    private readonly mailLab: MailLabService,
    private readonly events: DomainEvents,
  ) {}

  /** Reads what is to be read before the unit of work in which the answered function tells it. */
  async prepare(message: LabMessageRow, event: LabEventRow): Promise<(ctx: WorkspaceContext) => Promise<void>> {
    const { type } = event;
    if (message.channel === 'text' && type !== 'bounced') return (ctx) => this.answerText(ctx, message, event);
    switch (type) {
      case 'replied':
      case 'autoReplied':
        return this.prepareAnswer(message, event);
      case 'unsubscribed':
        return (ctx) => this.unsubscribe(ctx, message);
      case 'timedOut':
        return () => Promise.resolve();
      case 'opened':
      case 'clicked':
      case 'bounced':
      case 'complained':
        return (ctx) => this.report(ctx, message, { ...event, type });
    }
  }

  /** As if the mailbox of the sender were read. An answer to what no contact was sent, such as a test, stays in the lab. */
  private async prepareAnswer(
    message: LabMessageRow,
    { type, detail, at }: LabEventRow,
  ): Promise<(ctx: WorkspaceContext) => Promise<void>> {
    const raw = answerMime(message, { text: detail ?? '', isAutomatic: type === 'autoReplied', at: new Date(at) });
    const mail = await readInbound(raw);
    return async (ctx) => {
      const contactId = await this.inbound.take(ctx, { mail, raw, receivedAt: at });
      if (contactId !== null && message.contactId === null) await this.mailLab.nameContact(ctx, message.id, contactId);
    };
  }

  /** By the link in the message's own header, as a mailbox provider would: what it does is not told to us twice. */
  private async unsubscribe(ctx: WorkspaceContext, message: LabMessageRow): Promise<void> {
    const url = oneClickUrl(readMime(message.raw).headers);
    if (url === null) throw noUnsubscribeLink();
    if (!(await this.unsubscribing.unsubscribe(ctx, url))) throw unsubscribeLinkDead();
  }

  /** What is written back to a text, STOP among it: consent and the timeline hear of it as of any other text. */
  private async answerText(ctx: WorkspaceContext, message: LabMessageRow, event: LabEventRow): Promise<void> {
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

  /** As a provider's webhook. `isAddressFine`: see DeliveryReport. */
  async report(
    ctx: WorkspaceContext,
    message: LabMessageRow,
    event: Omit<LabEventRow, 'type'> & { readonly type: Reported },
    isAddressFine = false,
  ): Promise<void> {
    await this.events.publish(ctx, DeliveryReported, {
      workspaceId: ctx.workspaceId,
      provider: 'mail_lab',
      account: ctx.workspaceId,
      eventId: event.id,
      type: event.type,
      messageId: message.messageId,
      address: message.to,
      ...(message.channel === 'text' && { channel: message.channel }),
      ...(isAddressFine && { isAddressFine }),
      occurredAt: event.at,
      detail: reportDetail(message, event, isAddressFine),
    });
  }
}

function reportDetail(
  { channel }: LabMessageRow,
  { type, detail }: { readonly type: Reported; readonly detail: string | null },
  isAddressFine: boolean,
): Record<string, string | number> {
  switch (type) {
    case 'clicked':
      return { url: detail ?? '' };
    case 'bounced':
      return {
        severity: isAddressFine ? 'temporary' : 'permanent',
        code: channel === 'text' ? (isAddressFine ? 30003 : 30005) : 550,
        response: detail ?? '',
      };
    case 'delivered':
    case 'opened':
    case 'complained':
      return {};
  }
}
