import type { ContactFields, ContactKeys } from '../contacts/public.js';
import type { PlacedContact } from './PlacedContact.js';
import type { IntakeRow } from './intakeTypes.js';

/** By when their ids were made: who is found first does not depend on how a file is cut into batches. */
export function inOrder<T extends { readonly id: string }>(contacts: readonly T[]): T[] {
  return [...contacts].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Who has the number as the primary one, else who was there first. */
export function firstHolder(holders: readonly PlacedContact[], phoneE164: string | null): PlacedContact | undefined {
  const primary = holders.find(({ keys }) => keys.phoneE164 === phoneE164);
  return primary ?? holders.reduce<PlacedContact | undefined>((first, other) => (first && first.id < other.id ? first : other), undefined);
}

export function putFirst(map: Map<string, PlacedContact[]>, key: string, contact: PlacedContact): void {
  map.set(key, [contact, ...(map.get(key) ?? []).filter((other) => other !== contact)]);
}

export function putLast(map: Map<string, PlacedContact[]>, key: string, contact: PlacedContact): void {
  const others = map.get(key) ?? [];
  if (!others.includes(contact)) map.set(key, [...others, contact]);
}

export function hasPhone({ keys, points }: PlacedContact, phoneE164: string | null): boolean {
  return keys.phoneE164 === phoneE164 || points.some(({ key }) => key === phoneE164);
}

/** Two people may share a number; the one with another address is not this row's person. */
export function hasOtherEmail(contact: PlacedContact, keys: ContactKeys): boolean {
  return keys.emailKey !== null && contact.keys.emailKey !== null && contact.keys.emailKey !== keys.emailKey;
}

/** A number of an unknown country is no key, but where both have one, it tells namesakes apart. */
export function mayHavePhone({ primaryPhone }: ContactFields, row: IntakeRow): boolean {
  const digits = (text: string): string => text.replace(/\D/g, '');
  return row.primaryPhone === null || primaryPhone === null || digits(primaryPhone) === digits(row.primaryPhone);
}

export function nameKey({ sortName, sortCompany }: Pick<ContactKeys, 'sortName' | 'sortCompany'>): string {
  return `${sortName ?? ''}\n${sortCompany ?? ''}`;
}
