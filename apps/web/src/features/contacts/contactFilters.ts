import { readRuleTree, type RuleTree } from '@rapport/common';
import { ruleOfOwn } from './ownFilter';
import type { UrlState } from '../../shared/url/useUrlState';

/** What the contacts table keeps in its URL. Days are the reader's own calendar days: `2026-11-03`. */
export const contactUrl = {
  search: '',
  listId: '',
  segmentId: '',
  rules: '',
  /** `writeOwnFilter`: a condition about a field that only the reader has. */
  mine: '',
  company: '',
  status: '',
  createdAfter: '',
  createdBefore: '',
  trashed: '',
  sort: '-createdAt',
  /** `writeColumns`; empty for those that the table starts with. */
  columns: '',
  /** The saved view that one began with; `all` for none. */
  view: '',
} as const;
export type ContactView = UrlState<typeof contactUrl>;

export const EMAIL_STATUSES = ['subscribed', 'unsubscribed', 'bounced', 'complained', 'noEmail'] as const;
export type EmailStatus = (typeof EMAIL_STATUSES)[number];

const SORTS = ['name', '-name', 'createdAt', '-createdAt', 'email', '-email', 'company', '-company'] as const;
/** `-field:plan` sorts by a custom field. */
export type ContactSort = (typeof SORTS)[number] | `${'' | '-'}${'field' | 'mine'}:${string}`;

/** What the API filters by; also the selection of a bulk action on everything that matches. */
export interface ContactFilter {
  search?: string;
  listId?: string;
  segmentId?: string;
  /** A tree of rules, as JSON. */
  rules?: string;
  company?: string;
  status?: EmailStatus;
  createdAfter?: string;
  createdBefore?: string;
  trashed?: boolean;
}

/** An address typed by hand may hold nonsense: what the API would refuse is left out, so that a broken link still shows contacts. */
export function toContactFilter(view: ContactView): ContactFilter {
  const status = EMAIL_STATUSES.find((known) => known === view.status);
  const after = startOfDay(view.createdAfter);
  const before = startOfDay(view.createdBefore);
  return {
    ...(view.search.trim() ? { search: view.search.trim() } : {}),
    ...(view.listId ? { listId: view.listId } : {}),
    ...(view.segmentId ? { segmentId: view.segmentId } : {}),
    ...withOwn(view),
    ...(view.company ? { company: view.company } : {}),
    ...(status ? { status } : {}),
    ...(after ? { createdAfter: after } : {}),
    ...(before ? { createdBefore: before } : {}),
    ...(view.trashed === 'true' ? { trashed: true } : {}),
  };
}

/** `fieldNames`: of the custom fields that there are, and `mine:<name>` of those that only the reader has. By one that is gone nothing is sorted. */
export function toContactSort(view: Pick<ContactView, 'sort'>, fieldNames: readonly string[]): ContactSort {
  const [, minus = '', kind = '', name = ''] = /^(-?)(field|mine):(.*)$/.exec(view.sort) ?? [];
  const sign = minus as '' | '-';
  if (kind === 'mine' && fieldNames.includes(`mine:${name}`)) return `${sign}mine:${name}`;
  if (kind === 'field' && fieldNames.includes(name)) return `${sign}field:${name}`;
  return SORTS.find((known) => known === view.sort) ?? contactUrl.sort;
}

export type EmptyReason = 'none' | 'filtered' | 'emptyList' | 'emptyTrash';

/** Why a table without rows is empty decides what to offer. */
export function emptyReason(view: ContactView): EmptyReason {
  const filter = toContactFilter(view);
  const isNarrowed =
    filter.search || filter.segmentId || filter.rules || filter.company || filter.status || filter.createdAfter || filter.createdBefore;
  if (isNarrowed) return 'filtered';
  if (filter.trashed) return 'emptyTrash';
  return filter.listId ? 'emptyList' : 'none';
}

export const noFilters = {
  search: null,
  listId: null,
  segmentId: null,
  rules: null,
  mine: null,
  company: null,
  status: null,
  createdAfter: null,
  createdBefore: null,
} as const;

/** What the table shows as the rules of a segment, for "Save as segment"; null when it shows everyone, or asks for what only the reader has. */
export function rulesOf(view: ContactView): RuleTree | null {
  const filter = toContactFilter(view);
  if (filter.rules?.includes('"personalField"')) return null;
  const rules = readRules(view.rules);
  const and: RuleTree[] = [
    ...(filter.search ? [{ rule: 'search', with: { text: filter.search } }] : []),
    ...(filter.listId ? [{ rule: 'inList', with: { listIds: [filter.listId] } }] : []),
    ...(filter.segmentId ? [{ rule: 'inSegment', with: { segmentId: filter.segmentId } }] : []),
    ...(rules ? [rules] : []),
    ...(filter.company ? [{ rule: 'field', with: { field: 'company', operator: 'is', value: filter.company } }] : []),
    ...(filter.createdAfter ? [{ not: { rule: 'date', with: { field: 'createdAt', operator: 'before', value: view.createdAfter } } }] : []),
    ...(filter.createdBefore ? [{ rule: 'date', with: { field: 'createdAt', operator: 'before', value: view.createdBefore } }] : []),
    ...(filter.status ? [{ rule: 'emailStatus', with: { is: filter.status } }] : []),
  ];
  return and.length === 0 ? null : { and };
}

function withOwn({ rules, mine }: ContactView): Pick<ContactFilter, 'rules'> {
  const own = ruleOfOwn(mine);
  if (!own) return rules ? { rules } : {};
  const others = readRules(rules);
  return { rules: JSON.stringify({ and: [...(others ? [others] : []), own] }) };
}

function readRules(text: string): RuleTree | null {
  try {
    const reading = readRuleTree(JSON.parse(text));
    return 'tree' in reading ? reading.tree : null;
  } catch {
    return null;
  }
}

/** A saved view may hold a moment, too. */
function startOfDay(day: string): string | null {
  if (/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(day) && !Number.isNaN(Date.parse(day))) return new Date(day).toISOString();
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const date = new Date(`${day}T00:00:00`);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
