import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { execute, isPostgres, queryOne, queryRows, sql, type SqlFragment } from './sql.js';

/** Rows looked at between two turns of the event loop; removing that many contacts takes some 30 ms. */
const STEP = 500;

interface Part {
  readonly name: string;
  /** A table without rowids, told apart by the place in its chain. */
  readonly isChained: boolean;
}

/**
 * Removes what belongs to a row that is about to be deleted, in small transactions: everything that hangs on it by `ON DELETE CASCADE`.
 * SQLite only. There one DELETE of a large workspace would be one statement, and the whole server would stand still for its length;
 * PostgreSQL does it beside everybody else's work, so nothing happens here. Safe to repeat: it goes on with what is left.
 *
 * @param parent the table of the row; its children name it in a column of their own (`workspace_id`)
 * @param condition under which it may go on; asked with every step
 * @param signal stops it between two steps
 * @returns false when it was stopped
 */
export async function emptyInSteps(
  manager: EntityManager,
  parent: { readonly table: string; readonly column: string; readonly id: string },
  condition: SqlFragment,
  signal?: AbortSignal,
): Promise<boolean> {
  if (isPostgres(manager)) return true;
  const { column, id } = parent;
  for (const { name, isChained } of await partsOf(manager, parent.table)) {
    const [table, place] = [sql.raw(name), sql.raw(isChained ? 'seq' : 'rowid')];
    const mine = isChained ? sql`chain = ${id}` : sql`${sql.raw(column)} = ${id}`;
    const last = await queryOne<{ at: number | null }>(
      manager,
      sql`SELECT MAX(${place}) AS at FROM ${table} ${sql.if(isChained, sql`WHERE ${mine}`)}`,
    );
    for (let to = last?.at ?? 0; to > 0; to -= STEP) {
      if (signal?.aborted) return false;
      const rows = sql`FROM ${table} WHERE ${place} > ${to - STEP} AND ${place} <= ${to} AND ${mine}`;
      if (await queryOne(manager, sql`SELECT 1 AS found ${rows} LIMIT 1`)) await execute(manager, sql`DELETE ${rows} AND ${condition}`);
      await nextTurn();
    }
  }
  return true;
}

/** The log goes last: as long as there is anything left, it can be read who did it. */
async function partsOf(manager: EntityManager, table: string): Promise<Part[]> {
  const parts = await queryRows<{ name: string; wr: number }>(
    manager,
    sql`SELECT DISTINCT l.name, l.wr FROM pragma_table_list AS l, pragma_foreign_key_list(l.name) AS f
        WHERE l.schema = 'main' AND l.type = 'table' AND f."table" = ${table} AND f.on_delete = 'CASCADE' ORDER BY l.wr, l.name`,
  );
  return parts.map(({ name, wr }) => ({ name, isChained: wr === 1 }));
}
