import type { EntityManager } from 'typeorm';
import { execute, sql } from '../../src/platform/database/sql.js';

/** What a test wrote straight into the tables is in no figure: it is counted from its rows from here on. */
export async function countAnew(manager: EntityManager): Promise<void> {
  await execute(manager, sql`UPDATE figure_books SET time_zone = NULL`);
}
