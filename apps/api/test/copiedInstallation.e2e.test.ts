import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { SmtpSink } from '@rapport/providers/testing';
import { execute, sql } from '../src/platform/database/sql.js';
import {
  approvedCampaign,
  type Campaign,
  expectNobodyTwice,
  getCampaign,
  passTime,
  seedList,
  untilStatus,
  useSink,
} from './support/campaigns.js';
import { dataOf, errorOf, Person } from './support/Person.js';
import { asAdmin, dropDatabase } from './support/postgresAdmin.js';
import { TestApp } from './support/startTestApp.js';
import type { TestDatabase } from './support/testDatabase.js';
import { emailOf, PASSWORD } from './support/twoFactor.js';
import { waitFor } from './support/waitFor.js';

interface SendingState {
  hold: { reason: string; since: string } | null;
  mayResume: boolean;
}

const HOUR = 3_600_000;
let running: TestApp[] = [];
let databases: TestDatabase[] = [];
let sink: SmtpSink;
beforeEach(async () => {
  sink = await SmtpSink.start();
});
afterEach(async () => {
  for (const test of running) await test.close();
  for (const database of databases) await database.remove();
  [running, databases] = [[], []];
  await sink.stop();
});

async function start(environment: Record<string, string> = {}, given?: TestDatabase): Promise<TestApp> {
  const test = await TestApp.start(environment, given);
  running.push(test);
  if (!databases.includes(test.database)) databases.push(test.database);
  return test;
}

async function close(test: TestApp): Promise<void> {
  running = running.filter((other) => other !== test);
  await test.close();
}

/** The folder and the database, as a backup or a cloned machine would have them. The original has stopped. */
async function copyOf(original: TestDatabase): Promise<TestDatabase> {
  const dataDir = mkdtempSync(path.join(path.dirname(original.dataDir), 'rapport-copy-'));
  cpSync(original.dataDir, dataDir, { recursive: true, preserveTimestamps: true });
  const adminUrl = process.env['TEST_DATABASE_URL'];
  const url = original.environment['DATABASE_URL'];
  if (!adminUrl || !url)
    return {
      ...original,
      dataDir,
      environment: { DATA_DIR: dataDir },
      remove: async () => rmSync(dataDir, { recursive: true, force: true }),
    };
  const source = new URL(url).pathname.slice(1);
  const name = `${source}_copy`;
  await asAdmin(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${source}`);
  const remove = async (): Promise<void> => {
    await dropDatabase(adminUrl, name);
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { ...original, dataDir, environment: { DATA_DIR: dataDir, DATABASE_URL: url.replace(source, name) }, remove };
}

/** The first owner, signed in again on another start. */
async function signedIn(test: TestApp, email: string, workspaceId: string): Promise<Person> {
  const person = new Person(test.app.getHttpServer());
  await dataOf(person.post('/api/v1/auth/login', { email, password: PASSWORD }));
  person.workspaceId = workspaceId;
  return person;
}

/** Hours have passed: what matters asks who it is. */
const confirmed = (person: Person): Promise<unknown> => dataOf(person.post('/api/v1/auth/step-up', { password: PASSWORD }));

const stateOf = (person: Person): Promise<SendingState> => dataOf(person.get('/api/v1/installation/sending'));

async function scheduled(test: TestApp, listId: string, inMs: number): Promise<Campaign> {
  const localTime = new Date(test.clock.now().getTime() + inMs).toISOString().slice(0, 16);
  const { id } = await approvedCampaign(test.owner, [listId], { schedule: { kind: 'at', localTime, timeZone: 'UTC' } });
  return dataOf(test.owner.post(`campaigns/${id}/send`));
}

async function launched(test: TestApp, listId: string): Promise<Campaign> {
  const { id } = await approvedCampaign(test.owner, [listId]);
  return dataOf(test.owner.post(`campaigns/${id}/send`));
}

it('a copy sends nothing until its operator says so; the original goes on, and nobody is mailed twice', async () => {
  const original = await start({ SEND_PER_MINUTE: '120' });
  await useSink(original.owner, sink);
  const { workspaceId } = original.owner;
  const email = await emailOf(original.owner);
  const manager = original.services.dataSource.manager;
  const sending = await launched(original, (await seedList(manager, workspaceId, 12)).listId);
  const later = await scheduled(original, (await seedList(manager, workspaceId, 3, 'later')).listId, HOUR);
  await waitFor('the first messages', () => Promise.resolve(sink.received.length >= 2));
  await close(original);
  const before = sink.received.length;
  expect(before).toBeLessThan(12);

  const copy = await start({}, await copyOf(original.database));
  const owner = await signedIn(copy, email, workspaceId);
  expect(await stateOf(owner)).toEqual({ hold: { reason: 'copied', since: expect.any(String) }, mayResume: true });
  expect(await getCampaign(owner, sending.id)).toMatchObject({ status: 'paused', statusReason: expect.stringContaining('copy') });
  await passTime(copy, 2 * HOUR);
  expect(await untilStatus(owner, later.id, 'paused')).toMatchObject({ statusReason: expect.stringContaining('copy') });
  await confirmed(owner);
  for (const id of [sending.id, later.id])
    expect(await errorOf(owner.post(`campaigns/${id}/resume`))).toMatchObject({ status: 409, code: 'sending.held' });
  const { needsYou } = await dataOf<{ needsYou: { title: string }[] }>(owner.get('dashboard'));
  expect(needsYou.filter(({ title }) => title.includes('is paused'))).toHaveLength(2);
  expect(sink.received).toHaveLength(before);

  // Who is not the operator may not, and is told so.
  expect((await stateOf(copy.owner)).mayResume).toBe(false);
  expect((await errorOf(copy.owner.post('/api/v1/installation/sending/resume'))).status).toBe(403);

  const again = await start({}, original.database);
  const originalOwner = await signedIn(again, email, workspaceId);
  expect((await stateOf(originalOwner)).hold).toBeNull();
  await untilStatus(originalOwner, sending.id, 'sent', 40_000);
  expect(sink.received).toHaveLength(12);
  expectNobodyTwice(sink);

  expect((await dataOf<SendingState>(owner.post('/api/v1/installation/sending/resume'))).hold).toBeNull();
  // Resumed, it is the one that sends, and knows itself after the next start.
  await dataOf(owner.post(`campaigns/${later.id}/resume`));
  await untilStatus(owner, later.id, 'sent');
  const held = copy.database;
  await close(copy);
  const third = await start({}, held);
  expect((await stateOf(await signedIn(third, email, workspaceId))).hold).toBeNull();
  expect((await getCampaign(await signedIn(third, email, workspaceId), sending.id)).status).toBe('paused');
}, 90_000);

it('holds what was taken back to an older state in the same place', async () => {
  const first = await start();
  const email = await emailOf(first.owner);
  const { workspaceId } = first.owner;
  const { database } = first;
  await close(first);
  const file = path.join(database.dataDir, 'rapport.db');
  if (!database.isPostgres) cpSync(file, `${file}.backup`);
  const second = await start({}, database);
  for (let beat = 0; beat < 3; beat += 1) await second.services.installation.beat();
  // What pg_restore into the same database leaves; on SQLite the file itself is put back.
  if (database.isPostgres) await execute(second.services.dataSource.manager, sql`UPDATE installation SET beat = beat - 4`);
  await close(second);
  if (!database.isPostgres) renameSync(`${file}.backup`, file);
  const third = await start({}, database);
  const owner = await signedIn(third, email, workspaceId);
  expect((await stateOf(owner)).hold?.reason).toBe('rewound');
  await close(third);
  // The hold outlives a restart: it ends by a person.
  const fourth = await start({}, database);
  const again = await signedIn(fourth, email, workspaceId);
  expect((await stateOf(again)).hold?.reason).toBe('rewound');
  await dataOf(again.post('/api/v1/installation/sending/resume'));
  expect((await stateOf(again)).hold).toBeNull();
}, 60_000);

it('is no copy when it is started again, or its folder was moved or renamed on the same disk', async () => {
  const first = await start();
  const email = await emailOf(first.owner);
  const { workspaceId } = first.owner;
  await close(first);
  const dataDir = `${first.database.dataDir}-moved`;
  renameSync(first.database.dataDir, dataDir);
  const environment = { ...first.database.environment, DATA_DIR: dataDir };
  const moved: TestDatabase = {
    ...first.database,
    dataDir,
    environment,
    remove: async () => rmSync(dataDir, { recursive: true, force: true }),
  };
  const second = await start({}, moved);
  expect((await stateOf(await signedIn(second, email, workspaceId))).hold).toBeNull();
});

it('goes by INSTALLATION_NAME where one is given', async () => {
  const first = await start({ INSTALLATION_NAME: 'production' });
  const email = await emailOf(first.owner);
  const { workspaceId } = first.owner;
  await close(first);
  const same = await start({ INSTALLATION_NAME: 'production' }, await copyOf(first.database));
  expect((await stateOf(await signedIn(same, email, workspaceId))).hold).toBeNull();
  const { database } = same;
  await close(same);
  const staging = await start({ INSTALLATION_NAME: 'staging' }, database);
  expect((await stateOf(await signedIn(staging, email, workspaceId))).hold?.reason).toBe('copied');
});

describe('a schedule that was missed', () => {
  it('waits for a person when it is later than the limit, and goes out when they say so', async () => {
    const test = await start();
    await useSink(test.owner, sink);
    const { listId } = await seedList(test.services.dataSource.manager, test.owner.workspaceId, 2);
    const { id } = await scheduled(test, listId, HOUR);
    await passTime(test, 9 * HOUR);
    expect(await untilStatus(test.owner, id, 'paused')).toMatchObject({
      statusReason: expect.stringMatching(/passed [78] hours before it could start; the limit is 6 hours/),
      scheduledAt: null,
    });
    expect(sink.received).toHaveLength(0);
    await confirmed(test.owner);
    await dataOf(test.owner.post(`campaigns/${id}/resume`));
    await untilStatus(test.owner, id, 'sent');
    expect(sink.received).toHaveLength(2);
    expectNobodyTwice(sink);
  });

  it('starts by itself within the limit, which a workspace may choose', async () => {
    const test = await start();
    await useSink(test.owner, sink);
    const { listId } = await seedList(test.services.dataSource.manager, test.owner.workspaceId, 1);
    const first = await scheduled(test, listId, HOUR);
    const back = await passTime(test, 4 * HOUR);
    await untilStatus(test.owner, first.id, 'sent');
    back();
    for (const value of ['0', '169', '1.5', '-1', 'six', ''])
      expect((await errorOf(test.owner.patch('settings', { values: { scheduleGraceHours: value } }))).status).toBe(422);
    await dataOf(test.owner.patch('settings', { values: { scheduleGraceHours: '1' } }));
    const second = await scheduled(test, listId, HOUR);
    await passTime(test, 4 * HOUR);
    expect((await untilStatus(test.owner, second.id, 'paused')).statusReason).toContain('the limit is 1 hour.');
  });
});
