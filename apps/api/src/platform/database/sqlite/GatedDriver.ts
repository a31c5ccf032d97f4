import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js';
import type { SqliteAnswer } from './StatementCache.js';
import type { WriteGate } from './WriteGate.js';

/** What a query runner needs of the driver that made it. */
export interface GatedDriver extends BetterSqlite3Driver {
  readonly gate: WriteGate;
  readonly isInTransaction: boolean;
  runPlain(query: string, parameters?: readonly unknown[]): Promise<SqliteAnswer>;
  runOnWriter(query: string, values: unknown[]): SqliteAnswer;
  /** One statement for each row; answers how many rows each changed. */
  runEachOnWriter(query: string, rows: readonly (readonly unknown[])[]): number[];
  /** Resolves when everything committed so far has reached the disk. */
  durable(): Promise<void>;
  logQuery(query: string, values: unknown[]): void;
}
