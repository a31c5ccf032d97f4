import { plainText } from './plainText.js';

const ADDRESS = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,6}/gu;
const PHONE = /(?<![\p{L}\p{Nd}])(?:\+\p{Nd}|\(?0\p{Nd})[\p{Nd}\s()/.-]{5,26}\p{Nd}(?!\p{Nd})/gu;
/** Digits that may be a number that is known, whatever comes before them. */
const RUN = /\+?\(?\p{Nd}[\p{Nd}\s()/.-]{5,26}\p{Nd}(?!\p{Nd})/gu;
const SHORTEST_PHONE = 7;
const PLACEHOLDER = /\[(email|phone)-(\d{1,6})\]/g;

/**
 * Replaces email addresses and phone numbers before a text leaves; equal ones by the same placeholder, in all texts that one instance is
 * given. What a text holds that looks like a placeholder is taken out too, so that an answer cannot ask for what is behind another one.
 */
export class Redaction {
  private readonly values = new Map<string, string>();
  private readonly places = new Map<string, string>();
  private readonly counts = { email: 0, phone: 0 };

  private readonly known: readonly string[];

  /** @param phones numbers that are taken out however they are written, such as those of the contact that it is about */
  constructor(phones: readonly string[] = []) {
    this.known = phones.map(digitsOf).filter(({ length }) => length >= SHORTEST_PHONE);
  }

  apply(text: string): string {
    return text
      .replace(PLACEHOLDER, (whole, kind: 'email' | 'phone') => this.placeOf(kind, whole))
      .replace(ADDRESS, (whole) => this.placeOf('email', whole))
      .replace(RUN, (whole) => (this.isKnown(whole) ? this.placeOf('phone', whole) : whole))
      .replace(PHONE, (whole) => this.withoutPhones(whole));
  }

  /** Puts back what was taken out. A placeholder that was never given stays as it is. */
  restore(text: string): string {
    return text.replace(PLACEHOLDER, (whole) => this.values.get(whole) ?? whole);
  }

  private isKnown(text: string): boolean {
    const digits = digitsOf(text).replace(/^0+/, '');
    return digits.length >= SHORTEST_PHONE && this.known.some((phone) => phone.endsWith(digits));
  }

  /** A number may go on in the next line; two of them, or one behind a date, are each of their own. */
  private withoutPhones(text: string): string {
    const lines = text.split(/(\s*\n\s*)/);
    if (!lines.some(isDate) && isPhone(text)) return this.placeOf('phone', text);
    return lines.map((line) => (isPhone(line) ? this.placeOf('phone', line) : line)).join('');
  }

  private placeOf(kind: 'email' | 'phone', value: string): string {
    const known = this.places.get(value);
    if (known !== undefined) return known;
    this.counts[kind] += 1;
    const place = `[${kind}-${this.counts[kind]}]`;
    this.places.set(value, place);
    this.values.set(place, value);
    return place;
  }
}

/** Seven digits or more; a date is none. */
function isPhone(text: string): boolean {
  const { length } = digitsOf(text);
  return length >= SHORTEST_PHONE && length <= 15 && !isDate(text);
}

function isDate(text: string): boolean {
  return /^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$/.test(plainText(text).trim());
}

function digitsOf(text: string): string {
  return plainText(text).replace(/\D/g, '');
}
