import Database from 'better-sqlite3';
import pg from 'pg';
import { type DatabaseOptions, parserFor } from './createDataSource.js';
import { notOpened } from './databaseErrors.js';
import { render, type SqlFragment } from './sql.js';

/** A connection beside a running server that cannot write. */
export interface ReadOnlyConnection {
  readonly query: <Row>(fragment: SqlFragment) => Promise<Row[]>;
  close(): Promise<void>;
}

/** Throws one sentence when there is no database. */
export async function openReadOnly(options: DatabaseOptions): Promise<ReadOnlyConnection> {
  try {
    return options.kind === 'sqlite' ? openFile(options.file) : await openServer(options.url);
  } catch (error) {
    throw new Error(notOpened(options, error), { cause: error });
  }
}

function openFile(file: string): ReadOnlyConnection {
  const database = new Database(file, { readonly: true, fileMustExist: true, timeout: 10_000 });
  return {
    query: <Row>(fragment: SqlFragment) => {
      const { text, parameters } = render(fragment, false);
      return Promise.resolve(database.prepare(text).all(...parameters) as Row[]);
    },
    close: () => Promise.resolve(void database.close()),
  };
}

async function openServer(url: string): Promise<ReadOnlyConnection> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'rapport-audit',
    options: '-c default_transaction_read_only=on',
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser: parserFor as typeof pg.types.getTypeParser },
  });
  await client.connect();
  return {
    query: async <Row>(fragment: SqlFragment) => {
      const { text, parameters } = render(fragment, true);
      return (await client.query(text, parameters)).rows as Row[];
    },
    close: () => client.end(),
  };
}
