import { join } from 'node:path';
import { DnsServer, SmtpSink, verifySignatures } from '@rapport/providers/testing';
import { newId } from '../src/platform/database/ids.js';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import { SealedRepository } from '../src/platform/security/SealedRepository.js';
import { SecretRotation } from '../src/platform/security/SecretRotation.js';
import { sealedColumns } from '../src/sealedColumns.js';

import { approvedCampaign, seedList, untilStatus, useSink } from './support/campaigns.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

interface Key {
  id: string;
  domain: string;
  selector: string;
  state: string;
  record: { type: string; name: string; value: string };
  pieces: string[];
  activatedAt: string | null;
  retiredAt: string | null;
}
interface Check {
  key: Key;
  state: string;
  message: string;
  found: string[];
}

let dns: DnsServer;
let sink: SmtpSink;
let test: TestApp;
beforeAll(async () => {
  dns = await DnsServer.start();
  sink = await SmtpSink.start();
  test = await TestApp.start({ DNS_SERVERS: dns.address });
});
afterAll(async () => {
  await test.stop();
  await sink.stop();
  await dns.stop();
});
beforeEach(() => {
  dns.zone = {};
});
afterEach(() => dns.faults.clear());

const manager = () => test.services.dataSource.manager;

/** A workspace of its own with an SMTP sender. */
async function withSender(name: string): Promise<{ owner: Person; accountId: string; path: string }> {
  const owner = await test.stranger(name);
  await dataOf(owner.patch('', { defaultFromEmail: 'News@Garden.example', defaultFromName: 'Garden' }));
  await useSink(owner, sink);
  const [account] = await dataOf<{ id: string }[]>(owner.get('sender-accounts'));
  const accountId = account?.id ?? '';
  return { owner, accountId, path: `sender-accounts/${accountId}/signing-keys` };
}

const make = (owner: Person, path: string, domain?: string): Promise<Key> =>
  dataOf(owner.post(path, domain === undefined ? {} : { domain }));
const check = (owner: Person, path: string, { id }: Key): Promise<Check> => dataOf(owner.post(`${path}/${id}/check`));
const list = (owner: Person, path: string): Promise<Key[]> => dataOf(owner.get(path));
const publish = (...keys: Key[]): void => {
  dns.zone = Object.fromEntries(keys.map(({ record }) => [record.name, { TXT: [record.value] }]));
};
const activeKey = async (owner: Person, path: string, domain?: string): Promise<Key> => {
  const key = await make(owner, path, domain);
  publish(key);
  return (await check(owner, path, key)).key;
};
const actsOf = async ({ workspaceId }: Person): Promise<string[]> => {
  const rows = await queryRows<{ action: string }>(
    manager(),
    sql`SELECT action FROM audit_logs WHERE chain = ${workspaceId} AND action LIKE 'sender.signing%' ORDER BY seq`,
  );
  return rows.map(({ action }) => action.replace('sender.signingKey', ''));
};
const secretsOf = async (owner: Person): Promise<string[]> =>
  (await dataOf<{ name: string; subject: string }[]>(owner.get('secrets'))).flatMap(({ name, subject }) =>
    name === 'smtp.signingKey' ? [subject] : [],
  );

/** A test message as it arrived: its signatures, judged by what is published now. */
async function signaturesOfTest(owner: Person, accountId: string): ReturnType<typeof verifySignatures> {
  const { ok, messageId } = await dataOf<{ ok: boolean; messageId: string }>(
    owner.post(`sender-accounts/${accountId}/test`, { to: 'reader@example.org' }),
  );
  expect(ok).toBe(true);
  const mail = sink.received.find((one) => one.messageId === messageId);
  return verifySignatures(mail?.raw ?? Buffer.alloc(0), dns.zone);
}

it('a key signs once its record was found, and then what goes to each recipient of a campaign', async () => {
  const { owner, accountId, path } = await withSender('Signs');
  const key = await make(owner, path);
  expect(key).toMatchObject({ domain: 'garden.example', state: 'waiting', activatedAt: null });
  expect(key.record).toMatchObject({ type: 'TXT', name: `${key.selector}._domainkey.garden.example` });
  expect(key.record.value).toMatch(/^v=DKIM1; k=rsa; p=MII[A-Za-z0-9+/=]{380,}$/);
  expect([key.pieces.join(''), key.pieces.every(({ length }) => length <= 255)]).toEqual([key.record.value, true]);
  expect(JSON.stringify(await list(owner, path))).not.toMatch(/private/i);

  const early = await check(owner, path, key);
  expect([early.state, early.key.state, early.message]).toEqual(['missing', 'waiting', expect.stringContaining('was not found')]);
  expect(await signaturesOfTest(owner, accountId)).toEqual([]);

  publish(key);
  const found = await check(owner, path, key);
  expect(found).toMatchObject({ state: 'published', found: [key.record.value], key: { state: 'active' } });
  expect(found.key.activatedAt).not.toBeNull();
  expect(await signaturesOfTest(owner, accountId)).toMatchObject([{ domain: 'garden.example', selector: key.selector, result: 'pass' }]);

  const { listId } = await seedList(manager(), owner.workspaceId, 5, `s${newId()}`);
  const campaign = await approvedCampaign(owner, [listId], { fromEmail: 'club@news.garden.example' });
  await dataOf(owner.post(`campaigns/${campaign.id}/send`));
  await untilStatus(owner, campaign.id, 'sent');
  const mails = sink.received.filter(({ raw }) => raw.includes('club@news.garden.example'));
  expect(mails).toHaveLength(5);
  for (const { raw } of mails) {
    const [signature, ...more] = await verifySignatures(raw, dns.zone);
    expect(more).toEqual([]);
    expect(signature).toMatchObject({ domain: 'garden.example', result: 'pass' });
    expect(raw.toString('latin1')).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/im);
    for (const name of ['from', 'list-unsubscribe', 'list-unsubscribe-post'])
      expect(signature?.signed.filter((one) => one === name)).toEqual([name, name]);
  }
  expect(await actsOf(owner)).toEqual(['Made', 'Activated']);
});

it('a second key takes over once its record was found, and the private half of the first is forgotten', async () => {
  const { owner, accountId, path } = await withSender('Rotates');
  const first = await activeKey(owner, path);
  const second = await make(owner, path);
  expect(second.selector).not.toBe(first.selector);
  // Until then the first one signs.
  expect(await signaturesOfTest(owner, accountId)).toMatchObject([{ selector: first.selector, result: 'pass' }]);
  expect(await errorOf(owner.post(path, {}))).toMatchObject({ status: 409, code: 'signingKey.waiting' });

  publish(first, second);
  expect((await check(owner, path, second)).key.state).toBe('active');
  expect((await list(owner, path)).map(({ id, state }) => [id, state])).toEqual([
    [second.id, 'active'],
    [first.id, 'retired'],
  ]);
  expect(await signaturesOfTest(owner, accountId)).toMatchObject([{ selector: second.selector, result: 'pass' }]);
  expect(await secretsOf(owner)).toEqual([second.id]);
  // A retired key never comes back.
  const old = await check(owner, path, first);
  expect([old.key.state, old.state, old.message]).toEqual(['retired', 'published', expect.stringContaining('newer key')]);
  expect(await actsOf(owner)).toEqual(['Made', 'Activated', 'Made', 'Activated']);
});

it('two checks at once make a key active once', async () => {
  const { owner, path } = await withSender('Twice');
  const key = await make(owner, path);
  publish(key);
  const answers = await Promise.all([1, 2, 3].map(() => check(owner, path, key)));
  expect(answers.map((answer) => answer.key.state)).toEqual(['active', 'active', 'active']);
  expect(await actsOf(owner)).toEqual(['Made', 'Activated']);
});

it('of two requests at once for one domain, one makes a key', async () => {
  const { owner, path } = await withSender('At Once');
  const statuses = (await Promise.all([1, 2, 3].map(() => owner.post(path, {})))).map(({ status }) => status);
  expect(statuses.sort()).toEqual([200, 409, 409]);
  expect(await list(owner, path)).toHaveLength(1);
});

it('goes on signing when its record has vanished, and the DNS records of the sender say so', async () => {
  const { owner, accountId, path } = await withSender('Vanishes');
  const key = await activeKey(owner, path);
  const dkim = async () => {
    const { checks } = await dataOf<{ checks: { kind: string; state: string; records: object[] }[] }>(
      owner.get(`sender-accounts/${accountId}/domain?domain=news.garden.example`),
    );
    return ['dkim', 'alignment'].map((kind) => checks.find((one) => one.kind === kind));
  };
  expect(await dkim()).toMatchObject([{ state: 'ok', records: [] }, { state: 'ok' }]);
  dns.zone = {};
  expect((await dkim())[0]).toMatchObject({ state: 'wrong', records: [key.record] });
  const gone = await check(owner, path, key);
  expect([gone.state, gone.key.state, gone.message]).toEqual(['missing', 'active', expect.stringContaining('no longer published')]);
  expect(await signaturesOfTest(owner, accountId)).toMatchObject([{ selector: key.selector, result: 'neutral' }]);
});

it('a key that is removed signs nothing more, and nothing of it is left', async () => {
  const { owner, accountId, path } = await withSender('Removes');
  const key = await activeKey(owner, path);
  expect(await signaturesOfTest(owner, accountId)).toHaveLength(1);
  await dataOf(owner.delete(`${path}/${key.id}`));
  expect(await signaturesOfTest(owner, accountId)).toEqual([]);
  expect([await list(owner, path), await secretsOf(owner)]).toEqual([[], []]);
  expect((await errorOf(owner.delete(`${path}/${key.id}`))).code).toBe('signingKey.notFound');
  expect(await actsOf(owner)).toEqual(['Made', 'Activated', 'Removed']);
});

it('leaves the store of secrets with its sender', async () => {
  const { owner } = await withSender('Goes');
  const { account } = await dataOf<{ account: { id: string } }>(
    owner.post('sender-accounts', { name: 'Other', type: 'smtp', config: { ...sink.address, security: 'none' } }),
  );
  const key = await make(owner, `sender-accounts/${account.id}/signing-keys`);
  expect(await secretsOf(owner)).toEqual([key.id]);
  await dataOf(owner.delete(`sender-accounts/${account.id}`));
  expect(await secretsOf(owner)).toEqual([]);
});

it('stays with its sender when the settings of that are saved', async () => {
  const { owner, accountId, path } = await withSender('Saves');
  const key = await activeKey(owner, path);
  await dataOf(
    owner.patch(`sender-accounts/${accountId}`, { type: 'smtp', config: { ...sink.address, security: 'none', connections: 2 } }),
  );
  expect(await signaturesOfTest(owner, accountId)).toMatchObject([{ selector: key.selector, result: 'pass' }]);
  // Typed settings that are only tried are tried with its keys too.
  const typed = { type: 'smtp', config: { ...sink.address, security: 'none' }, to: 'reader@example.org' };
  const { messageId } = await dataOf<{ messageId: string }>(owner.post(`sender-accounts/${accountId}/test`, typed));
  const mail = sink.received.find((one) => one.messageId === messageId);
  expect(await verifySignatures(mail?.raw ?? Buffer.alloc(0), dns.zone)).toMatchObject([{ result: 'pass' }]);
});

it('is sealed anew when the keys of the installation are rotated, and signs as before', async () => {
  const { owner, accountId, path } = await withSender('Sealed');
  const key = await activeKey(owner, path);
  const sealed = async (): Promise<string> =>
    (await queryRows<{ sealed: string }>(manager(), sql`SELECT sealed FROM workspace_secrets WHERE subject = ${key.id}`))[0]?.sealed ?? '';
  const before = await sealed();
  const file = join(test.database.dataDir, 'secrets.json');
  const { keyId } = await new SecretRotation(file, sealedColumns, new SealedRepository(manager())).run(new Date());
  expect(before).not.toContain(`v1.${keyId}.`);
  expect(await sealed()).toContain(`v1.${keyId}.`);
  // Saved anew, the settings are opened anew.
  await dataOf(owner.patch(`sender-accounts/${accountId}`, { type: 'smtp', config: { ...sink.address, security: 'none' } }));
  expect(await signaturesOfTest(owner, accountId)).toMatchObject([{ selector: key.selector, result: 'pass' }]);
});

it('nothing is sent with a key whose row was changed past the product', async () => {
  const { owner, accountId, path } = await withSender('Altered');
  const key = await activeKey(owner, path);
  await execute(manager(), sql`UPDATE signing_keys SET domain = 'bank.example' WHERE id = ${key.id}`);
  const sent = sink.received.length;
  const { status, code } = await errorOf(owner.post(`sender-accounts/${accountId}/test`, { to: 'reader@example.org' }));
  expect([status >= 400, code, sink.received.length]).toEqual([true, 'secret.unreadable', sent]);
});

it('says what is published instead, or that the name servers did not answer', async () => {
  const { owner, path } = await withSender('Instead');
  const key = await make(owner, path);
  const found = async (...texts: string[]): Promise<string[]> => {
    dns.zone = { [key.record.name]: { TXT: texts } };
    const answer = await check(owner, path, key);
    return [answer.state, answer.key.state, answer.message];
  };
  expect(await found(key.pieces[0] ?? '')).toEqual(['different', 'waiting', expect.stringContaining('Replace it')]);
  expect(await found(key.record.value, 'v=DKIM1; p=AAAA')).toEqual(['several', 'waiting', expect.stringContaining('Keep only')]);
  dns.faults.set(key.record.name, 'fail');
  expect(await found(key.record.value)).toEqual(['unknown', 'waiting', expect.stringContaining('Check again later')]);
});

it.each([
  ['Gärten.Example', 'xn--grten-gra.example'],
  ['  NEWS.Garden.Example. ', 'news.garden.example'],
])('reads the domain %j as %s', async (typed, domain) => {
  const { owner, path } = await withSender('Reads');
  expect((await make(owner, path, typed)).domain).toBe(domain);
});

it.each([
  ['localhost', 'sender.badDomain'],
  ['garden.example..', 'sender.badDomain'],
  ['news@garden.example', 'sender.badDomain'],
  ['192.0.2.1', 'sender.badDomain'],
  ['a; v=DKIM1.example', 'sender.badDomain'],
  // A name of 253 characters leaves no room for that of the record.
  [`${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example`, 'sender.badDomain'],
  ['x'.repeat(300), undefined],
])('refuses %j as a domain', async (domain, code) => {
  const { owner, path } = await withSender('Refuses');
  const { status, fields } = await errorOf(owner.post(path, { domain }));
  expect([status, fields[0]?.field]).toEqual([422, 'domain']);
  if (code) expect(fields[0]?.code).toBe(code);
  expect(await list(owner, path)).toEqual([]);
});

it('is for SMTP senders: others sign by themselves', async () => {
  const { owner } = await withSender('Others');
  const { account } = await dataOf<{ account: { id: string } }>(
    owner.post('sender-accounts', { name: 'Lab', type: 'mail_lab', config: {} }),
  );
  const path = `sender-accounts/${account.id}/signing-keys`;
  expect(await errorOf(owner.post(path, { domain: 'garden.example' }))).toMatchObject({ status: 409, code: 'signingKey.notNeeded' });
  expect(await list(owner, path)).toEqual([]);
});

it('a sender has so many keys, and makes no more', async () => {
  const { owner, accountId, path } = await withSender('Many');
  const now = new Date().toISOString();
  for (let number = 0; number < 20; number += 1)
    await execute(
      manager(),
      sql`INSERT INTO signing_keys (id, workspace_id, sender_account_id, domain, selector, public_key, state, created_at)
          VALUES (${newId()}, ${owner.workspaceId}, ${accountId}, ${`d${number}.example`}, 'rapport-x', 'MIIB', 'retired', ${now})`,
    );
  expect(await errorOf(owner.post(path, {}))).toMatchObject({ status: 409, code: 'signingKey.tooMany' });
});

it('is nobody else’s', async () => {
  const { owner, accountId, path } = await withSender('Private');
  const key = await make(owner, path);
  const stranger = await withSender('Stranger');
  publish(key);
  for (const answer of [
    stranger.owner.get(path),
    stranger.owner.post(path, {}),
    stranger.owner.post(`${path}/${key.id}/check`),
    stranger.owner.delete(`${path}/${key.id}`),
    // Under a sender of their own.
    stranger.owner.post(`${stranger.path}/${key.id}/check`),
    stranger.owner.delete(`${stranger.path}/${key.id}`),
    owner.post(`sender-accounts/${accountId}/signing-keys/${newId()}/check`),
  ])
    expect((await errorOf(answer)).status).toBe(404);
  expect(await list(owner, path)).toMatchObject([{ id: key.id, state: 'waiting' }]);
});

it('keys are made and checked only so often in a while', async () => {
  const { owner, path } = await withSender('Of Ten');
  const key = await make(owner, path);
  const answers = new Set<number>();
  for (let i = 0; i < 31; i += 1) answers.add((await owner.post(`${path}/${key.id}/check`)).status);
  expect([...answers]).toEqual([200, 429]);
  expect((await errorOf(owner.post(path, { domain: 'other.example' }))).code).toBe('sender.tooManyChecks');
});
