import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import path from 'node:path';
import { SmtpSink } from '@rapport/providers/testing';
import { readConfig } from '../src/platform/config/AppConfig.js';
import { openReadOnly } from '../src/platform/database/openReadOnly.js';
import { sql } from '../src/platform/database/sql.js';
import { dataOf, Person } from './support/Person.js';
import { type NewKey } from './support/Program.js';
import { ServerProcess } from './support/ServerProcess.js';
import { createTestDatabase, type TestDatabase } from './support/testDatabase.js';

const KILLS = 3;
const WORKERS = 24;
const account = { email: 'kim@example.com', password: 'correct horse battery' };
/** On PostgreSQL the claim of a dead process counts as running for half a minute. */
const PATIENCE_MS = 60_000;

let database: TestDatabase;
let server: ServerProcess;
let url: string;
beforeAll(async () => {
  database = await createTestDatabase({ isMigrated: true });
  await start();
  await dataOf(new Person(url).post('/api/v1/auth/register', { ...account, name: 'Kim Kill', workspaceName: 'Kim' }));
});
afterAll(async () => {
  await server.stop();
  await database.remove();
});

async function start(): Promise<void> {
  server = ServerProcess.spawn(
    { PORT: '0', ...database.environment, RATE_LIMIT_KEY: '1000000', RATE_LIMIT_WORKSPACE: '1000000' },
    database.dataDir,
  );
  url = await server.url();
}

async function signIn(): Promise<Person> {
  const person = new Person(url);
  const session = await dataOf<{ workspaces: { id: string }[] }>(person.post('/api/v1/auth/login', account));
  person.workspaceId = session.workspaces[0]?.id ?? '';
  return person;
}

/** Contacts and the entries that tell of them, as they are stored; on PostgreSQL some wait for their place after a crash. */
async function readStored(): Promise<{ contacts: string[]; told: string[] }> {
  const config = readConfig({ PORT: '0', ...database.environment }, path.join(database.dataDir, '.env'));
  const { query, close } = await openReadOnly(config.database);
  try {
    const contacts = await query<{ id: string }>(sql`SELECT id FROM base_contacts`);
    const told = await query<{ id: string }>(
      sql`SELECT entity_id AS id FROM audit_logs WHERE action = 'contact.created'
          UNION ALL SELECT entity_id FROM audit_waiting WHERE action = 'contact.created'`,
    );
    return { contacts: contacts.map(({ id }) => id).sort(), told: told.map(({ id }) => id).sort() };
  } finally {
    await close();
  }
}

it('acts once for each key while the server is killed again and again, and tells when an answer was lost', async () => {
  const person = await signIn();
  const { workspaceId } = person;
  const { secret } = await dataOf<NewKey>(person.post('api-keys', { description: 'Kill', scopes: ['contacts:read', 'contacts:write'] }));
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };

  /** As a careful client does: the same request with the same key until there is an answer. */
  async function create(lastName: string): Promise<string> {
    const key = randomUUID();
    const deadline = Date.now() + PATIENCE_MS;
    while (Date.now() < deadline) {
      const answer = await fetch(`${url}/api/v1/workspaces/${workspaceId}/contacts`, {
        method: 'POST',
        headers: { ...headers, 'idempotency-key': key },
        body: JSON.stringify({ firstName: 'Ada', lastName }),
      }).catch(() => null);
      const text = await answer?.text().catch(() => null);
      if (!answer || text === null || text === undefined) {
        await pause(20);
        continue;
      }
      if (answer.status === 201) return 'answered';
      const { error } = JSON.parse(text) as { error: { code: string } };
      if (error.code === 'idempotency.answerLost') return 'lost';
      if (error.code !== 'idempotency.inProgress') throw new Error(`${answer.status} ${text}`);
      await pause(50);
    }
    return 'never';
  }

  const outcomes = new Map<string, string>();
  let isOver = false;
  const workers = Array.from({ length: WORKERS }, async (_, worker) => {
    for (let n = 0; !isOver; n += 1) {
      const name = `W${worker}n${n}`;
      outcomes.set(name, await create(name));
    }
  });
  while (outcomes.size < WORKERS) await pause(20);
  for (let round = 0; round < KILLS; round += 1) {
    await pause(150 + Math.random() * 300);
    server.kill('SIGKILL');
    await server.exited;
    await start();
  }
  isOver = true;
  await Promise.all(workers);

  const found: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Response = await fetch(`${url}/api/v1/workspaces/${workspaceId}/contacts?limit=200${cursor && `&cursor=${cursor}`}`, {
      headers,
    });
    const { data } = (await page.json()) as { data: { items: { lastName: string }[]; nextCursor: string | null } };
    found.push(...data.items.map(({ lastName }) => lastName));
    cursor = data.nextCursor && encodeURIComponent(data.nextCursor);
  }
  expect(outcomes.size).toBeGreaterThan(WORKERS);
  expect([...outcomes.values()].filter((outcome) => outcome === 'never')).toEqual([]);
  // Each was created, and none twice: also those whose answer was lost.
  expect(found.sort()).toEqual([...outcomes.keys()].sort());
  const { contacts, told } = await readStored();
  expect(contacts).toHaveLength(outcomes.size);
  expect(told).toEqual(contacts);
}, 180_000);

it('sends a test message once when the server dies after handing it over', async () => {
  const sink = await SmtpSink.start();
  try {
    const first = await signIn();
    await dataOf(first.put('sender', { type: 'smtp', config: { ...sink.address, security: 'none' } }));

    // The mail server has the message, and its answer never arrives.
    sink.setFaults({ at: 'dot', action: { kind: 'hang' } });
    const key = randomUUID();
    const lost = first
      .post('sender/test', { to: 'proof@example.org' })
      .set('Idempotency-Key', key)
      .then(
        () => 'answered',
        () => 'lost',
      );
    while (sink.received.length === 0) await pause(20);
    server.kill('SIGKILL');
    await server.exited;
    expect(await lost).toBe('lost');
    await start();
    sink.setFaults();

    const again = await signIn();
    let code = 'idempotency.inProgress';
    for (const deadline = Date.now() + PATIENCE_MS; code === 'idempotency.inProgress' && Date.now() < deadline; await pause(100)) {
      const answer = await again.post('sender/test', { to: 'proof@example.org' }).set('Idempotency-Key', key);
      code = (answer.body as { error: { code: string } | null }).error?.code ?? 'none';
    }
    expect(code).toBe('idempotency.answerLost');
    expect([...sink.countsByRecipient()]).toEqual([['proof@example.org', 1]]);
  } finally {
    await sink.stop();
  }
}, 120_000);
