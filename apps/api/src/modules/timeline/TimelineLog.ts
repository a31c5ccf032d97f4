import { Injectable } from '@nestjs/common';
import type { LoggedType, TimelineContents } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { notFound } from '../../platform/http/AppError.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { ContactService } from '../contacts/ContactService.js';
import { contentJson } from './contentJson.js';
import { editedContent, newContent } from './entryInput.js';
import { LoggedEntryRepository } from './LoggedEntryRepository.js';
import { NoteFiles } from './NoteFiles.js';
import { NoteSearch } from './NoteSearch.js';
import { isLogged, mayEdit, presentEntry, presentShortVersion, presentVersion, storedContent } from './presentEntry.js';
import type { EditEntryDto, LogEntryDto, TimelineEntryDto, TimelineVersionDto } from './TimelineDtos.js';
import { entryIsRecord, entryNotFound, inTheFuture, notItsAuthor } from './timelineErrors.js';
import { TimelineNews } from './TimelineNews.js';
import { TimelineRepository } from './TimelineRepository.js';
import type { TimelineRow } from './timelineTypes.js';

/** Clocks of people and servers differ by so much, in milliseconds. */
const TOLERANCE = 60_000;

/**
 * What members write on a timeline: notes, calls, emails and texts that happened elsewhere. More than six dependencies: an entry is checked,
 * written, told and given its files.
 */
@Injectable()
export class TimelineLog {
  constructor(
    private readonly timeline: TimelineRepository,
    private readonly logged: LoggedEntryRepository,
    private readonly contacts: ContactService,
    private readonly files: NoteFiles,
    private readonly notes: NoteSearch,
    private readonly news: TimelineNews,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async add(ctx: WorkspaceContext, contactId: string, input: LogEntryDto): Promise<TimelineEntryDto> {
    await this.contacts.require(ctx, contactId);
    const { type } = input;
    const files = input.fileIds && (await this.files.choose(ctx, contactId, input.fileIds, null));
    const content = newContent(type, input, files);
    const mentioned = await this.news.requireMentioned(ctx, mentionsOf(content));
    const entry = { id: newId(), contactId, type, content, timestamp: this.momentOf(input.at) ?? nowIso(this.clock) };
    return this.unitOfWork.run(ctx, async (ctx) => {
      // The type and its content belong together: newContent has read the one for the other.
      await this.timeline.insert(ctx, [entry as Parameters<TimelineRepository['insert']>[1][number]], entry.timestamp);
      await this.notes.keep(ctx, [{ ...entry, content: contentJson(type, content) }]);
      await this.files.attach(ctx, entry.id, files ?? []);
      await this.news.tell(ctx, 'entryLogged', contactId, entry, mentioned);
      return presentEntry(ctx, await this.require(ctx, contactId, entry.id));
    });
  }

  edit(ctx: WorkspaceContext, contactId: string, entryId: string, input: EditEntryDto): Promise<TimelineEntryDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const row = await this.requireOwn(ctx, contactId, entryId);
      const before = storedContent(row.type, row.content);
      const files = input.fileIds && (await this.files.choose(ctx, contactId, input.fileIds, entryId));
      const content = editedContent(row.type, before, input, files);
      const known = new Set(mentionsOf(before));
      // Whoever was mentioned before may have left since.
      const fresh = await this.news.requireMentioned(
        ctx,
        mentionsOf(content).filter((id) => !known.has(id)),
      );
      const next = { content: contentJson(row.type, content), timestamp: this.momentOf(input.at) ?? row.timestamp };
      if (next.content === row.content && next.timestamp === row.timestamp) return presentEntry(ctx, row);
      if (!(await this.logged.replace(ctx, entryId, { ...next, now: nowIso(this.clock) }))) throw entryNotFound();
      await this.notes.replace(ctx, { ...row, content: next.content });
      await this.files.attach(ctx, entryId, files ?? []);
      await this.news.tell(ctx, 'entryEdited', contactId, row, fresh);
      return presentEntry(ctx, await this.require(ctx, contactId, entryId));
    });
  }

  /** What an entry said before it was edited, newest first. */
  async listVersions(ctx: WorkspaceContext, contactId: string, entryId: string): Promise<TimelineVersionDto[]> {
    if (entryId === contactId) {
      // “Contact added” is made from the contact itself, which nobody edits here.
      await this.contacts.require(ctx, contactId);
      return [];
    }
    const { type } = await this.require(ctx, contactId, entryId);
    return (await this.logged.listVersions(ctx, entryId)).map((row) => presentShortVersion(type, row));
  }

  /** One of them with its whole text. */
  async getVersion(ctx: WorkspaceContext, contactId: string, entryId: string, versionId: string): Promise<TimelineVersionDto> {
    const { type } = await this.require(ctx, contactId, entryId);
    const row = (await this.logged.listVersions(ctx, entryId)).find(({ id }) => id === versionId);
    if (!row) throw notFound('version');
    return presentVersion(type, row);
  }

  /** Gone from every list; `restore` brings it back for 30 days. */
  delete(ctx: WorkspaceContext, contactId: string, entryId: string): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const row = await this.requireOwn(ctx, contactId, entryId);
      if (!(await this.logged.delete(ctx, entryId, nowIso(this.clock)))) throw entryNotFound();
      await this.news.tell(ctx, 'entryDeleted', contactId, row);
    });
  }

  /** As `delete`, of a note alone: what the route promises that is older than the others. */
  async deleteNote(ctx: WorkspaceContext, contactId: string, entryId: string): Promise<void> {
    const row = await this.timeline.find(ctx, entryId);
    if (row?.type !== 'note') throw notFound('note');
    await this.delete(ctx, contactId, entryId);
  }

  restore(ctx: WorkspaceContext, contactId: string, entryId: string): Promise<TimelineEntryDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      await this.contacts.require(ctx, contactId);
      const deleted = await this.logged.findDeleted(ctx, entryId);
      if (!deleted || deleted.contactId !== contactId) throw entryNotFound();
      if (!mayEdit(ctx, deleted)) throw notItsAuthor();
      if (!(await this.logged.restore(ctx, entryId))) throw entryNotFound();
      await this.news.tell(ctx, 'entryRestored', contactId, { id: entryId, type: deleted.type });
      return presentEntry(ctx, await this.require(ctx, contactId, entryId));
    });
  }

  private async require(ctx: WorkspaceContext, contactId: string, entryId: string): Promise<TimelineRow> {
    await this.contacts.require(ctx, contactId);
    const row = await this.timeline.find(ctx, entryId);
    if (!row || row.contactId !== contactId) throw entryNotFound();
    return row;
  }

  private async requireOwn(ctx: WorkspaceContext, contactId: string, entryId: string): Promise<TimelineRow & { type: LoggedType }> {
    const row = await this.require(ctx, contactId, entryId);
    if (!isLogged(row)) throw entryIsRecord();
    if (!mayEdit(ctx, row)) throw notItsAuthor();
    return row as TimelineRow & { type: LoggedType };
  }

  /** In UTC. A call is logged after it took place. */
  private momentOf(at: string | undefined): string | undefined {
    if (at === undefined) return undefined;
    const moment = new Date(at);
    if (moment.getTime() > this.clock.now().getTime() + TOLERANCE) throw inTheFuture();
    return moment.toISOString();
  }
}

function mentionsOf(content: Readonly<Record<string, unknown>> | TimelineContents[LoggedType]): readonly string[] {
  return 'mentions' in content && Array.isArray(content.mentions) ? (content.mentions as string[]) : [];
}
