import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createDataSource, type DatabaseOptions, type DataSourceExtras } from '../../src/platform/database/createDataSource.js';
import type { RapportDataSource } from '../../src/platform/database/RapportDataSource.js';
import { asAdmin, dropDatabase } from './postgresAdmin.js';

/** An empty database of its own for one test file. */
export interface TestDatabase {
  readonly kind: 'sqlite' | 'postgres';
  readonly options: DatabaseOptions;
  connect(extras?: Partial<DataSourceExtras>): Promise<RapportDataSource>;
  /** Removes the database; the data sources must have been destroyed. */
  remove(): Promise<void>;
}

type Body = (makeDatabase: () => Promise<TestDatabase>, kind: TestDatabase['kind']) => void;

/** Runs the same facts on SQLite and, when TEST_DATABASE_URL names a server, on PostgreSQL. */
export function describeOnEachEngine(title: string, body: Body): void {
  describe(`${title} (SQLite)`, () => body(makeSqlite, 'sqlite'));
  if (process.env.TEST_DATABASE_URL) describe(`${title} (PostgreSQL)`, () => body(makePostgres, 'postgres'));
}

export async function makeSqlite(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-test-'));
  const options: DatabaseOptions = { kind: 'sqlite', file: join(folder, 'rapport.db') };
  return {
    kind: 'sqlite',
    options,
    connect: (extras) => connect(options, extras),
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function makePostgres(): Promise<TestDatabase> {
  const server = new URL(process.env.TEST_DATABASE_URL ?? '');
  const name = `rapport_test_${randomBytes(6).toString('hex')}`;
  await asAdmin(server.href, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const options: DatabaseOptions = { kind: 'postgres', url: url.href };
  return {
    kind: 'postgres',
    options,
    connect: (extras) => connect(options, extras),
    remove: () => dropDatabase(server.href, name),
  };
}

async function connect(options: DatabaseOptions, extras: Partial<DataSourceExtras> = {}): Promise<RapportDataSource> {
  return createDataSource(options, { entities: [], migrations: [], ...extras }).initialize() as Promise<RapportDataSource>;
}
