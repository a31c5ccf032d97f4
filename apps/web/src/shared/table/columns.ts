import type { ReactNode } from 'react';
import type { InlineKind } from '../form/InlineField';

/** How the values of a column are edited in their cells. */
export interface CellEditing<Row> {
  /** `switch`: changes at once, between `true` and `false`. */
  readonly kind: InlineKind | 'switch';
  /** As it is typed; empty when there is none. */
  readonly draft: (row: Row) => string;
  readonly options?: (row: Row) => readonly { value: string; label: string }[];
  /** Stands behind what is typed: the currency of an amount. */
  readonly unit?: string | null;
}

export interface DataColumn<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** What a row shows where that is one line of text: a single element draws it. `look` is a class for it; nothing is a dash. */
  readonly line?: (row: Row) => { readonly text: string | null; readonly look?: string | undefined };
  /** What it draws keeps itself to one line and cuts itself off: nothing is drawn around it in a row. */
  readonly isBare?: boolean;
  /** Pixels; a column with `grow` takes its share of what is left and never gets narrower than this. */
  readonly width: number;
  readonly grow?: number;
  /** Numbers stand right. */
  readonly align?: 'left' | 'right';
  /** The name the API sorts by; without it the header does not sort. */
  readonly sortKey?: string;
  /** What the first click asks for; names ascend, dates and numbers descend. */
  readonly firstSort?: 'asc' | 'desc';
  /** The first column always stays. */
  readonly canHide?: boolean;
  readonly startsHidden?: boolean;
  /** Where it goes on a narrow screen's card: title and aside share the first line, meta the second; `none` leaves it out. Default: meta. */
  readonly card?: 'title' | 'aside' | 'meta' | 'none';
  /** What the card shows where a cell needs its header to be understood; null leaves it out. */
  readonly cardCell?: (row: Row) => ReactNode;
  /** What is copied of a cell. */
  readonly text?: (row: Row) => string;
  readonly editing?: CellEditing<Row>;
}

/** One page of a list as the API returns it. */
export interface KeysetPage<Row> {
  readonly items: readonly Row[];
  readonly nextCursor: string | null;
}

/** Where a table's rows come from; `useKeysetRows` makes one of an endless query. */
export interface RowSource<Row> {
  /** Changes with the filter and the order; the table then starts at its top again. */
  readonly identity: string;
  /** Those that are loaded: all, or a stretch of a long list. */
  readonly rows: readonly Row[];
  /** How many stand above and, as far as is known, below the stretch. */
  readonly rowsBefore: number;
  readonly rowsAfter: number;
  readonly isLoading: boolean;
  /** True while rows on screen belong to the previous filter. */
  readonly isStale: boolean;
  readonly error: unknown;
  readonly retry: () => void;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  /** Why the last call for more failed; `loadMore` tries again. */
  readonly moreError: unknown;
  /** When rows were last loaded, in milliseconds: what is near the screen may be missing again. */
  readonly loadedAt: number;
  /** Loads what is near the rows on screen, counted from the top of the whole list. */
  readonly look: (first: number, last: number) => void;
}

/** `-createdAt` is descending. */
export function nextSort(current: string, column: { sortKey?: string; firstSort?: 'asc' | 'desc' }): string {
  const key = column.sortKey ?? '';
  if (current === key) return `-${key}`;
  if (current === `-${key}`) return key;
  return column.firstSort === 'desc' ? `-${key}` : key;
}

export function sortDirection(current: string, sortKey: string | undefined): 'ascending' | 'descending' | undefined {
  if (!sortKey) return undefined;
  if (current === sortKey) return 'ascending';
  return current === `-${sortKey}` ? 'descending' : undefined;
}
