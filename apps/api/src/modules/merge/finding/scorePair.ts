import { compareNames } from '../../contacts/public.js';
import { nameLikeness } from './likeness.js';

/** What two contacts are compared by. */
export interface Comparable {
  readonly id: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly sortName: string | null;
  readonly sortCompany: string | null;
  /** Every address and number, the primary ones among them. */
  readonly emails: readonly string[];
  readonly phones: readonly string[];
}

export const REASONS = ['sameEmail', 'samePhone', 'sameName', 'similarName', 'sameCompany', 'similarEmail'] as const;

export interface DuplicateReason {
  readonly kind: (typeof REASONS)[number];
  readonly text: string;
}

export interface PairScore {
  /** 0 to 100. */
  readonly score: number;
  readonly reasons: readonly DuplicateReason[];
  /** The same address, number (and no other name), or name and company: what may be merged unseen. */
  readonly isExact: boolean;
}

/** What is less is not shown. */
export const LEAST_SCORE = 60;
const ALIKE = 0.86;
/** Mailboxes of a company, not of a person. */
const SHARED = new Set(['info', 'office', 'contact', 'kontakt', 'mail', 'hello', 'sales', 'support', 'team', 'admin', 'service', 'post']);
const LEAST_LOCAL = 5;

/** How sure it is that two contacts are one person, with the reasons in words. */
export function scorePair(a: Comparable, b: Comparable): PairScore {
  const sameEmail = shares(a.emails, b.emails);
  const samePhone = shares(a.phones, b.phones);
  const alike = a.sortName !== null && b.sortName !== null ? nameLikeness(a.sortName, b.sortName) : null;
  const sameName = a.sortName !== null && a.sortName === b.sortName;
  const similarName = !sameName && alike !== null && alike >= ALIKE;
  const isOpen = compareNames(a, b) !== 'different';
  const sameCompany = a.sortCompany !== null && a.sortCompany === b.sortCompany;
  const otherCompany = a.sortCompany !== null && b.sortCompany !== null && !sameCompany;
  const similarEmail = !sameEmail && shares(localParts(a.emails), localParts(b.emails));
  const isExact = sameEmail || (samePhone && isOpen) || (sameName && sameCompany);
  const name = sameName ? 60 : similarName ? 30 + Math.round(25 * (alike ?? 0)) : isOpen ? 35 : 0;
  const sum =
    name +
    (sameEmail ? 60 : 0) +
    (samePhone ? (isOpen || similarName ? 50 : 15) : 0) +
    (sameCompany && name > 0 ? 32 : 0) +
    (similarEmail ? 30 : 0) -
    (otherCompany ? 15 : 0);
  const score = Math.max(0, Math.min(100, isExact ? Math.max(sum, 90) : Math.min(sum, 89)));
  const reasons: (DuplicateReason | false)[] = [
    sameEmail && { kind: 'sameEmail', text: 'Same email' },
    samePhone && { kind: 'samePhone', text: 'Same phone' },
    sameName && { kind: 'sameName', text: 'Same name' },
    similarName && { kind: 'similarName', text: `Name ${Math.round(100 * (alike ?? 0))}% alike` },
    sameCompany && { kind: 'sameCompany', text: 'Same company' },
    similarEmail && { kind: 'similarEmail', text: 'Similar email' },
  ];
  return { score, reasons: reasons.filter((reason) => reason !== false), isExact };
}

/** The part before the @ where it tells one person from another. */
export function localParts(emails: readonly string[]): string[] {
  return emails
    .map((email) => email.slice(0, email.lastIndexOf('@')).split('+')[0] ?? '')
    .filter((local) => local.length >= LEAST_LOCAL && !SHARED.has(local));
}

function shares(a: readonly string[], b: readonly string[]): boolean {
  return a.some((value) => b.includes(value));
}
