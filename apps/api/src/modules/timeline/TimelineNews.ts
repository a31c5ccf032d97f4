import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { afterCommit } from '../../platform/database/UnitOfWork.js';
import { LiveEvents } from '../../platform/live/LiveEvents.js';
import { MemberService } from '../workspaces/MemberService.js';
import { unknownMention } from './timelineErrors.js';

type EntryAct = 'entryLogged' | 'entryEdited' | 'entryDeleted' | 'entryRestored';

/** What others learn of an act on a timeline: the audit log, open pages, and members whom a note mentions. */
@Injectable()
export class TimelineNews {
  constructor(
    private readonly members: MemberService,
    private readonly live: LiveEvents,
    private readonly audit: AuditTrail,
  ) {}

  /** Their ids, each once. Refuses whoever is no member. */
  async requireMentioned(ctx: WorkspaceContext, ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const members = new Set((await this.members.list(ctx)).map(({ userId }) => userId));
    if (ids.some((id) => !members.has(id))) throw unknownMention();
    return [...new Set(ids)];
  }

  /** Inside the unit of work that did it; pages and people hear of it after the commit. Whoever mentions themselves knows it. */
  async tell(
    ctx: WorkspaceContext,
    act: EntryAct,
    contactId: string,
    entry: { id: string; type: string },
    mentioned: readonly string[] = [],
  ): Promise<void> {
    const { workspaceId } = ctx;
    const self = actorUserId(ctx);
    const isNote = entry.type === 'note';
    await this.audit.record(ctx, {
      action:
        isNote && act === 'entryLogged' ? 'contact.noteAdded' : isNote && act === 'entryDeleted' ? 'contact.noteDeleted' : `contact.${act}`,
      entity: ['contact', contactId],
      details: isNote ? { noteId: entry.id, type: entry.type } : { entryId: entry.id, type: entry.type },
    });
    afterCommit(ctx.manager, () => {
      this.live.publish(workspaceId, { type: 'timeline.changed', id: contactId });
      for (const userId of mentioned)
        if (userId !== self) this.live.publishToUser(userId, { type: 'timeline.mentioned', id: entry.id, workspaceId, contactId });
    });
  }
}
