/**
 * Column types that mean the same on both engines. Text sorts by code point on both (SQLite's BINARY, PostgreSQL's "C"),
 * so keyset pages come in the same order everywhere; times are ISO 8601 UTC text, so they sort and compare as text.
 */ const sqliteColumns = {
    text: 'TEXT',
    time: 'TEXT',
    json: 'TEXT',
    int: 'INTEGER',
    real: 'REAL',
    bool: (initial)=>`BOOLEAN NOT NULL DEFAULT ${initial ? 1 : 0}`,
    blob: 'BLOB',
    now: `(strftime('%Y-%m-%dT%H:%M:%fZ','now'))`
};
const postgresColumns = {
    text: 'TEXT COLLATE "C"',
    time: 'TEXT COLLATE "C"',
    json: 'TEXT',
    int: 'BIGINT',
    real: 'DOUBLE PRECISION',
    bool: (initial)=>`BOOLEAN NOT NULL DEFAULT ${initial ? 'TRUE' : 'FALSE'}`,
    blob: 'BYTEA',
    now: `(to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`
};
export function columnTypes(dialect) {
    return dialect === 'postgres' ? postgresColumns : sqliteColumns;
}
