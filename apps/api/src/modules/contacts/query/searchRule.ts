import { sql } from '../../../platform/database/sql.js';
import type { ContactPartReferences } from '../ContactPartReferences.js';
import type { ContactRule } from '../ContactRuleReferences.js';
import { asksShortTerms, matchesSearch, readSearch, searchCandidates } from '../contactSearch.js';

/**
 * Contacts that are found in notes are named by their ids, as long as they are few: then both databases can begin with them. More are asked
 * for as a set, in which a page is soon full.
 */
const MOST_NAMED = 500;

/** As the search box finds: each word in what is known of the contact, or all of them in one note about it. A text of blanks asks for nothing. */
export function searchRule(parts: ContactPartReferences): ContactRule {
  return async (ctx, input, { contacts, postgres }) => {
    const value = sql`c.search_text`;
    const search = readSearch(input.text('text'));
    if (!search) return { matches: sql`1 = 1`, value, candidates: [] };
    const own = matchesSearch(search, postgres);
    const candidates = searchCandidates(contacts, search);
    const noted = await parts.notes.list(ctx, search, MOST_NAMED + 1);
    const isGuessed = asksShortTerms(search);
    if (noted.length === 0) return { matches: own, value, candidates, isGuessed };
    const inNotes = sql`c.id IN (${noted.length > MOST_NAMED ? parts.notes.select(ctx, search) : sql.list(noted)})`;
    return {
      matches: sql`((${own}) OR ${inNotes})`,
      value,
      isGuessed,
      candidates: candidates.map((set) => sql`${set} UNION ALL SELECT c.search_id FROM base_contacts c WHERE ${contacts} AND ${inNotes}`),
    };
  };
}
