import type { EntityMetadata } from 'typeorm';
import { queryRows, sql } from '../../src/platform/database/sql.js';
import type { TestApp } from './startTestApp.js';

/** What a table is, in words that both databases and the entities can be put into. */
interface TableShape {
  /** `name text`, with `?` where it may be NULL; sorted. */
  readonly columns: readonly string[];
  readonly primaryKey: readonly string[];
  /** `UNIQUE (a, b)`: by a constraint, whatever it is called. */
  readonly uniques: readonly string[];
  /** `name (a, b) UNIQUE WHERE …`. */
  readonly indexes: readonly string[];
  /** `column -> table CASCADE`. */
  readonly foreignKeys: readonly string[];
}

/** Of the entity. PostgreSQL tells conditions in words of its own, so there only that there is one is compared. */
export function shapeOf(metadata: EntityMetadata, isPostgres: boolean): TableShape {
  return {
    columns: metadata.columns
      .map(({ databaseName, isNullable, type }) => `${databaseName} ${familyOf(String(type))}${isNullable ? '?' : ''}`)
      .toSorted(),
    primaryKey: metadata.primaryColumns.map(({ databaseName }) => databaseName).toSorted(),
    uniques: metadata.uniques.map(({ columns }) => uniqueOf(columns.map(({ databaseName }) => databaseName))).toSorted(),
    indexes: metadata.indices
      .map(({ name, columns, isUnique, where }) =>
        indexOf(
          name,
          columns.map(({ databaseName }) => databaseName),
          isUnique,
          conditionOf(where, isPostgres),
        ),
      )
      .toSorted(),
    foreignKeys: metadata.foreignKeys
      .map(
        ({ columnNames, referencedTablePath, onDelete }) =>
          `${columnNames.join(', ')} -> ${referencedTablePath} ${onDelete ?? 'NO ACTION'}`,
      )
      .toSorted(),
  };
}

export async function readTables(test: TestApp): Promise<string[]> {
  const rows = await queryRows<{ name: string }>(
    test.services.dataSource.manager,
    test.database.isPostgres
      ? sql`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`
      : sql`SELECT name FROM pragma_table_list WHERE schema = 'main' AND type <> 'view' AND name NOT LIKE 'sqlite_%' ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

/** The number of a row, which SQLite's search index goes by: the key of its table there, and nobody's business elsewhere. */
const SEARCH_ROW = 'search_id';

/** Of the migrated table. Indexes over expressions and PostgreSQL's for searching text have no entity's words; they are left out. */
export async function readShape(test: TestApp, table: string): Promise<TableShape> {
  if (test.database.isPostgres) return readFromPostgres(test, table);
  const shape = await readFromSqlite(test, table);
  if (!shape.primaryKey.includes(SEARCH_ROW)) return shape;
  return {
    ...shape,
    columns: shape.columns.filter((column) => !column.startsWith(`${SEARCH_ROW} `)),
    primaryKey: ['id'],
    uniques: shape.uniques.filter((unique) => unique !== uniqueOf(['id'])),
  };
}

async function readFromSqlite(test: TestApp, table: string): Promise<TableShape> {
  const { manager } = test.services.dataSource;
  const columns = await queryRows<{ name: string; type: string; notnull: number; pk: number }>(
    manager,
    sql`SELECT name, type, "notnull", pk FROM pragma_table_xinfo(${table}) WHERE hidden <> 1`,
  );
  const parts = await queryRows<{ name: string; column: string | null; unique: number; origin: string; where: string | null }>(
    manager,
    sql`SELECT l.name, x.name AS "column", l."unique", l.origin, m.sql AS "where"
        FROM pragma_index_list(${table}) AS l JOIN pragma_index_xinfo(l.name) AS x ON x.key = 1 LEFT JOIN sqlite_master AS m ON m.name = l.name
        ORDER BY l.name, x.seqno`,
  );
  const foreignKeys = await queryRows<{ column: string; table: string; rule: string }>(
    manager,
    sql`SELECT "from" AS "column", "table", on_delete AS rule FROM pragma_foreign_key_list(${table})`,
  );
  const names = [...new Set(parts.map(({ name }) => name))];
  const partsOf = names.map((name) => [name, parts.filter((part) => part.name === name)] as const);
  const indexes = partsOf.map(([name, own]) => ({
    name,
    columns: own.map(({ column }) => column),
    isUnique: own[0]?.unique === 1,
    isConstraint: own[0]?.origin === 'u',
    isPrimary: own[0]?.origin === 'pk',
    where: /\sWHERE\s([\s\S]*)$/.exec(own[0]?.where ?? '')?.[1],
  }));
  return toShape(
    columns.map(({ name, type, notnull, pk }) => ({ name, type, isNullable: notnull === 0 && pk === 0, isKey: pk > 0 })),
    indexes,
    foreignKeys,
    false,
  );
}

async function readFromPostgres(test: TestApp, table: string): Promise<TableShape> {
  const { manager } = test.services.dataSource;
  const columns = await queryRows<{ name: string; type: string; isNullable: boolean; isKey: boolean }>(
    manager,
    sql`SELECT c.column_name AS name, c.data_type AS type, c.is_nullable = 'YES' AS "isNullable",
          EXISTS (SELECT 1 FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
            WHERE i.indrelid = ${table}::regclass AND i.indisprimary AND a.attname = c.column_name) AS "isKey"
        FROM information_schema.columns c WHERE c.table_name = ${table} AND c.table_schema = 'public'`,
  );
  const indexes = await queryRows<{
    name: string;
    columns: (string | null)[];
    isUnique: boolean;
    isConstraint: boolean;
    isPrimary: boolean;
    where: string | undefined;
  }>(
    manager,
    sql`SELECT x.relname AS name, i.indisunique AS "isUnique", i.indisprimary AS "isPrimary", pg_get_expr(i.indpred, i.indrelid) AS "where",
          EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype = 'u') AS "isConstraint",
          ARRAY(SELECT a.attname::text FROM unnest(i.indkey) WITH ORDINALITY AS k(n, at) LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.n AND k.n > 0
            ORDER BY k.at) AS columns
        FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am m ON m.oid = x.relam AND m.amname = 'btree'
        WHERE i.indrelid = ${table}::regclass`,
  );
  const foreignKeys = await queryRows<{ column: string; table: string; rule: string }>(
    manager,
    sql`SELECT a.attname AS "column", t.relname AS "table",
          CASE c.confdeltype WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' WHEN 'r' THEN 'RESTRICT' ELSE 'NO ACTION' END AS rule
        FROM pg_constraint c JOIN pg_class t ON t.oid = c.confrelid JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey)
        WHERE c.conrelid = ${table}::regclass AND c.contype = 'f'`,
  );
  return toShape(columns, indexes, foreignKeys, true);
}

function toShape(
  columns: readonly { name: string; type: string; isNullable: boolean; isKey: boolean }[],
  indexes: readonly {
    name: string;
    columns: readonly (string | null)[];
    isUnique: boolean;
    isConstraint: boolean;
    isPrimary: boolean;
    where: string | null | undefined;
  }[],
  foreignKeys: readonly { column: string; table: string; rule: string }[],
  isPostgres: boolean,
): TableShape {
  const plain = indexes.filter(({ isPrimary, columns: own }) => !isPrimary && !own.includes(null));
  const named = (own: readonly (string | null)[]) => own.map(String);
  return {
    columns: columns.map(({ name, type, isNullable }) => `${name} ${familyOf(type)}${isNullable ? '?' : ''}`).toSorted(),
    primaryKey: columns
      .filter(({ isKey }) => isKey)
      .map(({ name }) => name)
      .toSorted(),
    uniques: plain
      .filter(({ isConstraint }) => isConstraint)
      .map((index) => uniqueOf(named(index.columns)))
      .toSorted(),
    indexes: plain
      .filter(({ isConstraint }) => !isConstraint)
      .map((index) => indexOf(index.name, named(index.columns), index.isUnique, conditionOf(index.where, isPostgres)))
      .toSorted(),
    foreignKeys: foreignKeys.map(({ column, table, rule }) => `${column} -> ${table} ${rule}`).toSorted(),
  };
}

const uniqueOf = (columns: readonly string[]): string => `UNIQUE (${columns.join(', ')})`;

const indexOf = (name: string, columns: readonly string[], isUnique: boolean, where: string): string =>
  `${name} (${columns.join(', ')})${isUnique ? ' UNIQUE' : ''}${where}`;

function conditionOf(where: string | null | undefined, isPostgres: boolean): string {
  if (!where) return '';
  return isPostgres ? ' WHERE' : ` WHERE ${where.trim().replace(/\s+/g, ' ')}`;
}

/** Both databases have their own names for few kinds of values. */
function familyOf(type: string): string {
  const known: Record<string, string> = {
    text: 'text',
    int: 'int',
    integer: 'int',
    bigint: 'int',
    real: 'real',
    'double precision': 'real',
    boolean: 'bool',
    blob: 'bytes',
    bytea: 'bytes',
  };
  return known[type.toLowerCase()] ?? type;
}
