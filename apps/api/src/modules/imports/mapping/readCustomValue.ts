import type { CustomFieldType } from '@rapport/common';
import { isEmptyDate, readDate, type DateOrder } from './readDate.js';

export interface CustomFieldRule {
  readonly fieldName: string;
  readonly label: string;
  readonly fieldType: CustomFieldType;
  readonly options: readonly string[];
}

export interface ReadingHints {
  readonly dateOrder: DateOrder;
  /** In a file with semicolons 1,5 is one and a half. */
  readonly hasDecimalComma: boolean;
}

/** The stored text of the value, null for "no value", or what is wrong with the cell. */
export type CustomValue = { readonly value: string | null } | { readonly problem: string };

/** Reads one filled cell by its field's type. Numbers come out as JSON numbers, dates as 2025-03-04, booleans as true or false. */
export function readCustomValue(text: string, rule: CustomFieldRule, hints: ReadingHints): CustomValue {
  switch (rule.fieldType) {
    case 'text':
      return text.length > MAX_TEXT ? { problem: `is longer than ${MAX_TEXT.toLocaleString('en')} characters.` } : { value: text };
    case 'number':
      return readNumber(text, hints.hasDecimalComma);
    case 'date':
      return readDateValue(text, hints.dateOrder);
    case 'boolean':
      return readBoolean(text);
    case 'select':
      return readOption(text, rule.options);
  }
}

const MAX_TEXT = 10_000;

function readNumber(text: string, hasDecimalComma: boolean): CustomValue {
  const bare = text.replace(/[\s'’\u00a0\u202f]/g, '').replace(/^[€$£]|[€$£%]$/g, '');
  const normal = normalDecimal(bare, hasDecimalComma);
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(normal) ? Number(normal) : NaN;
  if (!Number.isFinite(value)) return { problem: `“${short(text)}” is not a number.` };
  return { value: String(value) };
}

/** The last of the two marks is the decimal one; a lone mark followed by groups of three separates thousands unless the file says otherwise. */
function normalDecimal(text: string, hasDecimalComma: boolean): string {
  const comma = text.lastIndexOf(',');
  const point = text.lastIndexOf('.');
  if (comma !== -1 && point !== -1) return comma > point ? text.replaceAll('.', '').replace(',', '.') : text.replaceAll(',', '');
  if (comma !== -1) return !hasDecimalComma && /^[+-]?\d{1,3}(,\d{3})+$/.test(text) ? text.replaceAll(',', '') : text.replace(',', '.');
  if (point !== -1 && /^[+-]?\d{1,3}(\.\d{3})+$/.test(text) && (hasDecimalComma || text.indexOf('.') !== point))
    return text.replaceAll('.', '');
  return text;
}

function readDateValue(text: string, order: DateOrder): CustomValue {
  if (isEmptyDate(text)) return { value: null };
  const parts = readDate(text, order);
  return parts ? { value: parts.date } : { problem: `“${short(text)}” is not a date. Write it as 2025-03-31.` };
}

const TRUE_WORDS = new Set([
  'true',
  'yes',
  'y',
  '1',
  'on',
  'x',
  'ja',
  'j',
  'wahr',
  'oui',
  'o',
  'vrai',
  'si',
  'sí',
  'sì',
  's',
  'verdadero',
  'vero',
  'waar',
  'sim',
  'tak',
  '✓',
]);
const FALSE_WORDS = new Set([
  'false',
  'no',
  'n',
  '0',
  'off',
  'nein',
  'falsch',
  'non',
  'faux',
  'falso',
  'nee',
  'onwaar',
  'não',
  'nao',
  'nie',
  '-',
]);

function readBoolean(text: string): CustomValue {
  const word = text.toLowerCase();
  if (TRUE_WORDS.has(word)) return { value: 'true' };
  if (FALSE_WORDS.has(word)) return { value: 'false' };
  return { problem: `“${short(text)}” is neither yes nor no.` };
}

function readOption(text: string, options: readonly string[]): CustomValue {
  const option =
    options.find((candidate) => candidate === text) ?? options.find((candidate) => candidate.toLowerCase() === text.toLowerCase());
  return option === undefined
    ? { problem: `“${short(text)}” is not one of the options (${options.slice(0, 8).join(', ')}).` }
    : { value: option };
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
