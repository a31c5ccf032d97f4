import { ContactRepository } from '../src/modules/contacts/ContactRepository.js';
import { jobContext } from '../src/platform/context/contexts.js';
import type { RapportDataSource } from '../src/platform/database/RapportDataSource.js';
import { UnitOfWork } from '../src/platform/database/UnitOfWork.js';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import type { Statement } from '../src/platform/database/Statement.js';
import { seedMany } from './support/seedMany.js';
import { TestApp } from './support/startTestApp.js';

const LIVING = 3_000;
const BACK = 100;

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

it('brings contacts back without reading all that are alive, even while the statistics say that none is', async () => {
  const manager = test.services.dataSource.manager;
  const owner = await test.stranger('Rita Restore');
  await seedMany(test, owner.workspaceId, LIVING + BACK);
  const mine = sql`workspace_id = ${owner.workspaceId}`;
  const trashedAt = new Date().toISOString();
  await execute(manager, sql`UPDATE base_contacts SET deleted_at = ${trashedAt} WHERE ${mine}`);
  // As after a large bulk action: looked at while all were in the trash, and not since.
  if (test.database.isPostgres) await manager.query('ALTER TABLE base_contacts SET (autovacuum_enabled = false)');
  await manager.query('ANALYZE base_contacts');
  const ids = (await queryRows<{ id: string }>(manager, sql`SELECT id FROM base_contacts WHERE ${mine} ORDER BY id LIMIT ${BACK}`)).map(
    ({ id }) => id,
  );
  await execute(manager, sql`UPDATE base_contacts SET deleted_at = NULL WHERE ${mine} AND id NOT IN (${sql.list(ids)})`);

  const source = test.services.dataSource as RapportDataSource;
  const run = source.execute.bind(source);
  const reads: Statement[] = [];
  source.execute = (statement, runner) => {
    if (statement.text.startsWith('SELECT c.id')) reads.push(statement);
    return run(statement, runner);
  };
  try {
    const ctx = jobContext(manager, owner.workspaceId, 'test');
    const contacts = test.app.get(ContactRepository, { strict: false });
    const back = await test.app.get(UnitOfWork).run(ctx, (ctx) => contacts.restore(ctx, ids, new Date().toISOString()));
    expect(back).toHaveLength(BACK);
  } finally {
    source.execute = run;
  }
  expect(reads).toHaveLength(1);
  const [{ text, parameters } = { text: '', parameters: [] }] = reads;
  await execute(manager, sql`UPDATE base_contacts SET deleted_at = ${trashedAt} WHERE ${mine} AND id IN (${sql.list(ids)})`);
  const explain = test.database.isPostgres ? 'EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF)' : 'EXPLAIN QUERY PLAN';
  const rows = (await manager.query(`${explain} ${text}`, [...parameters])) as Record<string, string>[];
  const plan = rows.map((row) => row['detail'] ?? row['QUERY PLAN'] ?? '').join('\n');
  expect(plan).toContain('uq_base_contacts_email');
  // For each of them it would be most of the living.
  const passedOver = [...plan.matchAll(/Rows Removed by Filter: (\d+)/g)].map(([, count]) => Number(count));
  expect(passedOver.filter((count) => count > BACK)).toEqual([]);
});
