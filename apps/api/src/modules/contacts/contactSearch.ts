import { askedShortTerms, isDenseScript, searchTerms } from '@rapport/common';
import { sql, type SqlFragment } from '../../platform/database/sql.js';

const TRIGRAM = 3;

/** What a person typed into the search box, ready to be asked. */
export interface ContactSearch {
  /** Terms of three characters and more: found anywhere in name, address, phone, company and custom text. */
  readonly anywhere: readonly string[];
  /** Terms of one and two characters, as `search_short` stores them: the beginnings of words, or any characters of scripts without blanks. */
  readonly short: readonly string[];
}

export function readSearch(text: string | undefined): ContactSearch | null {
  const terms = searchTerms(text ?? '');
  if (terms.length === 0) return null;
  const isShort = (term: string): boolean => [...term].length < TRIGRAM;
  const anywhere = terms.filter((term) => !isShort(term));
  return { anywhere, short: [...new Set(terms.filter(isShort).flatMap(askedShortTerms))] };
}

/** Whether the index of short terms leads to it on PostgreSQL. */
export function asksShortTerms({ anywhere, short }: ContactSearch): boolean {
  return short.length > 0 || anywhere.some(isDenseScript);
}

/** Folded text, and its short terms with blanks between. */
export interface SearchedColumns {
  readonly text: SqlFragment;
  readonly short: SqlFragment;
  /** What PostgreSQL must be told to use the column's index of short terms. */
  readonly isThere?: SqlFragment;
}

/** What is known of every contact: name, address, number, company. */
const FIXED: SearchedColumns = { text: sql.raw('c.search_text'), short: sql.raw('c.search_short') };
/** The words of its custom fields. */
const CUSTOM: SearchedColumns = {
  text: sql.raw('c.custom_text'),
  short: sql.raw('c.custom_short'),
  isThere: sql.raw('c.custom_text IS NOT NULL'),
};

/** Holds for a row `c` that the search means: each term in one of the two. */
export function matchesSearch({ anywhere, short }: ContactSearch, postgres: boolean): SqlFragment {
  const either = (condition: (columns: SearchedColumns) => SqlFragment): SqlFragment => sql`(${condition(FIXED)} OR ${condition(CUSTOM)})`;
  return sql.join(
    [
      ...anywhere.map((term) => either((columns) => containsTerm(term, postgres, columns))),
      ...short.map((term) => either((columns) => hasShortTerm(term, postgres, columns))),
    ],
    ' AND ',
  );
}

/** Holds for a row `c` that has all terms in its fixed fields. */
export function matchesFixed(search: ContactSearch, postgres: boolean): SqlFragment {
  return sql.join(matchesTerms(search, postgres, FIXED), ' AND ');
}

/** Conditions that hold together where all terms are in these columns. */
export function matchesTerms({ anywhere, short }: ContactSearch, postgres: boolean, columns: SearchedColumns): SqlFragment[] {
  return [...anywhere.map((term) => containsTerm(term, postgres, columns)), ...hasShortTerms(short, postgres, columns)];
}

/**
 * Sets of `search_id` that hold every contact which the search means, one for each way an index leads to it (SQLite only: PostgreSQL's
 * planner weighs its indexes by itself). Each term by itself first: reading the long list of a common one to intersect it costs more than
 * checking few rows for it. `contacts` holds for all that are asked about.
 */
export function searchCandidates(contacts: SqlFragment, { anywhere, short }: ContactSearch): SqlFragment[] {
  const sets = (terms: readonly string[], setOf: (contacts: SqlFragment, terms: readonly string[]) => SqlFragment): SqlFragment[] => {
    const single = terms.map((term) => setOf(contacts, [term]));
    return terms.length > 1 ? [...single, setOf(contacts, terms)] : single;
  };
  return [...sets(anywhere, withTrigrams), ...sets(short, withShortTerms)];
}

/** Rows beyond the indexed ones are few, or an import has just ended; they are read plainly, by their number: an index would lead to all of the workspace. */
function withTrigrams(contacts: SqlFragment, terms: readonly string[]): SqlFragment {
  const contains = matchesSearch({ anywhere: terms, short: [] }, false);
  return sql`SELECT rowid AS search_id FROM contact_search WHERE contact_search MATCH ${trigramQuery(terms)}
    UNION ALL SELECT c.search_id FROM base_contacts c NOT INDEXED WHERE c.search_id > (SELECT indexed_up_to FROM contact_search_state) AND ${contacts} AND ${contains}`;
}

function withShortTerms(contacts: SqlFragment, terms: readonly string[]): SqlFragment {
  const holds = matchesSearch({ anywhere: [], short: terms }, false);
  return sql`SELECT rowid AS search_id FROM contact_short WHERE contact_short MATCH ${shortTermQuery(terms)}
    UNION ALL SELECT c.search_id FROM base_contacts c NOT INDEXED WHERE c.search_id > (SELECT indexed_up_to FROM contact_search_state) AND ${contacts} AND ${holds}`;
}

/** The FTS5 query of the terms. The index keeps no positions, so a term is the set of its trigrams; `matchesSearch` then decides. */
export function trigramQuery(terms: readonly string[]): string {
  return allOf(terms.flatMap((term) => trigramsOf([...term])));
}

export function shortTermQuery(terms: readonly string[]): string {
  return allOf(terms);
}

function hasShortTerms(terms: readonly string[], postgres: boolean, { short, isThere }: SearchedColumns): SqlFragment[] {
  if (terms.length === 0) return [];
  if (!postgres) return terms.map((term) => sql`instr(' ' || ${short} || ' ', ${` ${term} `}) > 0`);
  const has = sql`string_to_array(${short}, ' ') @> ARRAY[${sql.list(terms)}]::text[]`;
  return [isThere ? sql`${isThere} AND ${has}` : has];
}

function hasShortTerm(term: string, postgres: boolean, columns: SearchedColumns): SqlFragment {
  return sql`(${sql.join(hasShortTerms([term], postgres, columns), ' AND ')})`;
}

/**
 * PostgreSQL's trigram index serves LIKE, but knows the letters of the database's own locale only: pairs lead it to a term in a script
 * without blanks. On SQLite instr() is the faster of the two, and has nothing to escape.
 */
function containsTerm(term: string, postgres: boolean, columns: SearchedColumns): SqlFragment {
  if (!postgres) return sql`instr(${columns.text}, ${term}) > 0`;
  const like = sql`${columns.text} LIKE ${`%${term.replace(/[\\%_]/g, '\\$&')}%`}`;
  const [pairs] = isDenseScript(term) ? hasShortTerms(pairsOf(term), postgres, columns) : [];
  return pairs ? sql`(${pairs} AND ${like})` : like;
}

/** The pairs of the longest part without blanks; what stands beside it may be the end of a word, which no short term knows. */
function pairsOf(term: string): string[] {
  return askedShortTerms(term).filter((pair) => isDenseScript(pair) && [...pair].length === 2);
}

function allOf(terms: readonly string[]): string {
  return [...new Set(terms)].map((term) => `"${term.replaceAll('"', '""')}"`).join(' AND ');
}

function trigramsOf(characters: readonly string[]): string[] {
  return characters.slice(0, characters.length - TRIGRAM + 1).map((_, start) => characters.slice(start, start + TRIGRAM).join(''));
}
