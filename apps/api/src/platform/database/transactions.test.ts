import { DataSource, EntitySchema, type EntityManager, type QueryRunner } from 'typeorm';

import { describeOnEachEngine, makeSqlite, type TestDatabase } from '../../../test/support/testDatabases.js';
import type { RapportDataSource } from './RapportDataSource.js';
import { execute, executeLast, queryRows, sql } from './sql.js';

interface Item {
  id: number;
  name: string;
}

const ItemEntity = new EntitySchema<Item>({
  name: 'Item',
  tableName: 'items',
  columns: { id: { type: 'integer', primary: true }, name: { type: 'text' } },
});

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The race that stock TypeORM loses: one transaction fails, one plain insert and one transaction succeed, all at once. */
async function raceThree(dataSource: DataSource, insert: (manager: EntityManager, id: number) => Promise<unknown>): Promise<number[]> {
  await Promise.allSettled([
    dataSource.transaction(async (manager) => {
      await insert(manager, 1);
      await tick();
      throw new Error('changed my mind');
    }),
    insert(dataSource.manager, 2),
    dataSource.transaction(async (manager) => {
      await tick();
      await insert(manager, 3);
      await tick();
    }),
  ]);
  const rows = (await dataSource.query('SELECT id FROM items ORDER BY id')) as { id: number }[];
  return rows.map((row) => row.id);
}

describeOnEachEngine('Transactions', (makeDatabase, kind) => {
  let database: TestDatabase;
  let dataSource: RapportDataSource;
  const mark = (n: number): string => (kind === 'postgres' ? `$${n}` : '?');
  const insert = (manager: EntityManager, id: number, name = 'x'): Promise<unknown> =>
    manager.query(`INSERT INTO items (id, name) VALUES (${mark(1)}, ${mark(2)})`, [id, name]);
  const ids = async (): Promise<number[]> =>
    ((await dataSource.query('SELECT id FROM items ORDER BY id')) as { id: number }[]).map((row) => row.id);

  beforeAll(async () => {
    database = await makeDatabase();
    dataSource = await database.connect({ entities: [ItemEntity] });
    await dataSource.query('CREATE TABLE items (id integer PRIMARY KEY, name text NOT NULL)');
    await dataSource.query('CREATE TABLE accounts (id integer PRIMARY KEY, balance integer NOT NULL)');
  });
  beforeEach(async () => {
    await dataSource.query('DELETE FROM items');
    await dataSource.query('DELETE FROM accounts');
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.remove();
  });

  it('keeps what was acknowledged when another request rolls back', async () => {
    expect(await raceThree(dataSource, insert)).toEqual([2, 3]);
  });

  it('keeps a plain insert that was made beside a failing transaction', async () => {
    const failing = dataSource.transaction(async (manager) => {
      await insert(manager, 1);
      await tick();
      throw new Error('no');
    });
    await tick();
    const plain = insert(dataSource.manager, 2);
    await expect(failing).rejects.toThrow('no');
    await plain;
    expect(await ids()).toEqual([2]);
  });

  it('runs two overlapping transactions without mixing them', async () => {
    const kept = dataSource.transaction(async (manager) => {
      await insert(manager, 1);
      await tick();
      await insert(manager, 2);
    });
    const dropped = dataSource.transaction(async (manager) => {
      await insert(manager, 3);
      await tick();
      throw new Error('no');
    });
    await Promise.allSettled([kept, dropped]);
    expect(await ids()).toEqual([1, 2]);
  });

  it('runs four transactions that start in one tick', async () => {
    const outcomes = await Promise.allSettled(
      [1, 2, 3, 4].map((id) =>
        dataSource.transaction(async (manager) => {
          await insert(manager, id);
          await tick();
          if (id % 2 === 0) throw new Error('even');
        }),
      ),
    );
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    expect(await ids()).toEqual([1, 3]);
  });

  it('refuses a statement that comes after its transaction was rolled back', async () => {
    let late: Promise<unknown> = Promise.resolve();
    const other = async (): Promise<void> => {
      await dataSource.transaction(async (manager) => {
        await insert(manager, 2);
        await tick();
        await tick();
      });
    };
    const failing = dataSource.transaction(async (manager) => {
      late = (async () => {
        await tick();
        await insert(manager, 1);
      })();
      late.catch(() => undefined);
      throw new Error('no');
    });
    await Promise.allSettled([failing, other()]);
    await expect(late).rejects.toThrow();
    expect(await ids()).toEqual([2]);
  });

  it('refuses a statement that arrives while the transaction is being ended', async () => {
    let release: () => void = () => undefined;
    const hold = new Promise<void>((resolve) => (release = resolve));
    let late: Promise<unknown> = Promise.resolve();
    const failing = dataSource.transaction(async (manager) => {
      late = hold.then(() => insert(manager, 1));
      late.catch(() => undefined);
      release();
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await late.catch(() => undefined);
    expect(await ids()).toEqual([]);
  });

  it('nests transactions as savepoints', async () => {
    await dataSource.transaction(async (manager) => {
      await insert(manager, 1);
      await expect(
        manager.transaction(async (inner) => {
          await insert(inner, 2);
          throw new Error('inner');
        }),
      ).rejects.toThrow('inner');
      await manager.transaction(async (inner) => {
        await insert(inner, 3);
      });
    });
    expect(await ids()).toEqual([1, 3]);
  });

  it('refuses a query beside the open transaction, at once and by name', async () => {
    const refused = { code: 'database.queryOutsideTransaction' };
    // While it is still open: one that waited for its end would wait for ever.
    await dataSource.transaction(async () => {
      await expect(dataSource.query('SELECT 1')).rejects.toMatchObject(refused);
      await expect(dataSource.transaction(async () => 1)).rejects.toMatchObject(refused);
      await expect(insert(dataSource.manager, 1)).rejects.toMatchObject(refused);
    });
    await expect(
      dataSource.transaction(async () => {
        await dataSource.query('SELECT 1');
      }),
    ).rejects.toMatchObject(refused);
    await expect(dataSource.transaction(async () => dataSource.transaction(async () => 1))).rejects.toMatchObject(refused);
    await expect(dataSource.transaction(async () => insert(dataSource.manager, 1))).rejects.toMatchObject(refused);
    await insert(dataSource.manager, 2);
    expect(await ids()).toEqual([2]);
  });

  it('lets code that was started inside a transaction query after its end', async () => {
    let later: Promise<number[]> = Promise.resolve([]);
    let hasEnded: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (hasEnded = resolve));
    await dataSource.transaction(async (manager) => {
      await insert(manager, 1);
      later = (async () => {
        await ended;
        return ids();
      })();
    });
    hasEnded();
    expect(await later).toEqual([1]);
  });

  it('returns rows from INSERT … RETURNING and counts what an update changed', async () => {
    const rows = await dataSource.query(`INSERT INTO items (id, name) VALUES (1, 'a'), (2, 'b') RETURNING id, name`);
    expect(kind === 'postgres' ? rows : rows).toEqual([
      { id: 1, name: 'a' },
      { id: 2, name: 'b' },
    ]);
    const statement = (text: string) => ({ text, parameters: [], isFixed: true });
    expect((await dataSource.execute(statement(`UPDATE items SET name = 'c'`))).affected).toBe(2);
    await dataSource.transaction(async (manager) => {
      const answer = await dataSource.execute(statement('DELETE FROM items WHERE id = 1'), manager.queryRunner as QueryRunner);
      expect(answer.affected).toBe(1);
    });
    expect(await ids()).toEqual([2]);
  });

  it('reads a statement with parameters alike the first time and the twentieth', async () => {
    await dataSource.query(`INSERT INTO items (id, name) VALUES (1, 'a'), (2, 'b')`);
    for (let n = 0; n < 20; n += 1) {
      expect(await queryRows(dataSource.manager, sql`SELECT name FROM items WHERE id = ${(n % 2) + 1}`)).toEqual([{ name: 'ab'[n % 2] }]);
    }
  });

  it('commits what was sent last, and nothing at all when that fails', async () => {
    const write = (first: number, last: number): Promise<unknown> =>
      dataSource.transaction(async (manager) => {
        await execute(manager, sql`INSERT INTO items (id, name) VALUES (${first}, 'first')`);
        await executeLast(manager, sql`INSERT INTO items (id, name) VALUES (${last}, 'last')`);
      });
    await write(1, 2);
    expect(await ids()).toEqual([1, 2]);
    await expect(write(3, 2)).rejects.toThrow(/unique/i);
    expect(await ids()).toEqual([1, 2]);
    await write(4, 5);
    expect(await ids()).toEqual([1, 2, 4, 5]);
  });

  it('saves entities through the manager of a transaction', async () => {
    await dataSource.transaction(async (manager) => {
      await manager.save(ItemEntity, { id: 7, name: 'saved' });
      await manager.save(ItemEntity, { id: 7, name: 'renamed' });
    });
    expect(await dataSource.manager.findOneBy(ItemEntity, { id: 7 })).toEqual({ id: 7, name: 'renamed' });
    expect((await dataSource.manager.update(ItemEntity, { id: 7 }, { name: 'again' })).affected).toBe(1);
  });

  it('sees its own acknowledged write at once', async () => {
    for (let id = 1; id <= 50; id += 1) {
      await dataSource.transaction(async (manager) => insert(manager, id));
      expect((await ids()).length).toBe(id);
    }
  });

  it('keeps every sum right over 200 concurrent units of which many fail', async () => {
    await dataSource.query('INSERT INTO accounts (id, balance) VALUES (1, 10000), (2, 10000), (3, 10000)');
    let acknowledged = 0;
    const work = Array.from({ length: 200 }, async (_, n) => {
      if (n % 4 === 0) {
        await insert(dataSource.manager, n);
        acknowledged += 1;
        return;
      }
      await dataSource
        .transaction(async (manager) => {
          const from = (n % 3) + 1;
          const to = ((n + 1) % 3) + 1;
          // The same order everywhere: PostgreSQL would rightly report a deadlock otherwise.
          for (const [id, change] of [[from, -n] as const, [to, n] as const].sort((a, b) => a[0] - b[0])) {
            await manager.query(`UPDATE accounts SET balance = balance + (${change}) WHERE id = ${id}`);
            if (n % 5 === 0) await tick();
          }
          await insert(manager, n);
          if (n % 7 === 0) throw new Error('rolled back');
        })
        .then(
          () => (acknowledged += 1),
          () => undefined,
        );
    });
    await Promise.all(work);
    const [sum] = (await dataSource.query('SELECT SUM(balance) AS total FROM accounts')) as { total: number }[];
    expect(sum?.total).toBe(30_000);
    expect((await ids()).length).toBe(acknowledged);
    const balances = (await dataSource.query('SELECT id, balance FROM accounts ORDER BY id')) as { id: number; balance: number }[];
    expect(balances.map((row) => row.balance)).toEqual(expectedBalances());
  });
});

function expectedBalances(): number[] {
  const balances = [10_000, 10_000, 10_000];
  for (let n = 0; n < 200; n += 1) {
    if (n % 4 === 0 || n % 7 === 0) continue;
    balances[n % 3] = (balances[n % 3] ?? 0) - n;
    balances[(n + 1) % 3] = (balances[(n + 1) % 3] ?? 0) + n;
  }
  return balances;
}

describe('Stock TypeORM', () => {
  it('loses an acknowledged row in the same race, so the test above bites', async () => {
    const database = await makeSqlite();
    const file = database.options.kind === 'sqlite' ? database.options.file : '';
    const stock = await new DataSource({ type: 'better-sqlite3', database: file }).initialize();
    await stock.query('CREATE TABLE items (id integer PRIMARY KEY, name text NOT NULL)');
    const kept = await raceThree(stock, (manager, id) => manager.query('INSERT INTO items (id, name) VALUES (?, ?)', [id, 'x']));
    expect(kept).not.toEqual([2, 3]);
    await stock.destroy();
    await database.remove();
  });
});
