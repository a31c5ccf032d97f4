import { displayName } from '@rapport/common';
import type { ContactDto, ContactSummaryDto } from './ContactDtos.js';
import type { CustomFieldValue } from './ContactPartReferences.js';
import type { ListMembership, PhoneHolder } from './ContactRepository.js';
import { type ContactRow, statusOf } from './contactRows.js';
import type { StoredPoint } from './ContactPointRepository.js';
import { presentPoints } from './presentPoints.js';
import { endOfTrash } from './trashTime.js';

/** Further addresses and numbers, and who else has the numbers. */
export interface ContactPoints {
  readonly points: readonly StoredPoint[];
  readonly sharers: readonly (PhoneHolder & { readonly key: string })[];
}

export function presentSummary(row: ContactRow, memberships: readonly ListMembership[]): Omit<ContactSummaryDto, 'fields'> {
  return {
    id: row.id,
    firstName: row.firstName,
    lastName: row.lastName,
    displayName: displayName(row),
    primaryEmail: row.primaryEmail,
    primaryPhone: row.primaryPhone,
    company: row.company,
    emailStatus: statusOf(row),
    lists: memberships.map(({ id, name, isPrimary, since }) => ({ id, name, isPrimary, since })),
    listCount: memberships[0]?.total ?? 0,
    createdAt: row.createdOn,
    updatedAt: row.updatedAt,
    deletedAt: row.deletedAt,
    purgeAt: row.deletedAt === null ? null : endOfTrash(row.deletedAt),
    version: row.version,
  };
}

export function presentContact(
  row: ContactRow,
  memberships: readonly ListMembership[],
  customFields: CustomFieldValue[],
  { points, sharers }: ContactPoints,
): ContactDto {
  return {
    ...presentSummary(row, memberships),
    emails: presentPoints('email', row, points, sharers),
    phones: presentPoints('phone', row, points, sharers),
    customFields,
  };
}

/** A contact as the audit log compares it: fields, lists by name and custom fields by theirs. */
export function auditedState({
  firstName,
  lastName,
  primaryEmail,
  primaryPhone,
  phones,
  company,
  lists,
  customFields,
}: ContactDto): object {
  const furtherPhones = phones.filter(({ isPrimary }) => !isPrimary).map(({ value }) => value);
  const custom = customFields.map(({ fieldName, value }) => [`custom.${fieldName}`, value] as const);
  return {
    firstName,
    lastName,
    primaryEmail,
    primaryPhone,
    furtherPhones,
    company,
    lists: lists.map(({ name }) => name),
    ...Object.fromEntries(custom),
  };
}
