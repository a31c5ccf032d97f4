import type { RuleTree } from '@rapport/common';
import { readSearch } from './contactSearch.js';
import { cleanText } from './normalizeContact.js';

export const CONTACT_STATUSES = ['subscribed', 'unsubscribed', 'bounced', 'complained', 'noEmail'] as const;
export type ContactStatus = (typeof CONTACT_STATUSES)[number];

export interface ContactFilter {
  readonly search?: string | undefined;
  readonly listId?: string | undefined;
  readonly company?: string | undefined;
  readonly status?: ContactStatus | undefined;
  readonly trashed?: boolean | undefined;
  /** UTC. */
  readonly createdAfter?: string | undefined;
  readonly createdBefore?: string | undefined;
}

/** The filter of the contact table as a tree, the conditions that leave the fewest people first. */
export function treeOf({ search, listId, company, status, createdAfter, createdBefore }: ContactFilter): RuleTree {
  const and: RuleTree[] = [];
  const named = cleanText(company);
  if (search !== undefined && readSearch(search)) and.push({ rule: 'search', with: { text: search } });
  if (listId !== undefined) and.push({ rule: 'inList', with: { listIds: [listId] } });
  if (named) and.push({ rule: 'company', with: { is: named } });
  if (createdAfter || createdBefore) and.push({ rule: 'created', with: { after: createdAfter ?? null, before: createdBefore ?? null } });
  if (status) and.push({ rule: 'emailStatus', with: { is: status } });
  return { and };
}
