import type pg from 'pg';
import { type ObjectLiteral, QueryFailedError, QueryRunnerAlreadyReleasedError } from 'typeorm';
import type { IsolationLevel } from 'typeorm/driver/types/IsolationLevel.js';
import { PostgresQueryRunner } from 'typeorm/driver/postgres/PostgresQueryRunner.js';

import { transactionEnded, transactionRolledBack } from '../databaseErrors.js';
import type { Statement, StatementResult } from '../Statement.js';
import type { StatementDriver } from './StatementDriver.js';

const ENDS = new Set(['COMMIT', 'ROLLBACK']);

/**
 * A query runner for one caller. TypeORM's own asks its subscribers before and after each statement, and waits for the answer to START
 * TRANSACTION; here a transaction begins together with its first statement, and ends together with those that were sent before it.
 */
export class PostgresRunner extends PostgresQueryRunner {
  declare driver: StatementDriver;
  private isEnding = false;
  private readonly sent: Promise<unknown>[] = [];

  /** One statement with its rows and its count of changed rows. */
  async run(statement: Statement): Promise<StatementResult> {
    try {
      return await this.ask(statement);
    } catch (error) {
      throw isAborted(error) ? ((await this.failureOfSent()) ?? error) : error;
    }
  }

  /** A statement with an answer that nobody waits for: it comes with that of COMMIT, and when it fails, nothing is committed. */
  send(statement: Statement): void {
    this.keep(this.ask(statement));
  }

  /**
   * Rows that should conflict with no other into a table, inside the transaction, by COPY: nothing is parsed, and several rows share one
   * entry of the log. False when one of them does conflict; then none of them is there, and the transaction goes on.
   */
  async copy(into: string, rows: readonly (readonly unknown[])[]): Promise<boolean> {
    const client = await this.client();
    this.keep(client.query('SAVEPOINT rapport_copy'));
    await Promise.all(this.sent);
    // Behind the end of the transaction it would be one of its own.
    if (this.isEnding) throw transactionEnded(into);
    try {
      await this.driver.copyOn(client, `COPY ${into} FROM STDIN`, rows);
    } catch (error) {
      if (!isConflict(error)) throw error;
      this.keep(client.query('ROLLBACK TO SAVEPOINT rapport_copy'));
      return false;
    }
    this.keep(client.query('RELEASE SAVEPOINT rapport_copy'));
    return true;
  }

  override async query(query: string, parameters?: unknown[] | ObjectLiteral, useStructuredResult = false): Promise<unknown> {
    if (this.isEnding && !ENDS.has(query)) throw transactionEnded(query);
    return (await super.query(query, parameters as unknown[], useStructuredResult)) as unknown;
  }

  override async startTransaction(isolation?: IsolationLevel): Promise<void> {
    if (isolation || this.transactionDepth > 0) return super.startTransaction(isolation);
    const client = await this.client();
    this.isTransactionActive = true;
    this.transactionDepth = 1;
    this.keep(client.query('BEGIN'));
  }

  override async commitTransaction(): Promise<void> {
    if (this.transactionDepth !== 1) return super.commitTransaction();
    const client = await this.client();
    const [answer] = await Promise.all([client.query('COMMIT'), ...this.sent]);
    this.isTransactionActive = false;
    this.transactionDepth = 0;
    // A statement had failed and its author went on all the same.
    if (answer.command !== 'COMMIT') throw transactionRolledBack();
  }

  /** From here on the transaction only ends: a statement that still comes was not awaited by its author. */
  refuseLateStatements(): void {
    this.isEnding = true;
  }

  private async ask(statement: Statement): Promise<StatementResult> {
    if (this.isReleased) throw new QueryRunnerAlreadyReleasedError();
    if (this.isEnding) throw transactionEnded(statement.text);
    return this.driver.runOn(this.databaseConnection ?? (await this.client()), statement);
  }

  /** Of a statement that comes after one that has failed, PostgreSQL says only that. Why is in the answer to the first, if that was sent. */
  private async failureOfSent(): Promise<unknown> {
    const failed = (await Promise.allSettled(this.sent)).find(({ status }) => status === 'rejected');
    return (failed as PromiseRejectedResult | undefined)?.reason;
  }

  private keep(answer: Promise<unknown>): void {
    answer.catch(() => undefined);
    this.sent.push(answer);
  }

  private async client(): Promise<pg.PoolClient> {
    return (await this.connect()) as pg.PoolClient;
  }
}

/** Nothing is done any more in a transaction in which a statement has failed. */
function isAborted(error: unknown): boolean {
  return error instanceof QueryFailedError && (error.driverError as { code?: string }).code === '25P02';
}

/** Another row has the same key. */
function isConflict(error: unknown): boolean {
  return error instanceof QueryFailedError && (error.driverError as { code?: string }).code === '23505';
}
