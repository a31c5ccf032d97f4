import { monitorEventLoopDelay } from 'node:perf_hooks';
import { makeSqlite, type TestDatabase } from '../../../../test/support/testDatabases.js';
import type { RapportDataSource } from '../RapportDataSource.js';
import { queryRowsAside, queryRowsBeforeAside, sql } from '../sql.js';

/** Keeps SQLite busy for the better part of a second. */
const slowly = sql`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000000) SELECT COUNT(*) AS count FROM n`;

let database: TestDatabase;
let dataSource: RapportDataSource;
beforeEach(async () => {
  database = await makeSqlite();
  dataSource = await database.connect();
  await dataSource.query('CREATE TABLE items (id integer PRIMARY KEY)');
});
afterEach(async () => {
  if (dataSource.isInitialized) await dataSource.destroy();
  await database.remove();
});

const count = async (manager = dataSource.manager): Promise<number | undefined> =>
  (await queryRowsAside<{ count: number }>(manager, sql`SELECT COUNT(*) AS count FROM items`))[0]?.count;

it('counts while everyone else is served', async () => {
  await count();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const startedAt = performance.now();
  expect(await queryRowsAside(dataSource.manager, slowly)).toEqual([{ count: 5_000_000 }]);
  const tookMs = performance.now() - startedAt;
  delay.disable();
  expect(tookMs).toBeGreaterThan(100);
  expect(delay.max / 1e6).toBeLessThan(tookMs / 2);
});

it('sees what was committed before it was asked, and inside a transaction what that has written', async () => {
  for (let id = 1; id <= 20; id += 1) {
    await dataSource.query('INSERT INTO items (id) VALUES (?)', [id]);
    expect(await count()).toBe(id);
  }
  await dataSource.transaction(async (manager) => {
    await manager.query('INSERT INTO items (id) VALUES (21)');
    expect(await count(manager)).toBe(21);
  });
});

it('refuses to be asked beside an open transaction', async () => {
  const beside = dataSource.transaction(async () => {
    await count();
  });
  await expect(beside).rejects.toMatchObject({ code: 'database.queryOutsideTransaction' });
});

it('answers a short question while it works on a long one', async () => {
  await count();
  let isAnswered = false;
  const long = queryRowsAside(dataSource.manager, slowly).then(() => (isAnswered = true));
  expect(await count()).toBe(0);
  expect(isAnswered).toBe(false);
  await long;
});

it('reads aside what was there before a transaction, in which nobody else writes', async () => {
  await dataSource.query('INSERT INTO items (id) VALUES (1)');
  await dataSource.transaction(async (manager) => {
    const before = sql`SELECT COUNT(*) AS count FROM items`;
    expect(await queryRowsBeforeAside(manager, before)).toEqual([{ count: 1 }]);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const startedAt = performance.now();
    await queryRowsBeforeAside(manager, slowly);
    delay.disable();
    expect(delay.max / 1e6).toBeLessThan((performance.now() - startedAt) / 2);
    await manager.query('INSERT INTO items (id) VALUES (2)');
    expect(await queryRowsBeforeAside(manager, before)).toEqual([{ count: 1 }]);
  });
  expect(await count()).toBe(2);
});

it('tells what is wrong with a statement, cannot write, and goes on', async () => {
  await expect(queryRowsAside(dataSource.manager, sql`SELECT missing FROM items`)).rejects.toThrow('no such column: missing');
  await expect(queryRowsAside(dataSource.manager, sql`INSERT INTO items (id) VALUES (1) RETURNING id`)).rejects.toThrow(
    /readonly|query_only/,
  );
  expect(await count()).toBe(0);
});

it('answers who asked before the database is closed', async () => {
  const asked = queryRowsAside(dataSource.manager, slowly);
  await count();
  await dataSource.destroy();
  expect(await asked).toEqual([{ count: 5_000_000 }]);
});
