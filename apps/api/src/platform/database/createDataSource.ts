import type { DataSourceOptions, LoggerOptions, MixedList, EntitySchema } from 'typeorm';
import pg from 'pg';

import { RapportClient } from './postgres/RapportClient.js';
import { RapportDataSource } from './RapportDataSource.js';

export type DatabaseOptions =
  { readonly kind: 'sqlite'; readonly file: string } | { readonly kind: 'postgres'; readonly url: string; readonly poolSize?: number };

type Classes = NonNullable<DataSourceOptions['migrations']>;

export interface DataSourceExtras {
  readonly entities: MixedList<(abstract new (...args: never[]) => unknown) | EntitySchema>;
  readonly migrations: Classes;
  readonly logging?: LoggerOptions;
}

/** A data source that is not yet connected: call `initialize()`. Everything above it is the same on both engines. */
export function createDataSource(options: DatabaseOptions, extras: DataSourceExtras): RapportDataSource {
  const shared = {
    entities: extras.entities as DataSourceOptions['entities'],
    migrations: extras.migrations,
    logging: extras.logging ?? false,
    synchronize: false,
    migrationsRun: false,
  };
  const dataSource = new RapportDataSource(
    options.kind === 'sqlite' ? sqliteOptions(options.file, shared) : postgresOptions(options, shared),
  );
  // PostgreSQL calls it bytea. The migrations make the tables; TypeORM only has to let the entities pass.
  if (options.kind === 'postgres') dataSource.driver.supportedDataTypes.push('blob');
  return dataSource;
}

function sqliteOptions(file: string, shared: object): DataSourceOptions {
  return { ...shared, type: 'better-sqlite3', database: file };
}

function postgresOptions(options: { url: string; poolSize?: number }, shared: object): DataSourceOptions {
  return {
    ...shared,
    type: 'postgres',
    url: options.url,
    applicationName: 'rapport',
    poolSize: options.poolSize ?? 10,
    connectTimeoutMS: 10_000,
    installExtensions: false,
    extra: {
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      Client: RapportClient,
      // What is sent without waiting for an answer is on its way at once: BEGIN with the first statement, the last one with COMMIT.
      pipeline: true,
      // A connection that breaks while someone holds it fails their statement; without a listener it would end the process.
      onConnect: (client: pg.Client) => void client.on('error', () => undefined),
      // A statement that runs for two minutes is a mistake; a forgotten transaction must not hold its locks for ever.
      statement_timeout: 120_000,
      idle_in_transaction_session_timeout: 60_000,
      types: { getTypeParser: parserFor },
    },
  };
}

/** Counts and sums arrive as numbers on SQLite; PostgreSQL would hand bigint and numeric over as text. */
export function parserFor(oid: number, format?: 'text' | 'binary'): unknown {
  const isWholeOrExact = oid === pg.types.builtins.INT8 || oid === pg.types.builtins.NUMERIC;
  return isWholeOrExact && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format);
}
