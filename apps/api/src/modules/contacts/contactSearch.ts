import { asciiDigits, foldText, readEmail, removeInvisible } from '@rapport/common';

import { sql, type SqlFragment } from '../../platform/database/sql.js';

const TRIGRAM = 3;
const MAX_TERMS = 8;
/** Digits that make a text of nothing else a phone number rather than words. */
const LONG_NUMBER = 6;
const AFTER_EVERYTHING = '\u{10ffff}';

/** What a person typed into the search box, ready to be asked. */
export interface ContactSearch {
  /** Terms of three characters and more: found anywhere in name, address, phone and company. */
  readonly anywhere: readonly string[];
  /** Shorter ones beside them: checked on what the others found. */
  readonly short: readonly string[];
  /** When every term is short: what name, address or company must begin with. */
  readonly prefix: string | null;
}

export function readSearch(text: string | undefined): ContactSearch | null {
  const terms = termsOf(text ?? '').slice(0, MAX_TERMS);
  const anywhere = terms.filter((term) => [...term].length >= TRIGRAM);
  const short = terms.filter((term) => [...term].length < TRIGRAM);
  if (terms.length === 0) return null;
  if (anywhere.length > 0) return { anywhere, short, prefix: null };
  return { anywhere: [], short: short.slice(1), prefix: short[0] ?? null };
}

/** A whole address or number is looked for in its stored form, however it was written; anything else word by word. */
function termsOf(text: string): string[] {
  const reading = text.includes('@') ? readEmail(text) : null;
  if (reading && 'email' in reading) return [reading.email.key];
  const number = asciiDigits(removeInvisible(text)).trim();
  if (/^\+?[\d\s().\-/\p{Pd}]+$/u.test(number) && /[\s().\-/\p{Pd}+]|^0/u.test(number)) {
    const digits = number.replace(/\D/g, '').replace(/^0+/, '');
    if (digits.length >= LONG_NUMBER) return [digits];
  }
  return foldText(text).split(/\s+/).filter(Boolean);
}

/** Holds for a row `c` that the search means. */
export function matchesSearch(search: ContactSearch, postgres: boolean): SqlFragment {
  const contains = [...search.anywhere, ...search.short].map((term) => containsTerm(term, postgres));
  return sql.join([...contains, ...(search.prefix === null ? [] : [beginsWith(search.prefix)])], ' AND ');
}

/** The FTS5 query of the terms. The index keeps no positions, so a term is the set of its trigrams; `matchesSearch` then decides. */
export function trigramQuery(terms: readonly string[]): string {
  const trigrams = new Set(terms.flatMap((term) => trigramsOf([...term])));
  return [...trigrams].map((trigram) => `"${trigram.replaceAll('"', '""')}"`).join(' AND ');
}

/** The columns that a short search looks at, each with an index in which a prefix is a range. */
export const PREFIX_COLUMNS = ['sort_name', 'email_key', 'sort_company'] as const;

export function prefixRange(column: (typeof PREFIX_COLUMNS)[number], prefix: string): SqlFragment {
  const name = sql.raw(`c.${column}`);
  return sql`${name} IS NOT NULL AND ${name} >= ${prefix} AND ${name} < ${prefix + AFTER_EVERYTHING}`;
}

function beginsWith(prefix: string): SqlFragment {
  return sql`(${sql.join(
    PREFIX_COLUMNS.map((column) => sql`(${prefixRange(column, prefix)})`),
    ' OR ',
  )})`;
}

/** PostgreSQL's trigram index serves LIKE; on SQLite instr() is the faster of the two, and has nothing to escape. */
function containsTerm(term: string, postgres: boolean): SqlFragment {
  return postgres ? sql`c.search_text LIKE ${`%${term.replace(/[\\%_]/g, '\\$&')}%`}` : sql`instr(c.search_text, ${term}) > 0`;
}

function trigramsOf(characters: readonly string[]): string[] {
  return characters.slice(0, characters.length - TRIGRAM + 1).map((_, start) => characters.slice(start, start + TRIGRAM).join(''));
}
