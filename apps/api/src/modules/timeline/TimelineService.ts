import { Injectable, type OnModuleInit } from '@nestjs/common';

import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { decodeCursor, toPage } from '../../platform/database/keyset.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { notFound } from '../../platform/http/AppError.js';
import type { Page } from '../../platform/http/Page.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { ContactService } from '../contacts/ContactService.js';
import { ListEvents, type MembershipChange } from '../lists/ListEvents.js';
import { originEntry } from './originEntry.js';
import { presentEntry, presentShortened } from './presentEntry.js';
import type { ListTimelineQuery, TimelineEntryDto } from './TimelineDtos.js';
import { TimelineRepository } from './TimelineRepository.js';
import type { NewTimelineEntry, TimelineRow } from './timelineTypes.js';

/** What happened between us and a contact, newest first. */
@Injectable()
export class TimelineService implements OnModuleInit {
  constructor(
    private readonly timeline: TimelineRepository,
    private readonly contacts: ContactService,
    private readonly listEvents: ListEvents,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.listEvents.onMembershipChanged((ctx, changes) => this.recordMemberships(ctx, changes));
  }

  /** Adds entries inside the caller's transaction, for contacts that the caller knows to be of this workspace. Answers their ids. */
  append(ctx: WorkspaceContext, entries: readonly NewTimelineEntry[]): Promise<string[]> {
    return this.timeline.insert(ctx, entries, nowIso(this.clock));
  }

  async list(ctx: WorkspaceContext, contactId: string, query: ListTimelineQuery): Promise<Page<TimelineEntryDto>> {
    await this.contacts.require(ctx, contactId);
    const rows = await this.timeline.list(ctx, contactId, query);
    const origin = query.type && query.type !== 'system' ? null : await this.originAfter(ctx, contactId, query.cursor);
    return toPage(origin ? [...rows, origin].sort(newestFirst) : rows, query.limit, (row) => [row.timestamp, row.id], presentShortened);
  }

  /** One entry with its whole text. */
  async get(ctx: WorkspaceContext, contactId: string, entryId: string): Promise<TimelineEntryDto> {
    await this.contacts.require(ctx, contactId);
    const row = entryId === contactId ? await this.originAfter(ctx, contactId, undefined) : await this.timeline.find(ctx, entryId);
    if (!row || row.contactId !== contactId) throw notFound('entry');
    return presentEntry(row);
  }

  async addNote(ctx: WorkspaceContext, contactId: string, text: string): Promise<TimelineEntryDto> {
    await this.contacts.require(ctx, contactId);
    return this.unitOfWork.run(ctx, async (ctx) => {
      const [id] = await this.append(ctx, [{ contactId, type: 'note', content: { text } }]);
      const row = await this.timeline.find(ctx, id ?? '');
      if (!row) throw notFound('note');
      await this.audit.record(ctx, { action: 'contact.noteAdded', entity: ['contact', contactId], details: { noteId: row.id } });
      return presentEntry(row);
    });
  }

  deleteNote(ctx: WorkspaceContext, contactId: string, entryId: string): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      if (!(await this.timeline.deleteNote(ctx, contactId, entryId))) throw notFound('note');
      await this.audit.record(ctx, { action: 'contact.noteDeleted', entity: ['contact', contactId], details: { noteId: entryId } });
    });
  }

  private async originAfter(ctx: WorkspaceContext, contactId: string, cursor: string | undefined): Promise<TimelineRow | null> {
    const found = await this.timeline.findOrigin(ctx, contactId);
    if (!found) return null;
    const origin = originEntry(found);
    if (cursor === undefined) return origin;
    const [timestamp = '', id = ''] = decodeCursor(cursor, ['text', 'text']);
    return newestFirst({ timestamp: String(timestamp), id: String(id) }, origin) < 0 ? origin : null;
  }

  private async recordMemberships(ctx: WorkspaceContext, changes: readonly MembershipChange[]): Promise<void> {
    await this.append(ctx, changes.map(membershipEntry));
  }
}

function membershipEntry({ contactId, isStage, from, to }: MembershipChange): NewTimelineEntry {
  if (isStage) return { contactId, type: 'stage_change', content: { old_list: from, new_list: to } };
  return {
    contactId,
    type: 'system',
    content: { message: to === null ? `Removed from the list ${from ?? ''}` : `Added to the list ${to}` },
  };
}

function newestFirst(a: Pick<TimelineRow, 'timestamp' | 'id'>, b: Pick<TimelineRow, 'timestamp' | 'id'>): number {
  if (a.timestamp !== b.timestamp) return a.timestamp < b.timestamp ? 1 : -1;
  return a.id === b.id ? 0 : a.id < b.id ? 1 : -1;
}
