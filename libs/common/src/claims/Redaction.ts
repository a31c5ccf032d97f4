import { plainText } from './plainText.js';

const ADDRESS = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,6}/gu;
const PHONE = /(?<![\p{L}\p{Nd}])(?:\+\p{Nd}|\(?0\p{Nd})[\p{Nd} ()/.-]{5,22}\p{Nd}(?!\p{Nd})/gu;
const PLACEHOLDER = /\[(email|phone)-(\d{1,6})\]/g;

/**
 * Replaces email addresses and phone numbers before a text leaves; equal ones by the same placeholder, in all texts that one instance is
 * given. What a text holds that looks like a placeholder is taken out too, so that an answer cannot ask for what is behind another one.
 */
export class Redaction {
  private readonly values = new Map<string, string>();
  private readonly places = new Map<string, string>();
  private readonly counts = { email: 0, phone: 0 };

  apply(text: string): string {
    return text
      .replace(PLACEHOLDER, (whole, kind: 'email' | 'phone') => this.placeOf(kind, whole))
      .replace(ADDRESS, (whole) => this.placeOf('email', whole))
      .replace(PHONE, (whole) => (isPhone(whole) ? this.placeOf('phone', whole) : whole));
  }

  /** Puts back what was taken out. A placeholder that was never given stays as it is. */
  restore(text: string): string {
    return text.replace(PLACEHOLDER, (whole) => this.values.get(whole) ?? whole);
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
  const plain = plainText(text).trim();
  const digits = plain.replace(/\D/g, '');
  return digits.length >= 7 && digits.length <= 15 && !/^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$/.test(plain);
}
