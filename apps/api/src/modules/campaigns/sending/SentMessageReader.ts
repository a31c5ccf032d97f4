import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { notFound } from '../../../platform/http/AppError.js';
import { LedgerReader } from '../ledger/LedgerReader.js';
import type { MessageEventDto, SentMessageDto } from '../ReviewDtos.js';
import { TrackedLinkRepository, type TrackedLinkRow } from '../tracking/TrackedLinkRepository.js';
import type { VisitorKind } from '../tracking/visitors.js';
import { type DeliveryEventRow, DeliveryRepository, VISITS } from './DeliveryRepository.js';
import { MessagesOfPeople } from './MessagesOfPeople.js';
import { SentMessages } from './SentMessages.js';

/** The exact copy of a message that was sent, with what became of it. */
@Injectable()
export class SentMessageReader {
  constructor(
    private readonly messages: SentMessages,
    private readonly ledger: LedgerReader,
    private readonly deliveries: DeliveryRepository,
    private readonly links: TrackedLinkRepository,
    private readonly personal: MessagesOfPeople,
  ) {}

  async get(ctx: WorkspaceContext, id: string): Promise<SentMessageDto> {
    const message = await this.messages.find(ctx, id);
    if (!message) throw notFound('message');
    const { contactId, campaignId, subject, from, to, sentAt, body } = message;
    const told = await this.deliveries.listEvents(ctx, id);
    const links = campaignId !== null && told.some(({ provider }) => provider === VISITS) ? await this.links.list(ctx, campaignId) : [];
    const events = told.map((event) => (event.provider === VISITS ? visitOf(event, links) : eventOf(event)));
    const row = await this.ledger.findById(ctx, id);
    return {
      id,
      contactId,
      campaignId,
      variant: row?.variant ?? null,
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
      state: row?.state ?? (await this.personal.stateOf(ctx, id)),
      events,
    };
  }
}

function eventOf({ type, at, detail }: DeliveryEventRow): MessageEventDto {
  return { type, at, detail: detailText(detail), kind: null };
}

/** The link by its address, as its author wrote it. */
function visitOf({ type, at, detail }: DeliveryEventRow, links: readonly TrackedLinkRow[]): MessageEventDto {
  const { kind = null, link } = (detail ? JSON.parse(detail) : {}) as { kind?: VisitorKind; link?: string };
  return { type, at, detail: links.find(({ linkKey }) => linkKey === link)?.url ?? null, kind };
}

function detailText(detail: string | null): string | null {
  if (!detail) return null;
  const values = Object.values(JSON.parse(detail) as Record<string, unknown>).filter((value) => value !== null && value !== '');
  return values.length > 0 ? values.map(String).join(' ') : null;
}
