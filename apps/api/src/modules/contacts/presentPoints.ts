import { displayName } from '@rapport/common';
import type { ContactPointDto } from './ContactDtos.js';
import type { StoredPoint } from './ContactPointRepository.js';
import type { PhoneHolder } from './ContactRepository.js';
import type { ContactRow } from './contactRows.js';
import type { PointKind } from './normalizeContact.js';

/** Every address or number of a contact, the primary one first. */
export function presentPoints(
  kind: PointKind,
  row: ContactRow,
  points: readonly StoredPoint[],
  sharers: readonly (PhoneHolder & { readonly key: string })[],
): ContactPointDto[] {
  const [value, normalized] = kind === 'email' ? [row.primaryEmail, row.emailKey] : [row.primaryPhone, row.phoneE164];
  const primary = value === null ? [] : [{ value, normalized, isPrimary: true, label: null, state: 'active' }];
  const further = points
    .filter((point) => point.kind === kind)
    .map((point) => ({ value: point.value, normalized: point.key, isPrimary: false, label: point.label, state: point.state }));
  return [...primary, ...further].map((point) => ({
    ...point,
    sharedWith: sharers
      .filter(({ key }) => key === point.normalized)
      .map((sharer) => ({ id: sharer.id, displayName: displayName(sharer) })),
  }));
}
