import { readColumns, STARTING_COLUMNS, writeColumns, type ColumnPlace } from '../../shared/table/columnLayout';
import type { UrlPatch } from '../../shared/url/useUrlState';
import { contactUrl, type ContactFilter, type ContactView, noFilters, toContactFilter } from './contactFilters';

/** How the table is looked at, as a saved view keeps it. */
export interface ContactLook {
  readonly columns: readonly ColumnPlace[];
  readonly sort: string;
  readonly filter: ContactFilter;
}

/** Days stay days: a view means those of whoever opens it. */
export function lookOf(view: ContactView): ContactLook {
  const { createdAfter, createdBefore, ...filter } = toContactFilter(view);
  return {
    columns: readColumns(view.columns),
    sort: view.sort,
    filter: {
      ...filter,
      ...(createdAfter ? { createdAfter: view.createdAfter } : {}),
      ...(createdBefore ? { createdBefore: view.createdBefore } : {}),
    },
  };
}

/** All of what the address says about the table, with nothing left over from before. Columns are always said: so an address tells whether a view was opened already. */
export function urlOf({ columns, sort, filter }: ContactLook): UrlPatch<typeof contactUrl> {
  const { trashed: _never, ...texts } = filter;
  return { ...noFilters, trashed: null, ...texts, sort, columns: columns.length > 0 ? writeColumns(columns) : STARTING_COLUMNS };
}

export function isSameLook(one: ContactLook, other: ContactLook): boolean {
  return canonical(one) === canonical(other);
}

function canonical({ columns, sort, filter }: ContactLook): string {
  const entries = Object.entries(filter).filter(([, value]) => value !== undefined && value !== '' && value !== false);
  return JSON.stringify([writeColumns(columns), sort, entries.sort(([a], [b]) => (a < b ? -1 : 1))]);
}
