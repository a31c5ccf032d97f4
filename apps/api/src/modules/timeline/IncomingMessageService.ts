import { Injectable } from '@nestjs/common';
import type { TimelineContents } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { contentJson } from './contentJson.js';
import { NoteSearch } from './NoteSearch.js';
import { storedContent } from './presentEntry.js';
import { TimelineEvents } from './TimelineEvents.js';
import { TimelineRepository } from './TimelineRepository.js';

interface Incoming {
  /** The same id means the same message: the second time nothing happens. */
  readonly id: string;
  readonly contactId: string;
  /** ISO 8601 UTC. */
  readonly timestamp: string;
}

export type IncomingMessage =
  | (Incoming & { readonly type: 'text'; readonly content: TimelineContents['text'] })
  /** `sentMessageId` is the message that it answers; with one, nobody may edit the entry. */
  | (Incoming & { readonly type: 'email'; readonly content: TimelineContents['email']; readonly sentMessageId: string });

/** A message of one side of a conversation, as a list of conversations shows it. */
export interface LastMessage {
  readonly contactId: string;
  readonly subject: string | null;
  readonly text: string;
  readonly isIncoming: boolean;
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** What contacts write to us. */
@Injectable()
export class IncomingMessageService {
  constructor(
    private readonly timeline: TimelineRepository,
    private readonly notes: NoteSearch,
    private readonly events: TimelineEvents,
    private readonly clock: Clock,
  ) {}

  /** Puts it on the timeline inside the caller's transaction, and tells whoever listens. */
  async add(ctx: WorkspaceContext, message: IncomingMessage): Promise<void> {
    const { id, contactId, type, content, timestamp: at } = message;
    if ((await this.timeline.insert(ctx, [message], nowIso(this.clock))).added === 0) return;
    const messageId = message.type === 'email' ? message.sentMessageId : null;
    await this.notes.keep(ctx, [{ id, type, content: contentJson(type, content), campaignId: null, messageId }]);
    const said = message.type === 'text' ? message.content.message : '';
    const isAutomatic = message.type === 'email' && message.content.isAutomatic === true;
    await this.events.incoming(ctx, { id, contactId, channel: type, text: said, isAutomatic, at });
  }

  /** The newest message of each contact on a channel, by contact. What campaigns and programs sent does not count. */
  async lastMessages(ctx: WorkspaceContext, channel: 'email' | 'text', contactIds: readonly string[]): Promise<Map<string, LastMessage>> {
    const rows = await this.timeline.listLastMessages(ctx, channel, contactIds);
    return new Map(
      rows.map(({ contactId, type, content, timestamp: at }) => {
        const { subject, body, message, direction } = storedContent(type, content);
        const said = type === 'text' ? message : body;
        return [
          contactId,
          {
            ...{ contactId, at, isIncoming: direction === 'incoming' },
            subject: typeof subject === 'string' && subject !== '' ? subject : null,
            text: typeof said === 'string' ? said : '',
          },
        ];
      }),
    );
  }
}
