import type { DataSource } from 'typeorm';
import { ConfigurationError } from '../config/AppConfig.js';
import type { AppLogger } from '../logging/AppLogger.js';

/** Two processes that start together migrate one after the other. The number means nothing but this lock. */
const POSTGRES_LOCK = 727_465_001;

/** Brings the database to this version's tables. One that a newer version has already changed is refused, not touched. */
export async function migrate(dataSource: DataSource, logger: AppLogger): Promise<void> {
  if (dataSource.options.type !== 'postgres') return run(dataSource, logger);
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [POSTGRES_LOCK]);
    await run(dataSource, logger);
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [POSTGRES_LOCK]);
    await lock.release();
  }
}

/** How many migrations of this version the database lacks. */
export async function countPending(dataSource: DataSource): Promise<number> {
  const applied = new Set(((await dataSource.query('SELECT name FROM migrations')) as { name: string }[]).map(({ name }) => name));
  return dataSource.migrations.filter((migration) => !applied.has(migration.name ?? migration.constructor.name)).length;
}

async function run(dataSource: DataSource, logger: AppLogger): Promise<void> {
  await assertNotFromTheFuture(dataSource);
  for (const migration of await dataSource.runMigrations({ transaction: 'each' }))
    logger.info('database.migrated', { migration: migration.name });
}

async function assertNotFromTheFuture(dataSource: DataSource): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    if (!(await runner.hasTable('migrations'))) return;
    const applied = (await runner.query('SELECT name FROM migrations')) as { name: string }[];
    const known = new Set(dataSource.migrations.map((migration) => migration.name ?? migration.constructor.name));
    const unknown = applied.filter(({ name }) => !known.has(name)).map(({ name }) => name);
    if (unknown.length === 0) return;
    throw new ConfigurationError([
      `This database was used by a newer version of Rapport (it has ${unknown.join(', ')}). Start that version or a newer one, or restore an older backup.`,
    ]);
  } finally {
    await runner.release();
  }
}
