import Database from 'better-sqlite3';
import path from 'node:path';
import { note } from './support/note.js';
import { approve, type Campaign, createCampaign, getCampaign, recipientsOf, untilAllEnded } from './support/campaigns.js';
import { dataOf, Person } from './support/Person.js';
import { ServerProcess } from './support/ServerProcess.js';
import { SinkProcess } from './support/SinkProcess.js';
import { createTestDatabase, type TestDatabase } from './support/testDatabase.js';
import { waitFor } from './support/waitFor.js';

const account = { email: 'kim@example.com', password: 'correct horse battery' };
const CONNECTIONS = 5;

let database: TestDatabase;
let sink: SinkProcess;
const running = new Set<ServerProcess>();

beforeEach(async () => {
  database = await createTestDatabase({ isMigrated: true });
  sink = await SinkProcess.start();
});
afterEach(async () => {
  for (const server of running) await server.stop();
  running.clear();
  await sink.stop();
  await database.remove();
});

function spawn(environment: Record<string, string> = {}): ServerProcess {
  const server = ServerProcess.spawn({ PORT: '0', ...database.environment, ...environment }, database.dataDir);
  running.add(server);
  return server;
}

async function end(server: ServerProcess, signal: NodeJS.Signals): Promise<number | null> {
  server.kill(signal);
  running.delete(server);
  return server.exited;
}

async function signIn(url: string, how: 'register' | 'login'): Promise<Person> {
  const person = new Person(url);
  const session = await dataOf<{ workspaces: { id: string }[] }>(
    person.post(`/api/v1/auth/${how}`, { ...account, ...(how === 'register' ? { name: 'Kim Kill', workspaceName: 'Kim' } : {}) }),
  );
  person.workspaceId = session.workspaces[0]?.id ?? '';
  return person;
}

/** An approved campaign to so many people, through the front door. */
async function prepare(person: Person, people: number, over: Record<string, unknown> = {}): Promise<Campaign> {
  const rows = Array.from({ length: people }, (_, i) => `First${i},Last,p${i}@example.com`).join('\n');
  const { id } = await dataOf<{ id: string }>(
    person.post('imports').attach('file', Buffer.from(`First name,Last name,Email\n${rows}\n`), 'people.csv'),
  );
  await dataOf(person.post(`imports/${id}/start`, { mode: 'createAndUpdate', newListName: 'Everyone' }));
  await waitFor('the import', async () => (await dataOf<{ status: string }>(person.get(`imports/${id}`))).status === 'completed', 30_000);
  const [list] = await dataOf<{ id: string }[]>(person.get('lists'));
  await dataOf(
    person.put('sender', { type: 'smtp', config: { host: '127.0.0.1', port: sink.port, security: 'none', connections: CONNECTIONS } }),
  );
  return approve(person, (await createCampaign(person, [list?.id ?? ''], over)).id);
}

/** Everyone is somewhere; what the ledger calls accepted has arrived; a person settles the rest by what really happened. */
async function settleByTruth(person: Person, id: string, people: number): Promise<number> {
  await untilAllEnded(person, id, people, 90_000);
  const arrived = await sink.countsByRecipient();
  expect([...arrived].filter(([, count]) => count > 1)).toEqual([]);
  for (const { email, state } of await recipientsOf(person, id)) if (state === 'accepted') expect(arrived.get(email ?? '')).toBe(1);
  const uncertain = await recipientsOf(person, id, '&state=uncertain');
  for (const { id: recipientId, email } of uncertain) {
    await dataOf(
      person.post(`campaigns/${id}/recipients/${recipientId}/resolve`, { outcome: arrived.has(email ?? '') ? 'sent' : 'notSent' }),
    );
  }
  const settled = await untilAllEnded(person, id, people, 30_000);
  expect(settled.counts).toMatchObject({ recipients: people, accepted: people, uncertain: 0 });
  const atLast = await sink.countsByRecipient();
  expect(atLast.size).toBe(people);
  expect([...atLast.values()].every((count) => count === 1)).toBe(true);
  return uncertain.length;
}

it('mails nobody twice and loses nobody when the server is killed again and again', async () => {
  const isSqlite = !database.isPostgres;
  // SQLite: one process that is killed. PostgreSQL: two workers of which one or the other is killed while its fellow goes on.
  const people = 3_000;
  const wanted = isSqlite ? 20 : 8;
  let api = spawn(isSqlite ? {} : { ROLE: 'api' });
  let person = await signIn(await api.url(), 'register');
  const workers = isSqlite ? [] : [spawn({ ROLE: 'worker' }), spawn({ ROLE: 'worker' })];
  for (const worker of workers) await worker.url();
  const campaign = await prepare(person, people);
  await sink.setFaults({ at: 'dot', action: { kind: 'slow', delayMs: 20 } });
  await dataOf(person.post(`campaigns/${campaign.id}/send`));
  await waitFor('the first message', async () => (await sink.count()) > 0);
  let kills = 0;
  let during = 0;
  for (; during < wanted && (await sink.count()) < people; kills += 1) {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * (isSqlite ? 150 : 400)));
    const before = await sink.count();
    if (before < people) during += 1;
    if (isSqlite) {
      await end(api, 'SIGKILL');
      api = spawn();
      await api.url();
    } else {
      const at = kills % workers.length;
      await end(workers[at] as ServerProcess, 'SIGKILL');
      workers[at] = spawn({ ROLE: 'worker' });
      await workers[at]?.url();
    }
  }
  expect(during).toBe(wanted);
  await sink.setFaults();
  if (isSqlite) person = await signIn(await api.url(), 'login');
  const uncertain = await settleByTruth(person, campaign.id, people);
  // A crash leaves about as many open questions as there were messages under way: two for each connection of a lane, and on
  // PostgreSQL one process may run both lanes.
  expect(uncertain).toBeLessThanOrEqual(kills * CONNECTIONS * (isSqlite ? 2 : 4));
  note(`${kills} kills, ${during} of them during the send, left ${uncertain} of ${people} uncertain.`);
  for (const server of [...running]) await end(server, 'SIGTERM');
  if (isSqlite) checkFile();
}, 240_000);

it('decides a test of variants once, and gives each person one variant, though the server is killed in the sample, in the decision and in the rest', async () => {
  const people = 400;
  let server = spawn();
  let person = await signIn(await server.url(), 'register');
  const variants = [{ name: 'Plain' }, { name: 'Question', subject: 'Will you come?' }];
  const sample = { share: 50, minimum: 50, waitMinutes: 1_440, rule: 'replies', confidence: 95, otherwise: 'person' };
  const campaign = await prepare(person, people, { subject: 'We open on Friday', abTest: { variants, sample } });
  const killAndStart = async (): Promise<void> => {
    await end(server, 'SIGKILL');
    server = spawn();
    person = await signIn(await server.url(), 'login');
  };
  const result = (): Promise<{
    phase: string;
    waiting: number;
    decision: { variantId: string } | null;
    variants: { id: string; recipients: number; rest: number }[];
  }> => dataOf(person.get(`campaigns/${campaign.id}/ab-test`));
  await sink.setFaults({ at: 'dot', action: { kind: 'slow', delayMs: 20 } });
  await dataOf(person.post(`campaigns/${campaign.id}/send`));
  await waitFor('some of the sample', async () => (await sink.count()) > 40, 20_000);
  await killAndStart();
  await waitFor('the wait', async () => (await result()).phase === 'waiting', 60_000);
  const { variants: tested, waiting } = await result();
  expect({ waiting, recipients: tested.map(({ recipients }) => recipients) }).toEqual({ waiting: 200, recipients: [100, 100] });
  const chosen = tested[1]?.id ?? '';
  // Whether the answer arrives or not: what was written before the end is the decision, and what was not can be chosen again.
  const choice = person.post(`campaigns/${campaign.id}/variants/${chosen}/choose`).then(
    () => undefined,
    () => undefined,
  );
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
  await killAndStart();
  await choice;
  if ((await result()).decision === null) await dataOf(person.post(`campaigns/${campaign.id}/variants/${chosen}/choose`));
  await waitFor('some of the rest', async () => (await sink.count()) > 230, 90_000);
  await killAndStart();
  await sink.setFaults();
  await settleByTruth(person, campaign.id, people);
  expect((await result()).variants.map(({ recipients, rest }) => [recipients, rest])).toEqual([
    [100, 0],
    [100, 200],
  ]);
}, 240_000);

it('stops for SIGTERM within ten seconds, without a doubt about any message, and goes on afterwards', async () => {
  const people = 800;
  let server = spawn();
  let person = await signIn(await server.url(), 'register');
  const campaign = await prepare(person, people);
  await sink.setFaults({ at: 'dot', action: { kind: 'slow', delayMs: 20 } });
  await dataOf(person.post(`campaigns/${campaign.id}/send`));
  for (const atLeast of [200]) {
    await waitFor('some mail', async () => (await sink.count()) > atLeast, 20_000);
    const startedAt = Date.now();
    expect(await end(server, 'SIGTERM')).toBe(0);
    expect(Date.now() - startedAt).toBeLessThan(10_000);
    server = spawn();
    person = await signIn(await server.url(), 'login');
    const { counts, status } = await getCampaign(person, campaign.id);
    expect(status).toBe('sending');
    expect(counts.uncertain).toBe(0);
  }
  await sink.setFaults();
  expect(await settleByTruth(person, campaign.id, people)).toBe(0);
}, 120_000);

it('leaves a message uncertain whose server hangs when the process has to stop', async () => {
  const people = 40;
  let server = spawn();
  let person = await signIn(await server.url(), 'register');
  const campaign = await prepare(person, people);
  await sink.setFaults({ at: 'dot', action: { kind: 'hang' }, times: 1 });
  await dataOf(person.post(`campaigns/${campaign.id}/send`));
  await waitFor('the others', async () => (await sink.count()) === people, 20_000);
  const startedAt = Date.now();
  expect(await end(server, 'SIGTERM')).toBe(0);
  expect(Date.now() - startedAt).toBeLessThan(10_000);
  server = spawn();
  person = await signIn(await server.url(), 'login');
  expect(await settleByTruth(person, campaign.id, people)).toBe(1);
}, 60_000);

function checkFile(): void {
  const file = new Database(path.join(database.dataDir, 'rapport.db'), { readonly: true });
  try {
    expect(file.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(file.pragma('foreign_key_check')).toEqual([]);
  } finally {
    file.close();
  }
}
