import { asciiDigits, removeInvisible } from '@rapport/common';
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';

export interface Phone {
  /** As it was typed, without invisible characters. */
  readonly typed: string;
  /** Null when nobody can tell which number of which country it is; it is kept as typed then. */
  readonly e164: string | null;
}

export type PhoneProblemCode = 'phone.lostBySpreadsheet' | 'phone.severalNumbers' | 'phone.invalid';

export interface PhoneProblem {
  readonly code: PhoneProblemCode;
  /** A sentence for the person who typed or imported it. */
  readonly reason: string;
}

export type PhoneReading = { readonly phone: Phone } | { readonly problem: PhoneProblem };

const MAX_TYPED = 40;
const MIN_DIGITS = 3;
/** E.164 has 15 digits at most; a call prefix and a zero in brackets may stand before them. */
const MAX_DIGITS = 20;
const EXTENSION =
  /\s*(?:;ext=|[,;]?\s*(?:extension|extensi[oó]n|extn|ext|xtn|anexo|int|доб|durchwahl|dw|app|poste|x|#)[.:]?\s*)\d{1,8}#?$/iu;
const DASHES = /[\p{Pd}\u2212\u30fc\uff70]/gu;
const WRAPPING = /^[\s'"“”„‟‚‘’`´«»‹›]+|[\s'"“”„‟‘’`´«»‹›.,;]+$/gu;

/**
 * Reads what people type, paste and export as a phone number. Pure and strict about what is no number at all (words, dates, zeros, what a
 * spreadsheet has rounded), lenient about spelling: invisible characters, blanks and dashes of every kind, digits of every script,
 * extensions, `tel:`, a `00` before the country code, a zero in brackets.
 */
export function readPhone(text: string, country: CountryCode | null): PhoneReading {
  const typed = removeInvisible(text).replace(/\s+/g, ' ').replace(WRAPPING, '');
  const plain = plainText(typed);
  const problem = lost(plain) ?? notOne(plain) ?? noNumber(plain);
  if (problem) return { problem };
  if (typed.length > MAX_TYPED) return invalid(`A phone number may have at most ${MAX_TYPED} characters.`);
  return { phone: { typed, e164: e164Of(withoutExtension(plain), country) } };
}

/** ASCII digits and marks only, and neither the scheme of a link nor the `.0` that programs put behind whole numbers. */
function plainText(typed: string): string {
  const ascii = asciiDigits(typed)
    .normalize('NFKC')
    .replace(DASHES, '-')
    .replace(/[·•⋅∙_]/g, ' ');
  const link = /^(?:tel|callto|sms|fax):(?:\/\/)?/i.exec(ascii);
  if (!link) return ascii.replace(/^(\+?\d{7,15})\.0+$/, '$1');
  const [number = '', ...parameters] = ascii.slice(link[0].length).split(/[;?]/);
  const context = parameters.map((parameter) => /^phone-context=(\+\d+)$/i.exec(parameter)?.[1]).find(Boolean);
  return `${number.startsWith('+') ? '' : (context ?? '')}${decoded(number)}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** What a spreadsheet leaves of a long number: its first digits and a power of ten, or an error. */
function lost(plain: string): PhoneProblem | null {
  const isLost =
    /^[+-]?\d+(?:[.,]\d+)?\s*[*x×]?\s*(?:e|10\^)\s*\+?\s*\d{1,3}$/i.test(plain) || /^#+$|^#[a-z]+[/\d]*[!?]?[a-z]?$/i.test(plain);
  if (!isLost) return null;
  return {
    code: 'phone.lostBySpreadsheet',
    reason: `The spreadsheet shortened this number to “${plain}”; its other digits are lost. Format the column as text, enter the number again and export the file once more.`,
  };
}

function notOne(plain: string): PhoneProblem | null {
  const numbers = plain.split(/[;,|\n]|\s\/\s|\s(?:or|and|oder|und|ou|et|y)\s/i).filter((part) => countDigits(withoutExtension(part)) >= 6);
  if (numbers.length < 2) return null;
  return { code: 'phone.severalNumbers', reason: `“${plain.slice(0, 60)}” holds ${numbers.length} phone numbers. Keep one of them here.` };
}

function noNumber(plain: string): PhoneProblem | null {
  const number = withoutExtension(plain);
  const shown = `“${plain.slice(0, 60)}”`;
  const digits = countDigits(number);
  if (/\p{L}/u.test(number)) return invalid(`${shown} is not a phone number: it holds letters.`).problem;
  if (isDate(number)) return invalid(`${shown} is a date, not a phone number.`).problem;
  if (!/^[+\d\s().\-/*]+$/.test(number)) return invalid(`${shown} is not a phone number.`).problem;
  if (digits > 0 && /^0*$/.test(number.replace(/\D/g, ''))) return invalid(`${shown} is not a phone number: it holds only zeros.`).problem;
  if (digits < MIN_DIGITS) return invalid(`${shown} is too short for a phone number.`).problem;
  if (digits > MAX_DIGITS) return invalid(`${shown} has more digits than a phone number can have.`).problem;
  if (number.lastIndexOf('+') > number.search(/\d/)) return invalid(`${shown} is not a phone number: the + belongs in front.`).problem;
  return null;
}

/** `2024-01-31`, `31.1.2024`, `01/31/24`, also with a time behind it. A leading + makes it a number. */
function isDate(number: string): boolean {
  const found = /^(?:\d{4}([-/.])(\d{1,2})\1(\d{1,2})|(\d{1,2})([-/.])(\d{1,2})\5(?:\d{4}|\d{2}))(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?$/.exec(
    number,
  );
  if (!found) return /^\d{1,2}:\d{2}(:\d{2})?$/.test(number);
  const [a, b] = [Number(found[2] ?? found[4]), Number(found[3] ?? found[6])];
  return a >= 1 && b >= 1 && Math.min(a, b) <= 12 && Math.max(a, b) <= 31;
}

/** As it is, else without what only some countries write: a call prefix instead of the +, a zero that is dialled at home only. */
function e164Of(number: string, country: CountryCode | null): string | null {
  const international = number.replace(/^\(?\+?\s*(?:00|011)\)?\s*(?=[\s(]*[1-9])/, '+');
  for (const candidate of [number, international]) {
    for (const spelling of [candidate, candidate.replace(/[([]\s*0\s*[)\]]/, ' ')]) {
      const parsed = parsePhoneNumberFromString(spelling, country ?? undefined);
      if (parsed?.isValid()) return parsed.number;
    }
  }
  return null;
}

/** The digits of the extension, null without one. */
export function extensionOf(typed: string): string | null {
  return EXTENSION.exec(plainText(typed))?.[0].replace(/\D/g, '') ?? null;
}

function withoutExtension(plain: string): string {
  return plain.replace(EXTENSION, '').trim();
}

function countDigits(text: string): number {
  return text.replace(/\D/g, '').length;
}

function invalid(reason: string): { readonly problem: PhoneProblem } {
  return { problem: { code: 'phone.invalid', reason } };
}
