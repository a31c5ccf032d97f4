import { SmtpSink } from '@rapport/providers/testing';
import { simpleParser } from 'mailparser';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import { createCampaign, seedList, useSink } from './support/campaigns.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

let test: TestApp;
let sink: SmtpSink;
let campaignId: string;
beforeAll(async () => {
  test = await TestApp.start();
  sink = await SmtpSink.start();
  await useSink(test.owner, sink);
  const { listId } = await seedList(test.services.dataSource.manager, test.owner.workspaceId, 2, 'audience');
  campaignId = (await createCampaign(test.owner, [listId])).id;
});
afterAll(async () => {
  await test.stop();
  await sink.stop();
});
beforeEach(async () => {
  sink.received.length = 0;
  await execute(test.services.dataSource.manager, sql`DELETE FROM throttles`);
});

const send = (person: Person, to: string): ReturnType<Person['post']> => person.post(`campaigns/${campaignId}/test`, { to });
const emailOf = async (person: Person): Promise<string> => {
  const members = await dataOf<{ userId: string; email: string }[]>(test.owner.get('members'));
  return members.find(({ userId }) => userId === person.userId)?.email ?? '';
};
const forgetStepUp = (): Promise<unknown> => execute(test.services.dataSource.manager, sql`UPDATE sessions SET stepped_up_at = NULL`);

it('an author reaches members at confirmed addresses, and nobody else', async () => {
  const author = await test.member('author');
  await dataOf(send(author, await emailOf(test.owner)));
  for (const stranger of ['stranger@example.com', 'audience0@example.com', 'Stranger+x@example.com'])
    expect((await errorOf(send(author, stranger))).fields).toMatchObject([{ field: 'to', code: 'testMessage.notMember' }]);
  expect(sink.received).toHaveLength(1);
  await execute(test.services.dataSource.manager, sql`UPDATE users SET email_verified_at = NULL WHERE id = ${author.userId}`);
  expect((await errorOf(send(author, await emailOf(author)))).fields[0]?.code).toBe('testMessage.notMember');
});

it.each(['campaign', 'sender'])('an owner reaches others only after confirming who they are (%s)', async (kind) => {
  const post = (to: string): ReturnType<Person['post']> =>
    kind === 'campaign' ? send(test.owner, to) : test.owner.post('sender/test', { to });
  await dataOf(post('partner@example.com'));
  await forgetStepUp();
  expect((await errorOf(post('partner@example.com'))).code).toBe('auth.stepUpRequired');
  await dataOf(post(await emailOf(test.owner)));
  await dataOf(test.owner.post('/api/v1/auth/step-up', { password: 'correct horse battery' }));
});

it.each(['campaign', 'sender'])('never goes to a suppressed address, whoever it belongs to (%s)', async (kind) => {
  const own = await emailOf(test.owner);
  const now = new Date().toISOString();
  for (const address of [own, 'gone@example.com'])
    await execute(
      test.services.dataSource.manager,
      sql`INSERT INTO suppressions (workspace_id, channel, address_key, reason, created_at) VALUES (${test.owner.workspaceId}, 'email', ${address}, 'unsubscribed', ${now})`,
    );
  try {
    for (const address of [own, own.toUpperCase(), 'gone@example.com', 'GONE@example.com']) {
      const answer = errorOf(kind === 'campaign' ? send(test.owner, address) : test.owner.post('sender/test', { to: address }));
      expect((await answer).fields).toMatchObject([{ field: 'to', code: 'testMessage.suppressed' }]);
    }
  } finally {
    await execute(test.services.dataSource.manager, sql`DELETE FROM suppressions`);
  }
  expect(sink.received).toHaveLength(0);
});

it('is limited for each person', async () => {
  const own = await emailOf(test.owner);
  for (let count = 0; count < 20; count += 1) await dataOf(send(test.owner, own));
  expect(await errorOf(send(test.owner, own))).toMatchObject({ status: 429, code: 'testMessage.tooMany' });
  expect((await errorOf(test.owner.post('sender/test', { to: own }))).status).toBe(429);
  expect(sink.received).toHaveLength(20);
});

it('is announced with what is left of it, and who may get one', async () => {
  const author = await test.member('author');
  const left = async (person: Person): Promise<unknown> => (await dataOf<{ testMessages: unknown }>(person.get('sender'))).testMessages;
  const fresh = { limit: 20, left: 20, windowSeconds: 3_600, resetsAt: null };
  expect(await left(author)).toEqual({ ...fresh, anyAddress: false });
  expect(await left(test.owner)).toEqual({ ...fresh, anyAddress: true });
  await dataOf(send(author, await emailOf(test.owner)));
  await dataOf(send(author, await emailOf(test.owner)));
  expect(await left(author)).toMatchObject({ left: 18, resetsAt: expect.stringMatching(/^\d{4}-.*Z$/) as string });
  expect(await left(test.owner)).toMatchObject({ left: 20 });
  // Forty of two colleagues leave less for the workspace than a person has.
  await execute(
    test.services.dataSource.manager,
    sql`UPDATE throttles SET points = 55 WHERE throttle_key = ${`testMessage.workspace:${test.owner.workspaceId}`}`,
  );
  expect(await left(test.owner)).toMatchObject({ limit: 60, left: 5 });
});

it('is marked as a test, and its links unsubscribe nobody', async () => {
  await dataOf(send(test.owner, await emailOf(test.owner)));
  const mail = await simpleParser(sink.received[0]?.raw ?? '');
  expect(mail.subject).toMatch(/^\[Test\] /);
  const names = mail.headerLines.map(({ key }) => key);
  expect(names).toContain('x-rapport-test');
  expect(names.filter((name) => name.startsWith('list-unsubscribe'))).toEqual([]);
  const [link = ''] = /https?:[^"\s]*\/u\/[\w-]+/.exec(String(mail.html)) ?? [];
  expect(link).not.toBe('');
  await fetch(`${test.url}${new URL(link).pathname}`, { method: 'POST' });
  expect(await queryRows(test.services.dataSource.manager, sql`SELECT address_key FROM suppressions`)).toEqual([]);
});

it('a stranger gets 404', async () => {
  const stranger = await test.stranger();
  expect((await errorOf(stranger.post(`campaigns/${campaignId}/test`, { to: 'a@example.com' }))).status).toBe(404);
});
