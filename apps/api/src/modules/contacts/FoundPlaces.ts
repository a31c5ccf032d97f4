import { findMatches, searchTerms } from '@rapport/common';
import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { shortText } from '../../platform/http/shortText.js';
import type { FoundInDto } from './ContactDtos.js';
import { ContactPartReferences } from './ContactPartReferences.js';
import type { ContactRow } from './contactRows.js';
import { readSearch } from './contactSearch.js';

/** UTF-16 units of a value that is shown because something was found in it. */
const LONGEST_VALUE = 160;

/** Where a search found contacts, when no column of a table says it. */
@Injectable()
export class FoundPlaces {
  constructor(private readonly parts: ContactPartReferences) {}

  /** By contact id, of a page of answers. Two statements at most, whatever the page. */
  async of(ctx: WorkspaceContext, search: string | undefined, rows: readonly ContactRow[]): Promise<Map<string, FoundInDto>> {
    const places = new Map<string, FoundInDto>();
    const read = readSearch(search);
    if (!read) return places;
    const terms = searchTerms(search ?? '');
    const unexplained = new Map(rows.map((row) => [row.id, missingTerms(row, terms)]));
    const open = (): string[] => rows.map(({ id }) => id).filter((id) => (unexplained.get(id)?.length ?? 0) > 0 && !places.has(id));
    const inFields = open();
    if (inFields.length === 0) return places;
    for (const [id, values] of await this.parts.customFields.readable(ctx, inFields)) {
      const missing = unexplained.get(id) ?? [];
      const value = values.find(({ text }) => missing.some((term) => findMatches(text, [term]).length > 0));
      if (value) places.set(id, { kind: 'field', label: value.label, text: shortText(value.text, LONGEST_VALUE), at: null, entryId: null });
    }
    for (const [id, { entryId, type, at, text }] of await this.parts.notes.newest(ctx, open(), read, terms))
      places.set(id, { kind: 'note', label: type, text, at, entryId });
    return places;
  }
}

function missingTerms({ firstName, lastName, primaryEmail, primaryPhone, company }: ContactRow, terms: readonly string[]): string[] {
  const shown = [`${firstName ?? ''} ${lastName ?? ''}`, primaryEmail ?? '', primaryPhone ?? '', company ?? ''];
  return terms.filter((term) => shown.every((text) => findMatches(text, [term]).length === 0));
}
