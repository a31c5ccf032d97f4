import { rmSync } from 'node:fs';
import path from 'node:path';
import { SmtpSink } from '@rapport/providers/testing';
import { SecretService } from '../src/modules/settings/SecretService.js';
import { jobContext } from '../src/platform/context/contexts.js';
import { execute, queryRows, sql, type SqlFragment } from '../src/platform/database/sql.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

interface Secret {
  id: string;
  name: string;
  subject: string;
  label: string;
  setAt: string;
  setBy: string | null;
  canBeTested: boolean;
}

const PASSWORD = 'the-smtp-password';
let sink: SmtpSink;
let test: TestApp;
beforeAll(async () => {
  sink = await SmtpSink.start({ user: 'ann', password: PASSWORD });
});
afterAll(() => sink.stop());
beforeEach(async () => {
  test = await TestApp.start();
});
afterEach(() => test.stop());

const manager = () => test.services.dataSource.manager;
const change = (statement: SqlFragment): Promise<number> => execute(manager(), statement);
const secretsOf = (person: Person): Promise<Secret[]> => dataOf<Secret[]>(person.get('secrets'));
const saveSender = (person: Person, over: object = {}): Promise<unknown> =>
  dataOf(person.put('sender', { type: 'smtp', config: { ...sink.address, security: 'none', user: 'ann', password: PASSWORD, ...over } }));
const actsOn = (workspaceId: string): Promise<{ action: string; details: string | null }[]> =>
  queryRows(manager(), sql`SELECT action, details FROM audit_logs WHERE chain = ${workspaceId} AND entity_type = 'secret' ORDER BY seq`);

it('tells what is stored, since when and by whom, and never the value', async () => {
  expect(await secretsOf(test.owner)).toEqual([]);
  const admin = await test.member('admin');
  await saveSender(admin);
  const before = test.clock.now().toISOString();
  const [secret] = await secretsOf(test.owner);
  expect(secret).toMatchObject({ name: 'smtp.password', label: 'SMTP server: password', setBy: 'Member admin', canBeTested: true });
  expect(Date.parse(before) - Date.parse(secret?.setAt ?? '')).toBeLessThan(60_000);
  const sender = await dataOf<{ config: object }>(test.owner.get('sender'));
  expect(sender.config).toMatchObject({ password: { isSet: true, setAt: secret?.setAt, setBy: 'Member admin' } });
  expect(JSON.stringify(await queryRows(manager(), sql`SELECT * FROM workspace_secrets`))).not.toContain(PASSWORD);
  // Other settings change, the password stays: it is as old as before, and still the admin's.
  test.clock.advance(60_000);
  await saveSender(test.owner, { password: undefined, connections: 3 });
  expect(await secretsOf(test.owner)).toEqual([secret]);
  // Typed again, it is younger.
  await saveSender(test.owner);
  const [replaced] = await secretsOf(test.owner);
  expect(replaced).toMatchObject({ id: secret?.id, setBy: 'Olivia Owner' });
  expect(Date.parse(replaced?.setAt ?? '')).toBeGreaterThan(Date.parse(secret?.setAt ?? ''));
});

it('records that it was set and removed, and never the value', async () => {
  await saveSender(test.owner);
  await saveSender(test.owner, { password: undefined });
  await saveSender(test.owner, { password: null });
  const acts = await actsOn(test.owner.workspaceId);
  expect(acts.map(({ action }) => action)).toEqual(['secret.set', 'secret.removed']);
  expect(JSON.stringify(acts)).not.toContain(PASSWORD);
  expect(await secretsOf(test.owner)).toEqual([]);
  await saveSender(test.owner);
  await dataOf(test.owner.put('sender', { type: 'mail_lab', config: {} }));
  expect(await secretsOf(test.owner)).toEqual([]);
});

it('is tested as its module says, by admins of its workspace', async () => {
  await saveSender(test.owner);
  const [{ id } = { id: '' }] = await secretsOf(test.owner);
  expect(await dataOf(test.owner.post(`secrets/${id}/test`))).toEqual({ ok: true, message: 'The login succeeded.' });
  await saveSender(test.owner, { password: 'another' });
  expect(await dataOf(test.owner.post(`secrets/${id}/test`))).toEqual({ ok: false, message: expect.stringContaining('535') });
  const author = await test.member('author');
  expect((await errorOf(author.get('secrets'))).status).toBe(403);
  expect((await errorOf(author.post(`secrets/${id}/test`))).status).toBe(403);
  const stranger = await test.stranger();
  expect((await errorOf(stranger.post(`secrets/${id}/test`))).code).toBe('secret.notFound');
  expect(await secretsOf(stranger)).toEqual([]);
  stranger.workspaceId = test.owner.workspaceId;
  expect((await errorOf(stranger.get('secrets'))).status).toBe(404);
});

it('opens for its workspace, name, subject and binding, and for no other that its row is moved to', async () => {
  const secrets = test.app.get(SecretService, { strict: false });
  for (const name of ['garden.key', 'garden.token']) secrets.declare({ name, label: name, purpose: 'A test.' });
  const ctx = jobContext(manager(), test.owner.workspaceId, 'test');
  const key = { name: 'garden.key', subject: 'gate' };
  await secrets.set(ctx, key, 'sesame', 'https://one.example');
  expect(await secrets.open(ctx, key, 'https://one.example')).toBe('sesame');
  expect(await secrets.open(ctx, { name: 'garden.key' })).toBeNull();
  await expect(secrets.open(ctx, key, 'https://two.example')).rejects.toMatchObject({ code: 'secret.unreadable' });
  await expect(secrets.set(ctx, { name: 'garden.undeclared' }, 'sesame')).rejects.toThrow('No module declares');
  const stranger = await test.stranger();
  const elsewhere = jobContext(manager(), stranger.workspaceId, 'test');
  const moves: [SqlFragment, () => Promise<string | null>][] = [
    [sql`name = 'garden.token'`, () => secrets.open(ctx, { ...key, name: 'garden.token' }, 'https://one.example')],
    [sql`subject = 'shed'`, () => secrets.open(ctx, { ...key, subject: 'shed' }, 'https://one.example')],
    [sql`workspace_id = ${stranger.workspaceId}`, () => secrets.open(elsewhere, key, 'https://one.example')],
    [sql`binding = 'https://two.example'`, () => secrets.open(ctx, key, 'https://two.example')],
  ];
  for (const [move, open] of moves) {
    await change(sql`UPDATE workspace_secrets SET ${move}`);
    await expect(open()).rejects.toMatchObject({ code: 'secret.unreadable' });
    await change(
      sql`UPDATE workspace_secrets SET name = 'garden.key', subject = 'gate', binding = 'https://one.example', workspace_id = ${ctx.workspaceId}`,
    );
    expect(await secrets.open(ctx, key, 'https://one.example')).toBe('sesame');
  }
});

it('goes with its workspace, and stays when whoever set it leaves', async () => {
  const admin = await test.member('admin');
  await saveSender(admin);
  await change(sql`DELETE FROM users WHERE id = ${admin.userId}`);
  expect(await secretsOf(test.owner)).toEqual([expect.objectContaining({ name: 'smtp.password', setBy: null })]);
  await change(sql`DELETE FROM workspaces WHERE id = ${test.owner.workspaceId}`);
  expect(await queryRows(manager(), sql`SELECT id FROM workspace_secrets`)).toEqual([]);
});

it('of a database that was copied without its keys opens nowhere, sends nothing, and can be entered again', async () => {
  await saveSender(test.owner);
  const { workspaceId } = test.owner;
  await test.close();
  const { dataDir } = test.database;
  for (const file of ['secrets.json', 'instance.json', 'instance.beat']) rmSync(path.join(dataDir, file), { force: true });
  test = await TestApp.start({}, test.database);
  await change(sql`INSERT INTO workspace_members (workspace_id, user_id, role, joined_at)
    VALUES (${workspaceId}, ${test.owner.userId}, 'owner', ${new Date().toISOString()})`);
  test.owner.workspaceId = workspaceId;
  expect((await errorOf(test.owner.post('sender/verify', {}))).code).toBe('secret.unreadable');
  const [{ id } = { id: '' }] = await secretsOf(test.owner);
  expect((await errorOf(test.owner.post(`secrets/${id}/test`))).code).toBe('secret.unreadable');
  expect((await errorOf(test.owner.put('sender', { type: 'smtp', config: { ...sink.address, security: 'none', user: 'ann' } }))).code).toBe(
    'secret.unreadable',
  );
  await saveSender(test.owner);
  expect(await dataOf(test.owner.post('sender/verify', {}))).toMatchObject({ ok: true });
});
