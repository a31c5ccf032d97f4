import { Injectable } from '@nestjs/common';

import type { WorkspaceContext } from '../../platform/context/Context.js';

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

  onMembershipChanged(listener: Listener): void {
    this.listeners.push(listener);
  }

  async membershipChanged(ctx: WorkspaceContext, changes: readonly MembershipChange[]): Promise<void> {
    if (changes.length === 0) return;
    for (const listener of this.listeners) await listener(ctx, changes);
  }
}
