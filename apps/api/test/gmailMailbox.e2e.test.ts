import { GmailServer } from '@rapport/providers/testing';
import { MailboxRepository } from '../src/modules/mailboxes/MailboxRepository.js';
import { systemContext } from '../src/platform/context/contexts.js';
import { newId } from '../src/platform/database/ids.js';
import { bounceOf, mail, replyTo, told } from './support/inboundMail.js';
import { incomingOf, type Reached, readMailbox, sendTo, type ShownMailbox } from './support/mailboxReading.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

let google: GmailServer;
let test: TestApp;
let owner: Person;
let accountId: string;
let people: Reached[];

const path = (): string => `sender-accounts/${accountId}/mailbox`;
const shown = async (): Promise<ShownMailbox> => {
  const { mailbox } = await dataOf<{ mailbox: ShownMailbox | null }>(owner.get(path()));
  if (!mailbox) throw new Error('There is no mailbox.');
  return mailbox;
};
const read = async (): Promise<void> => readMailbox(test, (await shown()).id);
const next = (): Reached => people.pop() as Reached;
const known = () => told(test.services.dataSource.manager);
const settled = (what: string, isSettled: () => Promise<boolean>): Promise<unknown> => waitFor(what, isSettled, 20_000);
const needs = async (): Promise<{ kind: string; title: string; link: { id: string | null } }[]> =>
  (await dataOf<{ needsYou: { kind: string; title: string; link: { id: string | null } }[] }>(owner.get('dashboard'))).needsYou;
const rowState = async (): Promise<string | null | undefined> =>
  (await dataOf<{ id: string; mailbox: string | null }[]>(owner.get('sender-accounts'))).find(({ id }) => id === accountId)?.mailbox;

beforeAll(async () => {
  google = await GmailServer.start();
  test = await TestApp.start({ GMAIL_URL: google.url, GOOGLE_TOKEN_URL: google.tokenUrl });
  owner = test.owner;
  const config = { mailbox: google.mailbox, serviceAccountKey: google.keyFile() };
  await dataOf(owner.put('sender', { type: 'google_workspace', config }));
  const [account] = await dataOf<{ id: string }[]>(owner.get('sender-accounts'));
  accountId = account?.id ?? '';
  people = await sendTo(test, owner, 8);
}, 120_000);
afterAll(async () => {
  await test.stop();
  await google.stop();
  expect(google.problems).toEqual([]);
});

it('is connected without a password, and says what an administrator has to allow', async () => {
  expect(await dataOf(owner.get(path()))).toMatchObject({ mailbox: null, mayReadOwn: true });
  expect(await rowState()).toBeNull();
  google.delegated = ['compose'];
  expect(await errorOf(owner.put(path(), { source: 'sender' }))).toMatchObject({
    status: 422,
    code: 'mailbox.notReadable',
    message: expect.stringMatching(/admin console.*gmail\.readonly/s) as string,
  });
  expect(await dataOf(owner.get(path()))).toMatchObject({ mailbox: null });
  google.delegated = ['compose', 'readonly'];
  google.inbox.add(mail({ messageId: '<before@example.net>' }, 'What was there before'));
  await dataOf(owner.put(path(), { source: 'sender' }));
  expect(await shown()).toMatchObject({ source: 'sender', address: google.mailbox, state: 'reading', config: {} });
  expect(await dataOf(owner.post(`${path()}/check`))).toEqual({ messages: 1 });
  expect(await rowState()).toBe('reading');
  await read();
  expect((await shown()).counts).toMatchObject({ others: 0 });
});

it('is not there for other senders', async () => {
  const smtp = { name: 'Other', type: 'smtp', config: { host: '127.0.0.1', port: 9, security: 'none' } };
  const { account } = await dataOf<{ account: { id: string } }>(owner.post('sender-accounts', smtp));
  expect(await dataOf(owner.get(`sender-accounts/${account.id}/mailbox`))).toMatchObject({ mayReadOwn: false });
  expect(await errorOf(owner.put(`sender-accounts/${account.id}/mailbox`, { source: 'sender' }))).toMatchObject({
    status: 409,
    code: 'mailbox.notItsOwn',
  });
});

it('counts replies and bounces once, and what it sent itself not at all', async () => {
  const [answers, bounces] = [next(), next()];
  google.inbox.add(replyTo(answers, 'Yes, gladly.'));
  google.inbox.receive([bounceOf(bounces, '5.1.1', '550 5.1.1 No such user')], ['SPAM']);
  google.inbox.add(mail({ messageId: '<private@example.net>' }, 'Private'));
  await read();
  await settled('the bounce', async () => (await known().suppressionOf(owner.workspaceId, bounces.email)) === 'bounced');
  await settled('the reply', async () => (await known().marksOf(answers.id))['replied'] !== null);
  expect(await incomingOf(owner, answers.contactId)).toMatchObject([{ content: { body: 'Yes, gladly.' } }]);
  expect((await shown()).counts).toEqual({ bounces: 1, complaints: 0, replies: 1, automatic: 0, others: 1 });
  // Everything is searched again, and known by its Message-ID.
  google.inbox.forget();
  await read();
  expect((await shown()).counts).toMatchObject({ bounces: 1, replies: 1 });
  expect(await incomingOf(owner, answers.contactId)).toHaveLength(1);
}, 60_000);

it('knows an answer to a message that Gmail gave another Message-ID', async () => {
  google.keepsMessageIds = false;
  const [person] = await sendTo(test, owner, 1);
  google.keepsMessageIds = true;
  if (!person) throw new Error('Nothing was sent.');
  const given = google.sent.find(({ to }) => to === person.email)?.messageId ?? '';
  expect(person.messageId).not.toContain(given);
  google.inbox.add(
    replyTo({ email: person.email, messageId: `<${given}>` }, 'To the other one.'),
    replyTo({ email: person.email, messageId: '<invented@mail.example.com>' }, 'To none of yours.'),
  );
  const before = await shown();
  await read();
  expect(await incomingOf(owner, person.contactId)).toMatchObject([{ messageId: person.id, content: { body: 'To the other one.' } }]);
  expect((await shown()).counts).toMatchObject({ replies: before.counts.replies + 1, others: before.counts.others + 1 });
  await settled('the reply', async () => (await known().marksOf(person.id))['replied'] !== null);
}, 90_000);

it('that cannot be read for longer is on Home and on the row of its sender', async () => {
  google.isKeyRevoked = true;
  google.revokeTokens();
  await read();
  expect(await rowState()).toBe('failing');
  expect((await needs()).filter(({ kind }) => kind === 'mailbox')).toEqual([]);
  for (let times = 0; times < 3; times += 1) await read();
  expect(await shown()).toMatchObject({ state: 'failing', lastError: expect.stringContaining('make a new one') as string });
  expect((await needs()).filter(({ kind }) => kind === 'mailbox')).toMatchObject([
    { title: expect.stringContaining('can’t be read') as string, link: { id: accountId } },
  ]);
  expect(await errorOf(owner.post(`${path()}/check`))).toMatchObject({ status: 422, code: 'mailbox.notReadable' });
  google.isKeyRevoked = false;
  await read();
  expect([(await shown()).state, await rowState()]).toEqual(['reading', 'reading']);
  expect((await needs()).filter(({ kind }) => kind === 'mailbox')).toEqual([]);
}, 60_000);

it('is left alone as long as Google asks', async () => {
  google.faults.push({ at: 'history', kind: 'status', status: 429, reason: 'rateLimitExceeded', headers: { 'Retry-After': '7200' } });
  await read();
  const { id } = await shown();
  const row = await test.app.get(MailboxRepository).findAnywhere(systemContext(test.services.dataSource.manager), id);
  expect(Date.parse(row?.nextReadAt ?? '') - Date.parse(row?.lastErrorAt ?? '')).toBeGreaterThan(7_000_000);
});

it('begins anew with another mailbox, and stops where its sender became one of another kind', async () => {
  await dataOf(owner.post(`${path()}/pause`));
  expect(await rowState()).toBe('paused');
  await dataOf(owner.post(`${path()}/resume`));
  const person = next();
  google.inbox.add(replyTo(person, 'While it was paused.', {}, newId()));
  await read();
  expect(await incomingOf(owner, person.contactId)).toHaveLength(1);
  const smtp = { type: 'smtp', config: { host: '127.0.0.1', port: 9, security: 'none' } };
  await dataOf(owner.patch(`sender-accounts/${accountId}`, smtp));
  await read();
  expect(await shown()).toMatchObject({ state: 'failing', lastError: expect.stringContaining('over IMAP') as string });
});
