import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import path from 'node:path';
import { createApp } from '../src/createApp.js';
import { closePlatform, openPlatform } from '../src/openPlatform.js';
import { readConfig } from '../src/platform/config/AppConfig.js';
import { dataOf, errorOf, Person } from './support/Person.js';
import { TestLogger } from './support/TestLogger.js';
import { TestApp } from './support/startTestApp.js';
import { challengeFor, codeOf, emailOf, PASSWORD, personWithTwoFactor } from './support/twoFactor.js';

const QUARTER = 15 * 60_000;
const HOME = '203.0.113.7';

let test: TestApp;
beforeEach(async () => {
  // The address is taken from X-Forwarded-For, as behind a proxy.
  test = await TestApp.start({ TRUST_PROXY: 'true' });
});
afterEach(() => test.stop());

type Answer = { status: number; headers: Record<string, string>; body: { error: { code: string } | null } };

function login(email: string, password: string, ip: string, server = test.app.getHttpServer()): PromiseLike<Answer> {
  return new Person(server).post('/api/v1/auth/login', { email, password }).set('X-Forwarded-For', ip) as unknown as PromiseLike<Answer>;
}

async function statusesOf(times: number, attempt: (n: number) => PromiseLike<{ status: number }>): Promise<number[]> {
  const statuses: number[] = [];
  for (let n = 0; n < times; n += 1) statuses.push((await attempt(n)).status);
  return statuses;
}

it('stops guessing after five attempts, alike for addresses with and without an account, and says how long', async () => {
  const email = await emailOf(await test.stranger());
  for (const address of [email, 'nobody@example.com']) {
    expect(await statusesOf(6, () => login(address, 'wrong', HOME))).toEqual([401, 401, 401, 401, 401, 429]);
    const refused = await login(address.toUpperCase(), PASSWORD, HOME);
    expect(refused.status).toBe(429);
    expect(refused.body.error?.code).toBe('auth.tooManyAttempts');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(800);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(900);
  }
  test.clock.advance(QUARTER);
  expect((await login(email, PASSWORD, HOME)).status).toBe(200);
});

it('counts guesses that are sent at the same moment', async () => {
  const email = await emailOf(await test.stranger());
  const statuses = (await Promise.all(Array.from({ length: 12 }, () => login(email, 'wrong', HOME)))).map(({ status }) => status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(5);
});

it('forgets failures after a success', async () => {
  const email = await emailOf(await test.stranger());
  for (let round = 0; round < 3; round += 1) {
    expect(await statusesOf(4, () => login(email, 'wrong', HOME))).toEqual([401, 401, 401, 401]);
    expect((await login(email, PASSWORD, HOME)).status).toBe(200);
  }
});

it('does not let a stranger lock someone out: not elsewhere, and not where they signed in before', async () => {
  const email = await emailOf(await test.stranger());
  expect((await login(email, PASSWORD, HOME)).status).toBe(200);
  const guesses = await statusesOf(60, (n) => login(email, 'wrong', `198.51.100.${Math.floor(n / 5)}`));
  expect(guesses.filter((status) => status === 401)).toHaveLength(50);
  expect((await login(email, PASSWORD, '192.0.2.99')).status).toBe(429);
  expect((await login(email, PASSWORD, HOME)).status).toBe(200);
});

it('holds an address back that tries many accounts', async () => {
  const statuses = await statusesOf(102, (n) => login(`person${n}@example.com`, 'wrong', HOME));
  expect(statuses.filter((status) => status === 401)).toHaveLength(100);
  expect((await login('one-more@example.com', 'wrong', '192.0.2.1')).status).toBe(401);
});

it('survives a restart', async () => {
  const email = await emailOf(await test.stranger());
  await statusesOf(5, () => login(email, 'wrong', HOME));
  const again = await restarted();
  try {
    const refused = await login(email, PASSWORD, HOME, again.app.getHttpServer());
    expect(refused.status).toBe(429);
  } finally {
    await again.stop();
  }
});

it('does not open when the clock is set back, nor stays shut for longer than a quarter of an hour', async () => {
  const email = await emailOf(await test.stranger());
  test.clock.advance(24 * 60 * 60_000);
  await statusesOf(5, () => login(email, 'wrong', HOME));
  test.clock.advance(-24 * 60 * 60_000);
  const refused = await login(email, PASSWORD, HOME);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(900);
  test.clock.advance(QUARTER);
  expect((await login(email, PASSWORD, HOME)).status).toBe(200);
});

it('limits codes, steps up and requests for mail as well, and a right password does not clear the counter of codes', async () => {
  const { email, person, secret } = await personWithTwoFactor(test);
  const codes = await statusesOf(6, async () => {
    const challengeToken = await challengeFor(test, email);
    return new Person(test.app.getHttpServer()).post('/api/v1/auth/login/second-factor', { challengeToken, code: '000000' });
  });
  expect(codes).toEqual([401, 401, 401, 401, 401, 429]);
  expect(await statusesOf(6, () => person.post('/api/v1/auth/step-up', { code: '000000' }))).toEqual([422, 422, 422, 422, 422, 429]);
  expect((await errorOf(person.post('/api/v1/auth/step-up', { code: codeOf(test, secret) }))).code).toBe('auth.tooManyAttempts');
  for (const address of [email, 'nobody@example.com']) {
    expect(await statusesOf(4, () => new Person(test.app.getHttpServer()).post('/api/v1/auth/password-reset', { email: address }))).toEqual(
      [202, 202, 202, 429],
    );
  }
});

it('limits guesses at the password of an invited account', async () => {
  const email = await emailOf(await test.stranger());
  const { url } = await dataOf<{ url: string }>(test.owner.post('invitations', { email, role: 'author' }));
  const accept = (password: string): PromiseLike<{ status: number }> =>
    new Person(test.app.getHttpServer()).post(`/api/v1/invitations/${url.split('/').at(-1) ?? ''}/accept`, { password });
  expect(await statusesOf(6, () => accept('wrong, and long enough'))).toEqual([401, 401, 401, 401, 401, 429]);
  expect((await accept(PASSWORD)).status).toBe(429);
});

/** A second start of the application on the same database, after the first one has ended. */
async function restarted(): Promise<{ app: NestFastifyApplication; stop: () => Promise<void> }> {
  await test.services.liveEvents.close();
  await test.app.close();
  await closePlatform(test.services);
  const environment = { PORT: '0', ...test.database.environment, REGISTRATION: 'open', TRUST_PROXY: 'true' };
  const config = readConfig(environment, path.join(test.database.dataDir, '.env'));
  const services = await openPlatform(config, { clock: test.clock, logger: new TestLogger() });
  const app = await createApp(services);
  await app.listen(0, '127.0.0.1');
  const stop = async (): Promise<void> => {
    await services.liveEvents.close();
    await app.close();
    await closePlatform(services);
  };
  return { app, stop };
}

it('counts the addresses of one IPv6 network as one, a mapped address as what it maps, and no others', async () => {
  const email = await emailOf(await test.stranger());
  const inNetwork = (n: number): PromiseLike<Answer> => login(email, 'wrong', `2001:db8:1:2:${n.toString(16)}::${n + 1}`);
  expect(await statusesOf(6, inNetwork)).toEqual([401, 401, 401, 401, 401, 429]);
  expect((await login(email, 'wrong', '2001:0DB8:0001:0002:ffff:ffff:ffff:ffff')).status).toBe(429);
  expect((await login(email, 'wrong', '2001:db8:1:3::1')).status).toBe(401);
  const mapped = ['198.51.100.7', '::ffff:198.51.100.7', '::ffff:c633:6407', '0:0:0:0:0:FFFF:198.51.100.7', '198.51.100.7:4711'];
  expect(await statusesOf(5, (n) => login(email, 'wrong', mapped[n] ?? ''))).toEqual([401, 401, 401, 401, 401]);
  expect((await login(email, 'wrong', '198.51.100.7')).status).toBe(429);
  expect((await login(email, 'wrong', '198.51.100.8')).status).toBe(401);
});

it('counts whatever is no address as one', async () => {
  const email = await emailOf(await test.stranger());
  expect(await statusesOf(6, (n) => login(email, 'wrong', `unknown-${n}`))).toEqual([401, 401, 401, 401, 401, 429]);
});

it('counts requests without a session by network as well', async () => {
  await test.stop();
  test = await TestApp.start({ TRUST_PROXY: 'true', RATE_LIMIT_ADDRESS: '5' });
  const ask = (n: number): PromiseLike<Answer> =>
    new Person(test.app.getHttpServer())
      .get('/api/v1/setup')
      .set('X-Forwarded-For', `2001:db8:9:9::${n + 1}`) as unknown as PromiseLike<Answer>;
  expect(await statusesOf(6, ask)).toEqual([200, 200, 200, 200, 200, 429]);
});
