import { AppError } from '../http/AppError.js';
import type { Page } from '../http/Page.js';
import { isStorable } from './isStorable.js';
import { sql, type SqlFragment } from './sql.js';

/** A place in a list: the values of its sort columns, the last of them unique. */
export type Keyset = readonly (string | number)[];

/** What a sort column holds: text (ids and times too), or whole numbers from 0. PostgreSQL compares no text with a number. */
export type KeysetType = 'text' | 'number';

/** The sort columns of a list in their order, by trusted name. */
export type KeysetColumns = Readonly<Record<string, KeysetType>>;

export function encodeCursor(keyset: Keyset): string {
  return Buffer.from(JSON.stringify(keyset)).toString('base64url');
}

/** Reads a cursor with a value of each of `types`; a cursor of another list or a damaged one is the caller's error. */
export function decodeCursor(cursor: string, types: readonly KeysetType[]): Keyset {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(value) && value.length === types.length && types.every((type, at) => isPlace(value[at], type)))
      return value as Keyset;
  } catch {
    // Not ours: answered below like any other damaged cursor.
  }
  throw badCursor();
}

export function badCursor(): AppError {
  return new AppError('page.badCursor', 400, 'This cursor is not valid for this list. Start again from the first page.');
}

function isPlace(value: unknown, type: KeysetType): boolean {
  return type === 'text' ? typeof value === 'string' && isStorable(value) : Number.isSafeInteger(value) && (value as number) >= 0;
}

/** `AND (a, b) > (?, ?)`: the rows after a cursor. All columns are sorted in the same direction. */
export function afterCursor(columns: KeysetColumns, cursor: string | undefined, direction: 'asc' | 'desc'): SqlFragment {
  if (cursor === undefined) return sql.empty;
  const keyset = decodeCursor(cursor, Object.values(columns));
  const comparison = sql.raw(direction === 'asc' ? '>' : '<');
  return sql`AND (${sql.raw(Object.keys(columns).join(', '))}) ${comparison} (${sql.list(keyset)})`;
}

/** `ORDER BY a DESC, b DESC LIMIT n+1`; the extra row tells whether a next page exists. */
export function orderAndLimit(columns: KeysetColumns, direction: 'asc' | 'desc', limit: number): SqlFragment {
  return sql.raw(
    `ORDER BY ${Object.keys(columns)
      .map((column) => `${column} ${direction.toUpperCase()}`)
      .join(', ')} LIMIT ${limit + 1}`,
  );
}

/** Cuts the extra row off and makes the cursor of the last row kept. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  keysetOf: (row: Row) => Keyset,
  present: (row: Row) => Item,
): Page<Item> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return { items: kept.map(present), nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keysetOf(last)) : null };
}
