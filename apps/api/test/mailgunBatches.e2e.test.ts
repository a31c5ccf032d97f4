import { type MailgunArrival, MailgunServer, parseForContract } from '@rapport/providers/testing';
import request from 'supertest';
import { newId } from '../src/platform/database/ids.js';
import { execute, sql } from '../src/platform/database/sql.js';
import {
  approve,
  approvedCampaign,
  askUntil,
  createCampaign,
  getCampaign,
  passTime,
  recipientsOf,
  seedList,
  untilAllEnded,
  untilAtRest,
  untilStatus,
} from './support/campaigns.js';
import { dataOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

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
  mailgun.calls.splice(0);
  mailgun.faults.splice(0);
  mailgun.badAddresses.clear();
  mailgun.keepsOwnIds = true;
  mailgun.delayMs = 0;
});

/** A workspace that sends over Mailgun. Answers the id of its account. */
async function connect(owner: Person): Promise<string> {
  const { domain, apiKey, signingKey } = mailgun;
  const config = { domain, region: 'us', apiKey, signingKey };
  const { account } = await dataOf<{ account: { id: string } }>(owner.put('sender', { type: 'mailgun', config }));
  return account.id;
}

async function begin(owner: Person, people: number): Promise<{ id: string; prefix: string }> {
  const prefix = `b${newId()}-`;
  const { listId } = await seedList(test.services.dataSource.manager, owner.workspaceId, people, prefix);
  const { id } = await approvedCampaign(owner, [listId]);
  await dataOf(owner.post(`campaigns/${id}/send`));
  return { id, prefix };
}

function expectEachOnce(people: number): void {
  expect(mailgun.arrivals).toHaveLength(people);
  expect(new Set(mailgun.arrivals.map(({ to }) => to)).size).toBe(people);
}

async function expectOwn(arrival: MailgunArrival, prefix: string): Promise<void> {
  const n = arrival.to.slice(prefix.length, arrival.to.indexOf('@'));
  const mail = await parseForContract(arrival.raw);
  expect(mail).toMatchObject({ subject: `Hello First${n}`, to: `"First${n} Example" <${arrival.to}>`, messageId: arrival.id });
  expect(mail.html).toContain(`Dear First${n},`);
  expect(mail.text).toContain(`Dear First${n},`);
  const link = /<(.+)>/.exec(mail.header('list-unsubscribe') ?? '')?.[1] ?? 'none';
  expect(mail.html).toContain(link);
}

it('sends 2,500 messages with few calls, to each person once, with their own words and links', async () => {
  const owner = await test.stranger('Many Atonce');
  await connect(owner);
  const { id, prefix } = await begin(owner, 2_500);
  // More than so many single calls would take over, and no more than one process writes.
  const { estimate } = await dataOf<{ estimate: { perMinute: number } }>(owner.get(`campaigns/${id}/review`));
  expect(estimate.perMinute).toBe(20_000);
  const { counts } = await untilStatus(owner, id, 'sent', 60_000);
  expect(counts).toMatchObject({ recipients: 2_500, accepted: 2_500, failed: 0, uncertain: 0 });
  // Two lanes on PostgreSQL may both have leftovers.
  expect(mailgun.calls.length).toBeLessThanOrEqual(test.database.isPostgres ? 5 : 3);
  expect(Math.max(...mailgun.calls)).toBe(1_000);
  expectEachOnce(2_500);
  expect(new Set(mailgun.arrivals.map(({ id }) => id)).size).toBe(2_500);
  const links = mailgun.arrivals.map(({ fields }) => fields['h:List-Unsubscribe']);
  expect(new Set(links).size).toBe(2_500);
  for (const n of [0, 1_249, 2_499]) await expectOwn(mailgun.arrivals[n] as MailgunArrival, prefix);
});

it('keeps exactly what it sent, and hears what became of each, though the call has one id for all', async () => {
  mailgun.keepsOwnIds = false;
  const owner = await test.stranger('One Id');
  const accountId = await connect(owner);
  const { id } = await begin(owner, 20);
  await untilStatus(owner, id, 'sent');
  expect(mailgun.calls.length).toBeLessThanOrEqual(2);
  const [first, second] = mailgun.arrivals as [MailgunArrival, MailgunArrival];
  const rows = await recipientsOf(owner, id);
  const rowOf = ({ to }: MailgunArrival) => rows.find(({ email }) => email === to);
  const kept = await dataOf<{ subject: string; html: string; text: string; headers: { name: string; value: string }[] }>(
    owner.get(`messages/${rowOf(first)?.sentMessageId ?? ''}`),
  );
  const mail = await parseForContract(first.raw);
  expect([mail.subject, mail.html?.trim(), mail.text?.trim()]).toEqual([kept.subject, kept.html.trim(), kept.text.trim()]);
  for (const { name, value } of kept.headers)
    if (/^(X-Rapport|List-Unsubscribe|Precedence|Feedback)/.test(name)) expect(mail.header(name.toLowerCase())).toBe(value);
  const post = async (body: object): Promise<number> =>
    (await request(test.app.getHttpServer()).post(`/hooks/${accountId}`).set('Content-Type', 'application/json').send(JSON.stringify(body)))
      .status;
  expect(await post(mailgun.report('delivered', first))).toBe(200);
  expect(
    await post(mailgun.report('failed', second, { severity: 'permanent', 'delivery-status': { code: 550, message: 'No such user' } })),
  ).toBe(200);
  await waitFor('both to be noted', async () => {
    const { counts } = await getCampaign(owner, id);
    return counts.delivered >= 1 && counts.bounced === 1;
  });
  const after = await recipientsOf(owner, id);
  expect(after.find(({ email }) => email === first.to)?.state).toBe('delivered');
  expect(after.find(({ email }) => email === second.to)?.error).toContain('No such user');
  expect(after.filter(({ state }) => state === 'accepted')).toHaveLength(18);
});

it('fails nobody but the one whose address Mailgun does not take', async () => {
  const owner = await test.stranger('Bad Address');
  await connect(owner);
  const { listId } = await seedList(test.services.dataSource.manager, owner.workspaceId, 60, 'mid');
  mailgun.badAddresses.add('mid31@example.com');
  const { id } = await approvedCampaign(owner, [listId]);
  await dataOf(owner.post(`campaigns/${id}/send`));
  const { counts } = await untilAllEnded(owner, id, 60, 30_000);
  expect(counts).toMatchObject({ accepted: 59, failed: 1, uncertain: 0 });
  expect((await recipientsOf(owner, id, '&state=failed')).map(({ email }) => email)).toEqual(['mid31@example.com']);
  expectEachOnce(59);
});

it('leaves what a person wrote with per cent signs as it is, in a template and in the value of a contact', async () => {
  const owner = await test.stranger('Per Cent');
  await connect(owner);
  const { manager } = test.services.dataSource;
  const { listId, contactIds } = await seedList(manager, owner.workspaceId, 6, 'percent');
  await execute(manager, sql`UPDATE base_contacts SET first_name = '%recipient_email%' WHERE id = ${contactIds[2] ?? ''}`);
  const { id } = await approvedCampaign(owner, [listId]);
  await dataOf(owner.post(`campaigns/${id}/send`));
  await untilStatus(owner, id, 'sent');
  expectEachOnce(6);
  const mail = await parseForContract((mailgun.arrivals.find(({ to }) => to === 'percent2@example.com') as MailgunArrival).raw);
  expect([mail.subject, mail.to]).toEqual(['Hello %recipient_email%', '"%recipient_email% Example" <percent2@example.com>']);
  expect(mail.html).toContain('Dear %recipient_email%,');

  mailgun.arrivals.splice(0);
  const draft = await createCampaign(owner, [listId], { subject: 'Stop it: %unsubscribe_url%' });
  await approve(owner, draft.id);
  await dataOf(owner.post(`campaigns/${draft.id}/send`));
  await untilStatus(owner, draft.id, 'sent');
  expectEachOnce(6);
  for (const { raw } of mailgun.arrivals) expect((await parseForContract(raw)).subject).toBe('Stop it: %unsubscribe_url%');
});

it.each([true, false])(
  'asks the log about a call that broke off, and sends what arrived to nobody again (own ids: %s)',
  async (keepsOwnIds) => {
    mailgun.keepsOwnIds = keepsOwnIds;
    const owner = await test.stranger('Bro Ken');
    await connect(owner);
    // On PostgreSQL each of two lanes may make one of the first two calls.
    mailgun.faults.push({ kind: 'dropAfter' }, { kind: 'dropBefore' });
    const first = await begin(owner, 24);
    await untilAtRest(owner, first.id, 'sent');
    const second = await begin(owner, 24);
    await untilAtRest(owner, second.id, 'sent');
    expect(mailgun.faults).toEqual([]);
    await passTime(test, 7 * 3_600_000);
    await askUntil(test, 'all to be settled', async () => {
      const all = await Promise.all([first.id, second.id].map((id) => getCampaign(owner, id)));
      return all.every(({ counts }) => counts.accepted === 24);
    });
    expectEachOnce(48);
  },
);

it('waits when Mailgun asks for it, and then sends to everyone', async () => {
  const owner = await test.stranger('Too Fast');
  await connect(owner);
  mailgun.faults.push({ kind: 'status', status: 429, message: 'Try again in 90 seconds' });
  const { id } = await begin(owner, 30);
  // Once is not enough: a lane that has just given its people back may note afterwards until when it waits. On PostgreSQL the other lane may have sent them by then.
  await waitFor('everyone to get it', async () => {
    const { status, counts } = await getCampaign(owner, id);
    if (status === 'sent') return true;
    if (mailgun.faults.length === 0 && counts.handed === 0 && counts.claimed === 0) await passTime(test, 120_000);
    return false;
  });
  expect((await getCampaign(owner, id)).counts).toMatchObject({ accepted: 30, failed: 0, uncertain: 0 });
  expectEachOnce(30);
});

it('sends no more in a day than the account may, and the rest on the next', async () => {
  const owner = await test.stranger('Seven Hundred');
  const accountId = await connect(owner);
  await dataOf(owner.patch(`sender-accounts/${accountId}`, { quotaPerDay: 700 }));
  const { id } = await begin(owner, 1_000);
  await waitFor('the quota to be used', async () => (await getCampaign(owner, id)).counts.accepted === 700, 30_000);
  await waitFor('the lanes to rest', async () => {
    const { counts, statusReason } = await getCampaign(owner, id);
    return counts.claimed === 0 && counts.handed === 0 && statusReason !== null;
  });
  expectEachOnce(700);
  await passTime(test, 25 * 3_600_000);
  await untilAllEnded(owner, id, 1_000, 30_000);
  expectEachOnce(1_000);
});

it('stops between two calls when it is paused, and goes on with those who are left', async () => {
  const owner = await test.stranger('Pau Sed');
  await connect(owner);
  mailgun.delayMs = 1_000;
  const { id } = await begin(owner, 6_000);
  await waitFor('the first call', () => Promise.resolve(mailgun.calls.length > 0));
  await dataOf(owner.post(`campaigns/${id}/pause`));
  const paused = await untilAtRest(owner, id, 'paused');
  expect(paused.counts).toMatchObject({ accepted: mailgun.arrivals.length, uncertain: 0, failed: 0 });
  expect(paused.counts.planned).toBeGreaterThan(0);
  mailgun.delayMs = 0;
  await dataOf(owner.post(`campaigns/${id}/resume`));
  await untilAllEnded(owner, id, 6_000, 60_000);
  expectEachOnce(6_000);
});
