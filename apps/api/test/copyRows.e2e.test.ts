import { BulkInsert } from '../src/platform/database/BulkInsert.js';
import { outsideScope } from '../src/platform/database/transactionScope.js';
import { execute, isPostgres, queryRows, sql } from '../src/platform/database/sql.js';
import { UnitOfWork } from '../src/platform/database/UnitOfWork.js';
import type { Context } from '../src/platform/context/Context.js';
import { systemContext } from '../src/platform/context/contexts.js';
import { TestApp } from './support/startTestApp.js';

const table = 'copied_rows';
const columns = { id: 'bigint', text: 'text', n: 'double precision' } as const;
const plain = new BulkInsert(table, columns);
const tolerant = new BulkInsert(table, columns, { onPostgresConflict: 'ON CONFLICT DO NOTHING', returning: 'RETURNING id' });

const HOSTILE = [
  'tab\tin the middle',
  'back\\slash, \\t, \\N and \\x41',
  '\\N',
  '\\.',
  'line\nend and carriage\rreturn\r\n',
  `"quoted", 'single'; ''`,
  '',
  ' blanks ',
  'NULL',
  '𝒜😀 four bytes',
  '\u0001\u001f\u007f\u0085\u2028',
  'e\u0301 and é',
  'x'.repeat(200_000),
];

let test: TestApp;
let ctx: Context;
beforeAll(async () => {
  test = await TestApp.start();
  ctx = systemContext(test.services.dataSource.manager, 'test');
  await execute(ctx.manager, sql`CREATE TABLE ${sql.raw(table)} (id BIGINT PRIMARY KEY, text TEXT, n DOUBLE PRECISION)`);
});
afterAll(async () => {
  await execute(ctx.manager, sql`DROP TABLE ${sql.raw(table)}`);
  await test.stop();
});
afterEach(() => execute(ctx.manager, sql`DELETE FROM ${sql.raw(table)}`));

const inTransaction = <T>(work: (ctx: Context) => Promise<T>): Promise<T> => test.app.get(UnitOfWork, { strict: false }).run(ctx, work);
const stored = (): Promise<{ id: number; text: string | null; n: number | null }[]> =>
  queryRows(ctx.manager, sql`SELECT id, text, n FROM ${sql.raw(table)} ORDER BY id`);
/** Enough to be copied. */
const many = (value: (i: number) => string | null, from = 0): [number, string | null, number | null][] =>
  Array.from({ length: 300 }, (_, i) => [from + i, value(i), i % 2 ? i / 7 : null]);
const asRows = (rows: readonly (readonly [number, string | null, number | null])[]) => rows.map(([id, text, n]) => ({ id, text, n }));

describe('rows by the thousand', () => {
  it.each([
    ['plain', plain],
    ['with an ending', tolerant],
  ])('arrive as they are, whatever they hold (%s)', async (_name, insert) => {
    const rows = many((i) => (i % 20 === 19 ? null : (HOSTILE[i % HOSTILE.length] ?? '')));
    await inTransaction(({ manager }) => insert.runNew(manager, rows).then((isDone) => expect(isDone).toBe(true)));
    expect(await stored()).toEqual(asRows(rows));
  });

  it('are refused with a character that PostgreSQL cannot store, and the transaction with them', async () => {
    if (!isPostgres(ctx.manager)) return;
    for (const text of ['with \u0000 in it', 'half \ud83d of a pair']) {
      const work = inTransaction(({ manager }) =>
        plain.run(
          manager,
          many((i) => (i === 200 ? text : 'fine')),
        ),
      );
      await expect(work).rejects.toThrow('cannot store');
    }
    expect(await stored()).toEqual([]);
  });

  it('are none of them there when one conflicts, and the transaction goes on', async () => {
    if (!isPostgres(ctx.manager)) return;
    await inTransaction(({ manager }) => plain.run(manager, [[150, 'was there', null]]));
    const answer = await inTransaction(async ({ manager }) => {
      const isDone = await tolerant.runNew(
        manager,
        many(() => 'new'),
      );
      const before = await queryRows<{ n: number }>(manager, sql`SELECT COUNT(*) AS n FROM ${sql.raw(table)}`);
      const written = await tolerant.run<{ id: number }>(
        manager,
        many(() => 'new'),
      );
      return { isDone, before, written: written.length };
    });
    expect(answer).toEqual({ isDone: false, before: [{ n: 1 }], written: 299 });
    expect((await stored()).find(({ id }) => id === 150)).toMatchObject({ text: 'was there' });
  });

  it('share a transaction with other statements, also those that nobody awaits one by one', async () => {
    await inTransaction(async ({ manager }) => {
      await execute(manager, sql`INSERT INTO ${sql.raw(table)} (id, text) VALUES (-1, 'before')`);
      await Promise.all([
        plain.run(
          manager,
          many(() => 'a'),
        ),
        execute(manager, sql`INSERT INTO ${sql.raw(table)} (id, text) VALUES (-2, 'beside')`),
      ]);
      await plain.run(
        manager,
        many(() => 'b', 1_000),
      );
      await execute(manager, sql`INSERT INTO ${sql.raw(table)} (id, text) VALUES (-3, 'after')`);
    });
    expect((await stored()).map(({ id }) => id).slice(0, 4)).toEqual([-3, -2, -1, 0]);
    expect(await stored()).toHaveLength(603);
  });

  it('are refused behind the end of a transaction that did not wait for them', async () => {
    if (!isPostgres(ctx.manager)) return;
    const late: Promise<unknown>[] = [];
    await inTransaction(({ manager }) => {
      late.push(
        plain.run(
          manager,
          many(() => 'late'),
        ),
      );
      return Promise.resolve();
    });
    await expect(late[0]).rejects.toThrow('its transaction had ended');
    expect(await stored()).toHaveLength(0);
  });

  it('are gone with their transaction when the connection breaks in the middle', async () => {
    if (!isPostgres(ctx.manager)) return;
    const work = inTransaction(async ({ manager }) => {
      await plain.run(
        manager,
        many(() => 'first'),
      );
      const [me] = await queryRows<{ pid: number }>(manager, sql`SELECT pg_backend_pid() AS pid`);
      const copying = plain.run(
        manager,
        many(() => 'y'.repeat(50_000), 1_000),
      );
      const ending = outsideScope(() => test.services.dataSource.query('SELECT pg_terminate_backend($1)', [me?.pid]));
      await Promise.all([copying, ending]);
      await plain.run(
        manager,
        many(() => 'z', 2_000),
      );
    });
    await expect(work).rejects.toThrow();
    expect(await stored()).toHaveLength(0);
    await inTransaction(({ manager }) =>
      plain.run(
        manager,
        many(() => 'again'),
      ),
    );
    expect(await stored()).toHaveLength(300);
  });
});
