import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LONGEST_SUBJECT, type NoteFile } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { shortText } from '../../platform/http/shortText.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { type MessageBook, MessageEntries, type MessageOrigin, MessagesOfPeople, previewOf, SentMessages } from '../campaigns/public.js';
import type { DeliveryReport } from '../providers/DeliveryEvents.js';
import { TimelineService } from '../timeline/TimelineService.js';
import { DirectMessageRepository, type NewDirectMessage } from './DirectMessageRepository.js';
import { threadHeaders } from './threadHeaders.js';
import { addressText, type PersonalMessage } from './DirectMessageWriter.js';
import { DirectNews } from './DirectNews.js';
import { DirectOutcomes } from './DirectOutcomes.js';

/**
 * Where messages of people meet those of campaigns: the copy of what is sent, the entry on the timeline, and what providers report.
 * More than six dependencies: each of these has an owner.
 */
@Injectable()
export class DirectBook implements MessageBook, OnModuleInit {
  constructor(
    private readonly messages: DirectMessageRepository,
    private readonly sent: SentMessages,
    private readonly entries: MessageEntries,
    private readonly timeline: TimelineService,
    private readonly outcomes: DirectOutcomes,
    private readonly news: DirectNews,
    private readonly reported: MessagesOfPeople,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.reported.register(this);
  }

  /** Inside the unit of work that keeps the message. */
  async open(ctx: WorkspaceContext, message: NewDirectMessage, written: PersonalMessage, files: readonly NoteFile[]): Promise<void> {
    const { id, contactId, channel, messageId, subject, replyTo } = message;
    const { html, text, references } = written;
    const headers = [...(replyTo === null ? [] : [{ name: 'Reply-To', value: replyTo }]), ...threadHeaders(references)];
    const copy = { from: addressText(written.from), to: written.to.address, subject, html, text, headers };
    const packed = this.sent.pack({ id, contactId }, messageId, copy, { channel });
    await this.sent.store(ctx, { campaignId: null, dictionaryId: null, messages: [packed], now: nowIso(this.clock) });
    const shown = { status: 'queued', direction: 'outgoing' as const };
    const entry = { id, contactId, status: 'queued', sentMessageId: id };
    if (channel === 'text') {
      await this.timeline.append(ctx, [{ ...entry, type: 'text', content: { message: previewOf('text', text), ...shown } }]);
    } else {
      const said = { subject: shortText(subject, LONGEST_SUBJECT), body: previewOf('email', text) };
      await this.timeline.append(ctx, [
        { ...entry, type: 'email', content: { ...said, ...shown, ...(files.length > 0 ? { files } : {}) } },
      ]);
    }
    this.news.touch(ctx, contactId);
  }

  /** It was called back: nothing of it is left but that it was. */
  async close(ctx: WorkspaceContext, { id, contactId }: Pick<NewDirectMessage, 'id' | 'contactId'>): Promise<void> {
    await this.sent.delete(ctx, [id]);
    await this.timeline.takeBack(ctx, id);
    this.news.touch(ctx, contactId);
  }

  async findReported(ctx: WorkspaceContext, report: DeliveryReport): Promise<string | null> {
    return (await this.messages.findReported(ctx, report))?.id ?? null;
  }

  listOrigins(ctx: WorkspaceContext, messageIds: readonly string[]): Promise<MessageOrigin[]> {
    return this.messages.listOrigins(ctx, messageIds);
  }

  listOriginsSentAs(ctx: WorkspaceContext, providerMessageIds: readonly string[]): Promise<MessageOrigin[]> {
    return this.messages.listOriginsSentAs(ctx, providerMessageIds);
  }

  /** A report that overtook the answer of the sender, or answers an open question, says that it was sent. */
  async hear(ctx: WorkspaceContext, id: string, { type, occurredAt, provider }: DeliveryReport): Promise<void> {
    const message = await this.messages.find(ctx, id);
    if (!message) return;
    if (provider !== 'sending') await this.outcomes.settleAs(ctx, message, 'sent');
    await this.entries.showReport(ctx, id, type, occurredAt);
    this.news.touch(ctx, message.contactId);
  }

  async stateOf(ctx: WorkspaceContext, id: string): Promise<string | null> {
    return (await this.messages.find(ctx, id))?.state ?? null;
  }
}
