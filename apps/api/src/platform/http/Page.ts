import { IntField, TextField } from './fields.js';

/** One page of a list. `nextCursor` is null on the last page; lists page by keyset, never by number. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** Characters. One holds the values that its list is sorted by: the longest is a first and a last name of 200 emoji each. */
export const LONGEST_CURSOR = 4_000;

/** The two query parameters of every list. Extend it with the list's own filters. */
export class PageQuery {
  @IntField({ optional: true, min: 1, max: 200, default: 50, description: 'How many rows at most' })
  limit: number = 50;

  @TextField({ optional: true, max: LONGEST_CURSOR, description: '`nextCursor` of the page before' })
  cursor?: string;
}
