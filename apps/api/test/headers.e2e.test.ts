import { readdirSync } from 'node:fs';
import path from 'node:path';
import { UnsubscribeService } from '../src/modules/consent/UnsubscribeService.js';
import { webRoot } from '../src/platform/http/webRoot.js';
import { securityHeaders } from '../src/platform/http/securityHeaders.js';
import { FuzzWorld } from './support/fuzz/FuzzWorld.js';
import { type RawAnswer, sendRaw } from './support/fuzz/sendRaw.js';
import { Person } from './support/Person.js';
import { queryOne, sql } from '../src/platform/database/sql.js';
import { TestApp } from './support/startTestApp.js';
import { PASSWORD } from './support/twoFactor.js';

let test: TestApp;
let world: FuzzWorld;
beforeAll(async () => {
  test = await TestApp.start();
  world = await FuzzWorld.settle(test);
});
afterAll(() => test.stop());

const get = (address: string): Promise<RawAnswer> =>
  sendRaw(test.url, { method: 'GET', path: address, headers: { cookie: world.cookie, 'x-rapport-client': 'test' } });
const inWorkspace = (address: string): Promise<RawAnswer> => get(`/api/v1/workspaces/${world.workspaceId}/${address}`);

function policyOf({ headers }: Pick<RawAnswer, 'headers'>): string {
  return String(headers['content-security-policy']);
}

/** What every answer says, whatever it is. */
function expectGuarded(answer: RawAnswer): void {
  expect(answer.headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': expect.stringMatching(/DENY|SAMEORIGIN/),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': expect.stringContaining('camera=()'),
    'referrer-policy': expect.stringMatching(/^(same-origin|no-referrer)$/),
    'x-request-id': expect.stringMatching(/^[\w.-]{8,64}$/),
  });
  expect(policyOf(answer)).toContain("frame-ancestors 'none'");
  expect(policyOf(answer)).not.toContain("script-src 'unsafe-inline'");
  expect(policyOf(answer)).not.toContain('unsafe-eval');
  expect(answer.headers['x-powered-by']).toBeUndefined();
  expect(answer.headers['server']).toBeUndefined();
}

function expectForPrograms(answer: RawAnswer, status: number): void {
  expect(answer.status).toBe(status);
  expectGuarded(answer);
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(policyOf(answer)).toContain("default-src 'none'");
}

it('guards an answer of the API, kept by no cache and shown as no page', async () => {
  expectForPrograms(await inWorkspace('contacts'), 200);
  expectForPrograms(await get('/api/openapi.json'), 200);
});

it('guards refusals alike', async () => {
  expectForPrograms(await inWorkspace('contacts/unknown'), 400);
  expectForPrograms(await get('/api/v1/nothing'), 404);
  expectForPrograms(await get(`/api/v1/workspaces/${test.owner.workspaceId}/contacts`), 404);
});

it('guards what is answered before a route is known', async () => {
  const answer = await get('/api/v1/%ED%A0%80');
  expect(answer.status).toBe(400);
  expectGuarded(answer);
  expect(answer.headers['cache-control']).toBe('no-store');
});

describe('an address of the API written another way', () => {
  const spellings = (address: string): string[] => [
    address.replace('/api', '/%61pi'),
    address.replace('/api', '/ap%69'),
    `http://elsewhere.example${address}`,
    `HTTPS://elsewhere.example:81${address}`,
  ];

  it('is guarded and counted like the plain one where it is understood', async () => {
    for (const address of spellings('/api/v1/setup')) {
      const answer = await sendRaw(test.url, { method: 'GET', path: address });
      if (answer.status === 404) continue;
      expectForPrograms(answer, 200);
      expect(answer.headers['ratelimit-limit']).toBeDefined();
    }
    const answer = await sendRaw(test.url, { method: 'GET', path: '/%61pi/v1/setup' });
    expectForPrograms(answer, 200);
  });

  it.each([
    '//api/v1/setup',
    '/api;x/v1/setup',
    '/API/v1/setup',
    '/%2561pi/v1/setup',
    '/api%2fv1/setup',
    '/./api/v1/setup',
    '/contacts/../api/v1/setup',
    '/%2e%2e/api/v1/setup',
    '/\\api/v1/setup',
    '/api/v1/nothing?x=/contacts',
    '/api#/contacts',
    'http://elsewhere.example/API/v1',
    '/Health',
    '/metrics/x',
    '/media/x/y',
  ])('is never the dashboard: %s', async (address) => {
    const answer = await sendRaw(test.url, { method: 'GET', path: address });
    expectForPrograms(answer, 404);
    expect(JSON.parse(answer.text)).toMatchObject({ data: null, error: { code: 'route.notFound' } });
  });

  it('leaves the pages of the dashboard what they are', async () => {
    for (const address of ['/', '/contacts/api', '/w/x/contacts?from=/api/v1', '/apis', '/login'])
      expect((await get(address)).headers['content-type']).toMatch(/^text\/html/);
  });
});

it('guards the page of the dashboard: scripts only from here', async () => {
  const answer = await get('/contacts');
  expect(answer.headers['content-type']).toMatch(/^text\/html/);
  expectGuarded(answer);
  expect(policyOf(answer)).toMatch(/script-src 'self';/);
  expect(policyOf(answer)).toMatch(/object-src 'none'/);
  expect(answer.headers['cache-control']).toBe('no-cache');
});

it('guards a file of the dashboard, which may be kept for ever', async () => {
  const file = readdirSync(path.join(webRoot, 'assets')).find((name) => name.endsWith('.js')) ?? '';
  const answer = await get(`/assets/${file}`);
  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toMatch(/javascript/);
  expectGuarded(answer);
  expect(answer.headers['cache-control']).toContain('immutable');
});

it('guards a file that is missing', async () => {
  const answer = await get('/assets/missing.js');
  expect(answer.status).toBe(404);
  expectGuarded(answer);
});

it('guards a download, which has a type and a name and is saved, not shown', async () => {
  const answer = await inWorkspace(`imports/${world.ids['imports']?.[0] ?? ''}/rejects.csv`);
  expectForPrograms(answer, 200);
  expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="[\w.\- ]+"; filename\*=UTF-8''[\w.%-]+$/);
});

it('guards the stream of events', async () => {
  const abort = new AbortController();
  const answer = await fetch(`${test.url}/api/v1/workspaces/${world.workspaceId}/events`, {
    headers: { cookie: world.cookie },
    signal: abort.signal,
  });
  const headers = Object.fromEntries(answer.headers);
  abort.abort();
  expect(headers['content-type']).toMatch(/^text\/event-stream/);
  expectGuarded({ status: 200, text: '', ms: 0, headers });
  expect(headers['cache-control']).toContain('no-store');
});

it('guards the page behind an unsubscribe link: no script at all, no referrer to carry the link on', async () => {
  const url = test.app.get(UnsubscribeService, { strict: false }).urlFor({
    workspaceId: world.workspaceId,
    addressKey: 'ann@example.com',
    contactId: null,
    recipientId: null,
  });
  const answer = await get(new URL(url).pathname);
  expect(answer.status).toBe(200);
  expectGuarded(answer);
  expect(policyOf(answer)).toMatch(/^default-src 'none'; style-src 'sha256-/);
  expect(answer.headers['referrer-policy']).toBe('no-referrer');
  expect(answer.headers['cache-control']).toBe('no-store');
});

it('guards the API documentation, a page that runs only its own files', async () => {
  const answer = await get('/api/docs');
  expect(answer.status).toBe(200);
  expectGuarded(answer);
  expect(policyOf(answer)).toMatch(/script-src 'self';/);
  expect(answer.text).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>/);
});

it('guards health, which no proxy may keep either', async () => {
  expectForPrograms(await get('/health/live'), 200);
  expectForPrograms(await get('/health/ready'), 200);
});

it('asks browsers to stay with https where the installation has it, and only there', () => {
  expect(securityHeaders({ isSecure: true })).toMatchObject({
    'strict-transport-security': 'max-age=31536000',
    'content-security-policy': expect.stringContaining('upgrade-insecure-requests'),
  });
  expect(securityHeaders({ isSecure: false })['strict-transport-security']).toBeUndefined();
});

it('binds the session to this host with https, and keeps it from scripts and from posts of other sites either way', async () => {
  const cookieOf = async (app: TestApp): Promise<string> => {
    // From the database: over plain http the session of a secure installation does not come back.
    const owner = await queryOne<{ email: string }>(
      app.services.dataSource.manager,
      sql`SELECT email FROM users ORDER BY created_at LIMIT 1`,
    );
    const answer = await new Person(app.app.getHttpServer()).post('/api/v1/auth/login', { email: owner?.email, password: PASSWORD });
    return String(answer.headers['set-cookie']);
  };
  expect(await cookieOf(test)).toMatch(/^rapport=[\w-]{43}; .*Path=\/; HttpOnly; SameSite=Lax$/);
  const secure = await TestApp.start({ PUBLIC_URL: 'https://rapport.example.com' });
  try {
    expect(await cookieOf(secure)).toMatch(/^__Host-rapport=[\w-]{43}; .*Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  } finally {
    await secure.stop();
  }
});
