import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { AuditAnchorSweep } from '../src/modules/audit/AuditAnchorSweep.js';
import { execute, queryOne, queryRows, sql, type SqlFragment } from '../src/platform/database/sql.js';
import { AuditTrail } from '../src/platform/audit/AuditTrail.js';
import { unitOf, UnitOfWork } from '../src/platform/database/UnitOfWork.js';
import { builtProgram } from './support/builtProgram.js';
import { dataOf, errorOf, Person } from './support/Person.js';
import { ServerProcess } from './support/ServerProcess.js';
import { TestApp } from './support/startTestApp.js';

interface Verification {
  isUnbroken: boolean;
  entries: number;
  broken: { seq: number; entryId: string | null; reason: string; explanation: string } | null;
}

let app: TestApp;
beforeEach(async () => {
  app = await TestApp.start();
  for (let i = 0; i < 8; i += 1) await dataOf(app.owner.post('lists', { name: `List ${i}` }));
});
afterEach(() => app.stop());

const chain = (): string => app.owner.workspaceId;
const verify = (): Promise<Verification> => dataOf(app.owner.post('audit/verify'));
/** What someone does who can write to the database, but has no key. */
const tamper = (statement: SqlFragment): Promise<number> => execute(app.services.dataSource.manager, statement);
const sweep = (): Promise<void> => app.app.get(AuditAnchorSweep, { strict: false }).sweep();
const context = () => ({
  requestId: 'r',
  actor: { type: 'system' } as const,
  ip: null,
  manager: app.services.dataSource.manager,
  workspaceId: chain(),
});
const length = async (): Promise<number> =>
  Number(
    (await queryOne<{ n: number }>(app.services.dataSource.manager, sql`SELECT COUNT(*) AS n FROM audit_logs WHERE chain = ${chain()}`))?.n,
  );

const cli = builtProgram('verifyAudit');
/** `npm run audit:verify`, beside the running application. */
function runCli(): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [cli],
      { cwd: app.database.dataDir, env: { PATH: process.env['PATH'], ...app.database.environment } },
      (error, stdout, stderr) => resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, output: stdout + stderr }),
    );
  });
}

describe('an untouched chain', () => {
  it('holds, and the result is remembered as an entry', async () => {
    expect(await dataOf(app.owner.get('audit/verification'))).toEqual({ last: null });
    const entries = await length();
    expect(await verify()).toMatchObject({ isUnbroken: true, entries, broken: null });
    expect(await dataOf(app.owner.get('audit/verification'))).toMatchObject({ last: { isUnbroken: true, entries } });
    expect(await verify()).toMatchObject({ isUnbroken: true, entries: entries + 1 });
  });

  it('is one chain when many requests write at the same moment', async () => {
    const before = await length();
    await Promise.all(Array.from({ length: 60 }, (_, i) => dataOf(app.owner.post('contacts', { firstName: `Parallel ${i}` }))));
    const rows = await queryRows<{ seq: number }>(
      app.services.dataSource.manager,
      sql`SELECT seq FROM audit_logs WHERE chain = ${chain()} ORDER BY seq`,
    );
    expect(rows.map(({ seq }) => Number(seq))).toEqual(Array.from({ length: before + 60 }, (_, i) => i + 1));
    expect(await verify()).toMatchObject({ isUnbroken: true, entries: before + 60 });
  });

  it('is one chain when a second process writes it too, where the database allows one', async () => {
    const second = ServerProcess.spawn({ PORT: '0', REGISTRATION: 'open', ...app.database.environment }, app.database.dataDir);
    try {
      // SQLite has one writing process: the second one refuses to start.
      if (!app.database.isPostgres) return expect(await second.exited).toBe(1);
      const before = await length();
      const there = new Person(await second.url());
      const { user } = await dataOf<{ user: { email: string } }>(app.owner.get('/api/v1/auth/session'));
      await dataOf(there.post('/api/v1/auth/login', { email: user.email, password: 'correct horse battery' }));
      there.workspaceId = chain();
      const writes = Array.from({ length: 60 }, (_, i) => (i % 2 ? app.owner : there).post('contacts', { firstName: `Two ${i}` }));
      await Promise.all(writes.map((write) => dataOf(write)));
      expect(await verify()).toMatchObject({ isUnbroken: true, entries: before + 60 });
    } finally {
      await second.stop();
    }
  });

  it('survives the deletion of the account that made entries', async () => {
    await tamper(sql`UPDATE audit_logs SET user_id = NULL WHERE chain = ${chain()}`);
    expect(await verify()).toMatchObject({ isUnbroken: true });
  });
});

describe('a chain that someone tampered with', () => {
  const broken = async (seq: number, reason: string): Promise<void> => {
    // The command first: it writes nothing, while the button leaves an entry.
    const command = await runCli();
    expect(command.code).toBe(1);
    expect(command.output).toContain(`"Workspace of Olivia Owner" (${chain()}): BROKEN at entry ${seq}.`);
    expect(command.output).toContain('Installation: unbroken');
    const result = await verify();
    expect(result).toMatchObject({ isUnbroken: false, entries: seq - 1, broken: { seq, reason } });
    expect(result.broken?.explanation).toContain(`${seq}`);
  };

  it.each(['action', 'actor_id', 'details', 'timestamp', 'ip_address', 'entity_id', 'request_id'])(
    'is found when %s of an entry was changed',
    async (column) => {
      await tamper(sql`UPDATE audit_logs SET ${sql.raw(column)} = ${'{"forged":true}'} WHERE chain = ${chain()} AND seq = 4`);
      await broken(4, 'changed');
    },
  );

  it('is found when an entry in the middle was deleted', async () => {
    await tamper(sql`DELETE FROM audit_logs WHERE chain = ${chain()} AND seq = 5`);
    await broken(5, 'missing');
  });

  it('is found when an entry was deleted and the rest moved up', async () => {
    await tamper(sql`DELETE FROM audit_logs WHERE chain = ${chain()} AND seq = 5`);
    for (let seq = 6; seq <= 8; seq += 1)
      await tamper(sql`UPDATE audit_logs SET seq = ${seq - 1} WHERE chain = ${chain()} AND seq = ${seq}`);
    await broken(5, 'order');
  });

  it('is found when two entries were swapped', async () => {
    for (const [from, to] of [
      [3, 1003],
      [6, 3],
      [1003, 6],
    ] as const)
      await tamper(sql`UPDATE audit_logs SET seq = ${to} WHERE chain = ${chain()} AND seq = ${from}`);
    await broken(3, 'order');
  });

  it('is found when an entry was slipped in', async () => {
    const copy = sql.raw('action, entity_type, entity_id, ip_address, request_id, timestamp, hash');
    const seq = (await length()) + 1;
    await tamper(sql`INSERT INTO audit_logs (workspace_id, chain, seq, actor_type, details, prev_hash, ${copy})
      SELECT workspace_id, chain, ${seq}, 'system', '{}', hash, ${copy} FROM audit_logs WHERE chain = ${chain()} AND seq = ${seq - 1}`);
    await broken(seq, 'changed');
  });

  it('is found when an entry names a key that is not ours', async () => {
    await tamper(sql`UPDATE audit_logs SET hash = 'ffffffff.00' WHERE chain = ${chain()} AND seq = 2`);
    await broken(2, 'unknownKey');
  });

  it('is found when the newest entries were cut off, once they were noted', async () => {
    await sweep();
    await sweep();
    const noted = path.join(app.database.dataDir, 'audit-anchors.json');
    expect(existsSync(noted)).toBe(true);
    expect(statSync(noted).mode & 0o777).toBe(0o600);
    await tamper(sql`DELETE FROM audit_logs WHERE chain = ${chain()} AND seq > 6`);
    await broken(7, 'cutOff');
  });

  it('is found when new entries took the place of those that were cut off, and the note is not moved over them', async () => {
    await sweep();
    await sweep();
    const entries = await length();
    await tamper(sql`DELETE FROM audit_logs WHERE chain = ${chain()} AND seq > 6`);
    // A server that has restarted remembers nothing, and goes on behind what it finds.
    const restarted = new AuditTrail(app.app.get(UnitOfWork, { strict: false }), app.services.keyRing, app.clock);
    for (let i = 0; i < 6; i += 1) await restarted.record(context(), { action: 'list.created' });
    await sweep();
    await sweep();
    await broken(entries, 'cutOff');
  });
});

describe('an entry and its act', () => {
  it('are both gone after a rollback', async () => {
    const before = await length();
    const audit = app.app.get(AuditTrail, { strict: false });
    const unitOfWork = app.app.get(UnitOfWork, { strict: false });
    const failing = unitOfWork.run(context(), async (ctx) => {
      await audit.record(ctx, { action: 'list.created' });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await errorOf(app.owner.post('lists', { name: 'List 1' }))).toMatchObject({ status: 409 });
    expect(await length()).toBe(before);
  });

  it('leave no trace in the chain when the rollback came after the entry had found its place', async () => {
    const before = await length();
    const audit = app.app.get(AuditTrail, { strict: false });
    const inUnit = app.app.get(UnitOfWork, { strict: false }).run(context(), async (ctx) => {
      await audit.record(ctx, { action: 'list.created' });
      unitOf(ctx.manager)?.lastActs.push(() => Promise.reject(new Error('too late')));
    });
    await expect(inUnit).rejects.toThrow('too late');
    const inTransaction = app.services.dataSource.transaction(async (manager) => {
      await audit.record({ ...context(), manager }, { action: 'list.created' });
      throw new Error('too late');
    });
    await expect(inTransaction).rejects.toThrow('too late');
    await dataOf(app.owner.post('lists', { name: 'After' }));
    expect(await verify()).toMatchObject({ isUnbroken: true, entries: before + 1 });
  });

  it('are verified by the command while the server runs', async () => {
    const { code, output } = await runCli();
    expect(output).toContain(`(${chain()}): unbroken`);
    expect(output).toContain('Installation: unbroken');
    expect(code).toBe(0);
  });

  it('is verified by nobody without the right, and not by a stranger', async () => {
    const author = await app.member('author');
    expect(await errorOf(author.post('audit/verify'))).toMatchObject({ status: 403 });
    const stranger = await app.stranger();
    stranger.workspaceId = chain();
    expect(await errorOf(stranger.post('audit/verify'))).toMatchObject({ status: 404 });
    expect(await errorOf(stranger.get('audit/export.csv'))).toMatchObject({ status: 404 });
  });
});

describe('the export', () => {
  it('holds every entry, keeps formulas from running, and is itself recorded', async () => {
    await dataOf(app.owner.post('contacts', { firstName: '=HYPERLINK("http://evil.example")' }));
    const entries = await length();
    const { text, headers, status } = await app.owner.get('audit/export.csv').buffer(true);
    expect(status).toBe(200);
    expect(headers['content-disposition']).toMatch(/audit-log-\d{4}-\d\d-\d\d\.csv/);
    expect(text).toContain(`"'=HYPERLINK`);
    expect(text.split('\r\n').filter((line) => /^\d+,\d{4}-/.test(line))).toHaveLength(entries + 1);
    expect(text).toContain('audit.exported');
  });

  it('lets no line break in a value begin a row or a formula', async () => {
    await dataOf(app.owner.post('custom-fields', { label: 'Note', fieldType: 'text' }));
    const { id, version } = await dataOf<{ id: string; version: number }>(app.owner.post('contacts', { firstName: 'Lena' }));
    const note = 'first\n=1+1\r\n+2\r@3\n\t=4';
    await dataOf(app.owner.patch(`contacts/${id}`, { version, customFields: { note } }));
    const { text } = await app.owner.get('audit/export.csv').buffer(true);
    const outside = text.replaceAll(/"(?:[^"]|"")*"/g, '""');
    expect(outside).not.toMatch(/[^\r]\n/);
    expect(text).toContain("first\n'=1+1\r\n'+2\r'@3");
    expect(text.split(/\r\n|\n|\r/).filter((line) => /^"?[=+\-@\t]/.test(line))).toEqual([]);
  });

  it('asks for the password again after ten minutes', async () => {
    app.clock.advance(11 * 60_000);
    expect(await errorOf(app.owner.get('audit/export.csv'))).toMatchObject({ code: 'auth.stepUpRequired' });
  });
});
