import type { FieldType } from './fieldTypes.js';
import { NO_HINTS, problem, type FieldReading, type ReadingHints } from './fieldReading.js';
import { booleanOf, readBoolean, readOption } from './readChoice.js';
import { readDecimal, readJsonNumber } from './readDecimal.js';
import { readDate, readDateTime } from './readMoment.js';
import { MAX_LENGTH as MAX_TEXT, readText, readUrl } from './readText.js';

/** Fixed fields of a contact; their parsers answer more than a text, and that of phone numbers needs a library. */
type StoredFieldType = Exclude<FieldType, 'email' | 'phone'>;

interface FieldRules {
  /** Reads a trimmed text that is not empty. */
  readonly read: (text: string, hints: ReadingHints) => FieldReading;
  /** What a stored value sorts and compares as where its text does not: 9 before 10. */
  readonly sortNumber?: (value: string) => number;
  /** What templates see. */
  readonly merge?: (value: string) => string | number | boolean;
}

const RULES: Readonly<Record<StoredFieldType, FieldRules>> = {
  text: { read: readText },
  number: { read: readDecimal, sortNumber: Number, merge: exactNumber },
  date: { read: readDate },
  dateTime: { read: readDateTime },
  boolean: { read: readBoolean, merge: (value) => value === 'true' },
  select: { read: readOption },
  url: { read: readUrl },
};

/** Reads a value of a type as a cell, a form or the API gives it: its text, or JSON of the type. Blank text is no value. */
export function readField(type: StoredFieldType, given: unknown, hints: ReadingHints = NO_HINTS): FieldReading {
  if (given === null || given === undefined) return { value: null };
  if (typeof given === 'number' && type === 'number') return readJsonNumber(given);
  if (typeof given !== 'string' && typeof given !== 'number' && typeof given !== 'boolean')
    return problem('field.notSingle', 'This is not a single value.');
  const text = String(given).trim();
  if (text === '') return { value: null };
  // What no type takes is not looked at by its rules, which are made for cells and not for megabytes.
  return text.length > MAX_TEXT ? readText(text) : RULES[type].read(text, hints);
}

/** The number that a stored value sorts by; null when its text does. */
export function sortNumberOf(type: StoredFieldType, value: string | null): number | null {
  const toNumber = RULES[type].sortNumber;
  return toNumber && value !== null ? toNumber(value) : null;
}

/** A stored value as templates see it: numbers count, and `{% if custom.vip %}` asks for true. */
export function mergeValueOf(type: string, value: string | null): string | number | boolean | null {
  const merge = (RULES as Readonly<Record<string, FieldRules | undefined>>)[type]?.merge;
  return merge && value !== null ? merge(value) : value;
}

/** The type that a new field for these cells should have; text unless every filled one is certainly something else. */
export function proposeFieldType(cells: Iterable<string>): 'text' | 'number' | 'date' | 'boolean' {
  let candidates: ('boolean' | 'number' | 'date')[] = ['boolean', 'number', 'date'];
  let isFilled = false;
  for (const cell of cells) {
    const text = cell.trim();
    if (text === '') continue;
    isFilled = true;
    candidates = candidates.filter((type) => PLAINLY[type](text));
    if (candidates.length === 0) return 'text';
  }
  return (isFilled ? candidates[0] : undefined) ?? 'text';
}

/** More digits than that are ids and card numbers, with which nobody calculates. */
const MOST_DIGITS = 15;
const PLAINLY: Readonly<Record<'boolean' | 'number' | 'date', (text: string) => boolean>> = {
  boolean: (text) => /\p{L}{1,}/u.test(text) && booleanOf(text) !== null,
  number: (text) => {
    const read = readDecimal(text, { decimalMark: '.' });
    return 'value' in read && /^[+-]?[\d.,\s'’]+$/.test(text) && text.replace(/\D/g, '').length <= MOST_DIGITS && !text.startsWith('+');
  },
  date: (text) => ['dmy', 'mdy'].some((order) => 'value' in readDate(text, { dateOrder: order as 'dmy' | 'mdy' })) && /[^\d]/.test(text),
};

/** Digits beyond what a float holds stay text, so that an id is not sent rounded. */
function exactNumber(value: string): string | number {
  const number = Number(value);
  return String(number) === value ? number : value;
}
