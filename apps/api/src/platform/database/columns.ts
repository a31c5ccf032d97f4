/**
 * Column types that mean the same on both engines. Text sorts by code point on both (SQLite's BINARY, PostgreSQL's "C"),
 * so keyset pages come in the same order everywhere; times are ISO 8601 UTC text, so they sort and compare as text.
 */
export interface ColumnTypes {
  readonly text: string;
  readonly time: string;
  readonly json: string;
  readonly int: string;
  readonly real: string;
  readonly bool: (initial: boolean) => string;
  readonly blob: string;
  /** Now, as a column default, in the stored form of a time. */
  readonly now: string;
}

const sqliteColumns: ColumnTypes = {
  text: 'TEXT',
  time: 'TEXT',
  json: 'TEXT',
  int: 'INTEGER',
  real: 'REAL',
  bool: (initial) => `BOOLEAN NOT NULL DEFAULT ${initial ? 1 : 0}`,
  blob: 'BLOB',
  now: `(strftime('%Y-%m-%dT%H:%M:%fZ','now'))`,
};

const postgresColumns: ColumnTypes = {
  text: 'TEXT COLLATE "C"',
  time: 'TEXT COLLATE "C"',
  json: 'TEXT',
  int: 'BIGINT',
  real: 'DOUBLE PRECISION',
  bool: (initial) => `BOOLEAN NOT NULL DEFAULT ${initial ? 'TRUE' : 'FALSE'}`,
  blob: 'BYTEA',
  now: `(to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`,
};

export function columnTypes(dialect: string): ColumnTypes {
  return dialect === 'postgres' ? postgresColumns : sqliteColumns;
}
