export const CONTACT_SORTS = ['name', '-name', 'createdAt', '-createdAt', 'email', '-email', 'company', '-company'] as const;
export type ContactSort = (typeof CONTACT_SORTS)[number];

export interface SortOrder {
  readonly column: 'sort_name' | 'email_key' | 'sort_company' | 'created_on';
  readonly direction: 'asc' | 'desc';
  /** Rows without the value come last in both directions, by id. */
  readonly isNullable: boolean;
}

const COLUMNS = {
  name: 'sort_name',
  email: 'email_key',
  company: 'sort_company',
  createdAt: 'created_on',
} as const;

export function sortOrder(sort: ContactSort): SortOrder {
  const direction = sort.startsWith('-') ? 'desc' : 'asc';
  const column = COLUMNS[sort.replace('-', '') as keyof typeof COLUMNS];
  return { column, direction, isNullable: column !== 'created_on' };
}
