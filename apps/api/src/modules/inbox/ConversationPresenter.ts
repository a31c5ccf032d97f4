import { Injectable } from '@nestjs/common';
import { displayName } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { shortText } from '../../platform/http/shortText.js';
import { IncomingMessageService, type LastMessage } from '../timeline/IncomingMessageService.js';
import { CONVERSATION_CHANNELS, type ConversationDto, LONGEST_PREVIEW } from './ConversationDtos.js';
import type { ConversationRow } from './ConversationRepository.js';

/** Conversations with the last message of each. */
@Injectable()
export class ConversationPresenter {
  constructor(private readonly messages: IncomingMessageService) {}

  async present(ctx: WorkspaceContext, rows: readonly ConversationRow[]): Promise<ConversationDto[]> {
    const last = new Map<string, LastMessage>();
    for (const channel of CONVERSATION_CHANNELS) {
      const contactIds = rows.filter((row) => row.channel === channel).map(({ contactId }) => contactId);
      for (const [contactId, message] of await this.messages.lastMessages(ctx, channel, contactIds))
        last.set(`${channel} ${contactId}`, message);
    }
    return rows.map((row) => toDto(row, last.get(`${row.channel} ${row.contactId}`)));
  }

  async presentOne(ctx: WorkspaceContext, row: ConversationRow): Promise<ConversationDto> {
    const [dto = toDto(row, undefined)] = await this.present(ctx, [row]);
    return dto;
  }
}

/** Without a message: people have deleted what was said. */
function toDto(row: ConversationRow, last: LastMessage | undefined): ConversationDto {
  const { id, contactId, company, channel, status, unread, assigneeId, assigneeName, snoozedUntil, lastEntryId, lastReceivedAt } = row;
  return {
    ...{
      id,
      contactId,
      contactName: displayName(row),
      company,
      channel,
      status,
      unread: Number(unread),
      assigneeId,
      assigneeName,
      snoozedUntil,
    },
    ...{ lastEntryId, lastReceivedAt, lastMessageAt: last?.at ?? lastReceivedAt },
    subject: last?.subject ? shortText(last.subject, LONGEST_PREVIEW) : null,
    preview: shortText(
      (last?.text ?? '')
        .slice(0, LONGEST_PREVIEW * 4)
        .replace(/\s+/g, ' ')
        .trim(),
      LONGEST_PREVIEW,
    ),
    lastDirection: last && !last.isIncoming ? 'outgoing' : 'incoming',
  };
}
