import {
  asciiDigits,
  asciiLower,
  DATE_FIELD_QUESTIONS,
  DATE_FIELDS,
  emailKey,
  foldText,
  TEXT_FIELDS,
  TEXT_QUESTIONS,
  type TextField,
} from '@rapport/common';
import { sql, type SqlFragment } from '../../../platform/database/sql.js';
import { readPhone } from '../../../platform/phone/readPhone.js';
import type { CompiledRule, ContactRule, RuleScope } from '../ContactRuleReferences.js';
import { matchesFixed, searchCandidates, type ContactSearch } from '../contactSearch.js';
import { cleanText } from '../normalizeContact.js';
import { dayRange } from './dayRanges.js';

const COLUMNS: Readonly<Record<TextField, SqlFragment>> = {
  firstName: sql.raw('c.first_name'),
  lastName: sql.raw('c.last_name'),
  email: sql.raw('c.primary_email'),
  phone: sql.raw('c.primary_phone'),
  company: sql.raw('c.company'),
};

/** What one of the fixed fields says. */
export const fieldRule: ContactRule = async (_ctx, input, scope) => {
  const field = input.oneOf('field', TEXT_FIELDS);
  const { operator, values } = input.ask(TEXT_QUESTIONS);
  const value = COLUMNS[field];
  if (operator === 'isFilled') {
    const matches = field === 'email' ? sql`c.email_key IS NOT NULL` : sql`${value} IS NOT NULL`;
    return { matches, value };
  }
  const texts = operator === 'anyOf' ? (values['values'] as readonly string[]) : [String(values['value'])];
  const asked = texts.map((text) => cleanText(text) ?? text);
  const parts: CompiledRule[] = [];
  for (const text of asked) parts.push(await matchText(field, operator ?? 'is', text, scope));
  const [first] = parts;
  if (parts.length === 1 && first) return { ...first, value };
  return {
    matches: sql`(${sql.join(
      parts.map(({ matches }) => matches),
      ' OR ',
    )})`,
    value,
  };
};

async function matchText(field: TextField, operator: string, text: string, scope: RuleScope): Promise<CompiledRule> {
  const value = COLUMNS[field];
  const isWhole = operator === 'is' || operator === 'anyOf';
  if (isWhole && field === 'email') return found(sql`c.email_key IS NOT NULL AND c.email_key = ${emailKey(text)}`, scope);
  if (isWhole && field === 'company') return found(sql`c.sort_company IS NOT NULL AND c.sort_company = ${foldText(text)}`, scope);
  if (field === 'phone') return matchPhone(operator, text, scope);
  const lower = asciiLower(text);
  const within = (column: SqlFragment): SqlFragment => partly(operator, sql`LOWER(${column})`, lower, scope);
  const matches = isWhole
    ? sql`LOWER(${value}) = ${lower}`
    : field === 'email'
      ? sql`(${within(value)} OR ${within(sql`c.email_key`)})`
      : within(value);
  const search = indexedSearch(text);
  if (!search) return { matches, value };
  return {
    matches: scope.postgres ? sql`(${matchesFixed(search, true)} AND ${matches})` : matches,
    value,
    candidates: searchCandidates(scope.contacts, search),
  };
}

/** A whole number is compared as the workspace's country reads it; a part of one by its digits. */
async function matchPhone(operator: string, text: string, scope: RuleScope): Promise<CompiledRule> {
  const value = COLUMNS.phone;
  if (operator === 'is' || operator === 'anyOf') {
    const reading = readPhone(text, (await scope.place()).country);
    const e164 = 'phone' in reading ? reading.phone.e164 : null;
    if (e164 !== null) return found(sql`c.phone_e164 IS NOT NULL AND c.phone_e164 = ${e164}`, scope);
    return { matches: sql`LOWER(${value}) = ${asciiLower(text)}`, value };
  }
  const part = asciiDigits(text)
    .replace(/[\s().\-/\p{Pd}]/gu, '')
    .replace(/^00/, '+');
  const [number, typed] = [sql`COALESCE(c.phone_e164, '')`, sql`COALESCE(${value}, '')`];
  const asTyped = partly(operator, typed, text, scope);
  return { matches: part === '' ? asTyped : sql`(${partly(operator, number, part, scope)} OR ${asTyped})`, value };
}

/** When a contact was added or last changed. */
export const dateRule: ContactRule = async (_ctx, input, scope) => {
  const field = input.oneOf('field', DATE_FIELDS);
  const { operator, values } = input.ask(DATE_FIELD_QUESTIONS);
  const { from, until } = dayRange(operator ?? 'on', values, await scope.place());
  const column = sql.raw(field === 'createdAt' ? 'c.created_on' : 'c.updated_at');
  const matches = sql.join(
    [...(from ? [sql`${column} >= ${from.moment}`] : []), ...(until ? [sql`${column} < ${until.moment}`] : [])],
    ' AND ',
  );
  return field === 'createdAt' ? { ...found(sql`(${matches})`, scope), value: column } : { matches: sql`(${matches})`, value: column };
};

/** A condition that an index of contacts answers. */
function found(matches: SqlFragment, { contacts }: RuleScope): CompiledRule {
  return { matches, value: sql`NULL`, candidates: [sql`SELECT c.search_id FROM base_contacts c WHERE ${contacts} AND ${matches}`] };
}

/** Words of which the search index knows where they are, however old its folding is. Other letters change in ways that LOWER does not know. */
function indexedSearch(text: string): ContactSearch | null {
  if (!/^[A-Za-z0-9 '@._+-]+$/.test(text)) return null;
  const anywhere = foldText(text)
    .split(/\s+/)
    .filter((term) => term.length >= 3);
  return anywhere.length > 0 ? { anywhere, short: [] } : null;
}

/** For `startsWith`, `endsWith` and `contains`. */
function partly(operator: string, column: SqlFragment, text: string, scope: RuleScope): SqlFragment {
  switch (operator) {
    case 'startsWith':
      return beginsWith(column, text);
    case 'endsWith':
      return endsIn(column, text);
    default:
      return contains(column, text, scope);
  }
}

export function contains(column: SqlFragment, text: string, { postgres }: Pick<RuleScope, 'postgres'>): SqlFragment {
  return sql`${sql.raw(postgres ? 'strpos' : 'instr')}(${column}, ${text}) > 0`;
}

export function beginsWith(column: SqlFragment, text: string): SqlFragment {
  return sql`SUBSTR(${column}, 1, ${[...text].length}) = ${text}`;
}

export function endsIn(column: SqlFragment, text: string): SqlFragment {
  const letters = [...text].length;
  return sql`(LENGTH(${column}) >= ${letters} AND SUBSTR(${column}, LENGTH(${column}) - ${letters} + 1) = ${text})`;
}
