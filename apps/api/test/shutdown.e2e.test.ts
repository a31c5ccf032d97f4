import { request } from 'node:http';
import { Person, dataOf } from './support/Person.js';
import { ServerProcess } from './support/ServerProcess.js';
import { createTestDatabase, type TestDatabase } from './support/testDatabase.js';

let database: TestDatabase;
let server: ServerProcess;
let url: string;
let cookie: string;
let workspaceId: string;

beforeEach(async () => {
  database = await createTestDatabase({ isMigrated: true });
  server = ServerProcess.spawn({ PORT: '0', ...database.environment }, database.dataDir);
  url = await server.url();
  const answer = await new Person(url).post('/api/v1/auth/register', {
    name: 'Olivia Owner',
    email: 'olivia@example.com',
    password: 'correct horse battery',
    workspaceName: 'Shutdown',
  });
  cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
  workspaceId = (await dataOf<{ workspaces: { id: string }[] }>(Promise.resolve(answer))).workspaces[0]?.id ?? '';
});
afterEach(async () => {
  await server.stop();
  await database.remove();
});

async function stopTakes(): Promise<number> {
  const asked = Date.now();
  server.kill('SIGTERM');
  expect(await server.exited).toBe(0);
  return Date.now() - asked;
}

it('ends the streams of open pages and stops at once', async () => {
  const stream = await fetch(`${url}/api/v1/workspaces/${workspaceId}/events`, { headers: { cookie } });
  const body = stream.text();
  expect(await stopTakes()).toBeLessThan(4_000);
  expect(await body).toContain('heartbeat');
});

it('answers what has arrived, and takes nothing new', async () => {
  const contacts = Array.from({ length: 20 }, (_, index) =>
    fetch(`${url}/api/v1/workspaces/${workspaceId}/contacts`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', 'x-rapport-client': 'test' },
      body: JSON.stringify({ firstName: `Ann ${index}` }),
    }).then(
      (answer) => answer.status,
      () => 0,
    ),
  );
  // The first of them is through, so the others are on their way.
  await Promise.race(contacts);
  await stopTakes();
  const statuses = await Promise.all(contacts);
  expect(statuses.filter((status) => ![201, 503, 0].includes(status))).toEqual([]);
  expect(statuses).toContain(201);
  await expect(fetch(`${url}/health/live`)).rejects.toThrow();
});

it('cuts off an upload that would take for ever, and still stops in order', async () => {
  const broken = new Promise<string>((resolve) => {
    const upload = request(`${url}/api/v1/workspaces/${workspaceId}/imports`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'multipart/form-data; boundary=x', 'x-rapport-client': 'test', 'transfer-encoding': 'chunked' },
    });
    upload.on('error', (error) => resolve(error.message));
    upload.on('response', (answer) => resolve(`answered ${answer.statusCode}`));
    upload.write('--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\nFirst name\r\nAnn');
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await stopTakes()).toBeLessThan(9_500);
  expect(await broken).toMatch(/socket hang up|ECONNRESET|answered/);
  expect(server.output).toContain('server.stopping');
});
