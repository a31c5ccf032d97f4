import type { RuleTree } from '@rapport/common';
import { badRulesText } from './contactErrors.js';
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
  readonly segmentId?: string | undefined;
  /** JSON of a tree of rules, besides the others. */
  readonly rules?: string | undefined;
}

/** As typed into an address, or found in a link: the tree is read by whoever asks it. */
export function readRules(text: string): RuleTree {
  try {
    return JSON.parse(text) as RuleTree;
  } catch {
    throw badRulesText();
  }
}

/** The filter of the contact table as a tree, the conditions that leave the fewest people first. */
export function treeOf({ search, listId, company, status, createdAfter, createdBefore, segmentId, rules }: ContactFilter): RuleTree {
  const and: RuleTree[] = [];
  const named = cleanText(company);
  if (search !== undefined && readSearch(search)) and.push({ rule: 'search', with: { text: search } });
  if (listId !== undefined) and.push({ rule: 'inList', with: { listIds: [listId] } });
  if (named) and.push({ rule: 'company', with: { is: named } });
  if (createdAfter || createdBefore) and.push({ rule: 'created', with: { after: createdAfter ?? null, before: createdBefore ?? null } });
  if (status) and.push({ rule: 'emailStatus', with: { is: status } });
  if (segmentId !== undefined) and.push({ rule: 'inSegment', with: { segmentId } });
  if (rules !== undefined) and.push(readRules(rules));
  return { and };
}
