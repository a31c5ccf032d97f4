import { Injectable } from '@nestjs/common';
import { mayActAs } from '@rapport/common';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { type Need, NeedsYou } from '../../platform/needs/NeedsYou.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { ConversationRepository } from './ConversationRepository.js';

/** Answers that wait for whoever looks: theirs, and those nobody has taken over. */
@Injectable()
export class InboxNeeds {
  constructor(
    private readonly conversations: ConversationRepository,
    private readonly clock: Clock,
    needsYou: NeedsYou,
  ) {
    needsYou.register('answer', (ctx) => this.unread(ctx));
  }

  private async unread(ctx: WorkspaceContext): Promise<Need[]> {
    if (!mayActAs(ctx.role, 'author')) return [];
    const count = await this.conversations.countWaiting(ctx, actorUserId(ctx), nowIso(this.clock));
    if (count === 0) return [];
    return [
      { title: count === 1 ? '1 unread answer in the inbox' : `${count} unread answers in the inbox`, link: { page: 'inbox', id: null } },
    ];
  }
}
