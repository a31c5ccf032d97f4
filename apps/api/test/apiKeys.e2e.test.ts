import request from 'supertest';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import { ALL_SCOPES } from '../src/platform/security/scopes.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { type NewKey, Program } from './support/Program.js';
import { TestApp } from './support/startTestApp.js';

interface Key extends NewKey {
  prefix: string;
  description: string;
  scopes: string[];
  state: string;
  isLive: boolean;
  isUnused: boolean;
  maker: { userId: string; name: string; isMember: boolean };
  expiresAt: string | null;
  replacedById: string | null;
  lastUsedAt: string | null;
  lastUsedAddress: string | null;
  lastUsedRoute: string | null;
}

interface Audited {
  action: string;
  entity_id: string | null;
  details: string;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

let test: TestApp;
let owner: Person;
beforeAll(async () => {
  test = await TestApp.start();
});
// Tests set the clock forward, so each begins with an owner who has just signed in.
beforeEach(async () => {
  owner = await test.stranger('Olivia Owner');
});
afterAll(() => test.stop());

const create = (more: object = {}, by = owner): Promise<Key> =>
  dataOf<Key>(by.post('api-keys', { description: 'Shop import', scopes: ['contacts:read'], ...more }));
const list = async (): Promise<Key[]> => (await dataOf<{ items: Key[] }>(owner.get('api-keys'))).items;
const programOf = (key: NewKey): Program => new Program(owner.server, owner.workspaceId, key.secret, key.id);
const audited = (): Promise<Audited[]> =>
  queryRows<Audited>(
    test.services.dataSource.manager,
    sql`SELECT action, entity_id, details FROM audit_logs WHERE chain = ${owner.workspaceId} ORDER BY seq`,
  );

describe('making keys', () => {
  it('shows the key once, keeps its hash only, and lists what people need to know', async () => {
    const made = await create();
    expect(made.secret).toMatch(/^rk_[a-z0-9]{12}_[A-Za-z0-9_-]{43}$/);
    expect(made.secret.startsWith(`${made.prefix}_`)).toBe(true);
    const [listed] = await list();
    expect(listed).not.toHaveProperty('secret');
    expect(listed).toMatchObject({
      id: made.id,
      prefix: made.prefix,
      description: 'Shop import',
      scopes: ['contacts:read'],
      state: 'active',
      isLive: true,
      isUnused: false,
      maker: { userId: owner.userId, name: 'Olivia Owner', isMember: true },
      lastUsedAt: null,
    });
    const days = (Date.parse(listed?.expiresAt ?? '') - test.clock.now().getTime()) / DAY_MS;
    expect(days).toBeGreaterThan(89.9);
    expect(days).toBeLessThan(90.1);
    const rows = await queryRows<Record<string, unknown>>(
      test.services.dataSource.manager,
      sql`SELECT * FROM api_keys WHERE workspace_id = ${owner.workspaceId}`,
    );
    const stored = JSON.stringify([rows, await audited()]);
    expect(stored).toContain('apiKey.created');
    expect(stored).not.toContain(made.secret.split('_').slice(2).join('_'));
  });

  it('names every scope with what it allows', async () => {
    const catalogue = await dataOf<{ scope: string; description: string }[]>(owner.get('api-keys/scopes'));
    expect(catalogue.map(({ scope }) => scope)).toEqual(ALL_SCOPES);
    expect(catalogue.every(({ description }) => description.length > 5)).toBe(true);
  });

  it('refuses no scopes, unknown scopes, and a life of more than a year', async () => {
    for (const wrong of [
      { scopes: [] },
      { scopes: ['contacts:everything'] },
      { expiresInDays: 366 },
      { expiresInDays: 0 },
      { description: ' ' },
    ])
      expect(await errorOf(owner.post('api-keys', { description: 'x', scopes: ['lists:read'], ...wrong }))).toMatchObject({ status: 422 });
  });

  it('lets only the owner make a key that never expires', async () => {
    const admin = await test.member('admin', owner);
    expect(await create({ expiresInDays: null })).toMatchObject({ expiresAt: null, state: 'active' });
    expect((await errorOf(admin.post('api-keys', { description: 'x', scopes: ['lists:read'], expiresInDays: null }))).fields[0]?.code).toBe(
      'apiKey.neverOnlyForOwner',
    );
  });

  it('asks the person to prove who they are when the proof is older than ten minutes', async () => {
    test.clock.advance(11 * 60_000);
    expect(await errorOf(owner.post('api-keys', { description: 'x', scopes: ['lists:read'] }))).toMatchObject({
      status: 403,
      code: 'auth.stepUpRequired',
    });
    expect(await list()).toEqual([]);
  });

  it('hides the keys of another workspace', async () => {
    const key = await create();
    const stranger = await test.stranger();
    for (const call of [
      stranger.patch(`api-keys/${key.id}`, { description: 'mine' }),
      stranger.post(`api-keys/${key.id}/rotate`, {}),
      stranger.post(`api-keys/${key.id}/revoke`, {}),
    ])
      expect(await errorOf(call)).toMatchObject({ status: 404, code: 'apiKey.notFound' });
    expect((await list())[0]).toMatchObject({ state: 'active', description: 'Shop import' });
  });
});

describe('using keys', () => {
  it('opens what its scope names, in any case of the scheme, and notes time, address and route', async () => {
    const key = await create();
    expect((await programOf(key).get('contacts')).status).toBe(200);
    expect(
      (await request(owner.server).get(`/api/v1/workspaces/${owner.workspaceId}/contacts`).set('Authorization', `bearer ${key.secret}`))
        .status,
    ).toBe(200);
    const [used] = await list();
    expect(used?.lastUsedRoute).toBe('GET /api/v1/workspaces/:workspaceId/contacts');
    expect(used?.lastUsedAddress).toMatch(/127\.0\.0\.1/);
    expect(Math.abs(Date.parse(used?.lastUsedAt ?? '') - test.clock.now().getTime())).toBeLessThan(60_000);
  });

  it('refuses a wrong secret, a wrong prefix, and what is no key, all alike', async () => {
    const { secret } = await create();
    const other = await create();
    const last = secret.endsWith('A') ? 'B' : 'A';
    const wrong = [
      `${secret.slice(0, -1)}${last}`,
      `rk_aaaaaaaaaaaa_${secret.split('_').slice(2).join('_')}`,
      `${other.prefix}_${secret.split('_').slice(2).join('_')}`,
      secret.toUpperCase(),
      `${secret}x`,
      'rk_',
      'x'.repeat(5000),
      `' OR 1=1 --`,
    ];
    const answers = await Promise.all(wrong.map((text) => errorOf(new Program(owner.server, owner.workspaceId, text).get('contacts'))));
    expect(answers.map(({ status, code }) => `${status} ${code}`)).toEqual(wrong.map(() => '401 auth.keyRefused'));
    expect(new Set(answers.map(({ message }) => message)).size).toBe(1);
  });

  it('is not read from the URL, another header or a cookie', async () => {
    const { secret } = await create();
    const path = `/api/v1/workspaces/${owner.workspaceId}/contacts/count`;
    for (const call of [
      request(owner.server).get(`${path}?apiKey=${secret}`),
      request(owner.server).get(`${path}?access_token=${secret}`),
      request(owner.server).get(`${path}?authorization=Bearer%20${secret}`),
      request(owner.server).get(path).set('X-Api-Key', secret),
      request(owner.server).get(path).set('Cookie', `rapport=${secret}`),
      request(owner.server).get(path).set('Authorization', secret),
      request(owner.server).get(path).set('Authorization', `Basic ${secret}`),
    ])
      expect(await errorOf(call)).toMatchObject({ status: 401, code: 'auth.required' });
  });

  it('a key beside a session counts alone: it never gets the rights of the cookie', async () => {
    const { secret } = await create();
    expect(await errorOf(owner.get('lists').set('Authorization', `Bearer ${secret}`))).toMatchObject({
      status: 403,
      code: 'auth.scopeMissing',
    });
    expect(await errorOf(owner.get('contacts').set('Authorization', 'Bearer rk_wrong'))).toMatchObject({
      status: 401,
      code: 'auth.keyRefused',
    });
  });

  it('refuses a missing scope and says which, and records the refusal', async () => {
    const program = programOf(await create());
    expect(await errorOf(program.post('contacts', { firstName: 'Ada' }))).toMatchObject({
      status: 403,
      code: 'auth.scopeMissing',
      details: { scope: 'contacts:write' },
    });
    const refusal = (await audited()).find(({ action }) => action === 'access.refused');
    expect(refusal?.details).toContain('auth.scopeMissing');
  });

  it('opens no route for people, none outside of workspaces, and not its own administration', async () => {
    const program = await Program.of(owner, ALL_SCOPES);
    for (const path of ['api-keys', 'invitations', '/api/v1/workspaces', '/api/v1/auth/session'])
      expect(await errorOf(program.get(path))).toMatchObject({ status: 403, code: 'auth.keyNotAccepted' });
    expect(await errorOf(program.post('api-keys', { description: 'x', scopes: ['lists:read'] }))).toMatchObject({
      code: 'auth.keyNotAccepted',
    });
  });

  it('is a stranger in every other workspace, also in another one of its maker', async () => {
    const program = await Program.of(owner, ALL_SCOPES);
    const second = await dataOf<{ id: string }>(owner.post('/api/v1/workspaces', { name: 'Second' }));
    expect(await errorOf(program.get(`/api/v1/workspaces/${second.id}/contacts`))).toMatchObject({
      status: 404,
      code: 'workspace.notFound',
    });
  });

  it('may no more than its maker may now, and nothing when they have left', async () => {
    const admin = await test.member('admin', owner);
    const program = await Program.of(admin, ['fields:read', 'fields:write']);
    const field = { label: 'Plan', fieldType: 'text' };
    expect((await program.post('custom-fields', field)).status).toBe(201);
    const demote = sql`UPDATE workspace_members SET role = 'viewer' WHERE user_id = ${admin.userId} AND workspace_id = ${owner.workspaceId}`;
    await execute(test.services.dataSource.manager, demote);
    expect(await errorOf(program.post('custom-fields', { ...field, label: 'Other' }))).toMatchObject({
      status: 403,
      code: 'auth.roleTooLow',
    });
    expect((await program.get('custom-fields')).status).toBe(200);
    await dataOf(owner.delete(`members/${admin.userId}`));
    expect(await errorOf(program.get('custom-fields'))).toMatchObject({ status: 401, code: 'auth.keyRefused' });
    expect((await list())[0]?.maker.isMember).toBe(false);
  });

  it('ends with its day', async () => {
    const key = await create({ expiresInDays: 1 });
    const program = programOf(key);
    expect((await list())[0]?.state).toBe('expiring');
    test.clock.advance(DAY_MS - 60_000);
    expect((await program.get('contacts')).status).toBe(200);
    test.clock.advance(60_000);
    expect(await errorOf(program.get('contacts'))).toMatchObject({ status: 401, code: 'auth.keyRefused' });
    expect((await list())[0]).toMatchObject({ state: 'expired', isLive: false });
  });

  it('warns of a key that nobody has used for 30 days', async () => {
    const key = await create();
    // Sessions end after 14 idle days, so the past is made instead of waiting.
    const past = new Date(test.clock.now().getTime() - 31 * DAY_MS);
    await execute(test.services.dataSource.manager, sql`UPDATE api_keys SET created_at = ${past} WHERE id = ${key.id}`);
    expect((await list())[0]).toMatchObject({ isUnused: true, state: 'active' });
    await programOf(key).get('contacts');
    expect((await list())[0]?.isUnused).toBe(false);
  });
});

describe('changing keys', () => {
  it('narrows and renames at once, and records what changed', async () => {
    const key = await create({ scopes: ['contacts:read', 'contacts:write'] });
    test.clock.advance(11 * 60_000);
    const changed = await dataOf<Key>(owner.patch(`api-keys/${key.id}`, { description: 'Reader', scopes: ['contacts:read'] }));
    expect(changed).toMatchObject({ description: 'Reader', scopes: ['contacts:read'] });
    expect(await errorOf(programOf(key).post('contacts', { firstName: 'Ada' }))).toMatchObject({ code: 'auth.scopeMissing' });
    const entry = (await audited()).find(({ action }) => action === 'apiKey.updated');
    expect(entry?.entity_id).toBe(key.id);
    expect(JSON.parse(entry?.details ?? '')).toMatchObject({
      changes: { description: { before: 'Shop import', after: 'Reader' } },
      added: [],
      removed: ['contacts:write'],
    });
  });

  it('widens only for its maker, and only after a fresh proof', async () => {
    const key = await create();
    const admin = await test.member('admin', owner);
    const wider = { scopes: ['contacts:read', 'campaigns:send'] };
    expect(await errorOf(admin.patch(`api-keys/${key.id}`, wider))).toMatchObject({ status: 403, code: 'apiKey.widenOnlyOwn' });
    expect((await dataOf<Key>(owner.patch(`api-keys/${key.id}`, wider))).scopes).toEqual(['contacts:read', 'campaigns:send']);
    test.clock.advance(11 * 60_000);
    expect(await errorOf(owner.patch(`api-keys/${key.id}`, { scopes: [...wider.scopes, 'lists:read'] }))).toMatchObject({
      code: 'auth.stepUpRequired',
    });
    const entry = (await audited()).find(({ action }) => action === 'apiKey.updated');
    expect(JSON.parse(entry?.details ?? '')).toMatchObject({ added: ['campaigns:send'], removed: [] });
  });

  it('rotates: both keys work until the overlap ends, the old one says what replaced it', async () => {
    const old = await create({ scopes: ['contacts:read', 'lists:read'] });
    const fresh = await dataOf<Key>(owner.post(`api-keys/${old.id}/rotate`, {}));
    expect(fresh).toMatchObject({ scopes: ['contacts:read', 'lists:read'], description: 'Shop import', state: 'active' });
    expect((await programOf(old).get('contacts')).status).toBe(200);
    expect((await programOf(fresh).get('contacts')).status).toBe(200);
    expect((await list()).find(({ id }) => id === old.id)).toMatchObject({ state: 'replaced', isLive: true, replacedById: fresh.id });
    test.clock.advance(24 * HOUR_MS);
    expect(await errorOf(programOf(old).get('contacts'))).toMatchObject({ code: 'auth.keyRefused' });
    expect((await programOf(fresh).get('contacts')).status).toBe(200);
    expect((await audited()).map(({ action }) => action)).toEqual(expect.arrayContaining(['apiKey.created', 'apiKey.rotated']));
  });

  it('rotates once, also when asked twice at the same moment, and never prolongs the old key', async () => {
    const old = await create({ expiresInDays: 1 });
    const both = await Promise.all([1, 2].map(() => owner.post(`api-keys/${old.id}/rotate`, { overlapHours: 168 })));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await list()).toHaveLength(2);
    expect((await list()).find(({ id }) => id === old.id)?.expiresAt).toBe(old.expiresAt);
    const none = await create();
    await dataOf(owner.post(`api-keys/${none.id}/rotate`, { overlapHours: 0 }));
    expect(await errorOf(programOf(none).get('contacts'))).toMatchObject({ code: 'auth.keyRefused' });
  });

  it('a rotated key acts with the rights of whoever rotated it', async () => {
    const old = await create({ expiresInDays: null });
    const admin = await test.member('admin', owner);
    const fresh = await dataOf<Key>(admin.post(`api-keys/${old.id}/rotate`, {}));
    expect(fresh.maker.userId).toBe(admin.userId);
    expect(fresh.expiresAt).not.toBeNull();
  });

  it('revokes at once, for good, and once', async () => {
    const key = await create();
    expect(await dataOf<Key>(owner.post(`api-keys/${key.id}/revoke`, {}))).toMatchObject({ state: 'revoked', isLive: false });
    expect(await errorOf(programOf(key).get('contacts'))).toMatchObject({ status: 401, code: 'auth.keyRefused' });
    await dataOf(owner.post(`api-keys/${key.id}/revoke`, {}));
    expect((await audited()).filter(({ action }) => action === 'apiKey.revoked')).toHaveLength(1);
    for (const call of [owner.patch(`api-keys/${key.id}`, { description: 'x' }), owner.post(`api-keys/${key.id}/rotate`, {})])
      expect(await errorOf(call)).toMatchObject({ status: 409, code: 'apiKey.notLive' });
  });
});

describe('limits', () => {
  it('tells what is left on every answer, refuses with the time to wait, and counts each key by itself', async () => {
    await test.stop();
    test = await TestApp.start({ RATE_LIMIT_KEY: '3', RATE_LIMIT_WORKSPACE: '5' });
    owner = test.owner;
    const [first, second] = [await Program.of(owner, ['contacts:read']), await Program.of(owner, ['contacts:read'])];
    const answer = await first.get('contacts');
    expect(answer.headers).toMatchObject({ 'ratelimit-limit': '3', 'ratelimit-remaining': '2', 'ratelimit-policy': '3;w=60' });
    expect(Number(answer.headers['ratelimit-reset'])).toBeGreaterThan(0);
    await first.get('contacts');
    await first.get('lists');
    const refused = await first.get('contacts');
    expect(refused.status).toBe(429);
    expect((refused.body as { error: { code: string } }).error.code).toBe('request.tooMany');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    // What a key is refused does not count for the workspace.
    expect((await second.get('contacts')).headers['ratelimit-remaining']).toBe('1');
    expect((await second.get('contacts')).status).toBe(200);
    expect(await errorOf(second.get('contacts'))).toMatchObject({ status: 429, details: { limit: 5 } });
    expect((await owner.get('contacts')).headers['ratelimit-limit']).toBe('1000000');
  });

  it('counts wrong keys and the public by address, and never stops the links of unsubscribing', async () => {
    await test.stop();
    test = await TestApp.start({ RATE_LIMIT_ADDRESS: '4' });
    owner = test.owner;
    const wrong = new Program(owner.server, owner.workspaceId, 'rk_wrong');
    expect((await wrong.get('contacts')).status).toBe(401);
    expect((await request(owner.server).get(`/api/v1/workspaces/${owner.workspaceId}`)).status).toBe(401);
    await request(owner.server).get('/api/v1/setup');
    expect((await wrong.get('contacts')).status).toBe(429);
    expect((await request(owner.server).get('/api/v1/setup')).status).toBe(429);
    expect((await request(owner.server).get('/health/live')).status).toBe(200);
    expect((await owner.get('contacts')).status).toBe(200);
  });
});
