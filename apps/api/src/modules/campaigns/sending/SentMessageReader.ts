import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { notFound } from '../../../platform/http/AppError.js';
import { LedgerReader } from '../ledger/LedgerReader.js';
import type { SentMessageDto } from '../ReviewDtos.js';
import { DeliveryRepository } from './DeliveryRepository.js';
import { SentMessages } from './SentMessages.js';

/** The exact copy of a message that was sent, with what became of it. */
@Injectable()
export class SentMessageReader {
  constructor(
    private readonly messages: SentMessages,
    private readonly ledger: LedgerReader,
    private readonly deliveries: DeliveryRepository,
  ) {}

  async get(ctx: WorkspaceContext, id: string): Promise<SentMessageDto> {
    const message = await this.messages.find(ctx, id);
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
}

function detailText(detail: string | null): string | null {
  if (!detail) return null;
  const values = Object.values(JSON.parse(detail) as Record<string, unknown>).filter((value) => value !== null && value !== '');
  return values.length > 0 ? values.map(String).join(' ') : null;
}
