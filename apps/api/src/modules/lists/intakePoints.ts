import { displayName, emailKey } from '@rapport/common';
import type { ContactFields, ContactKeys, PointValue } from '../contacts/public.js';
import type { PlacedContact } from './PlacedContact.js';
import { emailOfSomeoneElse, sharedFurtherPhone, tooManyPoints } from './intakeOutcomes.js';
import type { IntakeNote, IntakePoint, IntakeRow } from './intakeTypes.js';

/** Further addresses and numbers of one contact: a page shows all of them, and each is searched by. */
export const MOST_POINTS = 50;

/** Who has an address or number by now. */
export interface PointOwners {
  emailOwnerOf(key: string): PlacedContact | undefined;
  /** Who has it as the primary one. */
  phoneOwnerOf(key: string): PlacedContact | undefined;
}

/** The contact as the row leaves it, but for what it has further. */
interface Receiver {
  readonly contact: PlacedContact | null;
  readonly keys: Pick<ContactKeys, 'emailKey' | 'phoneE164'>;
  readonly points: readonly PointValue[];
}

/** Which further addresses and numbers of a row its contact gets, and why not the others. One that is the primary one is no further one. */
export function furtherOf(
  row: IntakeRow,
  { contact, keys, points }: Receiver,
  owners: PointOwners,
): { added: PointValue[]; notes: IntakeNote[] } {
  const added: PointValue[] = [];
  const notes: IntakeNote[] = [];
  for (const point of row.points ?? []) {
    const { kind, key, value, label = null } = point;
    if (key === keys.emailKey || key === keys.phoneE164 || has([...points, ...added], point)) continue;
    const owner = kind === 'email' ? owners.emailOwnerOf(key) : owners.phoneOwnerOf(key);
    const isOthers = owner !== undefined && owner !== contact;
    if (isOthers && kind === 'email') {
      notes.push(emailOfSomeoneElse(displayName(owner.fields), point));
      continue;
    }
    if (points.length + added.length >= MOST_POINTS) {
      notes.push(tooManyPoints(MOST_POINTS, point));
      continue;
    }
    if (isOthers) notes.push(sharedFurtherPhone(displayName(owner.fields), point));
    added.push({ kind, value, key, label });
  }
  return { added, notes };
}

/**
 * The row's own address as a further one, where its contact has another primary one that the row has as a further one: both stay, and nobody
 * is written to at another address because of a file.
 */
export function primaryAsFurther(row: IntakeRow, before: ContactFields, contact: PlacedContact): IntakePoint | null {
  const key = row.primaryEmail === null ? null : emailKey(row.primaryEmail);
  const own = contact.keys.emailKey;
  if (key === null || row.primaryEmail === null || own === null || before.primaryEmail === null || key === own) return null;
  const isMentioned = (row.points ?? []).some((point) => point.kind === 'email' && (point.key === own || has(contact.points, point)));
  return isMentioned ? { kind: 'email', value: row.primaryEmail, key, label: null, columnIndex: -1 } : null;
}

/** Keys of a kind that a row has besides its primary one. */
export function furtherKeys(row: IntakeRow, kind: PointValue['kind']): string[] {
  return (row.points ?? []).filter((point) => point.kind === kind).map(({ key }) => key);
}

function has(points: readonly PointValue[], { kind, key }: PointValue): boolean {
  return points.some((other) => other.kind === kind && other.key === key);
}
