import { Injectable } from '@nestjs/common';

import type { WorkspaceContext } from '../../platform/context/Context.js';
import { afterCommit } from '../../platform/database/UnitOfWork.js';
import { LiveEvents } from '../../platform/live/LiveEvents.js';

/** One contact's change of lists. `from` and `to` are list names; a stage that follows another has both. */
export interface MembershipChange {
  readonly contactId: string;
  readonly isStage: boolean;
  readonly from: string | null;
  readonly to: string | null;
}

type Listener = (ctx: WorkspaceContext, changes: readonly MembershipChange[]) => Promise<void>;

/**
 * Tells later modules that contacts changed lists, inside the same transaction: what they write belongs to the change and is
 * cheap. Work that may take longer, or fail on its own, belongs into DomainEvents.
 */
@Injectable()
export class ListEvents {
  private readonly listeners: Listener[] = [];

  constructor(private readonly live: LiveEvents) {}

  onMembershipChanged(listener: Listener): void {
    this.listeners.push(listener);
  }

  /** `isQuiet`: only open pages hear of it, as of contacts that were just imported. */
  async membershipChanged(
    ctx: WorkspaceContext,
    listId: string,
    changes: readonly MembershipChange[],
    { isQuiet = false } = {},
  ): Promise<void> {
    if (changes.length === 0) return;
    afterCommit(ctx.manager, () => this.live.publish(ctx.workspaceId, { type: 'lists.changed', id: listId }));
    if (isQuiet) return;
    for (const listener of this.listeners) await listener(ctx, changes);
  }
}
