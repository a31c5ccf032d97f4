import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { createDataSource } from '../../src/platform/database/createDataSource.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { migrations } from '../../src/platform/database/migrations/index.js';
import { PostgresJobQueue } from '../../src/platform/jobs/postgres/PostgresJobQueue.js';
import { TestLogger } from './TestLogger.js';

/** Two processes that want the first template at once make one. The number means nothing but this lock. */
const LOCK = 727_465_002;
const sources = path.join(import.meta.dirname, '../../src/platform/database/migrations');

/**
 * A PostgreSQL database with this version's tables, as a copy of one that was migrated once for this server: the migrations alone take
 * longer than most test files. What a migration does is tested by those that begin with an empty database.
 */
export async function createMigratedDatabase(adminUrl: string, name: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    const template = `rapport_template_${hashOfMigrations()}`;
    await admin.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (rowCount === 0) await makeTemplate(admin, adminUrl, template);
    await admin.query('SELECT pg_advisory_unlock($1)', [LOCK]);
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  } finally {
    await admin.end();
  }
}

/** The same as a file, a copy of one in this folder. Two processes that want the first at once each make it. */
export async function copyMigratedFile(folder: string, file: string): Promise<void> {
  const template = path.join(folder, `template-${hashOfMigrations()}.db`);
  if (!existsSync(template)) {
    const draft = path.join(folder, `draft-${process.pid}.db`);
    const dataSource = await createDataSource({ kind: 'sqlite', file: draft }, { entities: [], migrations }).initialize();
    await migrate(dataSource, new TestLogger());
    // The last connection that closes leaves all of it in the one file.
    await dataSource.destroy();
    renameSync(draft, template);
  }
  copyFileSync(template, file);
}

/** Under another name until it is whole. */
async function makeTemplate(admin: pg.Client, adminUrl: string, template: string): Promise<void> {
  const draft = `${template}_draft`;
  await admin.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${draft}`);
  const url = new URL(adminUrl);
  url.pathname = `/${draft}`;
  const dataSource = await createDataSource({ kind: 'postgres', url: url.href }, { entities: [], migrations }).initialize();
  const logger = new TestLogger();
  await migrate(dataSource, logger);
  await dataSource.destroy();
  await PostgresJobQueue.migrate(url.href, logger);
  await admin.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
}

function hashOfMigrations(): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(sources, { recursive: true, encoding: 'utf8' }).sort())
    if (file.endsWith('.ts')) hash.update(readFileSync(path.join(sources, file)));
  return hash.digest('hex').slice(0, 16);
}
