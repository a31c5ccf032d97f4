import type { BatchContact } from '../ContactBatchService.js';
import type { ContactFields, ContactKeys, PointKind } from '../normalizeContact.js';
import { compareNames } from '../samePerson.js';

/** A live contact that has the address or the number, or was named by its id. */
export type Candidate = Pick<BatchContact, 'id' | 'fields' | 'keys' | 'points'>;

export interface Meant {
  readonly id: string | null;
  readonly keys: Pick<ContactKeys, 'emailKey' | 'phoneE164'>;
  readonly names: Pick<ContactFields, 'firstName' | 'lastName'>;
}

/**
 * Whom a description is about: nobody yet, one contact, or several, which is for a person to decide. As an import reads its rows (decision
 * 40): an address names one person; a number only where the names agree or one has none, and never someone with another address. Stricter
 * in one thing: an import cannot ask, so it follows the address when a number leads elsewhere.
 */
export function whoIsMeant(candidates: readonly Candidate[], { id, keys, names }: Meant): Candidate[] {
  const named = candidates.filter((one) => one.id === id);
  const addressed = keys.emailKey === null ? [] : firstRank(candidates, 'email', keys.emailKey);
  const byKey = distinct([...named, ...addressed]);
  const { phoneE164 } = keys;
  if (phoneE164 === null || byKey.some((one) => has(one, 'phone', phoneE164))) return byKey;
  const holders = candidates.filter((one) => has(one, 'phone', phoneE164) && compareNames(one.fields, names) !== 'different');
  if (byKey.length > 0) return distinct([...byKey, ...holders]);
  const possible = holders.filter((one) => !hasOtherEmail(one, keys.emailKey));
  const same = possible.filter((one) => compareNames(one.fields, names) === 'same');
  return same.length > 0 ? same : possible;
}

/** Whoever has it as the primary one, else those who have it as a further one. */
function firstRank(candidates: readonly Candidate[], kind: PointKind, key: string): Candidate[] {
  const primary = candidates.filter(({ keys }) => keys.emailKey === key);
  return primary.length > 0 ? primary : candidates.filter((one) => has(one, kind, key));
}

export function has({ keys, points }: Pick<Candidate, 'keys' | 'points'>, kind: PointKind, key: string): boolean {
  const primary = kind === 'email' ? keys.emailKey : keys.phoneE164;
  return primary === key || points.some((point) => point.kind === kind && point.key === key);
}

function hasOtherEmail(one: Candidate, emailKey: string | null): boolean {
  return emailKey !== null && one.keys.emailKey !== null && !has(one, 'email', emailKey);
}

function distinct(candidates: readonly Candidate[]): Candidate[] {
  return [...new Map(candidates.map((one) => [one.id, one])).values()];
}
