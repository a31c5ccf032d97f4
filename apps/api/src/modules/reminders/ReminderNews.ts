import { Injectable } from '@nestjs/common';
import { type AuditEntry, AuditTrail } from '../../platform/audit/AuditTrail.js';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { afterCommit } from '../../platform/database/UnitOfWork.js';
import { LiveEvents } from '../../platform/live/LiveEvents.js';

interface Told {
  readonly id: string;
  readonly contactId: string;
  /** To whom it was given by this act. */
  readonly newAssignee?: string | null;
}

/** What others learn of an act: the audit log, open pages, and who has just been given a reminder. */
@Injectable()
export class ReminderNews {
  constructor(
    private readonly audit: AuditTrail,
    private readonly live: LiveEvents,
  ) {}

  /** Inside the unit of work that did it; pages and people hear of it after the commit. */
  async tell(ctx: WorkspaceContext, { id, contactId, newAssignee = null }: Told, entry: Omit<AuditEntry, 'entity'>): Promise<void> {
    const { workspaceId } = ctx;
    const self = actorUserId(ctx);
    await this.audit.record(ctx, { ...entry, entity: ['reminder', id] });
    afterCommit(ctx.manager, () => {
      this.live.publish(workspaceId, { type: 'reminders.changed', id: contactId });
      if (newAssignee !== null && newAssignee !== self)
        this.live.publishToUser(newAssignee, { type: 'reminder.assigned', id, workspaceId, contactId });
    });
  }
}
