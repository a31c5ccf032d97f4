import { MailgunServer } from '@rapport/providers/testing';
import request from 'supertest';
import { newId } from '../src/platform/database/ids.js';
import { sql } from '../src/platform/database/sql.js';
import { approvedCampaign, askUntil, getCampaign, passTime, recipientsOf, seedList, untilStatus } from './support/campaigns.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { countOf } from './support/seedMany.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Sender {
  type: string;
  state: string;
  stateReason: string | null;
  config: Record<string, unknown>;
  account: { id: string } | null;
  reports: { url: string; isReady: boolean; lastReportAt: string | null } | null;
}

let mailgun: MailgunServer;
let test: TestApp;
beforeAll(async () => {
  mailgun = await MailgunServer.start();
  test = await TestApp.start({ MAILGUN_URL: mailgun.url });
});
afterAll(async () => {
  await test.stop();
  await mailgun.stop();
  expect(mailgun.problems).toEqual([]);
});
beforeEach(() => {
  mailgun.arrivals.splice(0);
  mailgun.faults.splice(0);
});

const config = (over: object = {}): object => ({
  domain: mailgun.domain,
  region: 'us',
  apiKey: mailgun.apiKey,
  signingKey: mailgun.signingKey,
  ...over,
});
const connect = (owner: Person, over: object = {}): Promise<Sender> =>
  dataOf(owner.put('sender', { type: 'mailgun', config: config(over) }));

async function begin(owner: Person, people: number): Promise<string> {
  const { listId } = await seedList(test.services.dataSource.manager, owner.workspaceId, people, `m${newId()}`);
  const { id } = await approvedCampaign(owner, [listId]);
  await dataOf(owner.post(`campaigns/${id}/send`));
  return id;
}

const post = async (accountId: string, body: object | string): Promise<number> =>
  (
    await request(test.app.getHttpServer())
      .post(`/hooks/${accountId}`)
      .set('Content-Type', 'application/json')
      .send(typeof body === 'string' ? body : JSON.stringify(body))
  ).status;

function expectNobodyTwice(): void {
  const messages = mailgun.arrivals.map(({ id }) => id);
  expect(messages.length).toBe(new Set(messages).size);
}

it('is set up with a key that is never shown again, and checked without sending', async () => {
  const owner = await test.stranger('Mai Lgun');
  const bad = await errorOf(owner.put('sender', { type: 'mailgun', config: { region: 'mars' } }));
  expect(bad.fields.map(({ field }) => field)).toEqual(['config.domain', 'config.region', 'config.apiKey']);
  const sender = await connect(owner);
  expect(sender).toMatchObject({ type: 'mailgun', state: 'untested', config: { domain: mailgun.domain, apiKey: { isSet: true } } });
  expect(JSON.stringify(sender)).not.toContain(mailgun.apiKey);
  expect(await dataOf(owner.post('sender/verify', {}))).toMatchObject({ ok: true });
  expect(await dataOf(owner.post('sender/verify', { type: 'mailgun', config: config({ apiKey: 'wrong' }) }))).toMatchObject({ ok: false });
  expect((await dataOf<Sender>(owner.get('sender'))).state).toBe('ready');
  // The key belongs to a region: it is not sent to another one unasked.
  const moved = await errorOf(owner.put('sender', { type: 'mailgun', config: { domain: mailgun.domain, region: 'eu' } }));
  expect(moved.fields).toMatchObject([{ field: 'config.apiKey', code: 'sender.secretNeededAgain' }]);
  expect(mailgun.arrivals).toHaveLength(0);
});

it('sends a campaign, and is told what became of it', async () => {
  const owner = await test.stranger('Rep Orts');
  const { account, reports } = await connect(owner);
  const accountId = account?.id ?? '';
  expect(reports).toMatchObject({ url: expect.stringMatching(`/hooks/${accountId}$`) as string, isReady: true, lastReportAt: null });
  const id = await begin(owner, 30);
  await untilStatus(owner, id, 'sent');
  expect((await getCampaign(owner, id)).counts).toMatchObject({ recipients: 30, accepted: 30, uncertain: 0 });
  expect(mailgun.arrivals).toHaveLength(30);
  expectNobodyTwice();

  const [first, second, third, fourth] = mailgun.arrivals;
  if (!first || !second || !third || !fourth) throw new Error('Too little arrived.');
  const delivered = mailgun.report('delivered', first);
  expect(await post(accountId, delivered)).toBe(200);
  // Doubled, in a storm, and put off: nothing is told twice, and nothing is refused.
  expect(await Promise.all(Array.from({ length: 5 }, () => post(accountId, delivered)))).toEqual([200, 200, 200, 200, 200]);
  expect(await post(accountId, mailgun.report('failed', second, { severity: 'temporary' }))).toBe(200);
  const words = { severity: 'permanent', 'delivery-status': { code: 550, message: '5.1.1 No such user' } };
  expect(await post(accountId, mailgun.report('failed', second, words))).toBe(200);
  expect(await post(accountId, mailgun.report('complained', third))).toBe(200);
  expect(await post(accountId, mailgun.report('unsubscribed', fourth))).toBe(200);
  await waitFor('the ledger to know', async () => {
    const { counts } = await getCampaign(owner, id);
    return counts.delivered >= 1 && counts.bounced === 1 && counts.unsubscribed === 1;
  });
  const rows = await recipientsOf(owner, id);
  const stateOf = (to: string): string | undefined => rows.find(({ email }) => email === to)?.state;
  expect([stateOf(first.to), stateOf(second.to)]).toEqual(['delivered', 'failed']);
  expect(rows.find(({ email }) => email === second.to)?.error).toContain('No such user');
  expect((await dataOf<Sender>(owner.get('sender'))).reports?.lastReportAt).not.toBeNull();

  // Whoever bounced, complained or unsubscribed gets nothing any more.
  await waitFor(
    'the consent records to know',
    async () => (await countOf(test, 'suppressions', sql`workspace_id = ${owner.workspaceId} AND channel = 'email'`)) === 3,
  );
});

it('takes nothing from a stranger', async () => {
  const owner = await test.stranger('Stran Ger');
  const other = await test.stranger('Oth Er');
  const accountId = (await connect(owner)).account?.id ?? '';
  const otherId = (await connect(other, { signingKey: 'of the other workspace' })).account?.id ?? '';
  const id = await begin(owner, 3);
  await untilStatus(owner, id, 'sent');
  const [first, second] = mailgun.arrivals;
  if (!first || !second) throw new Error('Too little arrived.');
  const genuine = mailgun.report('complained', first);
  // Of another account, forged, stale, of no account, and no report at all.
  expect(await post(otherId, genuine)).toBe(406);
  expect(await post(accountId, mailgun.report('complained', first, {}, { key: 'guessed' }))).toBe(406);
  expect(await post(accountId, mailgun.report('complained', first, {}, { at: new Date(Date.now() - 2 * 86_400_000) }))).toBe(406);
  expect(await post(newId(), genuine)).toBe(406);
  expect(await post(accountId, { hello: 'world' })).toBe(406);
  expect(await post('no-id', genuine)).toBe(400);
  expect(await post(accountId, '{"broken')).toBe(400);
  expect(await post(accountId, JSON.stringify({ long: 'x'.repeat(70_000) }))).toBe(413);
  // A signature that was used for one report counts for no other.
  expect(await post(accountId, genuine)).toBe(200);
  const reused = { ...mailgun.report('complained', second), signature: genuine.signature };
  expect(await post(accountId, reused)).toBe(406);
  await waitFor('the genuine one to count', async () => (await recipientsOf(owner, id)).some(({ email }) => email === first.to));
  const noKey = await test.stranger('No Key');
  const { account, reports } = await connect(noKey, { signingKey: null });
  expect(reports?.isReady).toBe(false);
  expect(await post(account?.id ?? '', genuine)).toBe(406);
});

it('asks Mailgun what became of messages that broke off, and sends none of them again', async () => {
  const owner = await test.stranger('Unc Ertain');
  await connect(owner);
  mailgun.faults.push({ kind: 'dropAfter' });
  const id = await begin(owner, 12);
  await waitFor('all to have an end', async () => {
    const { counts } = await getCampaign(owner, id);
    return counts.accepted + counts.uncertain === 12;
  });
  await passTime(test, 7 * 3_600_000);
  await askUntil(test, 'all to be settled', async () => (await getCampaign(owner, id)).counts.accepted === 12);
  expect(mailgun.arrivals).toHaveLength(12);
  expectNobodyTwice();
});

it('stops when the key is refused in the middle of a campaign, says so, and goes on with a new one', async () => {
  const owner = await test.stranger('Re Voked');
  await connect(owner);
  await dataOf(owner.post('sender/verify', {}));
  mailgun.faults.push({ kind: 'status', status: 401, message: 'Forbidden' });
  const id = await begin(owner, 20);
  const paused = await untilStatus(owner, id, 'paused');
  expect(paused.statusReason).toContain('Forbidden');
  expect((await dataOf<Sender>(owner.get('sender'))).state).toBe('paused');
  expect(paused.counts.failed).toBe(0);
  await dataOf(owner.post(`campaigns/${id}/resume`));
  const sent = await untilStatus(owner, id, 'sent');
  expect(sent.counts).toMatchObject({ accepted: 20, failed: 0, uncertain: 0 });
  expect(mailgun.arrivals).toHaveLength(20);
  expectNobodyTwice();
});

it('has Mailgun report here, or says why not', async () => {
  const owner = await test.stranger('Con Nect');
  const { account, reports } = await connect(owner);
  await dataOf(owner.post(`sender-accounts/${account?.id ?? ''}/reports`));
  expect(mailgun.webhooks.get('permanent_fail')).toEqual([reports?.url]);
  const { items } = await dataOf<{ items: { action: string }[] }>(owner.get('audit'));
  expect(items.map(({ action }) => action)).toContain('sender.reportsConnected');
  await connect(owner, { apiKey: mailgun.sendingKey });
  expect(await errorOf(owner.post(`sender-accounts/${account?.id ?? ''}/reports`))).toMatchObject({
    status: 409,
    code: 'sender.reportsNotConnected',
  });
  const lab = await dataOf<Sender>(owner.post('sender-accounts', { name: 'Lab', type: 'mail_lab', config: {} }));
  expect(lab.reports).toBeNull();
  expect(await errorOf(owner.post(`sender-accounts/${lab.account?.id ?? ''}/reports`))).toMatchObject({
    status: 409,
    code: 'sender.doesNotReport',
  });
});
