import { DnsServer, type DnsZone, SmtpSink } from '@rapport/providers/testing';
import { DOMAIN_CHECK_LIMIT } from '../src/modules/campaigns/review/domain/DomainChecker.js';
import { SenderDomainFacts } from '../src/modules/providers/SenderDomainFacts.js';
import { approve, createCampaign, seedList } from './support/campaigns.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Found {
  state: string;
  domain: string | null;
  senderAccountId: string | null;
  checkedAt: string | null;
  findings: { code: string; severity: string; message: string }[];
}

/** All that Google asks for. */
const right: DnsZone = {
  'garden.example': { TXT: ['v=spf1 include:_spf.google.com ~all'] },
  '_spf.google.com': { TXT: ['v=spf1 ip4:192.0.2.0/24 -all'] },
  'google._domainkey.garden.example': { TXT: ['v=DKIM1; k=rsa; p=MIGfMA0G'] },
  '_dmarc.garden.example': { TXT: ['v=DMARC1; p=reject'] },
};

let dns: DnsServer;
let sink: SmtpSink;
let test: TestApp;
let accountId: string;
beforeAll(async () => {
  dns = await DnsServer.start();
  sink = await SmtpSink.start();
  test = await TestApp.start({ DOMAIN_CHECKS: 'true', DNS_SERVERS: dns.address });
  accountId = await sendThroughGoogle(test.owner);
});
afterAll(async () => {
  await test.stop();
  await sink.stop();
  await dns.stop();
});
beforeEach(() => {
  dns.faults.clear();
  dns.zone = right;
  dns.questions.length = 0;
});

async function sendThroughGoogle(owner: Person): Promise<string> {
  const config = { mailbox: 'news@garden.example', access: 'signIn', oauthClientId: 'client', oauthClientSecret: 'secret' };
  const { account } = await dataOf<{ account: { id: string } }>(owner.put('sender', { type: 'google_workspace', config }));
  return account.id;
}

const campaignFrom = async (fromEmail: string, owner = test.owner): Promise<string> => (await createCampaign(owner, [], { fromEmail })).id;
const look = (id: string, owner = test.owner): Promise<Found> => dataOf(owner.get(`campaigns/${id}/sender-domain`));
async function checked(id: string, owner = test.owner): Promise<Found> {
  await waitFor('the domain to be checked', async () => (await look(id, owner)).state !== 'checking');
  return look(id, owner);
}
const told = async (fromEmail: string): Promise<string[]> =>
  (await checked(await campaignFrom(fromEmail))).findings.map(({ severity, code }) => `${severity} ${code}`);
const asked = (name: string): number => dns.questions.filter((question) => question === `TXT ${name}`).length;

it('answers at once, asks meanwhile, and keeps what is right for ten minutes', async () => {
  const id = await campaignFrom('ada@garden.example');
  expect(await look(id)).toMatchObject({ state: 'checking', domain: 'garden.example', senderAccountId: accountId, findings: [] });
  expect(await checked(id)).toEqual({
    ...{ state: 'done', domain: 'garden.example', senderAccountId: accountId, checkedAt: expect.any(String) },
    findings: [{ code: 'domain.fine', severity: 'ok', message: expect.stringContaining('garden.example') }],
  });
  const before = dns.questions.length;
  // Another campaign, another address, the same domain in other letters.
  expect(await look(await campaignFrom('Grace@Garden.Example'))).toMatchObject({ state: 'done' });
  expect(dns.questions).toHaveLength(before);
});

it('warns strongly where receivers are asked to reject what is not aligned', async () => {
  dns.zone = {
    ...right,
    '_dmarc.other.example': { TXT: ['v=DMARC1; p=reject'] },
    '_dmarc.spam.example': { TXT: ['v=DMARC1;p=quarantine'] },
  };
  const { findings } = await checked(await campaignFrom('ada@other.example'));
  expect(findings).toMatchObject([{ code: 'domain.dmarcReject', severity: 'serious' }]);
  expect(findings[0]?.message).toContain('Messages come from other.example, and are signed and returned to garden.example');
  expect(await told('ada@spam.example')).toEqual(['serious domain.dmarcQuarantine']);
});

it('tells a domain without any record, a policy with a typo, and two policies', async () => {
  dns.zone = {
    ...right,
    '_dmarc.typo.example': { TXT: ['v=DMARC1; p=rejct'] },
    '_dmarc.twice.example': { TXT: ['v=DMARC1; p=none', 'v=DMARC1; p=reject'] },
  };
  for (const domain of ['bare.example', 'typo.example', 'twice.example'])
    expect(await told(`ada@${domain}`)).toEqual(['warning domain.dmarcFails', 'warning domain.dmarc']);
});

it('finds the policy of the organisation for an address below it', async () => {
  expect(await told('ada@news.garden.example')).toEqual(['ok domain.fine']);
  dns.zone = { ...right, '_dmarc.garden.example': { TXT: ['v=DMARC1; p=reject; adkim=s; aspf=s'] } };
  expect(await told('ada@exact.garden.example')).toEqual(['serious domain.dmarcReject']);
});

it('says that nothing is known where the name servers are silent, and looks again after a minute', async () => {
  const facts = test.app.get(SenderDomainFacts, { strict: false });
  const usual = facts.withinMs;
  facts.withinMs = 300;
  dns.faults.set('_dmarc.hangs.example', 'silent').set('garden.example', 'silent');
  const id = await campaignFrom('ada@hangs.example');
  expect(await checked(id)).toMatchObject({ findings: [{ code: 'domain.unanswered', severity: 'note' }] });
  facts.withinMs = usual;
  dns.faults.clear();
  dns.zone = { ...right, '_dmarc.hangs.example': { TXT: ['v=DMARC1; p=reject'] } };
  expect((await look(id)).state).toBe('done');
  test.clock.advance(61_000);
  expect((await checked(id)).findings).toMatchObject([{ code: 'domain.dmarcReject' }]);
});

it('asks only so often for a workspace', async () => {
  const owner = await test.stranger('Of Many');
  await sendThroughGoogle(owner);
  const id = await campaignFrom('ada@first.example', owner);
  let version = 1;
  const codes = new Set<string>();
  for (let i = 0; i <= DOMAIN_CHECK_LIMIT.points; i += 1) {
    ({ version } = await dataOf<{ version: number }>(owner.patch(`campaigns/${id}`, { version, fromEmail: `ada@d${i}.example` })));
    for (const { code } of (await look(id, owner)).findings) codes.add(code);
  }
  expect([...codes]).toEqual(['domain.notChecked']);
  expect(asked(`_dmarc.d${DOMAIN_CHECK_LIMIT.points}.example`)).toBe(0);
});

it('has nothing to say of texts, of the mail lab, without a sender address, and nothing to strangers', async () => {
  const nothing = { state: 'none', domain: null, senderAccountId: null, checkedAt: null, findings: [] };
  const { id: text } = await dataOf<{ id: string }>(test.owner.post('campaigns', { name: 'Text', type: 'text', text: 'Hello' }));
  const { id: nameless } = await dataOf<{ id: string }>(test.owner.post('campaigns', { name: 'Nameless' }));
  for (const id of [text, nameless]) expect(await look(id)).toEqual(nothing);
  const stranger = await test.stranger();
  const ofLab = await campaignFrom('ada@lab.example', stranger);
  expect(await look(ofLab, stranger)).toEqual(nothing);
  expect((await errorOf(test.owner.get(`campaigns/${ofLab}/sender-domain`))).status).toBe(404);
  expect(dns.questions).toEqual([]);
});

it('stops nobody, and warns where only an SMTP server knows whether messages pass', async () => {
  dns.zone = { 'relay.example': { TXT: ['v=spf1 -all'] }, '_dmarc.relay.example': { TXT: ['v=DMARC1; p=reject'] } };
  const config = { ...sink.address, security: 'none' };
  await dataOf(test.owner.put('sender', { type: 'smtp', config }));
  const { listId } = await seedList(test.services.dataSource.manager, test.owner.workspaceId, 1, 'aligned');
  const { id } = await createCampaign(test.owner, [listId], { fromEmail: 'ada@relay.example' });
  const { findings } = await checked(id);
  expect(findings.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
    'warning domain.dmarcUnclear',
    'note domain.spf',
    'note domain.dkim',
  ]);
  await approve(test.owner, id);
  await dataOf(test.owner.post(`campaigns/${id}/send`, {}));
});

it('asks nothing where the operator has switched it off', async () => {
  const off = await TestApp.start({ DOMAIN_CHECKS: 'false', DNS_SERVERS: dns.address });
  await sendThroughGoogle(off.owner);
  const { id } = await createCampaign(off.owner, [], { fromEmail: 'ada@garden.example' });
  expect(await dataOf(off.owner.get(`campaigns/${id}/sender-domain`))).toMatchObject({ state: 'off', findings: [] });
  expect(dns.questions).toEqual([]);
  await off.stop();
});
