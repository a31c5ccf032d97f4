import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { copyMigratedFile, createMigratedDatabase } from './migratedDatabase.js';
import { asAdmin, dropDatabase } from './postgresAdmin.js';

/** A database of its own for one test file: a file in a temporary folder, or a fresh PostgreSQL database when TEST_DATABASE_URL names a server. */
export interface TestDatabase {
  readonly environment: Record<string, string>;
  readonly dataDir: string;
  readonly isPostgres: boolean;
  remove(): Promise<void>;
}

/** `npm test` names a folder that is in memory if it can be (tools/support/testFolder.mjs), which goes when all has been tested. */
const shared = process.env['TEST_DATA_FOLDER'];

/** `isMigrated`: with the tables of this version, which takes much less time than making them. */
export async function createTestDatabase({ isMigrated = false } = {}): Promise<TestDatabase> {
  const dataDir = mkdtempSync(path.join(shared ?? tmpdir(), 'rapport-test-'));
  const adminUrl = process.env['TEST_DATABASE_URL'];
  if (!adminUrl) {
    if (isMigrated && shared) await copyMigratedFile(shared, path.join(dataDir, 'rapport.db'));
    return {
      environment: { DATA_DIR: dataDir },
      dataDir,
      isPostgres: false,
      remove: () => Promise.resolve(rmSync(dataDir, { recursive: true, force: true })),
    };
  }
  const name = `rapport_${process.pid}_${Date.now()}_${Math.random().toString(36).slice(2, 8)}`;
  if (isMigrated) await createMigratedDatabase(adminUrl, name);
  else await asAdmin(adminUrl, `CREATE DATABASE ${name}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return {
    environment: { DATA_DIR: dataDir, DATABASE_URL: url.toString() },
    dataDir,
    isPostgres: true,
    remove: async () => {
      await dropDatabase(adminUrl, name);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
