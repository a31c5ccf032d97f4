import { makeSqlite, type TestDatabase } from '../../../../test/support/testDatabases.js';
import type { RapportDataSource } from '../RapportDataSource.js';
import { isAtLeast } from './openSqlite.js';
import { WriteGate } from './WriteGate.js';

describe('The serialised SQLite driver', () => {
  let database: TestDatabase;
  let dataSource: RapportDataSource;

  beforeEach(async () => {
    database = await makeSqlite();
    dataSource = await database.connect();
    await dataSource.query(
      'CREATE TABLE items (id integer PRIMARY KEY, parent_id integer REFERENCES items (id) DEFERRABLE INITIALLY DEFERRED)',
    );
  });
  afterEach(async () => {
    if (dataSource.isInitialized) await dataSource.destroy();
    await database.remove();
  });

  it('refuses a second process on the same file with one sentence', async () => {
    await expect(database.connect()).rejects.toMatchObject({ code: 'database.inUse', message: expect.stringContaining('in use') });
    await dataSource.destroy();
    dataSource = await database.connect();
    expect(await dataSource.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('writes ahead, leaves the flush of a commit to CommitSync and enforces foreign keys', async () => {
    expect(await dataSource.query('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    expect(await dataSource.query('PRAGMA synchronous')).toEqual([{ synchronous: 1 }]);
    await expect(dataSource.query('INSERT INTO items (id, parent_id) VALUES (1, 99)')).rejects.toThrow('FOREIGN KEY');
  });

  it('begins the log anew under writers that never pause, and lets them all through', async () => {
    await dataSource.query('CREATE TABLE blobs (id integer PRIMARY KEY, content blob)');
    const logFrames = async (): Promise<number> =>
      ((await dataSource.query('PRAGMA wal_checkpoint(NOOP)')) as { log: number }[])[0]?.log ?? 0;
    const content = Buffer.alloc(400_000, 7);
    let [written, longest] = [0, 0];
    const write = async (): Promise<void> => {
      for (let i = 0; i < 150; i += 1) {
        await dataSource.transaction((manager) => manager.query('INSERT INTO blobs (content) VALUES (?)', [content]));
        written += 1;
        longest = Math.max(longest, await logFrames());
      }
    };
    await Promise.all([write(), write(), write(), write()]);
    expect(await dataSource.query('SELECT COUNT(*) AS n FROM blobs')).toEqual([{ n: written }]);
    // 600 transactions write 59,000 frames; the log is begun anew from 16,000 on.
    expect(longest).toBeGreaterThan(10_000);
    expect(longest).toBeLessThan(45_000);
  });

  it('reads beside an open transaction without waiting, and without seeing what is not committed', async () => {
    let openGate: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (openGate = resolve));
    const transaction = dataSource.transaction(async (manager) => {
      await manager.query('INSERT INTO items (id) VALUES (1)');
      await held;
    });
    expect(await dataSource.query('SELECT COUNT(*) AS n FROM items')).toEqual([{ n: 0 }]);
    openGate();
    await transaction;
    expect(await dataSource.query('SELECT COUNT(*) AS n FROM items')).toEqual([{ n: 1 }]);
  });

  it('goes on after a COMMIT that failed', async () => {
    await expect(dataSource.transaction((manager) => manager.query('INSERT INTO items (id, parent_id) VALUES (1, 99)'))).rejects.toThrow(
      'FOREIGN KEY',
    );
    await dataSource.query('INSERT INTO items (id) VALUES (2)');
    expect(await dataSource.query('SELECT id FROM items')).toEqual([{ id: 2 }]);
  });

  it('refuses to go on when SQLite has rolled back by itself', async () => {
    await expect(
      dataSource.transaction(async (manager) => {
        await manager.query('INSERT INTO items (id) VALUES (1)');
        await manager.query('INSERT OR ROLLBACK INTO items (id) VALUES (1)').catch(() => undefined);
        await manager.query('INSERT INTO items (id) VALUES (3)');
      }),
    ).rejects.toMatchObject({ code: 'database.transactionLost' });
    expect(await dataSource.query('SELECT id FROM items')).toEqual([]);
    await dataSource.query('INSERT INTO items (id) VALUES (4)');
  });

  it('sees new columns after a schema change', async () => {
    await dataSource.query('INSERT INTO items (id) VALUES (1)');
    expect(await dataSource.query('SELECT * FROM items')).toEqual([{ id: 1, parent_id: null }]);
    await dataSource.query(`ALTER TABLE items ADD COLUMN name text DEFAULT 'new'`);
    expect(await dataSource.query('SELECT * FROM items')).toEqual([{ id: 1, parent_id: null, name: 'new' }]);
  });

  it('takes booleans and missing values as parameters', async () => {
    expect(await dataSource.query('SELECT ? AS yes, ? AS no, ? AS missing', [true, false, undefined])).toEqual([
      { yes: 1, no: 0, missing: null },
    ]);
  });
});

describe('WriteGate', () => {
  it('serves first come, first served', async () => {
    const gate = new WriteGate();
    const order: string[] = [];
    const first = {};
    const second = {};
    await gate.acquire(first);
    const waiting = [
      gate.pass(() => order.push('statement 1')),
      gate.acquire(second).then(() => order.push('transaction')),
      gate.pass(() => order.push('statement 2')),
    ];
    gate.release(first);
    await waiting[1];
    expect(order).toEqual(['statement 1', 'transaction']);
    gate.release(second);
    await Promise.all(waiting);
    expect(order).toEqual(['statement 1', 'transaction', 'statement 2']);
  });

  it('gives up loudly when a transaction never ends, and stays usable', async () => {
    const gate = new WriteGate(20);
    const owner = {};
    await gate.acquire(owner);
    await expect(gate.pass(() => 1)).rejects.toMatchObject({ code: 'database.busy' });
    gate.release(owner);
    expect(await gate.pass(() => 2)).toBe(2);
  });
});

describe('isAtLeast', () => {
  it('compares versions by number', () => {
    expect(isAtLeast('3.53.0', '3.51.3')).toBe(true);
    expect(isAtLeast('3.51.3', '3.51.3')).toBe(true);
    expect(isAtLeast('3.51.2', '3.51.3')).toBe(false);
    expect(isAtLeast('3.9.9', '3.51.3')).toBe(false);
  });
});
