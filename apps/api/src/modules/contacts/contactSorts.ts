import { sql, type SqlFragment } from '../../platform/database/sql.js';

export const CONTACT_SORTS = ['name', '-name', 'createdAt', '-createdAt', 'email', '-email', 'company', '-company'] as const;
export type ContactSort = (typeof CONTACT_SORTS)[number];

/** `field:plan`, `-field:plan`: by the values of a custom field; `mine:gift`: of one that only the reader has. */
const FIELD_SORT = /^(-?)(field|mine):([a-z][a-z0-9_]{0,59})$/;

/** The order of a list of contacts, as SQL about a row `c` of base_contacts and what is joined to it. */
export interface SortOrder {
  readonly column: SqlFragment;
  readonly direction: 'asc' | 'desc';
  readonly isNumber: boolean;
  /** Joins what has the values; nothing for columns of the contact itself. */
  readonly join: SqlFragment;
  /** All rows `v` with a value, as `FROM` and `WHERE` have them, so that they can be sorted without their contacts; null for columns of the contact. */
  readonly alone: SqlFragment | null;
  /** Holds for rows without the value, which come last in both directions, by id. Null: every row has one. */
  readonly lacks: SqlFragment | null;
  /** Whether an index has the rows in this order. */
  readonly isIndexed: boolean;
}

const COLUMNS = { name: 'sort_name', email: 'email_key', company: 'sort_company', createdAt: 'created_on' } as const;

export function isContactSort(sort: string): sort is ContactSort {
  return (CONTACT_SORTS as readonly string[]).includes(sort);
}

export function sortOrder(sort: ContactSort): SortOrder {
  const name = COLUMNS[sort.replace('-', '') as keyof typeof COLUMNS];
  const column = sql.raw(`c.${name}`);
  return {
    column,
    direction: sort.startsWith('-') ? 'desc' : 'asc',
    isNumber: false,
    join: sql.empty,
    alone: null,
    lacks: name === 'created_on' ? null : sql`${column} IS NULL`,
    isIndexed: true,
  };
}

export interface FieldSort {
  readonly fieldName: string;
  readonly isPersonal: boolean;
  readonly direction: SortOrder['direction'];
}

/** Null when it is no order by a custom field. */
export function fieldSort(sort: string): FieldSort | null {
  const [, minus, kind, fieldName] = FIELD_SORT.exec(sort) ?? [];
  return fieldName === undefined ? null : { fieldName, isPersonal: kind === 'mine', direction: minus === '-' ? 'desc' : 'asc' };
}
