import type { EntityManager } from 'typeorm';
import type { RapportDataSource } from './RapportDataSource.js';
import { executeForEach, isPostgres, queryRows, SqlFragment } from './sql.js';

type ColumnType = 'text' | 'bigint' | 'double precision';

/** `ON CONFLICT …`, for both engines or for PostgreSQL alone; and `RETURNING …`, which only PostgreSQL answers. */
interface Endings {
  readonly onConflict?: string;
  readonly onPostgresConflict?: string;
  readonly returning?: string;
}

/** For fewer, COPY and its savepoint cost more than they save: it is a conversation of its own. */
const WORTH_COPYING = 100;

/**
 * Rows by the thousand into one table, inside the caller's transaction. The engines want different shapes. PostgreSQL takes rows that
 * conflict with nothing by COPY, and others as one JSON document per batch, which saves its round trips. SQLite, in the same process, is
 * fastest with one prepared statement per row (json_each and long VALUES lists measured slower). Table, columns and endings are trusted text.
 */
export class BulkInsert {
  private readonly names: readonly string[];
  private readonly each: string;
  private readonly all: readonly [string, string];
  private readonly into: string;
  private readonly isPlain: boolean;

  constructor(table: string, columns: Readonly<Record<string, ColumnType>>, endings: Endings = {}) {
    const { onConflict = '', onPostgresConflict = '', returning = '' } = endings;
    this.isPlain = !onConflict && !onPostgresConflict && !returning;
    this.names = Object.keys(columns);
    const names = this.names.join(', ');
    this.into = `${table} (${names})`;
    const shape = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
    this.each = `INSERT INTO ${this.into} VALUES (${this.names.map(() => '?').join(', ')}) ${onConflict}`;
    this.all = [
      `INSERT INTO ${this.into} SELECT ${names} FROM json_to_recordset(`,
      `) AS r(${shape.join(', ')}) ${onConflict} ${onPostgresConflict} ${returning}`,
    ];
  }

  /** Values in the order of the columns. Answers what `returning` asks for: on PostgreSQL alone. */
  async run<Answer = never>(manager: EntityManager, rows: readonly (readonly unknown[])[]): Promise<Answer[]> {
    if (rows.length === 0) return [];
    if (!isPostgres(manager)) {
      await executeForEach(manager, this.each, rows);
      return [];
    }
    if (this.isPlain && (await this.copy(manager, rows))) return [];
    const named = rows.map((row) => Object.fromEntries(this.names.map((name, at) => [name, row[at]])));
    return queryRows<Answer>(manager, new SqlFragment(this.all, [JSON.stringify(named)]));
  }

  /**
   * The same for rows that should conflict with no other. True when all of them are written, false when none is: `run` then says which
   * conflict. On SQLite nobody else writes meanwhile, and they are written.
   */
  async runNew(manager: EntityManager, rows: readonly (readonly unknown[])[]): Promise<boolean> {
    if (isPostgres(manager)) return this.copy(manager, rows);
    await this.run(manager, rows);
    return true;
  }

  private async copy(manager: EntityManager, rows: readonly (readonly unknown[])[]): Promise<boolean> {
    if (rows.length < WORTH_COPYING || !manager.queryRunner?.isTransactionActive) return false;
    return (manager.dataSource as RapportDataSource).copy(this.into, rows, manager.queryRunner);
  }
}
