import { execute, queryOne, sql } from '../src/platform/database/sql.js';
import { SweepExpiredAccess } from '../src/platform/security/SweepExpiredAccess.js';
import { TestApp } from './support/startTestApp.js';
import { emailOf, PASSWORD } from './support/twoFactor.js';

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

/** Reads a stream of server-sent events until it has the wanted text. */
async function readUntil(response: Response, wanted: string): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  while (reader && !text.includes(wanted)) {
    const { value, done } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
  }
  await reader?.cancel();
  return text;
}

async function signIn(): Promise<{ cookie: string; workspaceId: string }> {
  const person = await test.stranger('Lena Live');
  const answer = await fetch(`${test.url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-rapport-client': 'test' },
    body: JSON.stringify({ email: await emailOf(person), password: PASSWORD }),
  });
  return { cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '', workspaceId: person.workspaceId };
}

it('tells a workspace its own news and nobody else', async () => {
  const { cookie, workspaceId } = await signIn();
  const response = await fetch(`${test.url}/api/v1/workspaces/${workspaceId}/events`, { headers: { cookie } });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const seen = readUntil(response, '"id":"mine"');
  // Published until it is heard: PostgreSQL needs a moment to carry the first one.
  const timer = setInterval(() => {
    test.services.liveEvents.publish(test.owner.workspaceId, { type: 'import.progress', id: 'theirs' });
    test.services.liveEvents.publish(workspaceId, { type: 'import.progress', id: 'mine' });
  }, 50);
  const text = await seen;
  clearInterval(timer);
  expect(text).toContain('event: import.progress');
  expect(text).not.toContain('theirs');
});

it('refuses strangers and people who are not signed in', async () => {
  const { cookie } = await signIn();
  const url = `${test.url}/api/v1/workspaces/${test.owner.workspaceId}/events`;
  expect((await fetch(url)).status).toBe(401);
  expect((await fetch(url, { headers: { cookie } })).status).toBe(404);
});

it('ends the stream of somebody who was signed out', async () => {
  const { cookie, workspaceId } = await signIn();
  const response = await fetch(`${test.url}/api/v1/workspaces/${workspaceId}/events`, { headers: { cookie } });
  const stream = readUntil(response, 'never comes');
  await fetch(`${test.url}/api/v1/auth/logout`, { method: 'POST', headers: { cookie, 'x-rapport-client': 'test' } });
  // Read to its end: by itself it would go on for ever.
  expect(await stream).toContain('heartbeat');
}, 20_000);

it('forgets sessions and links that are over, and only those', async () => {
  const { manager } = test.services.dataSource;
  const count = async (): Promise<number> =>
    ((await queryOne<{ n: number }>(manager, sql`SELECT COUNT(*) AS n FROM sessions`)) ?? { n: 0 }).n;
  const { cookie, workspaceId } = await signIn();
  const before = await count();
  await execute(
    manager,
    sql`INSERT INTO sessions (id, user_id, token_hash, created_at, last_seen_at, expires_at)
        SELECT 'over', user_id, 'over', created_at, last_seen_at, '2020-01-01T00:00:00.000Z' FROM sessions LIMIT 1`,
  );
  await test.app.get(SweepExpiredAccess).sweep();
  expect(await count()).toBe(before);
  expect((await fetch(`${test.url}/api/v1/workspaces/${workspaceId}`, { headers: { cookie } })).status).toBe(200);
});
