import { AuditAnchorSweep } from '../src/modules/audit/AuditAnchorSweep.js';
import { AuditTrail } from '../src/platform/audit/AuditTrail.js';
import type { UnlinkedRow } from '../src/platform/audit/auditChain.js';
import { WaitingEntries } from '../src/platform/audit/WaitingEntries.js';
import { execute, queryOne, queryRows, sql, type SqlFragment } from '../src/platform/database/sql.js';
import { UnitOfWork } from '../src/platform/database/UnitOfWork.js';
import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

/** Entries between the commit of their act and their place in the chain. On SQLite none ever wait, so what a crash leaves is PostgreSQL's alone. */
let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

const manager = () => app.services.dataSource.manager;
const chain = (): string => app.owner.workspaceId;
const tamper = (statement: SqlFragment): Promise<number> => execute(manager(), statement);
const count = async (fragment: SqlFragment): Promise<number> =>
  Number((await queryOne<{ n: number }>(manager(), sql`SELECT COUNT(*) AS n FROM ${fragment}`))?.n);
const waiting = (): Promise<number> => count(sql`audit_waiting`);
const length = (): Promise<number> => count(sql`audit_logs WHERE chain = ${chain()}`);
const verify = (): Promise<{ isUnbroken: boolean; entries: number; broken: { seq: number; reason: string } | null }> =>
  dataOf(app.owner.post('audit/verify'));
const sweep = (): Promise<void> => app.app.get(AuditAnchorSweep, { strict: false }).sweep();
const context = () => ({
  requestId: 'r',
  actor: { type: 'system' } as const,
  ip: null,
  manager: manager(),
  workspaceId: chain(),
});
const entry = (action: string): UnlinkedRow => ({
  chain: chain(),
  workspaceId: chain(),
  actorType: 'system',
  actorId: null,
  userId: null,
  action,
  entityType: null,
  entityId: null,
  details: '{}',
  ipAddress: null,
  requestId: 'r',
  timestamp: app.clock.now().toISOString(),
});

/** As a process leaves it that ends between the commit of an act and its link. */
async function crashAfter(...actions: string[]): Promise<void> {
  const entries = new WaitingEntries(app.services.keyRing);
  await app.app.get(UnitOfWork, { strict: false }).run(context(), async (ctx) => {
    await entries.put(ctx.manager, actions.map(entry));
  });
}

it('has its place when the act is answered, and nothing waits any more', async () => {
  const before = await length();
  await Promise.all(
    Array.from({ length: 40 }, async (_, i) => {
      const { id } = await dataOf<{ id: string }>(app.owner.post('contacts', { firstName: `Person ${i}` }));
      expect(await count(sql`audit_logs WHERE chain = ${chain()} AND entity_id = ${id}`)).toBe(1);
    }),
  );
  expect(await length()).toBe(before + 40);
  expect(await waiting()).toBe(0);
  expect(await verify()).toMatchObject({ isUnbroken: true, entries: before + 40 });
});

it('is not there when the act was rolled back', async () => {
  const before = await length();
  const failing = app.app.get(UnitOfWork, { strict: false }).run(context(), async (ctx) => {
    await app.app.get(AuditTrail, { strict: false }).record(ctx, { action: 'list.created' });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await dataOf(app.owner.post('lists', { name: 'Twice' }));
  expect(await errorOf(app.owner.post('lists', { name: 'Twice' }))).toMatchObject({ status: 409 });
  expect([await length(), await waiting()]).toEqual([before + 1, 0]);
});

it('is in order and in one chain when many link at once', async () => {
  const before = await length();
  const others = Array.from({ length: 4 }, () => new AuditTrail(new UnitOfWork(), app.services.keyRing, app.clock));
  if (!app.database.isPostgres) others.length = 1;
  await Promise.all(
    Array.from({ length: 80 }, async (_, i) => others[i % others.length]?.record(context(), { action: 'list.created', details: { i } })),
  );
  expect(await length()).toBe(before + 80);
  expect(await verify()).toMatchObject({ isUnbroken: true });
});

it('keeps the order of a unit that tells of several things', async () => {
  const trail = app.app.get(AuditTrail, { strict: false });
  await app.app.get(UnitOfWork, { strict: false }).run(context(), async (ctx) => {
    for (let i = 0; i < 12; i += 1) await trail.record(ctx, { action: 'list.updated', details: { place: i } });
  });
  const rows = await queryRows<{ details: string }>(
    manager(),
    sql`SELECT details FROM audit_logs WHERE chain = ${chain()} AND action = 'list.updated' ORDER BY seq`,
  );
  expect(rows.map(({ details }) => (JSON.parse(details) as { place: number }).place)).toEqual(Array.from({ length: 12 }, (_, i) => i));
});

it('is linked later when its process ended first, but not while that may still do it', async () => {
  if (!app.database.isPostgres) return expect(await waiting()).toBe(0);
  const before = await length();
  await crashAfter('list.created', 'list.deleted');
  await sweep();
  expect([await length(), await waiting()]).toEqual([before, 2]);
  expect(await verify()).toMatchObject({ isUnbroken: true, entries: before });
  app.clock.advance(61_000);
  await Promise.all([sweep(), sweep()]);
  expect([await length(), await waiting()]).toEqual([before + 3, 0]);
  expect(await verify()).toMatchObject({ isUnbroken: true, entries: before + 3 });
});

it('is linked with those that wait still when another process had some of them already', async () => {
  if (!app.database.isPostgres) return expect(await waiting()).toBe(0);
  const before = await length();
  const [mine, theirs] = [new WaitingEntries(app.services.keyRing), new WaitingEntries(app.services.keyRing)];
  const rows = await app.app
    .get(UnitOfWork, { strict: false })
    .run(context(), (ctx) => mine.put(ctx.manager, ['list.created', 'list.updated', 'list.deleted'].map(entry)));
  await theirs.link(manager(), rows.slice(1, 2));
  expect([await length(), await waiting()]).toEqual([before + 1, 2]);
  await mine.link(manager(), rows);
  expect([await length(), await waiting()]).toEqual([before + 3, 0]);
  await mine.link(manager(), rows);
  expect(await length()).toBe(before + 3);
  expect(await verify()).toMatchObject({ isUnbroken: true, entries: before + 3 });
});

it('does not keep an act from being done when it cannot be linked, and is linked later', async () => {
  if (!app.database.isPostgres) return expect(await waiting()).toBe(0);
  const before = await length();
  await tamper(sql`ALTER TABLE audit_logs RENAME TO audit_logs_away`);
  await dataOf(app.owner.post('lists', { name: 'Done all the same' }));
  await tamper(sql`ALTER TABLE audit_logs_away RENAME TO audit_logs`);
  expect([await length(), await waiting()]).toEqual([before, 1]);
  app.clock.advance(61_000);
  await sweep();
  expect([await length(), await waiting()]).toEqual([before + 1, 0]);
  expect(await verify()).toMatchObject({ isUnbroken: true, entries: before + 1 });
});

it('is neither linked nor overlooked when someone changed it while it waited', async () => {
  if (!app.database.isPostgres) return expect(await waiting()).toBe(0);
  await crashAfter('list.created');
  await tamper(sql`UPDATE audit_waiting SET details = '{"forged":true}'`);
  app.clock.advance(61_000);
  await sweep();
  expect(await waiting()).toBe(1);
  const entries = await length();
  expect(await verify()).toMatchObject({ isUnbroken: false, entries, broken: { seq: entries + 1, reason: 'changed' } });
  await tamper(sql`DELETE FROM audit_waiting`);
});

it('is neither linked again nor overlooked when someone puts it back', async () => {
  if (!app.database.isPostgres) return expect(await waiting()).toBe(0);
  await crashAfter('list.created');
  await tamper(sql`CREATE TABLE kept_aside AS SELECT * FROM audit_waiting`);
  app.clock.advance(61_000);
  await sweep();
  const entries = await length();
  await tamper(sql`INSERT INTO audit_waiting SELECT * FROM kept_aside`);
  await tamper(sql`DROP TABLE kept_aside`);
  await sweep();
  expect([await length(), await waiting()]).toEqual([entries, 1]);
  expect(await verify()).toMatchObject({ isUnbroken: false, broken: { seq: entries + 1, reason: 'changed' } });
  await tamper(sql`DELETE FROM audit_waiting`);
});

it('is dropped with the workspace it tells of, and keeps without the account that made it', async () => {
  if (!app.database.isPostgres) return expect(await waiting()).toBe(0);
  const { actorId: _, ...rest } = entry('list.created');
  const entries = new WaitingEntries(app.services.keyRing);
  const before = await length();
  await app.app.get(UnitOfWork, { strict: false }).run(context(), async (ctx) => {
    await entries.put(ctx.manager, [
      { ...rest, actorId: 'gone', userId: '01900000-0000-7000-8000-00000000dead' },
      { ...rest, actorId: null, chain: '01900000-0000-7000-8000-00000000beef', workspaceId: '01900000-0000-7000-8000-00000000beef' },
    ]);
  });
  app.clock.advance(61_000);
  await sweep();
  expect([await length(), await waiting()]).toEqual([before + 1, 0]);
  expect(await count(sql`audit_logs WHERE chain = '01900000-0000-7000-8000-00000000beef'`)).toBe(0);
});
