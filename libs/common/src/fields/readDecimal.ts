import { asciiDigits } from '../contacts/characters.js';
import { problem, quoted, type FieldReading, type ReadingHints } from './fieldReading.js';

const MAX_DIGITS = 100;
const CURRENCY = String.raw`(?:\p{Sc}|[A-Z]{3})`;
const AROUND = new RegExp(String.raw`^([+-]?)\s*${CURRENCY}?\s*([+-]?)([\d.,]+)\s*(?:${CURRENCY}|%)?$`, 'u');
const SCIENTIFIC = /^[+-]?\d+(?:[.,]\d*)?e[+-]?\d+$/i;
const GROUP_BLANK = /(?<=\d)[\s'’\u066c](?=\d{3}(?!\d))/g;

/**
 * Reads a number as an exact decimal, never through a float: `1.234,50 €` is `1234.5`, `9007199254740993` stays what it is. Refused
 * is what would change by being a number (zeros in front, the rounded `4.91512E+11` of spreadsheets) or can be read in two ways.
 */
export function readDecimal(text: string, { decimalMark }: Pick<ReadingHints, 'decimalMark'>): FieldReading {
  const plain = asciiDigits(text).replace(/[−－]/g, '-').replace(/＋/g, '+').replace(/[．٫]/g, '.').replace(/，/g, ',').trim();
  if (SCIENTIFIC.test(plain))
    return problem(
      'number.scientific',
      `${quoted(text)} is a shortened number, as spreadsheets write long ones, and may have lost digits. Write out all its digits.`,
    );
  const [, before = '', behind = '', digits] = AROUND.exec(plain.replace(GROUP_BLANK, '')) ?? [];
  if (!digits || (before && behind)) return notANumber(text);
  const parts = splitAtMark(digits, decimalMark);
  if (parts === null) return notANumber(text);
  if (parts === 'ambiguous')
    return problem(
      'number.ambiguous',
      `${quoted(text)} can be read in two ways. Write thousands without separators and decimals with a point, such as 1234.5.`,
    );
  if (/^0\d/.test(parts.whole))
    return problem(
      'number.leadingZero',
      `${quoted(text)} begins with a zero, which a number would lose. Use a text field for postal codes and ids.`,
    );
  if (parts.whole.length + parts.fraction.length > MAX_DIGITS)
    return problem('number.tooLong', `${quoted(text)} has more than ${MAX_DIGITS} digits.`);
  return { value: canonical(before || behind, parts) };
}

/** A JSON number. What the sender's own float has rounded already cannot be told from what was meant, so it is refused. */
export function readJsonNumber(given: number): FieldReading {
  const isExact = Number.isInteger(given) ? Number.isSafeInteger(given) : Number.isFinite(given) && significantDigits(given) <= 15;
  if (!isExact)
    return problem('number.inexact', `${quoted(String(given))} has more digits than a JSON number carries exactly. Send it as text.`);
  return readDecimal(withoutExponent(String(given)), { decimalMark: '.' });
}

/** More digits than that are ids and card numbers, with which nobody calculates. */
const MOST_DIGITS = 15;

/** Whether a cell is certainly a number, and not an id or a phone number. */
export function looksLikeNumber(text: string): boolean {
  const read = readDecimal(text, { decimalMark: '.' });
  return 'value' in read && /^-?[\d.,\s'’]+$/.test(text) && text.replace(/\D/g, '').length <= MOST_DIGITS;
}

/** Digits beyond what a float holds stay text, so that an id is not sent rounded. */
export function exactNumber(value: string): string | number {
  const number = Number(value);
  return String(number) === value ? number : value;
}

/** Which of the two marks separates the decimals of these cells; null when they do not say. */
export function decimalMarkOf(cells: readonly string[]): '.' | ',' | null {
  const found = new Set(cells.map((cell) => provenMark(asciiDigits(cell).replace(/[^\d.,]/g, ''))).filter((mark) => mark !== null));
  return found.size === 1 ? ([...found][0] ?? null) : null;
}

interface Parts {
  readonly whole: string;
  readonly fraction: string;
}

function splitAtMark(digits: string, decimalMark: ReadingHints['decimalMark']): Parts | 'ambiguous' | null {
  const proven = provenMark(digits);
  const isWhole = !/[.,]/.test(digits);
  const mark = isWhole ? '.' : (proven ?? decimalMark ?? (digits.includes(',') ? null : '.'));
  if (mark === null) return 'ambiguous';
  const [whole = '', fraction = '', ...more] = digits.split(mark);
  if (more.length > 0 || /[.,]/.test(fraction)) return null;
  const separator = mark === '.' ? ',' : '.';
  if (whole.includes(separator) && !isGrouped(whole, separator)) return null;
  return whole === '' && fraction === '' ? null : { whole: whole.replaceAll(separator, '') || '0', fraction };
}

/** Two kinds of marks: the last one. One kind: a decimal mark unless it can stand between thousands. */
function provenMark(digits: string): '.' | ',' | null {
  const comma = digits.lastIndexOf(',');
  const point = digits.lastIndexOf('.');
  if (comma === -1 && point === -1) return null;
  if (comma !== -1 && point !== -1) return comma > point ? ',' : '.';
  const mark = comma !== -1 ? ',' : '.';
  if (digits.indexOf(mark) !== digits.lastIndexOf(mark)) return mark === ',' ? '.' : ',';
  return /^[1-9]\d{0,2}[.,]\d{3}$/.test(digits) ? null : mark;
}

/** 1,234,567 and the Indian 12,34,567. */
function isGrouped(whole: string, separator: string): boolean {
  const [first = '', ...groups] = whole.split(separator);
  return /^\d{1,3}$/.test(first) && groups.every((group, i) => (i === groups.length - 1 ? /^\d{3}$/ : /^\d{2,3}$/).test(group));
}

function canonical(sign: string, { whole, fraction }: Parts): string {
  const decimals = fraction.replace(/0+$/, '');
  const value = decimals === '' ? whole : `${whole}.${decimals}`;
  return sign === '-' && value !== '0' ? `-${value}` : value;
}

/** JavaScript writes 0.0000015 as 1.5e-6. Large exponents do not come here: they are no safe integers. */
function withoutExponent(text: string): string {
  const [mantissa = '', exponent] = text.split('e');
  if (exponent === undefined) return text;
  return `${mantissa.startsWith('-') ? '-' : ''}0.${'0'.repeat(-Number(exponent) - 1)}${mantissa.replace(/\D/g, '')}`;
}

function significantDigits(given: number): number {
  return String(given).replace(/e.*$/, '').replace(/\D/g, '').replace(/^0+/, '').length;
}

function notANumber(text: string): FieldReading {
  return problem('number.invalid', `${quoted(text)} is not a number. Write it as 12.5.`);
}
