import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { afterCommit } from '../../platform/database/UnitOfWork.js';
import { LiveEvents } from '../../platform/live/LiveEvents.js';
import { MessageEntries } from '../campaigns/public.js';
import type { DirectMessage } from './DirectMessageRepository.js';
import type { DirectMessageState } from './directMessageStates.js';

/** How far a message is, told on the timeline and to open pages. Inside the unit of work that moved it. */
@Injectable()
export class DirectNews {
  constructor(
    private readonly entries: MessageEntries,
    private readonly live: LiveEvents,
  ) {}

  async show(ctx: WorkspaceContext, { id, contactId }: DirectMessage, state: DirectMessageState, reason: string | null): Promise<void> {
    await this.entries.showState(ctx, id, state, reason);
    this.touch(ctx, contactId);
  }

  touch({ workspaceId, manager }: WorkspaceContext, contactId: string): void {
    afterCommit(manager, () => this.live.publish(workspaceId, { type: 'timeline.changed', id: contactId }));
  }
}
