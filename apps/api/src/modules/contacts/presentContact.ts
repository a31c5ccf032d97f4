import type { ContactDto, ContactSummaryDto } from './ContactDtos.js';
import type { CustomFieldValue } from './ContactPartReferences.js';
import type { ListMembership } from './ContactRepository.js';
import { type ContactRow, statusOf } from './contactRows.js';
import { displayName } from './normalizeContact.js';

export function presentSummary(row: ContactRow, memberships: readonly ListMembership[]): ContactSummaryDto {
  return {
    id: row.id,
    firstName: row.firstName,
    lastName: row.lastName,
    displayName: displayName(row),
    primaryEmail: row.primaryEmail,
    primaryPhone: row.primaryPhone,
    company: row.company,
    emailStatus: statusOf(row),
    lists: memberships.map(({ id, name, isPrimary }) => ({ id, name, isPrimary })),
    createdAt: row.createdOn,
    updatedAt: row.updatedAt,
    deletedAt: row.deletedAt,
  };
}

export function presentContact(row: ContactRow, memberships: readonly ListMembership[], customFields: CustomFieldValue[]): ContactDto {
  return { ...presentSummary(row, memberships), customFields, version: row.version };
}

/** A contact as the audit log compares it: fields, lists by name and custom fields by theirs. */
export function auditedState({ firstName, lastName, primaryEmail, primaryPhone, company, lists, customFields }: ContactDto): object {
  const custom = customFields.map(({ fieldName, value }) => [`custom.${fieldName}`, value] as const);
  return { firstName, lastName, primaryEmail, primaryPhone, company, lists: lists.map(({ name }) => name), ...Object.fromEntries(custom) };
}
