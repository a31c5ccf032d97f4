import { type ObjectLiteral, QueryResult, QueryRunnerAlreadyReleasedError } from 'typeorm';
import { BetterSqlite3QueryRunner } from 'typeorm/driver/better-sqlite3/BetterSqlite3QueryRunner.js';

import { DatabaseUsageError, transactionEnded } from '../databaseErrors.js';
import { refuseOutsideQuery } from '../transactionScope.js';
import type { GatedDriver } from './GatedDriver.js';
import { bindable, type SqliteAnswer } from './StatementCache.js';

/** Some 5 ms of work. */
const ROWS_AT_ONCE = 250;

/** A query runner for one caller. It holds the driver's gate while its transaction is open, and takes turns otherwise. */
export class SerialisedSqliteRunner extends BetterSqlite3QueryRunner {
  declare driver: GatedDriver;
  private isEnding = false;

  override async query(query: string, parameters: unknown[] | ObjectLiteral = [], useStructuredResult = false): Promise<unknown> {
    if (this.isReleased) throw new QueryRunnerAlreadyReleasedError();
    if (!Array.isArray(parameters)) throw new TypeError('Named parameters are not supported: pass an array.');
    if (this.isEnding) throw transactionEnded(query);
    const answer = await this.run(query, parameters);
    return useStructuredResult ? structured(answer) : answer.raw;
  }

  override async startTransaction(): Promise<void> {
    if (this.isReleased) throw new QueryRunnerAlreadyReleasedError();
    if (this.transactionDepth > 0) {
      this.runHeld(`SAVEPOINT typeorm_${this.transactionDepth}`);
      this.transactionDepth += 1;
      return;
    }
    refuseOutsideQuery(this.dataSource, this, 'BEGIN');
    await this.driver.gate.acquire(this);
    try {
      // IMMEDIATE: the write lock is taken here, where waiting is safe, and never in the middle of the transaction.
      this.driver.runOnWriter('BEGIN IMMEDIATE', []);
    } catch (error) {
      this.driver.gate.release(this);
      throw error;
    }
    this.isTransactionActive = true;
    this.transactionDepth = 1;
  }

  override async commitTransaction(): Promise<void> {
    if (this.transactionDepth > 1) {
      this.runHeld(`RELEASE SAVEPOINT typeorm_${this.transactionDepth - 1}`);
      this.transactionDepth -= 1;
      return;
    }
    // A COMMIT that fails (a deferred foreign key, a full disk) leaves the gate held: the caller rolls back next.
    this.runHeld('COMMIT');
    this.endTransaction();
    // The next transaction may begin meanwhile; its commit will share a flush with others.
    await this.driver.durable();
  }

  override async rollbackTransaction(): Promise<void> {
    if (this.transactionDepth > 1) {
      this.runHeld(`ROLLBACK TO SAVEPOINT typeorm_${this.transactionDepth - 1}`);
      this.transactionDepth -= 1;
      return;
    }
    try {
      // SQLite rolls back by itself when the disk is full or fails; then there is nothing left to roll back.
      if (this.driver.gate.isHeldBy(this) && this.driver.isInTransaction) this.driver.runOnWriter('ROLLBACK', []);
    } finally {
      this.endTransaction();
    }
  }

  override async release(): Promise<void> {
    if (this.transactionDepth > 0) {
      this.transactionDepth = 1;
      await this.rollbackTransaction();
    }
    await super.release();
    this.isReleased = true;
  }

  /** From here on the transaction only ends: a statement that still comes was not awaited by its author. */
  refuseLateStatements(): void {
    this.isEnding = true;
  }

  /** One statement, now, when this runner's transaction is open; null when it is not, and `query` has to decide. */
  runInside(query: string, parameters: readonly unknown[]): SqliteAnswer | null {
    return !this.isReleased && !this.isEnding && this.driver.gate.isHeldBy(this) ? this.runHeld(query, parameters) : null;
  }

  /**
   * One statement for many rows, inside a transaction. A promise per row would cost as much as the row; requests are served
   * between chunks, because better-sqlite3 holds the event loop.
   */
  async runForEach(query: string, rows: readonly (readonly unknown[])[]): Promise<number[]> {
    const affected: number[] = [];
    for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
      this.requireTransaction();
      for (const count of this.driver.runEachOnWriter(query, rows.slice(start, start + ROWS_AT_ONCE))) affected.push(count);
      // A few rows are not worth a turn of the event loop, during which everyone else would wait for this transaction.
      if (rows.length >= ROWS_AT_ONCE) await new Promise((resolve) => setImmediate(resolve));
    }
    return affected;
  }

  /** Foreign keys are off while tables are rebuilt; what a migration left dangling must not pass unseen. */
  override async afterMigration(): Promise<void> {
    await super.afterMigration();
    const dangling = this.driver.runOnWriter('PRAGMA foreign_key_check', []).rows;
    if (dangling.length > 0) throw new Error(`The migration left ${dangling.length} rows that point to nothing.`);
  }

  private async run(query: string, parameters: unknown[]): Promise<SqliteAnswer> {
    if (this.driver.gate.isHeldBy(this)) return this.runHeld(query, parameters);
    refuseOutsideQuery(this.dataSource, this, query);
    return this.driver.runPlain(query, parameters);
  }

  private runHeld(query: string, parameters: readonly unknown[] = []): SqliteAnswer {
    this.requireTransaction();
    const values = bindable(parameters);
    this.driver.logQuery(query, values);
    return this.driver.runOnWriter(query, values);
  }

  private requireTransaction(): void {
    if (this.driver.isInTransaction) return;
    throw new DatabaseUsageError('database.transactionLost', 'SQLite rolled the transaction back; nothing of it was saved.');
  }

  private endTransaction(): void {
    this.isTransactionActive = false;
    this.transactionDepth = 0;
    this.driver.gate.release(this);
  }
}

function structured(answer: SqliteAnswer): QueryResult {
  const result = new QueryResult();
  result.raw = answer.raw;
  result.records = answer.rows;
  result.affected = answer.affected;
  return result;
}
