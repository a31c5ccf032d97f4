import { displayName } from '@rapport/common';
import type { DuplicateContactDto } from './DuplicateDtos.js';
import type { PairContact } from './DuplicateRepository.js';

export function presentDuplicate(contact: PairContact): DuplicateContactDto {
  const { id, primaryEmail, primaryPhone, company, createdOn } = contact;
  return { id, displayName: displayName(contact), primaryEmail, primaryPhone, company, createdAt: createdOn };
}
