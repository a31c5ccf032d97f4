import type { DataSource, EntityManager } from 'typeorm';
import { isPostgres, queryRows, sql } from './sql.js';

/** A foreign key, seen from the table that it points to. */
export interface Reference {
  readonly table: string;
  readonly column: string;
  /** The column of the parent that it points to. */
  readonly parentColumn: string;
  readonly onDelete: 'CASCADE' | 'SET NULL';
  /** By these columns one row of the table is told apart. */
  readonly key: readonly string[];
}

type Graph = ReadonlyMap<string, readonly Reference[]>;
type Found = Omit<Reference, 'key'> & { readonly parent: string; readonly onDelete: string; readonly key: string };

const graphs = new WeakMap<DataSource, Promise<Graph>>();

/** Which tables lose rows, or the mention of one, when a row of this table is deleted. Read from the database once per process. */
export async function referencesTo(manager: EntityManager, table: string): Promise<readonly Reference[]> {
  let graph = graphs.get(manager.dataSource);
  if (!graph) {
    graph = readGraph(manager);
    graphs.set(manager.dataSource, graph);
    graph.catch(() => graphs.delete(manager.dataSource));
  }
  return (await graph).get(table) ?? [];
}

async function readGraph(manager: EntityManager): Promise<Graph> {
  const graph = new Map<string, Reference[]>();
  for (const { parent, key, ...found } of await queryRows<Found>(manager, isPostgres(manager) ? POSTGRES : SQLITE)) {
    if (!isWalked(found)) continue;
    graph.set(parent, [...(graph.get(parent) ?? []), { ...found, key: key.split(',') }]);
  }
  return graph;
}

function isWalked(found: { onDelete: string }): found is { onDelete: Reference['onDelete'] } & Omit<Found, 'parent' | 'key'> {
  return found.onDelete === 'CASCADE' || found.onDelete === 'SET NULL';
}

/** A table that has row numbers is told apart by them: they are its own order. */
const SQLITE =
  sql.raw(`SELECT f."table" AS parent, l.name AS "table", f."from" AS "column", COALESCE(f."to", 'id') AS "parentColumn", f.on_delete AS "onDelete",
  CASE WHEN l.wr = 0 THEN 'rowid' ELSE (SELECT group_concat(k.name, ',') FROM (SELECT name FROM pragma_table_info(l.name) WHERE pk > 0 ORDER BY pk) AS k) END AS "key"
  FROM pragma_table_list AS l, pragma_foreign_key_list(l.name) AS f WHERE l.schema = 'main' AND l.type = 'table' ORDER BY l.name, f.id`);

/** PostgreSQL tells a row apart by where it lies: within one statement it stays there. */
const POSTGRES = sql.raw(`SELECT p.relname AS parent, t.relname AS "table", a.attname AS "column", r.attname AS "parentColumn",
    CASE c.confdeltype WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' ELSE 'NO ACTION' END AS "onDelete", 'ctid' AS "key"
  FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class p ON p.oid = c.confrelid JOIN pg_namespace n ON n.oid = t.relnamespace
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.conkey[1] JOIN pg_attribute r ON r.attrelid = p.oid AND r.attnum = c.confkey[1]
  WHERE c.contype = 'f' AND n.nspname = current_schema() ORDER BY t.relname, c.conname`);
