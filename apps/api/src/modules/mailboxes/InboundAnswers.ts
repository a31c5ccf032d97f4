import { Injectable } from '@nestjs/common';
import { emailKey, LONGEST_SUBJECT } from '@rapport/common';
import type { InboundMail } from '@rapport/providers';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { afterCommit } from '../../platform/database/UnitOfWork.js';
import { shortText } from '../../platform/http/shortText.js';
import { LiveEvents } from '../../platform/live/LiveEvents.js';
import type { MessageOrigin } from '../campaigns/public.js';
import { ContactService } from '../contacts/ContactService.js';
import { IncomingMessageService } from '../timeline/IncomingMessageService.js';

type Answer = Extract<InboundMail, { kind: 'reply' | 'autoReply' }>;

/** What people and their programs answered, on the timeline of the contact that was written to. */
@Injectable()
export class InboundAnswers {
  constructor(
    private readonly messages: IncomingMessageService,
    private readonly contacts: ContactService,
    private readonly live: LiveEvents,
  ) {}

  /** Inside the unit of work that recorded it. A contact that is gone has no timeline. */
  async show(ctx: WorkspaceContext, origin: MessageOrigin, answer: Answer, { id, at }: { id: string; at: string }): Promise<void> {
    const written = emailKey(origin.address);
    const [contactId = null] = await this.contacts.findIdsOf(ctx, [{ contactId: origin.contactId, channel: 'email', addressKey: written }]);
    if (contactId === null) return;
    const { from, quoted } = answer;
    const content = {
      subject: shortText(answer.subject, LONGEST_SUBJECT),
      body: answer.text,
      direction: 'incoming' as const,
      ...(quoted !== null && { quoted }),
      ...(answer.kind === 'autoReply' && { isAutomatic: true }),
      ...(from !== null && emailKey(from) !== written && { from }),
    };
    // With the message that it answers, so that nobody may edit it.
    await this.messages.add(ctx, { id, contactId, type: 'email', content, timestamp: at, sentMessageId: origin.id });
    afterCommit(ctx.manager, () => this.live.publish(ctx.workspaceId, { type: 'timeline.changed', id: contactId }));
  }
}
