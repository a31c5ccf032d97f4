import type { EntityManager } from 'typeorm';
import { execute, isPostgres, sql } from './sql.js';

/**
 * Whoever checks and then writes by what was found calls this first, in the same unit of work: of several that do so under one name
 * each waits for the one before to commit, and its next statement sees what that one wrote. `shared` ones wait only for others that are
 * not. SQLite runs one unit of work at a time anyway.
 */
export async function serialise(manager: EntityManager, name: string, { shared = false } = {}): Promise<void> {
  if (!isPostgres(manager)) return;
  await execute(
    manager,
    shared
      ? sql`SELECT pg_advisory_xact_lock_shared(hashtextextended(${name}, 0))`
      : sql`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`,
  );
}
