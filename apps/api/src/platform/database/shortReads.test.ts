import { describeOnEachEngine, type TestDatabase } from '../../../test/support/testDatabases.js';
import { RapportClient } from './postgres/RapportClient.js';
import type { RapportDataSource } from './RapportDataSource.js';
import { execute, queryOne, queryOneShort, sql } from './sql.js';

describeOnEachEngine('Short reads', (makeDatabase, kind) => {
  let database: TestDatabase;
  let dataSource: RapportDataSource;
  const nameOf = async (id: number): Promise<string | undefined> =>
    (await queryOneShort<{ name: string }>(dataSource.manager, sql`SELECT name FROM items WHERE id = ${id}`))?.name;

  beforeAll(async () => {
    database = await makeDatabase();
    dataSource = await database.connect();
    await dataSource.query('CREATE TABLE items (id integer PRIMARY KEY, name text NOT NULL)');
    for (let id = 0; id < 50; id += 1) await execute(dataSource.manager, sql`INSERT INTO items (id, name) VALUES (${id}, ${`item ${id}`})`);
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.remove();
  });

  it('each get their own answer when hundreds are asked at once', async () => {
    const ids = Array.from({ length: 400 }, (_, n) => n % 60);
    expect(await Promise.all(ids.map(nameOf))).toEqual(ids.map((id) => (id < 50 ? `item ${id}` : undefined)));
  });

  it('answer beside one that fails', async () => {
    const reads = await Promise.allSettled([nameOf(1), queryOneShort(dataSource.manager, sql`SELECT nothing FROM items`), nameOf(2)]);
    expect(reads.map((read) => (read.status === 'fulfilled' ? read.value : 'failed'))).toEqual(['item 1', 'failed', 'item 2']);
  });

  it('see what was acknowledged before, and inside a transaction what it wrote itself', async () => {
    await dataSource.transaction(async (manager) => {
      await execute(manager, sql`UPDATE items SET name = 'new' WHERE id = ${3}`);
      expect(await queryOneShort(manager, sql`SELECT name FROM items WHERE id = ${3}`)).toEqual({ name: 'new' });
    });
    expect(await nameOf(3)).toBe('new');
  });

  if (kind === 'sqlite') return;

  it('share one connection, and get another when it was cut', async () => {
    const pid = async (): Promise<number | undefined> =>
      (await queryOneShort<{ pid: number }>(dataSource.manager, sql`SELECT pg_backend_pid() AS pid`))?.pid;
    const [first, ...others] = await Promise.all(Array.from({ length: 20 }, pid));
    expect(new Set(others)).toEqual(new Set([first]));
    await queryOne(dataSource.manager, sql`SELECT pg_terminate_backend(${first ?? 0})`);
    expect(await nameOf(4)).toBe('item 4');
    const next = await pid();
    expect(next).not.toBe(first);
  });

  it('go on when a newer version changes the table meanwhile, as other statements do', async () => {
    const { manager } = dataSource;
    const short = (): Promise<unknown> => queryOneShort(manager, sql`SELECT * FROM items WHERE id = ${5}`);
    const plain = (): Promise<unknown> => queryOne(manager, sql`SELECT items.* FROM items WHERE id = ${5}`);
    const inside = (): Promise<unknown> =>
      dataSource.transaction((inner) => queryOne(inner, sql`SELECT i.* FROM items AS i WHERE i.id = ${5}`));
    // At the third use a statement gets its name; the pool has one connection that is used again and again.
    for (let use = 0; use < 5; use += 1) for (const read of [short, plain, inside]) await read();
    await dataSource.query('ALTER TABLE items ADD COLUMN colour text');
    const changed = { id: 5, name: 'item 5', colour: null };
    expect(await short()).toEqual(changed);
    expect(await plain()).toEqual(changed);
    // A transaction cannot repeat one statement: it fails once, and whoever tries again succeeds.
    await expect(inside()).rejects.toThrow(/cached plan/);
    expect(await inside()).toEqual(changed);
    await dataSource.query('ALTER TABLE items DROP COLUMN colour');
    expect(await inside()).toEqual({ id: 5, name: 'item 5' });
  });

  it('are planned anew before long: a table may have been empty when it was done first', async () => {
    const { options } = database;
    if (options.kind !== 'postgres') throw new Error('not here');
    const client = new RapportClient({ connectionString: options.url, pipeline: true });
    await client.connect();
    const { now } = performance;
    try {
      const look = { name: 'look', text: 'SELECT name FROM items WHERE id = $1', values: [1] };
      const plan = async (): Promise<string> =>
        (await client.query<{ 'QUERY PLAN': string }>('EXPLAIN EXECUTE look(1)')).rows[0]?.['QUERY PLAN'] ?? '';
      await client.query('SET plan_cache_mode = force_generic_plan');
      for (const kind of ['indexscan', 'bitmapscan']) await client.query(`SET enable_${kind} = off`);
      await client.query(look);
      await client.query('RESET enable_indexscan');
      await client.query('SET enable_seqscan = off');
      expect(await plan()).toMatch(/^Seq Scan/);
      const later = performance.now() + 11_000;
      performance.now = () => later;
      expect((await client.query(look)).rows).toEqual([{ name: 'item 1' }]);
      expect(await plan()).toMatch(/^Index Scan/);
    } finally {
      performance.now = now;
      await client.end();
    }
  });
});
