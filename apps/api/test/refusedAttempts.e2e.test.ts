import { INSTALLATION } from '../src/platform/audit/auditChain.js';
import { AuditChainRepository } from '../src/platform/audit/AuditChainRepository.js';
import { verifyChain } from '../src/platform/audit/verifyChain.js';
import { queryRows, sql } from '../src/platform/database/sql.js';
import { KeyRing } from '../src/platform/security/KeyRing.js';
import { REFUSED_ATTEMPTS } from '../src/modules/auth/RefusedAttempts.js';
import { TellRefusedAttempts } from '../src/modules/auth/TellRefusedAttempts.js';
import { dataOf, errorOf, Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { emailOf, PASSWORD } from './support/twoFactor.js';

const HOME = '203.0.113.7';
const QUARTER = 15 * 60_000;

let test: TestApp;
beforeEach(async () => {
  test = await TestApp.start({ TRUST_PROXY: 'true' });
});
afterEach(() => test.stop());

interface Entry {
  entityId: string | null;
  details: { attempts?: number; device?: string; network?: string };
  ip: string | null;
}

const login = (email: string, password = 'wrong', ip = HOME): Promise<{ status: number }> =>
  new Person(test.app.getHttpServer()).post('/api/v1/auth/login', { email, password }).set('X-Forwarded-For', ip) as never;

async function entriesOf(action = 'auth.signInRefused'): Promise<Entry[]> {
  const rows = await queryRows<{ entityId: string | null; details: string; ip: string | null }>(
    test.services.dataSource.manager,
    sql`SELECT entity_id AS "entityId", details, ip_address AS ip FROM audit_logs WHERE chain = ${INSTALLATION} AND action = ${action} ORDER BY seq`,
  );
  return rows.map(({ entityId, details, ip }) => ({ entityId, details: JSON.parse(details) as Entry['details'], ip }));
}

const waiting = async (): Promise<number> =>
  (await queryRows(test.services.dataSource.manager, sql`SELECT attempt_key FROM refused_attempts`)).length;

async function afterAnHour(): Promise<void> {
  test.clock.advance(REFUSED_ATTEMPTS.windowMs + 60_000);
  const told = test.app.get(TellRefusedAttempts, { strict: false });
  // Several processes look after it at once.
  await Promise.all([told.run(), told.run(), told.run()]);
}

it('tells the first refused sign-in at once, and those of the next hour in one entry with their number', async () => {
  const person = await test.stranger();
  const email = await emailOf(person);
  for (let round = 0; round < 3; round += 1) {
    for (let n = 0; n < 5; n += 1) expect((await login(email)).status).toBe(401);
    expect(await entriesOf()).toHaveLength(1);
    test.clock.advance(QUARTER + 1000);
  }
  await afterAnHour();
  const entries = await entriesOf();
  expect(entries).toHaveLength(2);
  expect(entries[0]).toMatchObject({ entityId: person.userId, ip: HOME });
  expect(entries[0]?.details.attempts).toBeUndefined();
  expect(entries[1]).toMatchObject({ entityId: person.userId, ip: HOME, details: { attempts: 14, network: HOME } });
  expect(await waiting()).toBe(0);
  // The next one begins a new hour, and the person sees it all.
  await login(email);
  const { items } = await dataOf<{ items: { action: string; attempts: number }[] }>(person.get('/api/v1/me/sign-in-log'));
  expect(items.filter(({ action }) => action === 'auth.signInRefused').map(({ attempts }) => attempts)).toEqual([1, 14, 1]);
  // One that stays alone is told once.
  await afterAnHour();
  expect(await entriesOf()).toHaveLength(3);
});

it('does the same for an address without an account, so that nobody sees a difference', async () => {
  const email = await emailOf(await test.stranger());
  for (const address of [email, 'nobody@example.com']) for (let n = 0; n < 3; n += 1) await login(address);
  expect((await entriesOf()).map(({ entityId }) => entityId !== null)).toEqual([true, false]);
  // The request for the stranger's account is the third.
  expect(await waiting()).toBe(3);
  await afterAnHour();
  expect((await entriesOf()).map(({ details }) => details.attempts)).toEqual([undefined, undefined, 2, 2]);
});

it('grows by the hour and not by the attempt when many accounts are tried from one network', async () => {
  const victim = await test.stranger();
  const email = await emailOf(victim);
  const tries = 90;
  await Promise.all(Array.from({ length: tries }, (_, n) => login(`nobody-${n}@example.com`)));
  await login(email);
  await login(email);
  expect(await entriesOf()).toHaveLength(REFUSED_ATTEMPTS.accountsOfNetwork);
  await afterAnHour();
  const later = (await entriesOf()).slice(REFUSED_ATTEMPTS.accountsOfNetwork);
  expect(later.map(({ entityId, details }) => [entityId, details.attempts]).sort()).toEqual(
    [
      [null, tries - REFUSED_ATTEMPTS.accountsOfNetwork],
      [victim.userId, 2],
    ].sort(),
  );
  // Another network has entries of its own.
  await login(email, 'wrong', '198.51.100.9');
  expect((await entriesOf()).at(-1)).toMatchObject({ entityId: victim.userId, ip: '198.51.100.9' });
});

it('counts an IPv6 network as one', async () => {
  const email = await emailOf(await test.stranger());
  for (const ip of ['2001:db8:1:2::1', '2001:db8:1:2::2', '2001:db8:1:2:3::4']) await login(email, 'wrong', ip);
  expect(await entriesOf()).toHaveLength(1);
});

it('counts refused confirmations and requests for accounts as well', async () => {
  const person = await test.stranger();
  for (let n = 0; n < 4; n += 1)
    expect((await errorOf(person.post('/api/v1/auth/step-up', { password: 'wrong' }))).fields[0]?.code).toBe('user.wrongPassword');
  expect(await entriesOf('auth.stepUpRefused')).toHaveLength(1);
  await afterAnHour();
  expect((await entriesOf('auth.stepUpRefused')).map(({ details }) => details.attempts)).toEqual([undefined, 3]);
});

it('keeps a chain that verifies', async () => {
  const person = await test.stranger();
  const email = await emailOf(person);
  for (let n = 0; n < 4; n += 1) await login(email);
  await afterAnHour();
  for (let n = 0; n < 3; n += 1) await login(email);
  const manager = test.services.dataSource.manager;
  const chains = new AuditChainRepository((fragment) => queryRows(manager, fragment));
  const read = (after: number, limit: number) => chains.read(INSTALLATION, after, limit);
  expect(await verifyChain({ keyRing: test.app.get(KeyRing), read, readWaiting: () => Promise.resolve([]), anchor: null })).toMatchObject({
    broken: null,
  });
  expect((await login(email, PASSWORD)).status).toBe(200);
});

it('is no stranger’s to read', async () => {
  const stranger = await test.stranger();
  await login(await emailOf(test.owner));
  const { items } = await dataOf<{ items: { action: string }[] }>(stranger.get('/api/v1/me/sign-in-log'));
  expect(items.some(({ action }) => action === 'auth.signInRefused')).toBe(false);
});
