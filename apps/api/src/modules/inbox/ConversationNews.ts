import { Injectable } from '@nestjs/common';
import { type AuditEntry, AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { afterCommit } from '../../platform/database/UnitOfWork.js';
import { LiveEvents } from '../../platform/live/LiveEvents.js';

/** What others learn of conversations: the audit log and open pages. Inside the unit of work that changed one. */
@Injectable()
export class ConversationNews {
  constructor(
    private readonly audit: AuditTrail,
    private readonly live: LiveEvents,
  ) {}

  async updated(ctx: WorkspaceContext, id: string, { before, after }: Pick<AuditEntry, 'before' | 'after'>): Promise<void> {
    await this.audit.record(ctx, { action: 'conversation.updated', entity: ['conversation', id], before, after });
    this.changed(ctx, id);
  }

  changed({ workspaceId, manager }: WorkspaceContext, id: string): void {
    afterCommit(manager, () => this.live.publish(workspaceId, { type: 'inbox.changed', id }));
  }
}
