import { askedShortTerms, isDenseScript, searchTerms } from '@rapport/common';
import { sql, type SqlFragment } from '../../platform/database/sql.js';

const TRIGRAM = 3;

/** What a person typed into the search box, ready to be asked. */
export interface ContactSearch {
  /** Terms of three characters and more: found anywhere in name, address, phone and company. */
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

/** Holds for a row `c` that the search means. */
export function matchesSearch({ anywhere, short }: ContactSearch, postgres: boolean): SqlFragment {
  const contains = anywhere.map((term) => containsTerm(term, postgres));
  return sql.join([...contains, ...hasShortTerms(short, postgres)], ' AND ');
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
  const contains = sql.join(
    terms.map((term) => sql`instr(c.search_text, ${term}) > 0`),
    ' AND ',
  );
  return sql`SELECT rowid AS search_id FROM contact_search WHERE contact_search MATCH ${trigramQuery(terms)}
    UNION ALL SELECT c.search_id FROM base_contacts c NOT INDEXED WHERE c.search_id > (SELECT indexed_up_to FROM contact_search_state) AND ${contacts} AND ${contains}`;
}

function withShortTerms(contacts: SqlFragment, terms: readonly string[]): SqlFragment {
  const holds = sql.join(hasShortTerms(terms, false), ' AND ');
  return sql`SELECT rowid AS search_id FROM contact_short WHERE contact_short MATCH ${allOf(terms)}
    UNION ALL SELECT c.search_id FROM base_contacts c NOT INDEXED WHERE c.search_id > (SELECT indexed_up_to FROM contact_search_state) AND ${contacts} AND ${holds}`;
}

/** The FTS5 query of the terms. The index keeps no positions, so a term is the set of its trigrams; `matchesSearch` then decides. */
function trigramQuery(terms: readonly string[]): string {
  return allOf(terms.flatMap((term) => trigramsOf([...term])));
}

function hasShortTerms(terms: readonly string[], postgres: boolean): SqlFragment[] {
  if (terms.length === 0) return [];
  if (postgres) return [sql`string_to_array(c.search_short, ' ') @> ARRAY[${sql.list(terms)}]::text[]`];
  return terms.map((term) => sql`instr(' ' || c.search_short || ' ', ${` ${term} `}) > 0`);
}

/**
 * PostgreSQL's trigram index serves LIKE, but knows the letters of the database's own locale only: pairs lead it to a term in a script
 * without blanks. On SQLite instr() is the faster of the two, and has nothing to escape.
 */
function containsTerm(term: string, postgres: boolean): SqlFragment {
  if (!postgres) return sql`instr(c.search_text, ${term}) > 0`;
  const like = sql`c.search_text LIKE ${`%${term.replace(/[\\%_]/g, '\\$&')}%`}`;
  const [pairs] = isDenseScript(term) ? hasShortTerms(pairsOf(term), postgres) : [];
  return pairs ? sql`${pairs} AND ${like}` : like;
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
