import { appendingProxy, type Proxy } from './support/appendingProxy.js';
import { TestApp } from './support/startTestApp.js';

let test: TestApp | null = null;
const proxies: Proxy[] = [];
afterEach(async () => {
  for (const proxy of proxies.splice(0)) proxy.close();
  await test?.stop();
  test = null;
});

async function behind(target: string, client: string): Promise<string> {
  const proxy = await appendingProxy(target, { client });
  proxies.push(proxy);
  return proxy.url;
}

/** How the server answers wrong passwords for as many accounts, each request naming another client. */
async function guesses(url: string, count: number, forwardedFor: (n: number) => string | null): Promise<number[]> {
  const statuses: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const forwarded = forwardedFor(n);
    const answer = await fetch(`${url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-rapport-client': 'test', ...(forwarded ? { 'x-forwarded-for': forwarded } : {}) },
      body: JSON.stringify({ email: 'ada@example.com', password: 'wrong' }),
    });
    statuses.push(answer.status);
  }
  return statuses;
}

const forged = (n: number): string => `203.0.113.${n}`;
const LIMITED = [401, 401, 401, 401, 401, 429];

it.each(['true', '1', '127.0.0.0/8'])(
  'counts a client behind one appending proxy once, whatever it writes itself (TRUST_PROXY=%s)',
  async (setting) => {
    test = await TestApp.start({ TRUST_PROXY: setting });
    const url = await behind(test.url, '198.51.100.1');
    expect(await guesses(url, 6, forged)).toEqual(LIMITED);
    // Another client is another one.
    expect(await guesses(await behind(test.url, '198.51.100.2'), 1, () => null)).toEqual([401]);
  },
);

it('sees the client behind two proxies, and nothing that it wrote', async () => {
  test = await TestApp.start({ TRUST_PROXY: '2' });
  const outer = await behind(await behind(test.url, '10.0.0.2'), '198.51.100.1');
  expect(await guesses(outer, 6, forged)).toEqual(LIMITED);
});

it('believes a listed proxy only', async () => {
  test = await TestApp.start({ TRUST_PROXY: '10.9.9.9' });
  expect(await guesses(await behind(test.url, '198.51.100.1'), 6, forged)).toEqual(LIMITED);
  expect(await guesses(test.url, 1, forged)).toEqual([429]);
});

it('believes nobody by default', async () => {
  test = await TestApp.start();
  expect(await guesses(test.url, 6, forged)).toEqual(LIMITED);
});

it('writes an address into the audit log, never what a client made up', async () => {
  test = await TestApp.start({ TRUST_PROXY: '1' });
  const audited = async (forwardedFor: string): Promise<string | null> => {
    const name = `Ada ${forwardedFor.length} ${forwardedFor.slice(-5)}`;
    await test?.owner.post('contacts', { firstName: name }).set('X-Forwarded-For', forwardedFor);
    const { body } = await (test as TestApp).owner.get('audit?limit=1');
    return (body as { data: { items: { ip: string | null }[] } }).data.items[0]?.ip ?? null;
  };
  expect(await audited('198.51.100.7')).toBe('198.51.100.7');
  expect(await audited('198.51.100.7:50123')).toBe('198.51.100.7');
  expect(await audited('[2001:db8::7]:50123')).toBe('2001:db8::7');
  for (const made of ['<script>alert(1)</script>', '127.1', '=1+1', 'a'.repeat(3_000), '203.0.113.9, unknown']) {
    expect(await audited(made)).toMatch(/^(::ffff:)?127\.0\.0\.1$|^::1$/);
  }
});
