import { DnsServer, MailgunServer } from '@rapport/providers/testing';
import { newId } from '../src/platform/database/ids.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

interface Found {
  domain: string;
  checks: { kind: string; state: string; message: string; found: string[]; records: { type: string; name: string; value: string }[] }[];
}

let dns: DnsServer;
let mailgun: MailgunServer;
let test: TestApp;
beforeAll(async () => {
  dns = await DnsServer.start();
  mailgun = await MailgunServer.start('mail.garden.example');
  test = await TestApp.start({ MAILGUN_URL: mailgun.url, DNS_SERVERS: dns.address });
});
afterAll(async () => {
  await test.stop();
  await mailgun.stop();
  await dns.stop();
  expect(mailgun.problems).toEqual([]);
});
beforeEach(() => {
  dns.zone = {};
});

async function connect(owner: Person, type: string, config: object): Promise<string> {
  await dataOf(owner.patch('', { defaultFromEmail: 'news@garden.example' }));
  const { account } = await dataOf<{ account: { id: string } | null }>(owner.put('sender', { type, config }));
  return account?.id ?? '';
}

const byMailgun = (owner: Person, apiKey = mailgun.apiKey): Promise<string> =>
  connect(owner, 'mailgun', { domain: mailgun.domain, region: 'us', apiKey });
const bySmtp = (owner: Person): Promise<string> => connect(owner, 'smtp', { host: '192.0.2.7', port: 25, security: 'none' });
const check = (owner: Person, id: string, query = ''): Promise<Found> => dataOf(owner.get(`sender-accounts/${id}/domain${query}`));
const states = ({ checks }: Found): string => checks.map(({ kind, state }) => `${kind} ${state}`).join(', ');

it('says for the sender address of the workspace what to publish, with the key that the provider signs with', async () => {
  const owner = await test.stranger('Do Main');
  const id = await byMailgun(owner);
  const found = await check(owner, id);
  expect(found.domain).toBe('garden.example');
  expect(states(found)).toBe('spf wrong, dkim wrong, dmarc wrong, alignment ok, mx warning');
  const records = found.checks.flatMap((one) => one.records.map(({ name, value }) => `${name} ${value}`));
  expect(records).toEqual([
    'mail.garden.example v=spf1 include:mailgun.org ~all',
    `k1._domainkey.mail.garden.example k=rsa; p=${mailgun.signatureKey}`,
    expect.stringContaining('_dmarc.garden.example v=DMARC1; p=none'),
  ]);
  // Published as it was said, all is right.
  dns.zone = {
    ...Object.fromEntries(found.checks.flatMap((one) => one.records.map(({ name, value }) => [name, { TXT: [value] }]))),
    'garden.example': { MX: ['10 mx.garden.example'] },
  };
  expect(states(await check(owner, id))).toBe('spf ok, dkim ok, dmarc ok, alignment ok, mx ok');
  // A sender address elsewhere is not what is signed for.
  expect(states(await check(owner, id, '?domain=other.example'))).toContain('alignment wrong');
});

it('does without what a sending key may not read', async () => {
  const owner = await test.stranger('Sending Key');
  const id = await byMailgun(owner, mailgun.sendingKey);
  const dkim = (await check(owner, id)).checks.find(({ kind }) => kind === 'dkim');
  expect(dkim).toMatchObject({ state: 'unknown', records: [] });
});

it('compares SPF with the mail server of an SMTP sender', async () => {
  const owner = await test.stranger('Smtp Host');
  const id = await bySmtp(owner);
  dns.zone = { 'garden.example': { TXT: ['v=spf1 mx -all'], MX: ['10 mx.garden.example'] } };
  const [spf] = (await check(owner, id)).checks;
  expect([spf?.state, spf?.found, spf?.records[0]?.value]).toEqual(['warning', ['v=spf1 mx -all'], 'v=spf1 mx ip4:192.0.2.7 -all']);
});

it('says that the name servers gave no answer, and that nothing is known then', async () => {
  const owner = await test.stranger('No Answer');
  const id = await bySmtp(owner);
  for (const name of ['garden.example', '_dmarc.garden.example']) dns.faults.set(name, 'fail');
  const found = await check(owner, id);
  dns.faults.clear();
  expect(states(found)).toBe('spf unknown, dkim unknown, dmarc unknown, alignment unknown, mx unknown');
  expect(found.checks[0]?.message).toContain('Check again later');
});

it.each([
  'garden',
  'gar den.example',
  'http://garden.example',
  '-garden.example',
  '192.0.2.1',
  'a..b',
  '.',
  'x'.repeat(64) + '.example',
  '@garden.example',
  'gärten',
])('refuses %j as a domain', async (domain) => {
  const id = await bySmtp(test.owner);
  const { status, fields } = await errorOf(test.owner.get(`sender-accounts/${id}/domain?domain=${encodeURIComponent(domain)}`));
  expect([status, fields[0]?.field, fields[0]?.code]).toEqual([422, 'domain', 'sender.badDomain']);
});

it('reads a domain with letters beyond ASCII, in upper case or with a dot at its end', async () => {
  const id = await bySmtp(test.owner);
  expect((await check(test.owner, id, `?domain=${encodeURIComponent('Gärten.Example.')}`)).domain).toBe('xn--grten-gra.example');
});

it('needs a domain, an account that sends email, and someone who may see it', async () => {
  const owner = await test.stranger('No Address');
  const { account } = await dataOf<{ account: { id: string } }>(
    owner.put('sender', { type: 'smtp', config: { host: '192.0.2.7', port: 25, security: 'none' } }),
  );
  expect(await errorOf(owner.get(`sender-accounts/${account.id}/domain`))).toMatchObject({ status: 422, code: 'sender.noDomain' });
  expect((await errorOf(owner.get(`sender-accounts/${newId()}/domain`))).status).toBe(404);
  const stranger = await test.stranger('Other Tenant');
  expect((await errorOf(stranger.get(`sender-accounts/${account.id}/domain?domain=garden.example`))).status).toBe(404);
});

it('can be asked only so often in a while', async () => {
  const owner = await test.stranger('Of Ten');
  const id = await bySmtp(owner);
  const answers = new Set<number>();
  for (let i = 0; i < 31; i += 1) answers.add((await owner.get(`sender-accounts/${id}/domain`)).status);
  expect([...answers]).toEqual([200, 429]);
});
