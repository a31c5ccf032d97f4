import { foldText } from '@rapport/common';

import type { WorkspaceContext } from '../../platform/context/Context.js';
import { sql, type SqlFragment } from '../../platform/database/sql.js';
import { hasShortTerms, matchesSearch, readSearch, shortQuery, trigramQuery } from './contactSearch.js';
import { cleanText } from './normalizeContact.js';

export const CONTACT_STATUSES = ['subscribed', 'unsubscribed', 'bounced', 'complained', 'noEmail'] as const;
export type ContactStatus = (typeof CONTACT_STATUSES)[number];

export interface ContactFilter {
  readonly search?: string | undefined;
  readonly listId?: string | undefined;
  readonly company?: string | undefined;
  readonly status?: ContactStatus | undefined;
  readonly trashed?: boolean | undefined;
  readonly createdAfter?: string | undefined;
  readonly createdBefore?: string | undefined;
}

/** The conditions on a row `c` of base_contacts. Every one of them begins with the tenant. */
export function whereContact(ctx: WorkspaceContext, filter: ContactFilter, postgres: boolean): SqlFragment {
  const search = readSearch(filter.search);
  const company = cleanText(filter.company);
  return sql.join(
    [
      sql`c.workspace_id = ${ctx.workspaceId}`,
      stateOf(filter),
      ...(search ? [matchesSearch(search, postgres)] : []),
      ...(filter.listId
        ? [
            sql`EXISTS (SELECT 1 FROM contact_list_assignments a WHERE a.list_id = ${filter.listId} AND a.contact_id = c.id) AND ${isList(ctx, filter.listId)}`,
          ]
        : []),
      ...(company ? [sql`c.sort_company = ${foldText(company)}`] : []),
      ...(filter.status ? [statusIs(ctx, filter.status)] : []),
      ...createdBetween(filter),
    ],
    ' AND ',
  );
}

/** A deleted list is emptied in the background; nobody is on it any more. */
function isList(ctx: WorkspaceContext, listId: string): SqlFragment {
  return sql`EXISTS (SELECT 1 FROM contact_lists l WHERE l.id = ${listId} AND l.workspace_id = ${ctx.workspaceId} AND l.deleted_at IS NULL)`;
}

/**
 * Sets of `search_id` that hold every contact of the filter, one per filter that an index can answer (SQLite only: PostgreSQL's
 * planner weighs its indexes by itself). The repository takes one that is small, and else walks the index of the sort order.
 */
export function candidateSets(ctx: WorkspaceContext, filter: ContactFilter): SqlFragment[] {
  const search = readSearch(filter.search);
  const company = cleanText(filter.company);
  const own = sql`c.workspace_id = ${ctx.workspaceId} AND ${stateOf(filter)}`;
  return [
    ...(search ? searchCandidates(own, search.anywhere) : []),
    ...(search ? shortCandidates(own, search.short) : []),
    ...(filter.listId
      ? [
          sql`SELECT c.search_id FROM contact_list_assignments a CROSS JOIN base_contacts c ON c.id = a.contact_id WHERE a.list_id = ${filter.listId}`,
        ]
      : []),
    ...(company
      ? [sql`SELECT c.search_id FROM base_contacts c WHERE ${own} AND c.sort_company IS NOT NULL AND c.sort_company = ${foldText(company)}`]
      : []),
    ...(filter.createdAfter || filter.createdBefore
      ? [sql`SELECT c.search_id FROM base_contacts c WHERE ${own} AND ${sql.join(createdBetween(filter), ' AND ')}`]
      : []),
    ...(filter.status ? withStatus(ctx, own, filter.status) : []),
  ];
}

/** True when nothing but live or trash is asked for. */
export function isWholeState({ trashed: _trashed, ...filter }: ContactFilter): boolean {
  return Object.values(filter).every((value) => value === undefined);
}

export function stateOf({ trashed }: ContactFilter): SqlFragment {
  return trashed ? sql`c.deleted_at IS NOT NULL` : sql`c.deleted_at IS NULL`;
}

/** Each term by itself first: reading the long list of a common one to intersect it costs more than checking few rows for it. */
function searchCandidates(own: SqlFragment, terms: readonly string[]): SqlFragment[] {
  const single = terms.map((term) => withTrigrams(own, [term]));
  return terms.length > 1 ? [...single, withTrigrams(own, terms)] : single;
}

function shortCandidates(own: SqlFragment, terms: readonly string[]): SqlFragment[] {
  const single = terms.map((term) => withShortTerms(own, [term]));
  return terms.length > 1 ? [...single, withShortTerms(own, terms)] : single;
}

/** Rows beyond the indexed ones are few, or an import has just ended; they are read plainly, by their number: an index would lead to all of the workspace. */
function withTrigrams(own: SqlFragment, terms: readonly string[]): SqlFragment {
  const contains = sql.join(
    terms.map((term) => sql`instr(c.search_text, ${term}) > 0`),
    ' AND ',
  );
  return sql`SELECT rowid AS search_id FROM contact_search WHERE contact_search MATCH ${trigramQuery(terms)}
    UNION ALL SELECT c.search_id FROM base_contacts c NOT INDEXED WHERE c.search_id > (SELECT indexed_up_to FROM contact_search_state) AND ${own} AND ${contains}`;
}

function withShortTerms(own: SqlFragment, terms: readonly string[]): SqlFragment {
  const holds = sql.join(hasShortTerms(terms, false), ' AND ');
  return sql`SELECT rowid AS search_id FROM contact_short WHERE contact_short MATCH ${shortQuery(terms)}
    UNION ALL SELECT c.search_id FROM base_contacts c NOT INDEXED WHERE c.search_id > (SELECT indexed_up_to FROM contact_search_state) AND ${own} AND ${holds}`;
}

function withStatus(ctx: WorkspaceContext, own: SqlFragment, status: ContactStatus): SqlFragment[] {
  if (status === 'subscribed') return [];
  if (status === 'noEmail') return [sql`SELECT c.search_id FROM base_contacts c WHERE ${own} AND c.email_key IS NULL`];
  return [
    sql`SELECT c.search_id FROM suppressions s CROSS JOIN base_contacts c ON c.email_key = s.address_key AND c.email_key IS NOT NULL
        WHERE s.workspace_id = ${ctx.workspaceId} AND s.channel = 'email' AND s.reason IN (${sql.list(REASONS[status])}) AND ${own}`,
  ];
}

const REASONS = { unsubscribed: ['unsubscribed', 'manual'], bounced: ['bounced'], complained: ['complained'] } as const;

function statusIs(ctx: WorkspaceContext, status: ContactStatus): SqlFragment {
  if (status === 'noEmail') return sql`c.email_key IS NULL`;
  const suppression = sql`SELECT 1 FROM suppressions s WHERE s.workspace_id = ${ctx.workspaceId} AND s.channel = 'email' AND s.address_key = c.email_key`;
  if (status === 'subscribed') return sql`c.email_key IS NOT NULL AND NOT EXISTS (${suppression})`;
  return sql`c.email_key IS NOT NULL AND EXISTS (${suppression} AND s.reason IN (${sql.list(REASONS[status])}))`;
}

function createdBetween({ createdAfter, createdBefore }: ContactFilter): SqlFragment[] {
  return [
    ...(createdAfter ? [sql`c.created_on >= ${createdAfter}`] : []),
    ...(createdBefore ? [sql`c.created_on < ${createdBefore}`] : []),
  ];
}
