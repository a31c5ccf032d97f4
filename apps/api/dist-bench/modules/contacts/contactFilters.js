import { sql } from '../../platform/database/sql.js';
import { matchesSearch, PREFIX_COLUMNS, prefixRange, readSearch, trigramQuery } from './contactSearch.js';
import { cleanText, fold } from './normalizeContact.js';
export const CONTACT_STATUSES = [
    'subscribed',
    'unsubscribed',
    'bounced',
    'complained',
    'noEmail'
];
/** The conditions on a row `c` of base_contacts. Every one of them begins with the tenant. */ export function whereContact(ctx, filter, postgres) {
    const search = readSearch(filter.search);
    const company = cleanText(filter.company);
    return sql.join([
        sql`c.workspace_id = ${ctx.workspaceId}`,
        stateOf(filter),
        ...search ? [
            matchesSearch(search, postgres)
        ] : [],
        ...filter.listId ? [
            sql`EXISTS (SELECT 1 FROM contact_list_assignments a WHERE a.list_id = ${filter.listId} AND a.contact_id = c.id)`
        ] : [],
        ...company ? [
            sql`c.sort_company = ${fold(company)}`
        ] : [],
        ...filter.status ? [
            statusIs(ctx, filter.status)
        ] : [],
        ...createdBetween(filter)
    ], ' AND ');
}
/**
 * Sets of `search_id` that hold every contact of the filter, one per filter that an index can answer (SQLite only: PostgreSQL's
 * planner weighs its indexes by itself). The repository takes one that is small, and else walks the index of the sort order.
 */ export function candidateSets(ctx, filter) {
    const search = readSearch(filter.search);
    const company = cleanText(filter.company);
    const own = sql`c.workspace_id = ${ctx.workspaceId} AND ${stateOf(filter)}`;
    return [
        ...search && search.anywhere.length > 0 ? [
            withTrigrams(own, search.anywhere)
        ] : [],
        ...search?.prefix ? [
            withPrefix(own, search.prefix)
        ] : [],
        ...filter.listId ? [
            sql`SELECT c.search_id FROM contact_list_assignments a CROSS JOIN base_contacts c ON c.id = a.contact_id WHERE a.list_id = ${filter.listId}`
        ] : [],
        ...company ? [
            sql`SELECT c.search_id FROM base_contacts c WHERE ${own} AND c.sort_company IS NOT NULL AND c.sort_company = ${fold(company)}`
        ] : [],
        ...filter.createdAfter || filter.createdBefore ? [
            sql`SELECT c.search_id FROM base_contacts c WHERE ${own} AND ${sql.join(createdBetween(filter), ' AND ')}`
        ] : [],
        ...filter.status ? withStatus(ctx, own, filter.status) : []
    ];
}
export function stateOf({ trashed }) {
    return trashed ? sql`c.deleted_at IS NOT NULL` : sql`c.deleted_at IS NULL`;
}
/** Rows beyond the indexed ones are few, or an import has just ended; they are read plainly. */ function withTrigrams(own, terms) {
    const contains = sql.join(terms.map((term)=>sql`instr(c.search_text, ${term}) > 0`), ' AND ');
    return sql`SELECT rowid AS search_id FROM contact_search WHERE contact_search MATCH ${trigramQuery(terms)}
    UNION ALL SELECT c.search_id FROM base_contacts c WHERE c.search_id > (SELECT indexed_up_to FROM contact_search_state) AND ${own} AND ${contains}`;
}
function withPrefix(own, prefix) {
    return sql.join(PREFIX_COLUMNS.map((column)=>sql`SELECT c.search_id FROM base_contacts c WHERE ${own} AND ${prefixRange(column, prefix)}`), ' UNION ');
}
function withStatus(ctx, own, status) {
    if (status === 'subscribed') return [];
    if (status === 'noEmail') return [
        sql`SELECT c.search_id FROM base_contacts c WHERE ${own} AND c.email_key IS NULL`
    ];
    return [
        sql`SELECT c.search_id FROM suppressions s CROSS JOIN base_contacts c ON c.email_key = s.address_key AND c.email_key IS NOT NULL
        WHERE s.workspace_id = ${ctx.workspaceId} AND s.channel = 'email' AND s.reason IN (${sql.list(REASONS[status])}) AND ${own}`
    ];
}
const REASONS = {
    unsubscribed: [
        'unsubscribed',
        'manual'
    ],
    bounced: [
        'bounced'
    ],
    complained: [
        'complained'
    ]
};
function statusIs(ctx, status) {
    if (status === 'noEmail') return sql`c.email_key IS NULL`;
    const suppression = sql`SELECT 1 FROM suppressions s WHERE s.workspace_id = ${ctx.workspaceId} AND s.channel = 'email' AND s.address_key = c.email_key`;
    if (status === 'subscribed') return sql`c.email_key IS NOT NULL AND NOT EXISTS (${suppression})`;
    return sql`c.email_key IS NOT NULL AND EXISTS (${suppression} AND s.reason IN (${sql.list(REASONS[status])}))`;
}
function createdBetween({ createdAfter, createdBefore }) {
    return [
        ...createdAfter ? [
            sql`c.created_on >= ${new Date(createdAfter).toISOString()}`
        ] : [],
        ...createdBefore ? [
            sql`c.created_on < ${new Date(createdBefore).toISOString()}`
        ] : []
    ];
}
