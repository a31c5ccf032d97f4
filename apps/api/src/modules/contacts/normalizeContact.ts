import { emailKey } from '@rapport/common';
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** The fields of a contact as people see them; null is "no value". */
export interface ContactFields {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly primaryEmail: string | null;
  readonly primaryPhone: string | null;
  readonly company: string | null;
}

/** What is stored beside them so that the database can compare, sort and search without asking again. */
export interface ContactKeys {
  readonly emailKey: string | null;
  readonly phoneE164: string | null;
  readonly sortName: string | null;
  readonly sortCompany: string | null;
  readonly searchText: string;
}

const ASCII = /^[\u0000-\u007f]*$/;
const LEAST_DIGITS = 3;

/** Case and accents removed, so that "Müller" sorts and is found beside "muller". */
export function fold(text: string): string {
  return ASCII.test(text) ? text.toLowerCase() : text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Surrounding and repeated white space is never meant; nothing left means no value. */
export function cleanText(text: string | null | undefined): string | null {
  const clean = text?.replace(/\s+/g, ' ').trim();
  return clean ? clean : null;
}

export interface Phone {
  readonly typed: string;
  /** Null when nobody can tell which country's number it is; it is kept as typed then. */
  readonly e164: string | null;
}

/** Null when it cannot be a phone number at all. */
export function readPhone(text: string, country: CountryCode | null): Phone | null {
  if (text.replace(/\D/g, '').length < LEAST_DIGITS || /[a-z]{4,}/i.test(text)) return null;
  const parsed = parsePhoneNumberFromString(text, country ?? undefined);
  return { typed: text, e164: parsed?.isValid() ? parsed.number : null };
}

export function contactKeys(fields: ContactFields, phoneE164: string | null): ContactKeys {
  const name = fullName(fields);
  const sortName = name && fold(name);
  const sortCompany = fields.company && fold(fields.company);
  const email = fields.primaryEmail && emailKey(fields.primaryEmail);
  const phoneDigits = fields.primaryPhone?.replace(/\D/g, '');
  return {
    emailKey: email,
    phoneE164,
    sortName,
    sortCompany,
    searchText: [sortName, email, phoneE164, phoneDigits, sortCompany].filter(Boolean).join('\n'),
  };
}

export function fullName({ firstName, lastName }: Pick<ContactFields, 'firstName' | 'lastName'>): string | null {
  if (firstName && lastName) return `${firstName} ${lastName}`;
  return firstName ?? lastName;
}

/** What a contact is called where there is room for one line. */
export function displayName(fields: ContactFields): string {
  return fullName(fields) ?? fields.primaryEmail ?? fields.primaryPhone ?? fields.company ?? 'No name';
}
