import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { TimelineType } from '@rapport/common';

import type { WorkspaceContext } from '../../platform/context/Context.js';
import { decodeCursor, toPage } from '../../platform/database/keyset.js';
import type { Page } from '../../platform/http/Page.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { ContactService } from '../contacts/ContactService.js';
import { ListEvents, type MembershipChange } from '../lists/ListEvents.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { contentJson } from './contentJson.js';
import { NoteSearch } from './NoteSearch.js';
import { originEntry } from './originEntry.js';
import { presentActivity, presentEntry, presentShortened } from './presentEntry.js';
import { holds, searchTimeline, wordsOf } from './searchTimeline.js';
import type { ActivityEntryDto, ListActivityQuery, ListTimelineQuery, TimelineEntryDto } from './TimelineDtos.js';
import { entryNotFound } from './timelineErrors.js';
import { TimelineRepository } from './TimelineRepository.js';
import type { LastTouch, NewTimelineEntry, TimelineFilter, TimelineRow } from './timelineTypes.js';

/** What happened between us and a contact, newest first. */
@Injectable()
export class TimelineService implements OnModuleInit {
  constructor(
    private readonly timeline: TimelineRepository,
    private readonly contacts: ContactService,
    private readonly listEvents: ListEvents,
    private readonly workspaces: WorkspaceService,
    private readonly notes: NoteSearch,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.listEvents.onMembershipChanged((ctx, changes) => this.recordMemberships(ctx, changes));
  }

  /** Adds entries inside the caller's transaction, for contacts that the caller knows to be of this workspace. Answers their ids. */
  async append(ctx: WorkspaceContext, entries: readonly NewTimelineEntry[]): Promise<string[]> {
    const { ids } = await this.timeline.insert(ctx, entries, nowIso(this.clock));
    await this.notes.keep(
      ctx,
      entries.map(({ type, content, campaignId = null, sentMessageId = null }, at) => ({
        ...{ id: ids[at] ?? '', type, content: contentJson(type, content), campaignId, messageId: sentMessageId },
      })),
    );
    return ids;
  }

  async list(ctx: WorkspaceContext, contactId: string, query: ListTimelineQuery): Promise<Page<TimelineEntryDto>> {
    await this.contacts.require(ctx, contactId);
    const filter = await this.filterOf(ctx, query);
    const present = (row: TimelineRow): TimelineEntryDto => presentShortened(ctx, row);
    const words = wordsOf(query.search ?? '');
    const origin = await this.originOf(ctx, contactId, filter, words);
    if (words.length > 0) {
      const found = await searchTimeline((step) => this.timeline.list(ctx, contactId, step), filter, query.search ?? '');
      // It is no row that the search reads, so it comes with the last page.
      const rows = origin && found.nextCursor === null ? [...found.rows, origin].sort(newestFirst) : found.rows;
      return { items: rows.map(present), nextCursor: found.nextCursor };
    }
    const rows = await this.timeline.list(ctx, contactId, filter);
    return toPage(origin ? [...rows, origin].sort(newestFirst) : rows, query.limit, (row) => [row.timestamp, row.id], present);
  }

  /** What happened in the whole workspace, newest first, without the messages of campaigns and contacts in the trash. */
  async listActivity(ctx: WorkspaceContext, query: ListActivityQuery): Promise<Page<ActivityEntryDto>> {
    const filter = await this.filterOf(ctx, query);
    const rows = await this.timeline.listActivity(ctx, filter);
    return toPage(
      rows,
      query.limit,
      (row) => [row.timestamp, row.id],
      (row) => presentActivity(ctx, row),
    );
  }

  /** When something was last written to or heard from each of these contacts of the workspace. */
  async lastTouches(ctx: WorkspaceContext, contactIds: readonly string[]): Promise<ReadonlyMap<string, LastTouch>> {
    return contactIds.length === 0 ? new Map() : this.timeline.lastTouches(ctx, contactIds);
  }

  /** Takes an entry out whose cause is undone, inside the caller's transaction. */
  takeBack(ctx: WorkspaceContext, entryId: string): Promise<void> {
    return this.timeline.remove(ctx, entryId);
  }

  /** One entry with its whole text. */
  async get(ctx: WorkspaceContext, contactId: string, entryId: string): Promise<TimelineEntryDto> {
    await this.contacts.require(ctx, contactId);
    const row = entryId === contactId ? await this.originAfter(ctx, contactId, undefined) : await this.timeline.find(ctx, entryId);
    if (!row || row.contactId !== contactId) throw entryNotFound();
    return presentEntry(ctx, row);
  }

  private async filterOf(ctx: WorkspaceContext, query: ListActivityQuery & { type?: TimelineType }): Promise<TimelineFilter> {
    const types = [...(query.types ?? []), ...(query.type ? [query.type] : [])];
    const [from, to] = [await this.workspaces.momentOf(ctx, query.from), await this.workspaces.momentOf(ctx, query.to)];
    return { ...query, types: types.length > 0 ? types : undefined, from, to };
  }

  /** The entry that is not stored, where it belongs to what is asked for. */
  private async originOf(
    ctx: WorkspaceContext,
    contactId: string,
    { types, userId, from, to, cursor }: TimelineFilter,
    words: readonly string[],
  ): Promise<TimelineRow | null> {
    if (types && !types.includes('system')) return null;
    const origin = await this.originAfter(ctx, contactId, cursor);
    if (!origin || (userId !== undefined && origin.actorId !== userId)) return null;
    if ((from !== undefined && origin.timestamp < from) || (to !== undefined && origin.timestamp >= to)) return null;
    return holds(origin, words) ? origin : null;
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
