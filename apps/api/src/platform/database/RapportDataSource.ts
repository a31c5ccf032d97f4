import {
  DataSource,
  type DataSourceOptions,
  type EntityManager,
  type ObjectLiteral,
  type QueryRunner,
  type ReplicationMode,
} from 'typeorm';

import type { ObservesBegin } from './beginWait.js';
import { PostgresRunner } from './postgres/PostgresRunner.js';
import { RapportPostgresDriver } from './postgres/RapportPostgresDriver.js';
import type { Statement, StatementResult } from './Statement.js';
import { SerialisedSqliteDriver } from './sqlite/SerialisedSqliteDriver.js';
import { SerialisedSqliteRunner } from './sqlite/SerialisedSqliteRunner.js';
import { TransactionManager } from './TransactionManager.js';
import { refuseOutsideQuery } from './transactionScope.js';

/** TypeORM's data source with our transaction rules, and with a driver of our own in place of each stock one. */
export class RapportDataSource extends DataSource implements ObservesBegin {
  onBegin?: (seconds: number) => void;

  constructor(options: DataSourceOptions) {
    super(options);
    if (options.type === 'better-sqlite3') this.driver = new SerialisedSqliteDriver(this);
    else if (options.type === 'postgres') this.driver = new RapportPostgresDriver(this);
  }

  override createEntityManager(queryRunner?: QueryRunner): EntityManager {
    return new TransactionManager(this, queryRunner);
  }

  override createQueryRunner(mode: ReplicationMode = 'master'): QueryRunner {
    refuseOutsideQuery(this, null, '(a new query runner)');
    return super.createQueryRunner(mode);
  }

  override async query<T = unknown>(query: string, parameters?: unknown[] | ObjectLiteral, queryRunner?: QueryRunner): Promise<T> {
    if (queryRunner || !(this.driver instanceof SerialisedSqliteDriver) || !Array.isArray(parameters ?? [])) {
      return super.query<T>(query, parameters, queryRunner);
    }
    // Short cut: a plain statement on SQLite needs neither a runner nor a manager of its own.
    refuseOutsideQuery(this, null, query);
    return (await this.driver.runPlain(query, parameters as unknown[] | undefined)).raw as T;
  }

  /** One statement with its rows and its count of changed rows, alike on both engines. */
  async execute(statement: Statement, queryRunner?: QueryRunner): Promise<StatementResult> {
    if (!queryRunner) {
      refuseOutsideQuery(this, null, statement.text);
      if (this.driver instanceof RapportPostgresDriver) return this.driver.runPlain(statement);
      const answer = await this.sqlite.runPlain(statement.text, statement.parameters);
      return { rows: answer.rows, affected: answer.affected };
    }
    if (queryRunner instanceof PostgresRunner) return queryRunner.run(statement);
    if (queryRunner instanceof SerialisedSqliteRunner) {
      // Inside a transaction the answer is there at once: no promise for each layer in between.
      const answer = queryRunner.runInside(statement.text, statement.parameters);
      if (answer) return { rows: answer.rows, affected: answer.affected };
    }
    const answer = await queryRunner.query(statement.text, statement.parameters, true);
    return { rows: answer.records, affected: answer.affected ?? answer.records.length };
  }

  /** A read by key. Outside a transaction PostgreSQL answers it on a connection that all such reads share. */
  async readShort(statement: Statement, queryRunner?: QueryRunner): Promise<unknown[]> {
    if (queryRunner || !(this.driver instanceof RapportPostgresDriver)) return (await this.execute(statement, queryRunner)).rows;
    refuseOutsideQuery(this, null, statement.text);
    return (await this.driver.runShort(statement)).rows;
  }

  /** The last statement of a transaction, with an answer that nobody reads: PostgreSQL gets it together with COMMIT. */
  async executeLast(statement: Statement, queryRunner?: QueryRunner): Promise<void> {
    if (queryRunner instanceof PostgresRunner) queryRunner.send(statement);
    else await this.execute(statement, queryRunner);
  }

  /** A SELECT that reads much. Outside a transaction SQLite answers it on a thread of its own, so that nobody else waits for it. */
  async readAside(statement: Statement, queryRunner?: QueryRunner): Promise<unknown[]> {
    if (queryRunner || !(this.driver instanceof SerialisedSqliteDriver)) return (await this.execute(statement, queryRunner)).rows;
    refuseOutsideQuery(this, null, statement.text);
    return this.driver.runAside(statement.text, statement.parameters);
  }

  /**
   * The same inside a transaction, about what was there before it. On SQLite nobody else writes meanwhile, so a thread of its own sees
   * everything but what this transaction has written; PostgreSQL reads inside.
   */
  async readBeforeAside(statement: Statement, queryRunner?: QueryRunner): Promise<unknown[]> {
    if (!(this.driver instanceof SerialisedSqliteDriver) || !this.driver.readsAside)
      return (await this.execute(statement, queryRunner)).rows;
    return this.driver.runAside(statement.text, statement.parameters);
  }

  /** One statement with `?` for many rows, inside the runner's transaction. SQLite only: PostgreSQL is sent a batch as one document. */
  async runForEach(query: string, rows: readonly (readonly unknown[])[], queryRunner: QueryRunner | undefined): Promise<number[]> {
    if (!(queryRunner instanceof SerialisedSqliteRunner)) throw new TypeError('runForEach() needs an open transaction on SQLite.');
    return queryRunner.runForEach(query, rows);
  }

  /** Whether other writers wait for the transaction that is open. On PostgreSQL nobody knows, so they may. */
  get isAwaited(): boolean {
    return this.options.type === 'postgres' || this.sqlite.gate.isAwaited;
  }

  /** See PostgresRunner. PostgreSQL only. */
  async copy(into: string, rows: readonly (readonly unknown[])[], queryRunner: QueryRunner | undefined): Promise<boolean> {
    if (!(queryRunner instanceof PostgresRunner)) throw new TypeError('copy() needs an open transaction on PostgreSQL.');
    return queryRunner.copy(into, rows);
  }

  private get sqlite(): SerialisedSqliteDriver {
    return this.driver as SerialisedSqliteDriver;
  }
}
