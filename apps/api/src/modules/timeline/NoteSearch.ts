import { isDenseScript } from '@rapport/common';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { ContactPartReferences, type FoundNote } from '../contacts/ContactPartReferences.js';
import type { ContactSearch } from '../contacts/public.js';
import { noteWords, snippetOf } from './noteText.js';
import { NoteTextRepository } from './NoteTextRepository.js';
import type { TimelineRow } from './timelineTypes.js';

/** Finds contacts by what people wrote about them, and keeps the words that it looks through. */
@Injectable()
export class NoteSearch implements OnModuleInit {
  constructor(
    private readonly texts: NoteTextRepository,
    private readonly parts: ContactPartReferences,
  ) {}

  onModuleInit(): void {
    this.parts.registerNotes({
      list: async (ctx, search, limit) => (isSearched(search) ? this.texts.listContacts(ctx, search, limit) : []),
      select: (ctx, search) => this.texts.selectContacts(ctx, search),
      newest: (ctx, contactIds, search, terms) => this.newest(ctx, contactIds, search, terms),
    });
  }

  /** Inside the unit of work that has written the entries. */
  async keep(
    ctx: WorkspaceContext,
    entries: readonly (Pick<TimelineRow, 'id' | 'type' | 'content'> & Partial<Pick<TimelineRow, 'campaignId' | 'messageId'>>)[],
  ): Promise<void> {
    for (const entry of entries) {
      const words = noteWords(entry);
      if (words) await this.texts.insert(ctx, { entryId: entry.id, workspaceId: ctx.workspaceId, ...words }, 'replace');
    }
  }

  async replace(ctx: WorkspaceContext, entry: Pick<TimelineRow, 'id' | 'type' | 'content'>): Promise<void> {
    if (noteWords(entry) === null) await this.texts.remove(ctx, entry.id);
    else await this.keep(ctx, [entry]);
  }

  private async newest(
    ctx: WorkspaceContext,
    contactIds: readonly string[],
    search: ContactSearch,
    terms: readonly string[],
  ): Promise<Map<string, FoundNote>> {
    if (contactIds.length === 0 || !isSearched(search)) return new Map();
    const entries = await this.texts.listNewest(ctx, contactIds, search);
    return new Map(
      entries.map((entry) => {
        const { id, type, timestamp, contactId } = entry;
        return [contactId, { entryId: id, type, at: timestamp, text: snippetOf(entry, terms) }];
      }),
    );
  }
}

/** One or two letters begin a word of nearly every note. */
function isSearched({ anywhere, short }: ContactSearch): boolean {
  return anywhere.length > 0 || short.some(isDenseScript);
}
