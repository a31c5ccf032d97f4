import { NO_HINTS, problem, type FieldReading, type ReadingHints } from './fieldReading.js';
import type { FieldOperator, MergeValue } from './fieldRules.js';
import { fieldRules, PLAIN_FIELD_TYPES, storedFieldRules, type FieldType, type PlainFieldType } from './fieldTypes.js';
import { readJsonNumber } from './readDecimal.js';
import { MAX_LENGTH as MAX_TEXT, readText } from './readText.js';

/** Reads a value of a type as a cell, a form or the API gives it: its text, or JSON of the type. Blank text is no value. */
export function readField(type: FieldType, given: unknown, hints: ReadingHints = NO_HINTS): FieldReading {
  if (given === null || given === undefined) return { value: null };
  if (typeof given === 'number' && type === 'number') return readJsonNumber(given);
  if (typeof given !== 'string' && typeof given !== 'number' && typeof given !== 'boolean')
    return problem('field.notSingle', 'This is not a single value.');
  const text = String(given).trim();
  if (text === '') return { value: null };
  // What no type takes is not looked at by its rules, which are made for cells and not for megabytes.
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
      return value === operand;
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
}

/** A stored value as templates see it: numbers count, and `{% if custom.vip %}` asks for true. */
export function mergeValueOf(type: string, value: string | null): MergeValue | null {
  return value === null ? null : storedFieldRules(type).merge(value);
}

/** The values of one contact by the names under which templates find them. */
export function mergeValuesOf(fields: readonly StoredField[]): Record<string, MergeValue | null> {
  return Object.fromEntries(fields.map(({ fieldName, fieldType, value }) => [fieldName, mergeValueOf(fieldType, value)]));
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
