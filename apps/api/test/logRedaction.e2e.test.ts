import { randomBytes } from 'node:crypto';
import path from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import request from 'supertest';
import { approvedCampaign, createTemplate, untilStatus } from './support/campaigns.js';
import { type RawRequest, sendRaw } from './support/fuzz/sendRaw.js';
import { dataOf, Person } from './support/Person.js';
import { ServerProcess } from './support/ServerProcess.js';
import { SinkProcess } from './support/SinkProcess.js';
import { createTestDatabase, type TestDatabase } from './support/testDatabase.js';
import { waitFor } from './support/waitFor.js';

let database: TestDatabase;
let server: ServerProcess;
let sink: SinkProcess;
let url: string;

beforeEach(async () => {
  database = await createTestDatabase({ isMigrated: true });
  sink = await SinkProcess.start();
  const environment = {
    PORT: '0',
    LOG_LEVEL: 'debug',
    REGISTRATION: 'open',
    OUTGOING_ALLOW_PRIVATE: 'true',
    METRICS_TOKEN: plant('metricsToken'),
  };
  server = ServerProcess.spawn({ ...database.environment, ...environment }, database.dataDir);
  url = await server.url();
});
afterEach(async () => {
  await server.stop();
  await sink.stop();
  await database.remove();
});

/** Words that occur nowhere else, by what they stand for. */
const planted = new Map<string, string>();

function plant(what: string): string {
  const word = `planted${randomBytes(8).toString('hex')}`;
  planted.set(what, word);
  return word;
}

const address = (what: string): string => `${plant(what)}@example.com`;

it('never holds a secret, an address or a text, whatever happens', async () => {
  const owner = await signUp();
  await signInWrongly();
  const link = await inviteAndAccept(owner);
  await importContacts(owner);
  const unsubscribed = await campaignToTheLab(owner);
  await campaignThroughSmtp(owner);
  await callsOfAllKinds(owner);
  await cutTheDatabase();
  await failures(owner);
  await waitFor('failures in the log', () => server.output.includes('"http.failed"'));
  server.kill('SIGTERM');
  await server.exited;

  // The log is there, with the failures and their stacks: otherwise this test would prove nothing.
  for (const event of ['server.ready', 'http.request', 'http.failed', 'server.stopping']) expect(server.output).toContain(`"${event}"`);
  expect(server.output).toMatch(/"error":"\w*Error: /);
  expect(server.output).toContain('/api/v1/workspaces/:workspaceId/contacts');
  planted.set('invitation token', link).set('unsubscribe token', unsubscribed);
  const leaked = [...planted].filter(([, word]) => server.output.includes(word)).map(([what]) => what);
  const lines = server.output.split('\n').filter((line) => [...planted.values()].some((word) => line.includes(word)));
  expect({ leaked, lines }).toEqual({ leaked: [], lines: [] });
}, 120_000);

async function signUp(): Promise<Person> {
  const owner = new Person(url);
  const answer = await owner.post('/api/v1/auth/register', {
    name: plant('name'),
    email: address('account'),
    password: plant('password'),
    workspaceName: plant('workspaceName'),
  });
  planted.set('session cookie', /rapport=([^;]+)/.exec(String(answer.headers['set-cookie']))?.[1] ?? 'none');
  const session = await dataOf<{ workspaces: { id: string }[] }>(Promise.resolve(answer));
  owner.workspaceId = session.workspaces[0]?.id ?? '';
  return owner;
}

async function signInWrongly(): Promise<void> {
  await new Person(url).post('/api/v1/auth/login', { email: `${planted.get('account')}@example.com`, password: plant('wrongPassword') });
  await new Person(url).post('/api/v1/auth/login', { email: address('unknownAccount'), password: plant('otherPassword') });
}

async function inviteAndAccept(owner: Person): Promise<string> {
  const invitation = await dataOf<{ url: string }>(owner.post('invitations', { email: address('invited'), role: 'author' }));
  const token = invitation.url.split('/').at(-1) ?? '';
  await request(url).get(`/invite/${token}`);
  await request(url).get(`/api/v1/invitations/${token}`);
  const guest = new Person(url);
  await guest.post(`/api/v1/invitations/${token}/accept`, { name: 'x', password: 'short' });
  await dataOf(guest.post(`/api/v1/invitations/${token}/accept`, { name: plant('guest'), password: plant('guestPassword') }));
  return token;
}

async function importContacts(owner: Person): Promise<void> {
  const rows = `First name,Email\n${plant('contactName')},${address('contact')}\n${plant('brokenRow')},not an address\n`;
  const { id } = await dataOf<{ id: string }>(owner.post('imports').attach('file', Buffer.from(rows), `${plant('fileName')}.csv`));
  await dataOf(owner.post(`imports/${id}/start`, { mode: 'createAndUpdate', newListName: plant('listName') }));
  await waitFor('the import', async () => (await dataOf<{ status: string }>(owner.get(`imports/${id}`))).status === 'completed', 30_000);
}

/** Answers the token of the link in the message, which was opened and used. */
async function campaignToTheLab(owner: Person): Promise<string> {
  const [list] = await dataOf<{ id: string }[]>(owner.get('lists'));
  const template = await createTemplate(owner, { bodyHtml: `<p>${plant('body')}</p><a href="{{ unsubscribe_url }}">No</a>` });
  const campaign = await approvedCampaign(owner, [list?.id ?? ''], { templateId: template.id, subject: plant('subject') });
  await dataOf(owner.post(`campaigns/${campaign.id}/send`));
  await untilStatus(owner, campaign.id, 'sent', 30_000);
  const { items } = await dataOf<{ items: { id: string }[] }>(owner.get('mail-lab/messages'));
  const message = JSON.stringify(await dataOf(owner.get(`mail-lab/messages/${items[0]?.id ?? ''}`)));
  const token = /\/u\/([A-Za-z0-9_-]{40,})/.exec(message)?.[1] ?? '';
  expect(token).not.toBe('');
  await request(url).get(`/u/${token}`).expect(200);
  await request(url).post(`/u/${token}`).expect(200);
  await request(url).post(`/u/${token}/undo`).expect(200);
  await request(url).post(`/u/${token.slice(0, -4)}`);
  return token.slice(0, 60);
}

/** The mail server repeats the address and the password in its refusals, as some do. */
async function campaignThroughSmtp(owner: Person): Promise<void> {
  const password = plant('smtpPassword');
  const config = { host: '127.0.0.1', port: sink.port, security: 'none', user: plant('smtpUser'), password };
  await sink.setFaults({ at: 'auth', action: { kind: 'reply', code: 535, text: `5.7.8 bad password ${password}` } });
  await owner.post('sender/verify', { type: 'smtp', config });
  await owner.put('sender', { type: 'smtp', config });
  await owner.post('sender/verify', {});
  await sink.setFaults({ at: 'rcpt', action: { kind: 'reply', code: 550, text: `5.1.1 <${planted.get('contact')}@example.com> unknown` } });
  await owner.put('sender', { type: 'smtp', config: { ...config, user: null, password: null } });
  const [list] = await dataOf<{ id: string }[]>(owner.get('lists'));
  const campaign = await approvedCampaign(owner, [list?.id ?? '']);
  await dataOf(owner.post(`campaigns/${campaign.id}/send`));
  await untilStatus(owner, campaign.id, 'sent', 30_000);
}

async function callsOfAllKinds(owner: Person): Promise<void> {
  const base = `/api/v1/workspaces/${owner.workspaceId}`;
  const json = { 'content-type': 'application/json', 'x-rapport-client': 'test' };
  const calls: RawRequest[] = [
    { method: 'GET', path: `${base}/contacts`, headers: { authorization: `Bearer rk_${plant('apiKeyId')}_${plant('apiKey')}` } },
    { method: 'GET', path: '/metrics', headers: { authorization: `Bearer ${planted.get('metricsToken')}` } },
    { method: 'GET', path: '/metrics', headers: { authorization: `Bearer ${plant('wrongToken')}` } },
    { method: 'POST', path: `${base}/contacts`, headers: { ...json, cookie: `rapport=${plant('foreignCookie')}` }, body: '{}' },
    { method: 'POST', path: '/api/v1/auth/login', headers: json, body: `{"password":"${plant('brokenJson')}` },
    { method: 'POST', path: `/api/v1/${plant('unknownPath')}?token=${plant('queryToken')}`, headers: json, body: '{}' },
    { method: 'GET', path: `/reset/${plant('resetToken')}?email=${plant('queryEmail')}` },
    { method: 'GET', path: `/api/v1/%ED%A0%80${plant('badUrl')}` },
    { method: 'POST', path: '/api/v1/auth/login', headers: { 'content-type': `text/${plant('contentType')}` }, body: plant('plainBody') },
  ];
  for (const call of calls) await sendRaw(url, call);
  await owner.get(`contacts?search=${plant('search')}`);
  await owner.post('/api/v1/me/password', { currentPassword: plant('wrongCurrent'), newPassword: plant('newPassword') });
}

/** From below the running server: its statements fail from now on, with their values in hand. */
async function cutTheDatabase(): Promise<void> {
  const statements = ['base_contacts', 'contact_lists', 'users', 'workspaces'].map(
    (table) => `ALTER TABLE ${table} RENAME TO ${table}_gone`,
  );
  const connection = database.environment['DATABASE_URL'];
  if (!connection) {
    const file = new Database(path.join(database.dataDir, 'rapport.db'), { timeout: 5_000 });
    for (const statement of statements) file.exec(statement);
    file.close();
    return;
  }
  const client = new pg.Client({ connectionString: connection });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  await client.end();
}

async function failures(owner: Person): Promise<void> {
  const answers = [
    await owner.post('contacts', { firstName: plant('failingName'), primaryEmail: address('failingContact') }),
    await owner.get(`contacts?search=${plant('failingSearch')}`),
    await owner.post('lists', { name: plant('failingList') }),
    await new Person(url).post('/api/v1/auth/login', { email: address('failingAccount'), password: plant('failingPassword') }),
    await new Person(url).get(`/api/v1/invitations/${plant('failingToken')}`),
  ];
  expect(answers.map(({ status }) => status)).toContain(500);
}
