import { type TwilioPost, TwilioServer } from '@rapport/providers/testing';
import request from 'supertest';
import { newId } from '../src/platform/database/ids.js';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { countOf } from './support/seedMany.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Sender {
  type: string;
  state: string;
  config: Record<string, unknown>;
  account: { id: string; channel: string; isActive: boolean } | null;
  reports: { url: string; isReady: boolean; lastReportAt: string | null } | null;
}

const ann = '+14155550123';
let twilio: TwilioServer;
let test: TestApp;
beforeAll(async () => {
  twilio = await TwilioServer.start();
  test = await TestApp.start({ TWILIO_URL: twilio.url, PUBLIC_URL: 'http://rapport.example.com' });
});
afterAll(async () => {
  await test.stop();
  await twilio.stop();
  expect(twilio.problems).toEqual([]);
});
beforeEach(() => {
  twilio.arrivals.splice(0);
  twilio.stopped.clear();
});

const config = (over: object = {}): object => ({
  accountSid: twilio.accountSid,
  authToken: twilio.authToken,
  from: twilio.number,
  ...over,
});
const connect = (owner: Person): Promise<Sender> =>
  dataOf(owner.post('sender-accounts', { name: 'Texts', type: 'twilio', config: config() }));

async function post({ url, body, headers }: TwilioPost): Promise<{ status: number; text: string }> {
  const { pathname, search } = new URL(url);
  const response = await request(test.app.getHttpServer())
    .post(pathname + search)
    .set(headers)
    .send(body);
  return { status: response.status, text: response.text };
}

async function textsOf(owner: Person, contactId: string): Promise<{ type: string; content: Record<string, unknown> }[]> {
  return (await dataOf<{ items: { type: string; content: Record<string, unknown> }[] }>(owner.get(`contacts/${contactId}/timeline`))).items;
}

function suppressed(owner: Person): Promise<{ addressKey: string; reason: string }[]> {
  return queryRows(
    test.services.dataSource.manager,
    sql`SELECT address_key AS "addressKey", reason FROM suppressions WHERE workspace_id = ${owner.workspaceId} AND channel = 'text'`,
  );
}

it('is set up beside the sender of email, with a token that is never shown again, and checked without sending', async () => {
  const owner = await test.stranger('Twi Lio');
  const before = await dataOf<Sender>(owner.get('sender'));
  const bad = await errorOf(
    owner.post('sender-accounts', { name: 'Texts', type: 'twilio', config: { accountSid: 'me', from: '0170 123' } }),
  );
  expect(bad.fields.map(({ field }) => field)).toEqual(['config.accountSid', 'config.authToken', 'config.from']);
  const sender = await connect(owner);
  const id = sender.account?.id ?? '';
  expect(sender).toMatchObject({ type: 'twilio', state: 'untested', account: { channel: 'text', isActive: true } });
  expect(sender.reports).toMatchObject({ url: `http://rapport.example.com/hooks/${id}`, isReady: true });
  expect(JSON.stringify(sender)).not.toContain(twilio.authToken);
  expect(await dataOf(owner.post(`sender-accounts/${id}/verify`, {}))).toMatchObject({ ok: true });
  expect(
    await dataOf(owner.post(`sender-accounts/${id}/verify`, { type: 'twilio', config: config({ authToken: 'wrong' }) })),
  ).toMatchObject({ ok: false });
  expect(await dataOf(owner.get(`sender-accounts/${id}`))).toMatchObject({ state: 'ready' });
  // Email goes where it went before.
  expect(await dataOf(owner.get('sender'))).toMatchObject({ type: before.type, account: before.account });
  expect(twilio.arrivals).toHaveLength(0);
});

it('is one for a workspace, and never becomes one of email', async () => {
  const owner = await test.stranger('On Ly');
  const id = (await connect(owner)).account?.id ?? '';
  expect(await errorOf(owner.post('sender-accounts', { name: 'More', type: 'twilio', config: config() }))).toMatchObject({
    code: 'sender.oneForTexts',
  });
  expect(await errorOf(owner.post(`sender-accounts/${id}/activate`))).toMatchObject({ status: 409, code: 'sender.isForTexts' });
  expect((await errorOf(owner.put('sender', { type: 'twilio', config: config() }))).fields).toMatchObject([{ field: 'type' }]);
  expect((await errorOf(owner.patch(`sender-accounts/${id}`, { type: 'mail_lab', config: {} }))).fields).toMatchObject([{ field: 'type' }]);
  // The token belongs to the account: it is not sent to another one unasked.
  const moved = await errorOf(owner.patch(`sender-accounts/${id}`, { config: { accountSid: `AC${'1'.repeat(32)}`, from: twilio.number } }));
  expect(moved.fields).toMatchObject([{ field: 'config.authToken', code: 'sender.secretNeededAgain' }]);
  await owner.delete(`sender-accounts/${id}`);
  await connect(owner);
});

it('sends a test text to a phone that is dialled the same way from everywhere', async () => {
  const owner = await test.stranger('Te St');
  const id = (await connect(owner)).account?.id ?? '';
  expect((await errorOf(owner.post(`sender-accounts/${id}/test`, {}))).fields).toMatchObject([{ field: 'phone' }]);
  expect((await errorOf(owner.post(`sender-accounts/${id}/test`, { phone: 'call me' }))).fields).toMatchObject([{ field: 'phone' }]);
  expect((await errorOf(owner.post(`sender-accounts/${id}/test`, { phone: '030 23125501' }))).fields).toMatchObject([{ field: 'phone' }]);
  expect(await dataOf(owner.post(`sender-accounts/${id}/test`, { phone: '+1 (415) 555-0123' }))).toMatchObject({ ok: true });
  expect(twilio.arrivals).toMatchObject([{ to: ann, from: twilio.number }]);
  expect((await errorOf(owner.post('sender/test', {}))).fields).toMatchObject([{ field: 'to' }]);
});

it('hears STOP and START, puts every text on the timeline, and answers nobody', async () => {
  const owner = await test.stranger('St Op');
  const { reports } = await connect(owner);
  const hook = reports?.url ?? '';
  const { id } = await dataOf<{ id: string }>(owner.post('contacts', { firstName: 'Ann', primaryPhone: '+1 415 555 0123' }));
  const stop = twilio.inbound(hook, ann, ' Stop. ');
  const answer = await post(stop);
  expect(answer).toEqual({ status: 200, text: '<?xml version="1.0" encoding="UTF-8"?><Response/>' });
  // Doubled, in a storm.
  expect((await Promise.all(Array.from({ length: 4 }, () => post(stop)))).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  await waitFor('STOP to count', async () => (await suppressed(owner)).length === 1);
  expect(await suppressed(owner)).toEqual([{ addressKey: ann, reason: 'unsubscribed' }]);
  const accountId = hook.split('/').at(-1) ?? '';
  expect((await errorOf(owner.post(`sender-accounts/${accountId}/test`, { phone: ann }))).fields).toMatchObject([
    { field: 'phone', code: 'testMessage.suppressed' },
  ]);
  const told = async (): Promise<unknown[]> => (await textsOf(owner, id)).map(({ content }) => content['message']);
  await waitFor('the timeline to show it, and what came of it', async () => (await told()).includes('Ended your texts'));
  const entries = await textsOf(owner, id);
  expect(entries.filter(({ type }) => type === 'text').map(({ content }) => content)).toEqual([
    { message: ' Stop. ', direction: 'incoming' },
  ]);
  const [proof] = await queryRows<{ proof: string }>(
    test.services.dataSource.manager,
    sql`SELECT proof_json AS proof FROM consent_events WHERE workspace_id = ${owner.workspaceId} AND channel = 'text'`,
  );
  expect(JSON.parse(proof?.proof ?? '{}')).toMatchObject({ keyword: 'stop', body: ' Stop. ', to: twilio.number, provider: 'twilio' });

  expect((await post(twilio.inbound(hook, ann, 'please stop by at 9'))).status).toBe(200);
  expect((await post(twilio.inbound(hook, ann, 'HELP'))).status).toBe(200);
  expect((await post(twilio.inbound(hook, ann, 'Unstop'))).status).toBe(200);
  await waitFor('START to count', async () => (await suppressed(owner)).length === 0);
  await waitFor('all texts to be there', async () => (await textsOf(owner, id)).filter(({ type }) => type === 'text').length === 4);
  // Someone whom no contact is about is stopped all the same.
  expect((await post(twilio.inbound(hook, '+14155550199', 'STOPALL'))).status).toBe(200);
  await waitFor('the stranger to count', async () => (await suppressed(owner)).length === 1);
});

it('START takes back what STOP did, and no decision of a person', async () => {
  const owner = await test.stranger('Re Permit');
  const hook = (await connect(owner)).reports?.url ?? '';
  const now = new Date().toISOString();
  const { manager } = test.services.dataSource;
  await execute(
    manager,
    sql`INSERT INTO consent_events (id, workspace_id, channel, address_key, event, source, proof_json, created_at)
        VALUES (${newId()}, ${owner.workspaceId}, 'text', ${ann}, 'manual', 'person', '{}', ${now})`,
  );
  await execute(
    manager,
    sql`INSERT INTO suppressions (workspace_id, channel, address_key, reason, created_at) VALUES (${owner.workspaceId}, 'text', ${ann}, 'manual', ${now})`,
  );
  await post(twilio.inbound(hook, ann, 'STOP'));
  await waitFor('STOP to count', async () => (await suppressed(owner))[0]?.reason === 'unsubscribed');
  await post(twilio.inbound(hook, ann, 'START'));
  await waitFor('START to count', async () => (await suppressed(owner))[0]?.reason === 'manual');
});

it('is told what became of a text: a dead number is not tried again, a phone that was off is', async () => {
  const owner = await test.stranger('Del Ivery');
  const sender = await connect(owner);
  await dataOf(owner.post(`sender-accounts/${sender.account?.id ?? ''}/test`, { phone: ann }));
  const [arrival] = twilio.arrivals;
  if (!arrival) throw new Error('Nothing arrived.');
  const told = { ...arrival, statusCallback: `${sender.reports?.url ?? ''}?message=${newId()}` };
  expect((await post(twilio.status(told, 'sent'))).status).toBe(200);
  expect((await post(twilio.status(told, 'undelivered', { ErrorCode: '30003' }))).status).toBe(200);
  expect((await post(twilio.status({ ...told, sid: 'SM2', to: '+14155550124' }, 'undelivered', { ErrorCode: '30005' }))).status).toBe(200);
  await waitFor('the dead number to count', async () => (await suppressed(owner)).length === 1);
  expect(await suppressed(owner)).toEqual([{ addressKey: '+14155550124', reason: 'bounced' }]);
  expect(await dataOf<Sender>(owner.get(`sender-accounts/${sender.account?.id ?? ''}`))).toMatchObject({
    reports: { lastReportAt: expect.any(String) as string },
  });
});

it('takes nothing from a stranger', async () => {
  const owner = await test.stranger('Stran Ge');
  const other = await test.stranger('Oth Ers');
  const hook = (await connect(owner)).reports?.url ?? '';
  const otherHook = (await connect(other)).reports?.url ?? '';
  const genuine = twilio.inbound(hook, ann, 'STOP');
  const bad: TwilioPost[] = [
    // Signed for another address, with another token, changed, with another address behind it, not signed, of no account.
    { ...genuine, url: otherHook },
    twilio.signed(hook, Object.fromEntries(new URLSearchParams(genuine.body)), 'guessed'),
    { ...genuine, body: genuine.body.replace('STOP', 'QUIT') },
    { ...genuine, url: `${hook}?message=${newId()}` },
    { ...genuine, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } },
    { ...genuine, url: `http://rapport.example.com/hooks/${newId()}` },
    twilio.signed(hook, { AccountSid: twilio.accountSid }),
  ];
  for (const request of bad) expect((await post(request)).status).toBe(406);
  expect(
    await countOf(test, 'consent_events', sql`channel = 'text' AND workspace_id IN (${owner.workspaceId}, ${other.workspaceId})`),
  ).toBe(0);
  expect((await post(genuine)).status).toBe(200);
});
