import { formatDay } from '../../shared/format/format';
import type { ContactSummary } from './contactQueries';

const ENTRIES: Readonly<Record<string, string>> = { note: 'a note', call: 'a call', email: 'an email', text: 'a text message' };

/** Where a search found a contact, when no column of the table says it. */
export function foundWords({ foundIn }: Pick<ContactSummary, 'foundIn'>): string | null {
  if (!foundIn) return null;
  if (foundIn.kind === 'field') return `${foundIn.label}: ${foundIn.text}`;
  const day = foundIn.at === null ? '' : ` of ${formatDay(foundIn.at)}`;
  return `In ${ENTRIES[foundIn.label] ?? 'an entry'}${day}: ${foundIn.text}`;
}
