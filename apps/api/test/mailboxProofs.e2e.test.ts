import { ImapServer, SmtpSink } from '@rapport/providers/testing';
import type { UnsubscribeLink } from '../src/modules/consent/public.js';
import { UnsubscribeService } from '../src/modules/consent/UnsubscribeService.js';
import { TimelineService } from '../src/modules/timeline/TimelineService.js';
import { systemContext } from '../src/platform/context/contexts.js';
import { newId } from '../src/platform/database/ids.js';
import { queryRows, sql } from '../src/platform/database/sql.js';
import { useSink } from './support/campaigns.js';
import { bounceOf, replyTo, told } from './support/inboundMail.js';
import { incomingOf, type Reached, readMailbox, sendTo, type ShownMailbox } from './support/mailboxReading.js';
import { dataOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

let test: TestApp;
let sink: SmtpSink;
let imap: ImapServer;
let owner: Person;
let accountId: string;
let people: Reached[];

beforeAll(async () => {
  test = await TestApp.start();
  sink = await SmtpSink.start();
  imap = await ImapServer.start();
  owner = test.owner;
  await useSink(owner, sink);
  const [account] = await dataOf<{ id: string }[]>(owner.get('sender-accounts'));
  accountId = account?.id ?? '';
  people = await sendTo(test, owner, 2);
  const config = { ...imap.address, security: 'none', user: imap.user, password: imap.password };
  await dataOf(owner.put(`sender-accounts/${accountId}/mailbox`, { config }));
}, 120_000);
afterAll(async () => {
  await test.stop();
  await sink.stop();
  await imap.stop();
});

const shown = async (): Promise<ShownMailbox> =>
  (await dataOf<{ mailbox: ShownMailbox }>(owner.get(`sender-accounts/${accountId}/mailbox`))).mailbox;
const read = async (): Promise<void> => readMailbox(test, (await shown()).id);
const next = (): Reached => people.pop() as Reached;
const manager = () => test.services.dataSource.manager;
const suppressionOf = (email: string): Promise<string | null> => told(manager()).suppressionOf(owner.workspaceId, email);
const marksOf = (id: string): Promise<Record<string, string | null>> => told(manager()).marksOf(id);
const settled = (what: string, isSettled: () => Promise<boolean>): Promise<unknown> => waitFor(what, isSettled, 20_000);

it('a report without Message-ID counts by the unsubscribe link that it returns, if that is ours', async () => {
  const [person, other] = [next(), next()];
  const link = (over: Partial<UnsubscribeLink> = {}): string =>
    test.app.get(UnsubscribeService).urlFor({
      ...{ workspaceId: owner.workspaceId, contactId: person.contactId, recipientId: person.id, addressKey: person.email },
      ...over,
    });
  const stranger = await test.stranger();
  const before = (await shown()).counts;
  for (const url of [
    `${link()}x`.replace('/u/', '/u/A'),
    link({ recipientId: null }),
    link({ workspaceId: stranger.workspaceId }),
    link({ recipientId: newId() }),
  ])
    imap.add(bounceOf({ ...person, messageId: '', link: url }, '5.1.1', '550 5.1.1 No such user', newId()));
  await read();
  expect((await shown()).counts).toEqual({ ...before, others: before.others + 4 });
  expect(await suppressionOf(person.email)).toBeNull();
  imap.add(
    bounceOf({ ...person, messageId: '', link: link() }, '5.1.1', '550 5.1.1 No such user', newId()),
    // The address still has to be the one that this message went to.
    bounceOf(
      { email: 'someone.else@example.org', messageId: '', link: link({ recipientId: other.id }) },
      '5.1.1',
      '550 No such user',
      newId(),
    ),
  );
  await read();
  await settled('the bounce', async () => (await suppressionOf(person.email)) === 'bounced');
  await settled('the other mark', async () => (await marksOf(other.id))['bounced'] !== null);
  expect(await suppressionOf(other.email)).toBeNull();
}, 60_000);

it('of a program is no touch, and neither is a bounce; one of a person is', async () => {
  const email = `${newId()}@example.org`;
  const { id } = await dataOf<{ id: string }>(owner.post('contacts', { firstName: 'Dan', primaryEmail: email }));
  const sent = await dataOf<{ id: string }>(owner.post(`contacts/${id}/messages`, { subject: 'Hi', bodyHtml: '<p>Hi</p>' }));
  const [row] = await queryRows<{ messageId: string }>(
    manager(),
    sql`SELECT message_id AS "messageId" FROM direct_messages WHERE id = ${sent.id}`,
  );
  const written = { email, messageId: row?.messageId ?? '' };
  const touch = async (): Promise<string | undefined> =>
    (
      await test.app.get(TimelineService).lastTouches({ ...systemContext(manager()), workspaceId: owner.workspaceId, role: 'owner' }, [id])
    ).get(id)?.at;
  const before = await touch();
  // The server notes whole seconds.
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  imap.add(
    replyTo(written, 'I am away.', { 'Auto-Submitted': 'auto-replied' }),
    bounceOf(written, '4.2.2', '452 4.2.2 Mailbox full', newId()),
  );
  await read();
  expect(await incomingOf(owner, id)).toHaveLength(1);
  expect(await touch()).toBe(before);
  // Words of a person that look like the mark are words.
  imap.add(replyTo(written, 'It says "isAutomatic":true here.'));
  await read();
  expect((await touch()) ?? '').not.toBe(before);
}, 60_000);
