import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { dataOf, Person } from './support/Person.js';
import { type NewKey } from './support/Program.js';
import { ServerProcess } from './support/ServerProcess.js';
import { createTestDatabase, type TestDatabase } from './support/testDatabase.js';

const KILLS = 3;
const WORKERS = 6;
/** On PostgreSQL the claim of a dead process counts as running for half a minute. */
const PATIENCE_MS = 60_000;

let database: TestDatabase;
let server: ServerProcess;
let url: string;
beforeAll(async () => {
  database = await createTestDatabase();
  await start();
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

it('acts once for each key while the server is killed again and again, and tells when an answer was lost', async () => {
  const person = new Person(url);
  const account = { name: 'Kim Kill', email: 'kim@example.com', password: 'correct horse battery', workspaceName: 'Kim' };
  const session = await dataOf<{ workspaces: { id: string }[] }>(person.post('/api/v1/auth/register', account));
  const workspaceId = session.workspaces[0]?.id ?? '';
  person.workspaceId = workspaceId;
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
}, 180_000);
