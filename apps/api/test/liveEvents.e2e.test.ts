import { execute, queryOne, sql } from '../src/platform/database/sql.js';
import { SweepExpiredAccess } from '../src/platform/security/SweepExpiredAccess.js';
import { LiveStreams, STREAMS_OF_ALL, STREAMS_OF_ONE } from '../src/platform/live/LiveStreams.js';
import { dataOf } from './support/Person.js';
import { Program } from './support/Program.js';
import { TestApp } from './support/startTestApp.js';
import { emailOf, PASSWORD } from './support/twoFactor.js';
import { waitFor } from './support/waitFor.js';

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

/** Of which events a stream told, each once, sorted. */
function ids(text: string): string[] {
  return [...new Set([...text.matchAll(/"id":"(\w+)"/g)].map(([, id = '']) => id))].sort();
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

/** Signs the same person in once more, as another browser would. */
async function signInAgain(person: { email: string }): Promise<string> {
  const answer = await fetch(`${test.url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-rapport-client': 'test' },
    body: JSON.stringify({ email: person.email, password: PASSWORD }),
  });
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

it('tells a person their own news in every stream of theirs, and nobody else: no colleague, no key of theirs', async () => {
  const ann = await test.stranger('Ann Addressed');
  const colleague = await test.member('admin', ann);
  const [annEmail, colleagueEmail] = [await emailOf(ann), await emailOf(colleague)];
  const other = await dataOf<{ id: string }>(ann.post('/api/v1/workspaces', { name: 'Another of Ann' }));
  const key = await Program.of(ann, ['workspace:read']);
  const urlOf = (workspaceId: string): string => `${test.url}/api/v1/workspaces/${workspaceId}/events`;
  const open = async (workspaceId: string, headers: Record<string, string>): Promise<{ text: Promise<string> }> => {
    const response = await fetch(urlOf(workspaceId), { headers });
    expect(response.status).toBe(200);
    return { text: readUntil(response, '"id":"last"') };
  };
  const [tab, phone, elsewhere] = [
    await signInAgain({ email: annEmail }),
    await signInAgain({ email: annEmail }),
    await signInAgain({ email: annEmail }),
  ];
  const streams = {
    tab: await open(ann.workspaceId, { cookie: tab }),
    phone: await open(ann.workspaceId, { cookie: phone }),
    elsewhere: await open(other.id, { cookie: elsewhere }),
    colleague: await open(ann.workspaceId, { cookie: await signInAgain({ email: colleagueEmail }) }),
    key: await open(ann.workspaceId, { authorization: `Bearer ${key.secret}` }),
  };
  await untilOpen(5);
  // Told until each stream has its last word: PostgreSQL needs a moment to carry the first one.
  const timer = setInterval(() => {
    test.services.liveEvents.publishToUser(ann.userId, { type: 'audit.verifying', id: 'forAnn' });
    test.services.liveEvents.publishToUser(colleague.userId, { type: 'audit.verifying', id: 'forColleague' });
    for (const id of [ann.workspaceId, other.id]) test.services.liveEvents.publish(id, { type: 'import.progress', id: 'forAll' });
    for (const id of [ann.workspaceId, other.id]) test.services.liveEvents.publish(id, { type: 'import.progress', id: 'last' });
  }, 50);
  const seen = Object.fromEntries(
    await Promise.all(Object.entries(streams).map(async ([name, { text }]) => [name, ids(await text)] as const)),
  );
  clearInterval(timer);
  expect(seen).toEqual({
    tab: ['forAll', 'forAnn', 'last'],
    phone: ['forAll', 'forAnn', 'last'],
    elsewhere: ['forAll', 'forAnn', 'last'],
    colleague: ['forAll', 'forColleague', 'last'],
    key: ['forAll', 'last'],
  });
});

it('tells news in the order in which they were published', async () => {
  const { cookie, workspaceId } = await signIn();
  const response = await fetch(`${test.url}/api/v1/workspaces/${workspaceId}/events`, { headers: { cookie } });
  const seen = readUntil(response, '"id":"last"');
  for (let n = 0; n < 300; n += 1) test.services.liveEvents.publish(workspaceId, { type: 'import.progress', id: `news${n}` });
  test.services.liveEvents.publish(workspaceId, { type: 'import.progress', id: 'last' });
  const order = [...(await seen).matchAll(/"id":"news(\d+)"/g)].map(([, n]) => Number(n));
  expect(order).toEqual(Array.from({ length: 300 }, (_, n) => n));
});

it('refuses strangers and people who are not signed in', async () => {
  const { cookie } = await signIn();
  const url = `${test.url}/api/v1/workspaces/${test.owner.workspaceId}/events`;
  expect((await fetch(url)).status).toBe(401);
  expect((await fetch(url, { headers: { cookie } })).status).toBe(404);
});

it('ends the stream of someone who was signed out', async () => {
  const { cookie, workspaceId } = await signIn();
  const response = await fetch(`${test.url}/api/v1/workspaces/${workspaceId}/events`, { headers: { cookie } });
  const stream = readUntil(response, 'never comes');
  await fetch(`${test.url}/api/v1/auth/logout`, { method: 'POST', headers: { cookie, 'x-rapport-client': 'test' } });
  // Read to its end: by itself it would go on for ever.
  expect(await stream).toContain('heartbeat');
}, 20_000);

const BELL = 'never comes';

/** The stream of a cookie or a key, read to its end. */
async function streamOf(workspaceId: string, headers: Record<string, string>): Promise<{ text: Promise<string>; cancel: () => void }> {
  const abort = new AbortController();
  const response = await fetch(`${test.url}/api/v1/workspaces/${workspaceId}/events`, { headers, signal: abort.signal });
  expect(response.status).toBe(200);
  return { text: readUntil(response, BELL).catch(() => 'cancelled'), cancel: () => abort.abort() };
}

const openStreams = (): number => test.app.get(LiveStreams).countOpen();
async function untilOpen(count: number): Promise<void> {
  await waitFor(`${count} open streams`, () => openStreams() === count);
}

describe('a stream ends', () => {
  const headersOf = (key: Program): Record<string, string> => ({ authorization: `Bearer ${key.secret}` });

  it('when the token of its session changes, though the session goes on', async () => {
    const { cookie, workspaceId } = await signIn();
    const { text } = await streamOf(workspaceId, { cookie });
    const changed = await fetch(`${test.url}/api/v1/me/password`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', 'x-rapport-client': 'test' },
      body: JSON.stringify({ currentPassword: PASSWORD, newPassword: 'another correct horse battery' }),
    });
    expect(changed.status).toBe(200);
    expect(await text).toContain('heartbeat');
    const fresh = changed.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect((await fetch(`${test.url}/api/v1/workspaces/${workspaceId}/events`, { headers: { cookie } })).status).toBe(401);
    (await streamOf(workspaceId, { cookie: fresh })).cancel();
  }, 20_000);

  it('when the member is removed, or gets another role', async () => {
    for (const act of ['remove', 'demote'] as const) {
      const admin = await test.member('admin');
      const key = await Program.of(admin, ['workspace:read']);
      const { text } = await streamOf(key.workspaceId, headersOf(key));
      const path = `members/${admin.userId}`;
      expect((await (act === 'remove' ? test.owner.delete(path) : test.owner.patch(path, { role: 'viewer' }))).status).toBe(200);
      expect(await text).toContain('heartbeat');
    }
  }, 30_000);

  it('when its key is revoked, or loses the scope', async () => {
    for (const act of ['revoke', 'narrow'] as const) {
      const key = await Program.of(test.owner, ['workspace:read', 'contacts:read']);
      const { text } = await streamOf(key.workspaceId, headersOf(key));
      const { status } = await (act === 'revoke'
        ? test.owner.post(`api-keys/${key.keyId}/revoke`)
        : test.owner.patch(`api-keys/${key.keyId}`, { scopes: ['contacts:read'] }));
      expect(status).toBe(200);
      expect(await text).toContain('heartbeat');
    }
  }, 30_000);
});

describe('places', () => {
  it('are ten for one person: the oldest stream makes room and is told so, whatever the workspace', async () => {
    await untilOpen(0);
    const { cookie, workspaceId } = await signIn();
    const streams = [];
    for (let n = 0; n < STREAMS_OF_ONE + 2; n += 1) streams.push(await streamOf(workspaceId, { cookie }));
    const [first, second] = await Promise.all(streams.slice(0, 2).map(({ text }) => text));
    expect(first).toContain('event: replaced');
    expect(second).toContain('event: replaced');
    expect(openStreams()).toBe(STREAMS_OF_ONE);
    const other = await signIn();
    const alone = await streamOf(other.workspaceId, { cookie: other.cookie });
    expect(openStreams()).toBe(STREAMS_OF_ONE + 1);
    for (const { cancel } of [...streams, alone]) cancel();
    await untilOpen(0);
  }, 30_000);

  it('are not taken by HEAD', async () => {
    expect((await test.owner.head('events')).status).toBe(200);
    await untilOpen(0);
  });

  it('are bounded for the whole process, with an answer that says when to come back', () => {
    const streams = new LiveStreams();
    const taken = Array.from({ length: STREAMS_OF_ALL }, (_, n) => streams.place(`user:${n}`).subscribe());
    expect(() => streams.place('user:late')).toThrow(expect.objectContaining({ code: 'live.full', status: 503, retryAfterSeconds: 60 }));
    taken[0]?.unsubscribe();
    expect(() => streams.place('user:late')).not.toThrow();
  });
});

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
