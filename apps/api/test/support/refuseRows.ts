import type { TestApp } from './startTestApp.js';

/** What the trigger looks at: `when` is SQL over NEW or OLD. */
interface Refusal {
  readonly table: string;
  readonly before: 'INSERT' | 'UPDATE' | 'DELETE';
  readonly when: string;
}

/** A database that refuses certain writes, as a full disk or a damaged index would. Answers how to mend it. */
export async function refuseRows(test: TestApp, { table, before, when }: Refusal): Promise<() => Promise<void>> {
  const { manager } = test.services.dataSource;
  if (!test.database.isPostgres) {
    await manager.query(`CREATE TRIGGER refuse BEFORE ${before} ON ${table} WHEN ${when} BEGIN SELECT RAISE(ABORT, 'refused'); END`);
    return () => manager.query('DROP TRIGGER refuse');
  }
  await manager.query(`CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$`);
  await manager.query(`CREATE TRIGGER refuse BEFORE ${before} ON ${table} FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION refuse()`);
  return () => manager.query(`DROP TRIGGER refuse ON ${table}`);
}
