import type { Database } from 'better-sqlite3';
import type { QueryRunner } from 'typeorm';
import { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js';

import { BackgroundCheckpoints } from './BackgroundCheckpoints.js';
import { CommitSync } from './CommitSync.js';
import type { GatedDriver } from './GatedDriver.js';
import { LogFile, openReader, openWriter } from './openSqlite.js';
import { ProcessLock } from './ProcessLock.js';
import { ReadThreadPool } from './ReadThreadPool.js';
import { SerialisedSqliteRunner } from './SerialisedSqliteRunner.js';
import { bindable, runPrepared, type SqliteAnswer, StatementCache } from './StatementCache.js';
import { WriteGate } from './WriteGate.js';

interface Connections {
  readonly writer: Database;
  readonly writerStatements: StatementCache;
  readonly reader: Database | null;
  readonly readerStatements: StatementCache | null;
  readonly checkpoints: BackgroundCheckpoints | null;
  readonly lock: ProcessLock | null;
  readonly log: LogFile | null;
  readonly commits: CommitSync | null;
  readonly readThreads: ReadThreadPool | null;
}

/**
 * SQLite for concurrent requests. The stock driver shares one query runner between all requests, so that one request's
 * ROLLBACK removed rows of another which had been answered as saved. Here every caller gets a runner of its own, transactions
 * take turns at a gate, and reads outside transactions never wait: while one is open they go to a read-only connection.
 */
export class SerialisedSqliteDriver extends BetterSqlite3Driver implements GatedDriver {
  readonly gate = new WriteGate();
  private connections: Connections | null = null;

  override createQueryRunner(): QueryRunner {
    // TypeORM lets the caller choose the type of the answer; ours is `unknown`, which the compiler rightly calls different.
    return new SerialisedSqliteRunner(this) as unknown as QueryRunner;
  }

  override async disconnect(): Promise<void> {
    const connections = this.connections;
    this.connections = null;
    if (!connections) return;
    await connections.commits?.durable();
    await connections.readThreads?.stop();
    await connections.checkpoints?.stop();
    await connections.log?.close();
    connections.reader?.close();
    connections.writer.pragma('optimize');
    connections.writer.close();
    connections.lock?.release();
  }

  /** One statement outside any transaction. */
  async runPlain(query: string, parameters: readonly unknown[] = []): Promise<SqliteAnswer> {
    const values = bindable(parameters);
    this.logQuery(query, values);
    const { writer, readerStatements, writerStatements } = this.open();
    const prepared = writerStatements.get(query);
    if (readerStatements && prepared.isRead) {
      // The other connection forgets its pages at every commit of this one, so it reads only while a transaction is open here.
      return runPrepared(writer.inTransaction ? readerStatements.get(query) : prepared, values);
    }
    const answer = await this.gate.pass(() => this.runOnWriter(query, values));
    await this.durable();
    return answer;
  }

  /** One reading statement outside any transaction that may take long: on a thread of its own. */
  async runAside(query: string, parameters: readonly unknown[]): Promise<unknown[]> {
    const { readThreads } = this.open();
    if (!readThreads) return (await this.runPlain(query, parameters)).rows;
    const values = bindable(parameters);
    this.logQuery(query, values);
    return readThreads.ask(query, values);
  }

  /** False in memory, where nothing but the writing connection sees the database. */
  get readsAside(): boolean {
    return this.open().readThreads !== null;
  }

  /** One statement on the writing connection, now. The caller holds the gate or is being let through it. */
  runOnWriter(query: string, values: unknown[]): SqliteAnswer {
    const { writerStatements, readerStatements } = this.open();
    const prepared = writerStatements.get(query);
    const answer = runPrepared(prepared, values);
    if (prepared.changesSchema) {
      writerStatements.clear();
      readerStatements?.clear();
    }
    return answer;
  }

  runEachOnWriter(query: string, rows: readonly (readonly unknown[])[]): number[] {
    const prepared = this.open().writerStatements.get(query);
    return rows.map((row) => {
      const values = bindable(row);
      this.logQuery(query, values);
      return runPrepared(prepared, values).affected;
    });
  }

  async durable(): Promise<void> {
    await this.connections?.commits?.durable();
  }

  get isInTransaction(): boolean {
    return this.open().writer.inTransaction;
  }

  /** Nobody begins a transaction or writes until `work` has ended; reads go on. */
  private async withoutWriters(work: () => Promise<void>): Promise<void> {
    const owner = {};
    await this.gate.acquire(owner);
    try {
      await work();
    } finally {
      this.gate.release(owner);
    }
  }

  logQuery(query: string, values: unknown[]): void {
    if (this.options.logging) this.dataSource.logger.logQuery(query, values);
  }

  protected override async createDatabaseConnection(): Promise<Database> {
    const file = this.options.database;
    const isInMemory = file === ':memory:';
    const lock = isInMemory ? null : ProcessLock.take(file);
    try {
      const writer = openWriter(file);
      const reader = isInMemory ? null : openReader(file);
      const log = isInMemory ? null : new LogFile(file);
      this.connections = {
        writer,
        writerStatements: new StatementCache(writer),
        reader,
        readerStatements: reader && new StatementCache(reader),
        checkpoints: isInMemory ? null : BackgroundCheckpoints.start(file, (work) => this.withoutWriters(work)),
        lock,
        log,
        commits: log && new CommitSync(() => log.flush()),
        readThreads: isInMemory ? null : new ReadThreadPool(file),
      };
      return writer;
    } catch (error) {
      lock?.release();
      throw error;
    }
  }

  private open(): Connections {
    if (!this.connections) throw new Error('The database connection is closed.');
    return this.connections;
  }
}
