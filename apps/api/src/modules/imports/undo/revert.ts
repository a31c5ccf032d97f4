import { type BatchContact, type ContactFields, type ContactKeys, contactKeys, type PointValue } from '../../contacts/public.js';
import type { IntakeImage } from '../../lists/public.js';

/** A contact as it would be given back. */
export interface Reverted {
  readonly contact: BatchContact;
  readonly fields: ContactFields;
  readonly keys: ContactKeys;
  readonly points: readonly PointValue[];
  readonly removedPoints: readonly PointValue[];
  /** Custom values to put back by field name; null clears one. */
  readonly values: readonly (readonly [string, string | null])[];
  readonly isChanged: boolean;
  /** Something stays because a person has changed it since. */
  readonly isKept: boolean;
  /** The same, leaving an address or a number as it is now. */
  without(parts: { email: boolean; phone: boolean }): Reverted;
}

/** Only what is still as the import left it goes back; what is as it was before needs nothing. */
export function revert(contact: BatchContact, current: ReadonlyMap<string, string | null>, image: IntakeImage): Reverted {
  return reverted(contact, current, image, { email: false, phone: false });
}

function reverted(
  contact: BatchContact,
  current: ReadonlyMap<string, string | null>,
  image: IntakeImage,
  leave: { email: boolean; phone: boolean },
): Reverted {
  const fields: Record<keyof ContactFields, string | null> = { ...contact.fields };
  let isKept = false;
  for (const [name, change] of Object.entries(image.fields ?? {}) as [keyof ContactFields, readonly [string | null, string | null]][]) {
    if ((leave.email && name === 'primaryEmail') || (leave.phone && name === 'primaryPhone')) continue;
    if (contact.fields[name] === change[1]) fields[name] = change[0];
    else if (contact.fields[name] !== change[0]) isKept = true;
  }
  const hasPhoneBack = fields.primaryPhone !== contact.fields.primaryPhone;
  const phoneE164 = hasPhoneBack ? (image.phone?.[0] ?? null) : contact.keys.phoneE164;
  // An address and a number are never the same text.
  const removedPoints = contact.points.filter(({ key }) => image.points?.includes(key));
  const points = contact.points.filter((point) => !removedPoints.includes(point));
  const values: (readonly [string, string | null])[] = [];
  for (const [name, [before, after]] of Object.entries(image.values ?? {})) {
    const now = current.get(name) ?? null;
    if (now === after) values.push([name, before]);
    else if (now !== before) isKept = true;
  }
  const isChanged = Object.entries(fields).some(([name, value]) => contact.fields[name as keyof ContactFields] !== value);
  return {
    contact,
    fields,
    keys: contactKeys(fields, phoneE164, points),
    points,
    removedPoints,
    values,
    isChanged: isChanged || removedPoints.length > 0 || values.length > 0,
    isKept,
    without: (parts) => reverted(contact, current, image, parts),
  };
}
