import { DnsServer, type DnsZone } from '../testing/DnsServer.js';
import { checkDomain } from './checkDomain.js';
import type { DomainCheck, DomainCheckKind, DomainNeeds, DomainReport } from './DomainCheck.js';
import { NameServers } from './NameServers.js';

const KEY = `v=DKIM1; k=rsa; p=${'MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCB'.repeat(8)}`;
const relay: DomainNeeds = {
  envelopeDomain: null,
  spf: { kind: 'include', include: '_spf.relay.example' },
  dkim: { kind: 'selectors', selectors: ['one', 'two'], where: 'Switch it on at the relay.' },
  signingDomain: null,
};
const right: DnsZone = {
  'garden.example': { TXT: ['v=spf1 include:_spf.relay.example ~all', 'some other text'], MX: ['10 mx.garden.example'] },
  '_spf.relay.example': { TXT: ['v=spf1 ip4:192.0.2.0/24 -all'] },
  'one._domainkey.garden.example': { TXT: [KEY] },
  '_dmarc.garden.example': { TXT: ['v=DMARC1; p=reject; rua=mailto:dmarc@garden.example'] },
};

let dns: DnsServer;
beforeAll(async () => {
  dns = await DnsServer.start();
});
afterAll(() => dns.stop());
afterEach(() => dns.faults.clear());

function report(zone: DnsZone, needs: Partial<DomainNeeds> = {}, domain = 'garden.example'): Promise<DomainReport> {
  dns.zone = zone;
  return checkDomain(domain, { ...relay, ...needs }, new NameServers([dns.address]));
}

async function checks(...given: Parameters<typeof report>): Promise<Record<DomainCheckKind, DomainCheck>> {
  const { checks: all } = await report(...given);
  return Object.fromEntries(all.map((check) => [check.kind, check])) as Record<DomainCheckKind, DomainCheck>;
}

const states = (all: Record<DomainCheckKind, DomainCheck>): string =>
  Object.values(all)
    .map(({ kind, state }) => `${kind} ${state}`)
    .join(', ');

/** The same domain with other records at one name. */
const but = (name: string, records: DnsZone[string]): DnsZone => ({ ...right, [name]: records });
const spf = (...texts: string[]): DnsZone => but('garden.example', { TXT: texts, MX: ['10 mx.garden.example'] });

it('finds nothing to do where all is right', async () => {
  const all = await checks(right);
  expect(states(all)).toBe('spf ok, dkim ok, dmarc ok, alignment ok, mx ok');
  expect(all.dkim.found).toEqual([KEY]);
  expect(Object.values(all).flatMap(({ records }) => records)).toEqual([]);
});

it('says what to enter where nothing is there', async () => {
  const all = await checks({});
  expect(states(all)).toBe('spf wrong, dkim wrong, dmarc wrong, alignment ok, mx warning');
  expect(all.spf.records).toEqual([{ type: 'TXT', name: 'garden.example', value: 'v=spf1 include:_spf.relay.example ~all' }]);
  expect(all.dmarc.records).toMatchObject([{ type: 'TXT', name: '_dmarc.garden.example' }]);
  expect(all.dkim.message).toContain('Switch it on at the relay.');
});

describe('SPF', () => {
  it.each([
    ['through another record', spf('v=spf1 include:spf.garden.example ?all'), 'ok'],
    ['through a redirect', spf('v=spf1 redirect=spf.garden.example'), 'ok'],
    ['in upper case', spf('V=SPF1 INCLUDE:_SPF.RELAY.EXAMPLE -ALL'), 'ok'],
    ['split by several blanks', spf('v=spf1  mx   include:_spf.relay.example  -all'), 'ok'],
    ['for another sender only', spf('v=spf1 include:other.example -all'), 'wrong'],
    ['a record that only looks like one', spf('v=spf10 include:_spf.relay.example -all'), 'wrong'],
    ['for everyone', spf('v=spf1 include:_spf.relay.example +all'), 'wrong'],
    ['for everyone, said shorter', spf('v=spf1 include:_spf.relay.example all'), 'wrong'],
    ['that leads in circles', spf('v=spf1 include:garden.example include:_spf.relay.example -all'), 'ok'],
  ])('reads a sender that is allowed %s', async (_, zone, state) => {
    const all = await checks({ ...zone, 'spf.garden.example': { TXT: ['v=spf1 include:_spf.relay.example -all'] } });
    expect(all.spf.state).toBe(state);
  });

  it('adds the sender before the end of the record that is there', async () => {
    const { spf: check } = await checks(spf('v=spf1 mx include:other.example -all'));
    expect(check.records[0]?.value).toBe('v=spf1 mx include:other.example include:_spf.relay.example -all');
    const led = await checks(spf('v=spf1 mx redirect=other.example'));
    expect(led.spf.records[0]?.value).toBe('v=spf1 mx include:_spf.relay.example redirect=other.example');
  });

  it('joins two records, which receivers ignore', async () => {
    const { spf: check } = await checks(spf('v=spf1 mx -all', 'v=spf1 include:_spf.relay.example ~all'));
    expect([check.state, check.records[0]?.value]).toEqual(['wrong', 'v=spf1 mx include:_spf.relay.example ~all']);
  });

  it('counts the look-ups of all records that are included', async () => {
    const many = Array.from({ length: 10 }, (_, i) => `include:s${i}.example`).join(' ');
    const zone = { ...spf(`v=spf1 ${many} include:_spf.relay.example ~all`), 's1.example': { TXT: ['v=spf1 a mx -all'] } };
    const { spf: check } = await checks(zone);
    expect([check.state, check.message]).toEqual(['wrong', expect.stringContaining('13 look-ups')]);
  });

  it.each([
    ['allowed', 'v=spf1 ip4:192.0.2.7 ip6:2001:db8::7 -all', 'ok', undefined],
    ['allowed by its name', 'v=spf1 a:smtp.garden.example -all', 'ok', undefined],
    ['not allowed', 'v=spf1 ip4:192.0.2.8 ~all', 'warning', 'v=spf1 ip4:192.0.2.8 a:smtp.garden.example ~all'],
    ['allowed with one of its addresses', 'v=spf1 ip4:192.0.2.7 -all', 'warning', 'v=spf1 ip4:192.0.2.7 a:smtp.garden.example -all'],
    ['in a record that cannot be read', 'v=spf1 ip4:nonsense -all', 'wrong', undefined],
  ])('asks for the addresses of a mail server: %s', async (_, text, state, value) => {
    const zone = { ...spf(text), 'smtp.garden.example': { A: ['192.0.2.7'], AAAA: ['2001:db8::7'] } };
    const { spf: check } = await checks(zone, { spf: { kind: 'host', host: 'smtp.garden.example' } });
    expect([check.state, check.records[0]?.value]).toEqual([state, value]);
  });

  it('takes the address of a mail server as it is', async () => {
    const { spf: check } = await checks(spf('v=spf1 mx ~all'), { spf: { kind: 'host', host: '192.0.2.99' } });
    expect(check.records[0]?.value).toBe('v=spf1 mx ip4:192.0.2.99 ~all');
  });
});

describe('DKIM', () => {
  const name = 'k1._domainkey.mail.garden.example';
  const records = [{ type: 'TXT', name, value: 'k=rsa; p=AAAA' }] as const;
  it.each([
    ['as it should be', { [name]: { TXT: ['k=rsa; p=AAAA'] } }, 'ok'],
    ['with blanks and a version', { [name]: { TXT: ['v=DKIM1;  k=rsa ; p = AA AA ;'] } }, 'ok'],
    ['another key', { [name]: { TXT: ['k=rsa; p=BBBB'] } }, 'wrong'],
    ['none', {}, 'wrong'],
  ])('compares the key of the provider with what is published: %s', async (_, zone, state) => {
    const { dkim } = await checks({ ...right, ...zone }, { dkim: { kind: 'records', records }, signingDomain: 'mail.garden.example' });
    expect([dkim.state, dkim.records]).toEqual([state, state === 'ok' ? [] : records]);
  });

  it('follows aliases, compares them, and reads a key that was taken back as none', async () => {
    const alias = { type: 'CNAME', name: 'one._domainkey.garden.example', value: 'one.keys.relay.example' } as const;
    const zone = { ...but(alias.name, { CNAME: ['One.Keys.Relay.example'] }), 'one.keys.relay.example': { TXT: [KEY] } };
    expect((await checks(zone, { dkim: { kind: 'records', records: [alias] } })).dkim.state).toBe('ok');
    expect((await checks(zone)).dkim.state).toBe('ok');
    expect((await checks(but(alias.name, { CNAME: ['gone.relay.example'] }))).dkim.state).toBe('wrong');
    expect((await checks(but('one._domainkey.garden.example', { TXT: ['v=DKIM1; p='] }))).dkim.state).toBe('wrong');
  });
});

describe('DMARC', () => {
  it('holds for the domain below the one that has the record', async () => {
    const zone = { ...right, 'news.garden.example': { TXT: ['v=spf1 include:_spf.relay.example -all'] } };
    expect((await checks(zone, {}, 'news.garden.example')).dmarc).toMatchObject({
      state: 'ok',
      found: ['v=DMARC1; p=reject; rua=mailto:dmarc@garden.example'],
    });
  });

  it.each([
    ['two records', ['v=DMARC1; p=none', 'v=DMARC1; p=reject'], 'wrong'],
    ['no policy', ['v=DMARC1; pct=50'], 'wrong'],
    ['not first', ['p=none; v=DMARC1'], 'wrong'],
    ['a policy that only watches', ['v=DMARC1; p=none'], 'ok'],
  ])('reads %s', async (_, texts, state) => {
    expect((await checks(but('_dmarc.garden.example', { TXT: texts }))).dmarc.state).toBe(state);
  });
});

describe('alignment', () => {
  it.each([
    ['signed for the domain below', 'garden.example', 'mail.garden.example', 'ok'],
    ['signed for the domain above', 'news.garden.example', 'garden.example', 'ok'],
    ['signed for another domain', 'garden.example', 'mail.other.example', 'wrong'],
    ['signed for a domain that ends alike', 'garden.example', 'othergarden.example', 'wrong'],
  ])('%s, with a DMARC record and before there is one', async (_, domain, signing, state) => {
    const needs = { signingDomain: signing, envelopeDomain: signing };
    const zone = { ...right, '_dmarc.other.example': { TXT: ['v=DMARC1; p=none'] } };
    expect((await checks(zone, needs, domain)).alignment.state).toBe(state);
    expect((await checks({}, needs, domain)).alignment.state).toBe(state);
  });

  it('is exact where the record says so', async () => {
    const zone = but('_dmarc.garden.example', { TXT: ['v=DMARC1; p=reject; adkim=s; aspf=s'] });
    const needs = { signingDomain: 'mail.garden.example', envelopeDomain: 'mail.garden.example' };
    expect((await checks(zone, needs)).alignment.state).toBe('wrong');
    expect((await checks(zone)).alignment.state).toBe('ok');
  });
});

describe('MX', () => {
  it.each([
    ['none, but an address', { A: ['192.0.2.1'] }, 'no MX record'],
    ['one that takes nothing', { MX: ['0 .'], A: ['192.0.2.1'] }, 'No mail server takes'],
  ])('%s', async (_, records, words) => {
    const { mx } = await checks(but('garden.example', { TXT: ['v=spf1 -all'], ...records }));
    expect([mx.state, mx.message]).toEqual(['warning', expect.stringContaining(words)]);
  });
});

it('tells a server that fails from a record that is missing', async () => {
  for (const name of ['garden.example', '_dmarc.garden.example', 'one._domainkey.garden.example']) dns.faults.set(name, 'fail');
  expect(states(await checks(right))).toBe('spf unknown, dkim unknown, dmarc unknown, alignment unknown, mx unknown');
});

describe('whether messages pass DMARC', () => {
  const other = { signingDomain: 'mail.other.example', envelopeDomain: 'mail.other.example' };
  const unsigned = but('one._domainkey.garden.example', {});
  const dkim = { kind: 'unknown', summary: 'Only the server knows.', where: 'Look there.' } as const;
  it.each([
    ['all is right', right, {}, 'yes', 'reject'],
    ['the signature is not published, and SPF allows the sender', unsigned, {}, 'yes', 'reject'],
    ['SPF does not allow the sender, and the signature is right', spf('v=spf1 -all'), {}, 'yes', 'reject'],
    [
      'two SPF records, and no key',
      { ...unsigned, ...spf('v=spf1 mx -all', 'v=spf1 -all'), 'one._domainkey.garden.example': {} },
      {},
      'no',
      'reject',
    ],
    ['SPF is open to all, and no key', { ...spf('v=spf1 +all'), 'one._domainkey.garden.example': {} }, {}, 'yes', 'reject'],
    ['another domain signs and takes returns', right, other, 'no', 'reject'],
    ['only the mail server knows whether it signs', spf('v=spf1 -all'), { dkim }, 'unclear', 'reject'],
    ['nothing is published at all', {}, {}, 'no', null],
    ['the policy has a typo', but('_dmarc.garden.example', { TXT: ['v=DMARC1; p=rejct'] }), {}, 'yes', null],
    ['two policies', but('_dmarc.garden.example', { TXT: ['v=DMARC1; p=reject', 'v=DMARC1; p=none'] }), {}, 'yes', null],
  ] as const)('%s', async (_, zone, needs, passesDmarc, policy) => {
    expect(await report(zone, needs)).toMatchObject({ passesDmarc, policy, unanswered: [] });
  });

  it.each([
    ['v=DMARC1; p=reject', 'reject'],
    ['v=DMARC1; p=reject; sp=quarantine', 'quarantine'],
    ['v=DMARC1; p=reject; sp=qarantine', 'none'],
  ])('of a domain below, by the policy of the organisation: %s', async (text, policy) => {
    const zone = but('_dmarc.garden.example', { TXT: [text] });
    expect(await report(zone, { signingDomain: 'garden.example' }, 'news.garden.example')).toMatchObject({ passesDmarc: 'yes', policy });
  });

  it('is not known where the name servers fail', async () => {
    dns.faults.set('_dmarc.garden.example', 'fail');
    expect(await report(right)).toMatchObject({ passesDmarc: 'unclear', policy: null, unanswered: ['dmarc', 'alignment'] });
  });

  it('is not waited for once the questions are cancelled, whatever is asked afterwards', async () => {
    for (const name of ['garden.example', '_dmarc.garden.example', 'one._domainkey.garden.example']) dns.faults.set(name, 'silent');
    dns.zone = right;
    const names = new NameServers([dns.address]);
    const asked = checkDomain('garden.example', relay, names);
    while (!dns.questions.some((question) => question.includes('_dmarc'))) await new Promise((resolve) => setImmediate(resolve));
    names.cancel();
    expect((await asked).unanswered).toEqual(['spf', 'dkim', 'dmarc', 'alignment', 'mx']);
    expect((await checkDomain('garden.example', relay, names)).unanswered).toHaveLength(5);
  });
});
