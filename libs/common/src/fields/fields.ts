import { type FieldSettings, NO_SETTINGS } from './fieldOptions.js';
import { NO_HINTS, problem, type FieldReading, type ReadingHints } from './fieldReading.js';
import type { FieldOperator, MergeValue } from './fieldRules.js';
import { fieldRules, PLAIN_FIELD_TYPES, storedFieldRules, type FieldType, type PlainFieldType } from './fieldTypes.js';
import { keysOf } from './readChoice.js';
import { readJsonNumber } from './readDecimal.js';
import { MAX_LENGTH as MAX_TEXT, readText } from './readText.js';

const MOST_CHOICES = 200;

/** Reads a value of a type as a cell, a form or the API gives it: its text, or JSON of the type. Blank text is no value. */
export function readField(type: FieldType, given: unknown, hints: ReadingHints = NO_HINTS): FieldReading {
  if (given === null || given === undefined) return { value: null };
  if (Array.isArray(given)) return readList(type, given, hints);
  if (typeof given === 'number' && fieldRules(type).sortsBy === 'number') {
    const exact = readJsonNumber(given);
    return type === 'number' || 'problem' in exact || exact.value === null
      ? exact
      : fieldRules(type).read(exact.value, { ...hints, decimalMark: '.' });
  }
  if (typeof given !== 'string' && typeof given !== 'number' && typeof given !== 'boolean')
    return problem('field.notSingle', 'This is not a single value.');
  const text = String(given).trim();
  if (text === '') return { value: null };
  if (text.includes('\0')) return problem('text.nul', 'The text contains a NUL character, which text never does.');
  // What no type takes is not looked at by its rules, which are made for cells and not for megabytes.
  return text.length > MAX_TEXT ? readText(text) : fieldRules(type).read(text, hints);
}

/** Several values, as only a field of several options holds them. */
function readList(type: FieldType, given: readonly unknown[], hints: ReadingHints): FieldReading {
  if (type !== 'multiSelect' || given.length > MOST_CHOICES || !given.every((part) => typeof part === 'string'))
    return problem('field.notSingle', type === 'multiSelect' ? 'This is not a list of options.' : 'This is not a single value.');
  const text = JSON.stringify(given);
  return text.length > MAX_TEXT ? readText(text) : fieldRules(type).read(text, hints);
}

/** The number that a stored value sorts by; null when its text does. */
export function sortNumberOf(type: FieldType, value: string | null): number | null {
  return value !== null && fieldRules(type).sortsBy === 'number' ? Number(value) : null;
}

/** Below zero when `a` comes first. As the databases sort: numbers by their float, text by its code points. */
export function compareFields(type: FieldType, a: string, b: string): number {
  if (fieldRules(type).sortsBy === 'number') return Number(a) - Number(b);
  return compareCodePoints(a, b);
}

/** Whether a stored value answers a question, as the databases decide it. `operand` is a stored value too. */
export function fieldMatches(type: FieldType, operator: FieldOperator, value: string | null, operand: string): boolean {
  if (value === null) return false;
  switch (operator) {
    case 'is':
      return fieldRules(type).ignoresCase ? asciiLower(value) === asciiLower(operand) : value === operand;
    case 'has': {
      const keys = new Set(keysOf(value));
      return keysOf(operand).every((key) => keys.has(key));
    }
    case 'contains':
      return asciiLower(value).includes(asciiLower(operand));
    case 'above':
      return compareFields(type, value, operand) > 0;
    case 'below':
      return compareFields(type, value, operand) < 0;
    case 'isFilled':
      return true;
  }
}

/** What LOWER does on both databases: letters beyond ASCII stay as they are. */
export function asciiLower(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** UTF-16 would sort some rare characters before others that have a smaller code point. */
function compareCodePoints(a: string, b: string): number {
  const [as, bs] = [[...a], [...b]];
  const at = as.findIndex((character, index) => character !== bs[index]);
  if (at === -1) return as.length - bs.length;
  const [one, other] = [as[at]?.codePointAt(0) ?? 0, bs[at]?.codePointAt(0)];
  return other === undefined ? 1 : one - other;
}

export interface StoredField {
  readonly fieldName: string;
  /** Text, since rows may be older than the types of this version. */
  readonly fieldType: string;
  readonly value: string | null;
  /** Left out where the field has neither options nor a currency. */
  readonly settings?: FieldSettings;
}

/** A stored value as templates see it: numbers count, and `{% if custom.vip %}` asks for true. */
export function mergeValueOf(type: string, value: string | null, settings: FieldSettings = NO_SETTINGS): MergeValue | null {
  return value === null ? null : storedFieldRules(type).merge(value, settings);
}

/** The values of one contact by the names under which templates find them. */
export function mergeValuesOf(fields: readonly StoredField[]): Record<string, MergeValue | null> {
  return Object.fromEntries(
    fields.map(({ fieldName, fieldType, value, settings }) => [fieldName, mergeValueOf(fieldType, value, settings)]),
  );
}

/** The type that a new field for these cells should have; text unless every filled one is certainly something else. */
export function proposeFieldType(cells: Iterable<string>): PlainFieldType {
  let candidates = PLAIN_FIELD_TYPES.filter((type) => fieldRules(type).looksLike);
  let isFilled = false;
  for (const cell of cells) {
    const text = cell.trim();
    if (text === '') continue;
    isFilled = true;
    candidates = candidates.filter((type) => fieldRules(type).looksLike?.(text));
    if (candidates.length === 0) return 'text';
  }
  return (isFilled ? candidates[0] : undefined) ?? 'text';
}
