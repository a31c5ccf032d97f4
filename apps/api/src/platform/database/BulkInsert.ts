import type { EntityManager } from 'typeorm';
import { executeForEach, isPostgres, queryRows, SqlFragment } from './sql.js';

type ColumnType = 'text' | 'bigint' | 'double precision';

/** `ON CONFLICT …`, for both engines or for PostgreSQL alone; and `RETURNING …`, which only PostgreSQL answers. */
interface Endings {
  readonly onConflict?: string;
  readonly onPostgresConflict?: string;
  readonly returning?: string;
}

/**
 * Rows by the thousand into one table, inside the caller's transaction. The engines want different shapes: one JSON document per batch
 * saves PostgreSQL its round trips, while SQLite, in the same process, is fastest with one prepared statement per row (json_each and
 * long VALUES lists measured slower). Table, columns and endings are trusted text.
 */
export class BulkInsert {
  private readonly names: readonly string[];
  private readonly each: string;
  private readonly all: readonly [string, string];

  constructor(table: string, columns: Readonly<Record<string, ColumnType>>, endings: Endings = {}) {
    const { onConflict = '', onPostgresConflict = '', returning = '' } = endings;
    this.names = Object.keys(columns);
    const names = this.names.join(', ');
    const into = `INSERT INTO ${table} (${names})`;
    const shape = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
    this.each = `${into} VALUES (${this.names.map(() => '?').join(', ')}) ${onConflict}`;
    this.all = [
      `${into} SELECT ${names} FROM json_to_recordset(`,
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
    const named = rows.map((row) => Object.fromEntries(this.names.map((name, at) => [name, row[at]])));
    return queryRows<Answer>(manager, new SqlFragment(this.all, [JSON.stringify(named)]));
  }
}
