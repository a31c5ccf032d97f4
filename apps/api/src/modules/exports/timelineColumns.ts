import type { ExportedEntry } from '../timeline/public.js';
import type { ExportColumn } from './exportTypes.js';

export const TIMELINE_COLUMNS: readonly ExportColumn<ExportedEntry>[] = [
  { key: 'time', header: 'Time (UTC)', cell: (entry) => entry.timestamp },
  { key: 'type', header: 'Type', cell: (entry) => entry.type },
  { key: 'title', header: 'Title', cell: (entry) => entry.title },
  { key: 'text', header: 'Text', cell: (entry) => textOf(entry.content) },
  { key: 'status', header: 'Status', cell: (entry) => entry.status ?? '' },
  { key: 'actor', header: 'Who', cell: (entry) => entry.actorName ?? '' },
  { key: 'contact', header: 'Contact', cell: (entry) => entry.contactName },
  { key: 'email', header: 'Email', cell: (entry) => entry.contactEmail ?? '' },
  { key: 'contactId', header: 'Contact ID', cell: (entry) => entry.contactId },
  { key: 'details', header: 'Details', cell: (entry) => JSON.stringify(entry.content) },
  { key: 'id', header: 'Entry ID', cell: (entry) => entry.id },
];

/** What a person wrote or said, where the type has such a thing. */
function textOf(content: Readonly<Record<string, unknown>>): string {
  const found = ['text', 'body', 'summary', 'message'].map((name) => content[name]).find((value) => typeof value === 'string');
  return typeof found === 'string' ? found : '';
}
