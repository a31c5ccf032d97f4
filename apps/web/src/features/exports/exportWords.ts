import { plural } from '../../shared/format/format';
import type { Export } from './exportQueries';

/** What an export is of, in a few words. */
export function whatOf({ kind, chosen, filter, timeline }: Pick<Export, 'kind' | 'chosen' | 'filter' | 'timeline'>): string {
  if (kind === 'timeline') return timeline?.contactId ? 'Timeline of one contact' : 'Timeline of all contacts';
  if (kind === 'person') return 'Everything about one person';
  if (chosen !== null) return plural(chosen, 'selected contact');
  const parts = [
    filter?.trashed ? 'in the trash' : null,
    filter?.search ? `matching “${filter.search}”` : null,
    filter?.listId ? 'on a list' : null,
    filter?.segmentId ? 'in a segment' : null,
    filter?.rules ? 'meeting conditions' : null,
    filter?.company ? `of ${filter.company}` : null,
    filter?.status ? 'with an email status' : null,
    filter?.createdAfter || filter?.createdBefore ? 'added in a period' : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? 'All contacts' : `Contacts ${parts.join(', ')}`;
}
