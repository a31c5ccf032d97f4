import { setTimeout as rest } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { type Reference, referencesTo } from './foreignKeys.js';
import { execute, isPostgres, queryRows, sql, type SqlFragment } from './sql.js';

/** One step should take about so long: writers that wait for it do not notice, and a step is still worth its commit. */
const STEP_MS = 30;
const FIRST_ROWS = 200;
const LEAST_ROWS = 20;
const MOST_ROWS = 2_000;
/** Rows that others hang on: each statement about those names them one by one. What hangs on so many is looked for at once. */
const PARENTS = 400;
/** Of those, at most so many are removed in one step: a contact also costs the search index of SQLite something. */
const MOST_PARENTS = { sqlite: 100, postgres: 400 };
/** The log goes last: as long as there is anything left, it can be read who did it. */
const LAST = ['audit_logs'];

/** How long a removal may go on, and who hears of it. */
export interface StepLimits {
  /** Stops it between two steps. */
  readonly signal?: AbortSignal;
  /** It stops by itself after so long. */
  readonly forMs?: number;
  /** Called after each step, with the rows that it removed. */
  readonly onStep?: (rows: number) => Promise<void> | void;
}

/**
 * Removes rows in small statements, each a transaction of its own: first everything that hangs on them by foreign keys, level by level,
 * then the rows themselves. One DELETE with cascades would hold up every other writer on SQLite for its length, and on PostgreSQL it
 * would reach the time limit of a statement and never succeed. Safe to repeat and to stop: it goes on with what is left.
 */
export class StepRemover {
  /** How many rows a step takes, by table: one costs what fifty of another do. */
  private readonly rows = new Map<string, number>();
  private readonly startedAt = performance.now();

  constructor(
    private readonly manager: EntityManager,
    private readonly limits: StepLimits = {},
  ) {}

  /**
   * Rows of `table` under a condition, with what hangs on them. False when it was stopped. However small the steps are on a slow machine,
   * some thirty tables are asked once for `PARENTS` rows.
   */
  async remove(table: string, where: SqlFragment, column = 'id'): Promise<boolean> {
    for (;;) {
      if (this.isOver()) return false;
      const ids = await this.find(table, column, where);
      if (ids.length === 0) return true;
      if (!(await this.empty(table, ids, column))) return false;
      const removed = await this.removeAll(table, column, ids);
      if (removed === null) return false;
      // Found, and yet not removed, by nobody: going on would not end.
      if (removed === 0 && (await this.find(table, column, sql`${where} AND ${sql.raw(column)} = ${ids[0] ?? null}`)).length > 0)
        throw new Error(`Rows of ${table} cannot be removed.`);
    }
  }

  /** How many; null when it was stopped. */
  private async removeAll(table: string, column: string, ids: readonly string[]): Promise<number | null> {
    const most = isPostgres(this.manager) ? MOST_PARENTS.postgres : MOST_PARENTS.sqlite;
    let removed = 0;
    for (let from = 0; from < ids.length;) {
      if (this.isOver()) return null;
      const some = ids.slice(from, from + Math.min(most, this.rowsOf(table)));
      removed += await this.step(table, sql`DELETE FROM ${sql.raw(table)} WHERE ${sql.raw(column)} IN (${sql.list(some)})`);
      from += some.length;
    }
    return removed;
  }

  /** Everything that hangs on these rows; the rows themselves stay. False when it was stopped. */
  async empty(table: string, ids: readonly string[], column = 'id'): Promise<boolean> {
    const references = (await referencesTo(this.manager, table)).filter(({ parentColumn }) => parentColumn === column);
    for (const reference of [...references].sort((a, b) => LAST.indexOf(a.table) - LAST.indexOf(b.table))) {
      if (!(await this.emptyOne(reference, ids))) return false;
    }
    return true;
  }

  private async emptyOne(reference: Reference, ids: readonly string[]): Promise<boolean> {
    const { table, column, onDelete } = reference;
    const mine = sql`${sql.raw(column)} IN (${sql.list(ids)})`;
    const below = onDelete === 'CASCADE' ? await referencesTo(this.manager, table) : [];
    // What has children of its own is named by the column that those point to; all of ours point to one.
    if (below[0]) return this.remove(table, mine, below[0].parentColumn);
    for (;;) {
      if (this.isOver()) return false;
      if ((await this.step(table, this.statement(reference, mine))) === 0) return true;
    }
  }

  private statement({ table, column, onDelete, key }: Reference, mine: SqlFragment): SqlFragment {
    const [name, columns] = [sql.raw(table), sql.raw(key.join(', '))];
    const chosen = sql`SELECT ${columns} FROM ${name} WHERE ${mine} LIMIT ${this.rowsOf(table)}`;
    // With IN, PostgreSQL joins the table with itself and reads all of it in each step; SQLite looks up what was chosen.
    const some = isPostgres(this.manager)
      ? sql`${columns} = ANY (ARRAY(${chosen}))`
      : sql`${key.length > 1 ? sql`(${columns})` : columns} IN (${chosen})`;
    return onDelete === 'CASCADE'
      ? sql`DELETE FROM ${name} WHERE ${some}`
      : sql`UPDATE ${name} SET ${sql.raw(column)} = NULL WHERE ${some}`;
  }

  private async find(table: string, column: string, where: SqlFragment): Promise<string[]> {
    const name = sql.raw(column);
    const rows = await queryRows<{ id: string }>(
      this.manager,
      sql`SELECT ${name} AS id FROM ${sql.raw(table)} WHERE ${where} LIMIT ${PARENTS}`,
    );
    return rows.map(({ id }) => id);
  }

  /** One statement; the next of this table is larger or smaller by what this one took, waiting for others included. In between, others come first. */
  private async step(table: string, statement: SqlFragment): Promise<number> {
    const rows = this.rowsOf(table);
    const begun = performance.now();
    const removed = await execute(this.manager, statement);
    const took = performance.now() - begun;
    if (took > STEP_MS) this.rows.set(table, Math.max(LEAST_ROWS, Math.floor(rows / 2)));
    else if (took < STEP_MS / 2 && removed >= rows / 2) this.rows.set(table, Math.min(MOST_ROWS, rows * 2));
    if (removed > 0) {
      await this.limits.onStep?.(removed);
      await rest(Math.min(took / 2, STEP_MS));
    }
    return removed;
  }

  private rowsOf(table: string): number {
    return this.rows.get(table) ?? FIRST_ROWS;
  }

  private isOver(): boolean {
    const { signal, forMs } = this.limits;
    return (signal?.aborted ?? false) || (forMs !== undefined && performance.now() - this.startedAt > forMs);
  }
}
