import { GraphServer } from '@rapport/providers/testing';
import { bounceOf, mail, replyTo, told } from './support/inboundMail.js';
import { incomingOf, type Reached, readMailbox, sendTo, type ShownMailbox } from './support/mailboxReading.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

let graph: GraphServer;
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

beforeAll(async () => {
  graph = await GraphServer.start();
  test = await TestApp.start({ MICROSOFT_LOGIN_URL: graph.url, MICROSOFT_GRAPH_URL: graph.url });
  owner = test.owner;
  await dataOf(owner.put('sender', { type: 'microsoft_365', config: graph.settings }));
  const [account] = await dataOf<{ id: string }[]>(owner.get('sender-accounts'));
  accountId = account?.id ?? '';
  people = await sendTo(test, owner, 4);
}, 120_000);
afterAll(async () => {
  await test.stop();
  await graph.stop();
  expect(graph.problems).toEqual([]);
});

it('is connected with the app that sends, and says which permission is missing', async () => {
  graph.mayRead = false;
  expect(await errorOf(owner.put(path(), { source: 'sender' }))).toMatchObject({
    status: 422,
    code: 'mailbox.notReadable',
    message: expect.stringContaining('Mail.Read') as string,
  });
  graph.mayRead = true;
  graph.inbox.receive([mail({ messageId: '<before@example.net>' }, 'What was there before')], { at: Date.now() - 86_400_000 });
  expect(await dataOf(owner.put(path(), { source: 'sender' }))).toMatchObject({
    mayReadOwn: true,
    mailbox: { source: 'sender', address: graph.mailbox, state: 'reading' },
  });
  expect(await dataOf(owner.post(`${path()}/check`))).toEqual({ messages: 1 });
  await read();
  expect((await shown()).counts).toMatchObject({ others: 0 });
});

it('counts replies and bounces once, also when everything is told anew', async () => {
  const [answers, bounces] = [next(), next()];
  graph.inbox.add(replyTo(answers, 'Yes, gladly.'), mail({ messageId: '<private@example.net>' }, 'Private'));
  graph.inbox.receive([bounceOf(bounces, '5.1.1', '550 5.1.1 No such user')], { folder: 'junkemail' });
  await read();
  await settled('the bounce', async () => (await known().suppressionOf(owner.workspaceId, bounces.email)) === 'bounced');
  await settled('the reply', async () => (await known().marksOf(answers.id))['replied'] !== null);
  expect((await shown()).counts).toEqual({ bounces: 1, complaints: 0, replies: 1, automatic: 0, others: 1 });
  graph.inbox.forget();
  await read();
  expect((await shown()).counts).toMatchObject({ bounces: 1, replies: 1 });
  expect(await incomingOf(owner, answers.contactId)).toMatchObject([{ content: { body: 'Yes, gladly.' } }]);
}, 60_000);

it('knows an answer to a message that Microsoft gave another Message-ID', async () => {
  graph.changesMessageIds = true;
  const [person] = await sendTo(test, owner, 1);
  graph.changesMessageIds = false;
  if (!person) throw new Error('Nothing was sent.');
  const given = graph.sent.at(-1)?.internetMessageId ?? '';
  expect(given).not.toBe(person.messageId);
  graph.inbox.add(
    replyTo({ email: person.email, messageId: given }, 'To the other one.'),
    replyTo({ email: person.email, messageId: '<invented@prod.outlook.com>' }, 'To none of yours.'),
  );
  const { counts } = await shown();
  await read();
  expect(await incomingOf(owner, person.contactId)).toMatchObject([{ messageId: person.id, content: { body: 'To the other one.' } }]);
  expect((await shown()).counts).toMatchObject({ replies: counts.replies + 1, others: counts.others + 1 });
}, 90_000);
