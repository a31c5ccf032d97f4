import { Injectable, type OnModuleInit } from '@nestjs/common';
import { textKeywordOf } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { type IncomingEntry, TimelineEvents } from '../timeline/TimelineEvents.js';
import { ConversationNews } from './ConversationNews.js';
import { ConversationRepository } from './ConversationRepository.js';

/** What contacts answer opens their conversation, in the transaction that puts it on the timeline. */
@Injectable()
export class AnswerListener implements OnModuleInit {
  constructor(
    private readonly conversations: ConversationRepository,
    private readonly news: ConversationNews,
    private readonly timeline: TimelineEvents,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.timeline.onIncoming((ctx, entry) => this.receive(ctx, entry));
  }

  /** What a program answers, and STOP, which consent hears, want nothing of anyone: they are on the timeline only. */
  private async receive(ctx: WorkspaceContext, { id, contactId, channel, text, isAutomatic, at }: IncomingEntry): Promise<void> {
    if (isAutomatic || (channel === 'text' && textKeywordOf(text) === 'stop')) return;
    const now = nowIso(this.clock);
    this.news.changed(ctx, await this.conversations.receive(ctx, { entryId: id, contactId, channel, at: at > now ? now : at }, now));
  }
}
