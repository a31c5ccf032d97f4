import { ImapServer, SmtpSink } from '@rapport/providers/testing';
import { InboundMessageRepository } from '../src/modules/mailboxes/InboundMessageRepository.js';
import { MailboxAccess } from '../src/modules/mailboxes/MailboxAccess.js';
import { MailboxRepository } from '../src/modules/mailboxes/MailboxRepository.js';
import { ReadDueMailboxes } from '../src/modules/mailboxes/ReadDueMailboxes.js';
import { systemContext } from '../src/platform/context/contexts.js';
import { newId } from '../src/platform/database/ids.js';
import { queryRows, sql } from '../src/platform/database/sql.js';
import { useSink } from './support/campaigns.js';
import { bounceOf, complaintOf, mail, replyTo, told } from './support/inboundMail.js';
import {
  type Entry,
  incomingOf as incomingOfPerson,
  type Reached,
  readMailbox,
  sendTo,
  type ShownMailbox,
} from './support/mailboxReading.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Shown {
  mailbox: ShownMailbox | null;
}

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
  test.app.get(MailboxAccess).timeouts = { connect: 3_000, greeting: 1_000, answer: 1_000, session: 5_000 };
  await useSink(owner, sink);
  const [account] = await dataOf<{ id: string }[]>(owner.get('sender-accounts'));
  accountId = account?.id ?? '';
  people = await sendTo(test, owner, 16);
}, 120_000);
afterAll(async () => {
  await test.stop();
  await sink.stop();
  await imap.stop();
});

const path = (): string => `sender-accounts/${accountId}/mailbox`;
const settings = (over: object = {}): object => ({
  config: { ...imap.address, security: 'none', user: imap.user, password: imap.password, ...over },
});
const shown = async (): Promise<NonNullable<Shown['mailbox']>> => {
  const { mailbox } = await dataOf<Shown>(owner.get(path()));
  if (!mailbox) throw new Error('There is no mailbox.');
  return mailbox;
};
const next = (): Reached => people.pop() as Reached;
const manager = () => test.services.dataSource.manager;

const read = async (): Promise<void> => readMailbox(test, (await shown()).id);
const run = (ctx: ReturnType<typeof systemContext>) => ({
  ctx,
  jobId: '1',
  attempt: 1,
  requestId: undefined,
  signal: new AbortController().signal,
});

const suppressionOf = (email: string): Promise<string | null> => told(manager()).suppressionOf(owner.workspaceId, email);
const marksOf = (id: string): Promise<Record<string, string | null>> => told(manager()).marksOf(id);
const eventsOf = (id: string): Promise<string[]> => told(manager()).eventsOf(id);
const incomingOf = (contactId: string): Promise<Entry[]> => incomingOfPerson(owner, contactId);
const settled = (what: string, isSettled: () => Promise<boolean>): Promise<unknown> => waitFor(what, isSettled, 20_000);

describe('connecting a mailbox', () => {
  it('says where the settings are wrong, and saves nothing then', async () => {
    expect(await dataOf<Shown>(owner.get(path()))).toMatchObject({ mailbox: null });
    expect(await errorOf(owner.put(path(), settings({ password: 'wrong' })))).toMatchObject({
      status: 422,
      fields: [{ field: 'config.password', code: 'mailbox.refused', message: expect.stringContaining('app password') as string }],
    });
    expect((await errorOf(owner.put(path(), settings({ folder: 'Bounces' })))).fields).toMatchObject([{ field: 'config.folder' }]);
    expect((await errorOf(owner.put(path(), settings({ host: '' })))).fields).toMatchObject([{ field: 'config.host' }]);
    expect((await errorOf(owner.put(path(), settings({ user: 'a\r\nb' })))).fields).toMatchObject([{ field: 'config.user' }]);
    expect(await dataOf<Shown>(owner.get(path()))).toMatchObject({ mailbox: null });
    expect((await errorOf(owner.post(`${path()}/check`))).status).toBe(404);
  });

  it('signs in, and never shows the password again', async () => {
    imap.add(mail({ messageId: '<before@example.net>' }, 'What was there before'));
    const { mailbox } = await dataOf<Shown>(owner.put(path(), settings()));
    expect(mailbox).toMatchObject({ state: 'reading', lastError: null, config: { host: '127.0.0.1', password: { isSet: true } } });
    expect(JSON.stringify(mailbox)).not.toContain(imap.password);
    expect(await dataOf(owner.post(`${path()}/check`))).toEqual({ messages: 1 });
    // Kept where nothing that it belongs to changes, and asked for again where something does.
    await dataOf(owner.put(path(), settings({ password: undefined })));
    expect((await errorOf(owner.put(path(), settings({ password: undefined, user: 'other@example.com' })))).fields).toMatchObject([
      { field: 'config.password', code: 'sender.secretNeededAgain' },
    ]);
    await read();
    expect((await shown()).counts).toMatchObject({ others: 0 });
  });

  it('is for admins, and for the own workspace', async () => {
    const [author, stranger] = [await test.member('author'), await test.stranger()];
    expect((await author.put(path(), settings())).status).toBe(403);
    expect((await author.delete(path())).status).toBe(403);
    for (const answer of [await stranger.get(path()), await stranger.put(path(), settings()), await stranger.delete(path())])
      expect(answer.status).toBe(404);
    const lab = await dataOf<{ account: { id: string } }>(owner.post('sender-accounts', { name: 'Lab', type: 'mail_lab', config: {} }));
    expect(await errorOf(owner.put(`sender-accounts/${lab.account.id}/mailbox`, settings()))).toMatchObject({
      status: 409,
      code: 'mailbox.needsEmailSender',
    });
  });
});

describe('what a bounce does', () => {
  it('a hard one fails the message and stops the address, once, however often it comes', async () => {
    const person = next();
    const bounce = bounceOf(person, '5.1.1', '550 5.1.1 No such user');
    imap.add(bounce, bounce);
    await read();
    imap.renumber();
    await read();
    await settled('the bounce', async () => (await suppressionOf(person.email)) === 'bounced');
    await settled('the mark', async () => (await marksOf(person.id))['bounced'] !== null);
    expect(await marksOf(person.id)).toMatchObject({ state: 'failed' });
    expect(await eventsOf(person.id)).toEqual(['bounced']);
  }, 60_000);

  it('a soft one leaves the address alone, until there are five on three days', async () => {
    const person = next();
    imap.add(bounceOf(person, '5.2.2', '552 5.2.2 Mailbox full', newId()));
    await read();
    await settled('the mark', async () => (await marksOf(person.id))['bounced'] !== null);
    expect(await suppressionOf(person.email)).toBeNull();
    const earlier = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
    const { id: mailboxId } = await shown();
    for (const days of [1, 1, 2, 2])
      await test.app.get(InboundMessageRepository).insert(
        { ...systemContext(manager()), workspaceId: owner.workspaceId, role: 'owner' },
        {
          ...{ id: newId(), mailboxId, digest: newId(), kind: 'bounce', severity: 'soft', aboutId: person.id },
          ...{ addressKey: person.email, referenceIds: null, receivedAt: earlier(days) },
        },
        earlier(days),
      );
    imap.add(bounceOf(person, '5.2.2', '552 5.2.2 Mailbox full', newId()));
    await read();
    await settled('the rule', async () => (await suppressionOf(person.email)) === 'bounced');
  }, 60_000);

  it('a block list, a delay and another address stop nobody', async () => {
    const [blocked, delayed, other] = [next(), next(), next()];
    imap.add(
      bounceOf(blocked, '5.7.1', '554 5.7.1 Blocked using a list'),
      bounceOf(delayed, '4.4.1', '451 4.4.1 Connection timed out', newId(), 'delayed'),
      bounceOf({ ...other, email: 'someone.else@example.org' }, '5.1.1', '550 5.1.1 No such user'),
    );
    await read();
    await settled(
      'the marks',
      async () => (await marksOf(other.id))['bounced'] !== null && (await marksOf(blocked.id))['bounced'] !== null,
    );
    expect(await marksOf(delayed.id)).toMatchObject({ bounced: null });
    for (const { email } of [blocked, delayed, other, { email: 'someone.else@example.org' }]) expect(await suppressionOf(email)).toBeNull();
  }, 60_000);

  it('forged ones change nothing: an invented Message-ID, none, or one of another workspace', async () => {
    const person = next();
    const stranger = await test.stranger();
    await useSink(stranger, sink);
    const [theirs] = await sendTo(test, stranger, 1);
    if (!theirs) throw new Error('Nothing was sent.');
    const before = await shown();
    imap.add(
      bounceOf({ ...person, messageId: `<${newId()}@example.com>` }, '5.1.1', '550 5.1.1 No such user'),
      bounceOf({ ...person, messageId: '' }, '5.1.1', '550 5.1.1 No such user'),
      bounceOf(theirs, '5.1.1', '550 5.1.1 No such user'),
      complaintOf({ ...theirs, email: person.email }),
    );
    await read();
    expect((await shown()).counts).toEqual({ ...before.counts, others: before.counts.others + 4 });
    const count = sql`SELECT id FROM inbound_messages WHERE address_key IN (${sql.list([person.email, theirs.email])})`;
    expect(await queryRows(manager(), count)).toEqual([]);
    expect([await eventsOf(person.id), await eventsOf(theirs.id)]).toEqual([[], []]);
  }, 60_000);

  it('a complaint stops the address', async () => {
    const person = next();
    imap.add(complaintOf(person));
    await read();
    await settled('the complaint', async () => (await suppressionOf(person.email)) === 'complained');
    await settled('the mark', async () => (await marksOf(person.id))['complained'] !== null);
  }, 60_000);
});

describe('what an answer does', () => {
  it('a reply counts, and its words are on the timeline where nobody edits them', async () => {
    const person = next();
    imap.add(replyTo(person, 'Yes, gladly.\r\n\r\nOn Monday, Club <news@example.com> wrote:\r\n> Will you come?\r\n'));
    await read();
    await settled('the reply', async () => (await marksOf(person.id))['replied'] !== null);
    const [entry, ...others] = await incomingOf(person.contactId);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      mayEdit: false,
      messageId: person.id,
      content: { subject: 'Re: News', body: 'Yes, gladly.', quoted: expect.stringContaining('Will you come?') as string },
    });
    expect(entry?.content.from).toBeUndefined();
  }, 60_000);

  it('an automatic one is shown as such and does not count', async () => {
    const person = next();
    imap.add(replyTo(person, 'I am away.', { 'Auto-Submitted': 'auto-replied', From: 'desk@example.org' }));
    await read();
    expect(await incomingOf(person.contactId)).toMatchObject([
      { content: { body: 'I am away.', isAutomatic: true, from: 'desk@example.org' } },
    ]);
    expect(await marksOf(person.id)).toMatchObject({ replied: null });
    expect(await eventsOf(person.id)).toEqual([]);
  }, 60_000);

  it('hostile ones are words: line breaks, scripts, bytes that no database takes', async () => {
    const person = next();
    imap.add(
      replyTo(person, 'a\u0000b <script>alert(1)</script> \ud800', { Subject: '=?utf-8?Q?a=0D=0ABcc:_eve@example.org=00?=' }),
      Buffer.concat([mail({ messageId: `<${newId()}@x.example>` }, ''), Buffer.alloc(2_000_000, 0xff)]),
    );
    await read();
    const [entry] = await incomingOf(person.contactId);
    expect(entry?.content.subject).toBe('a Bcc: eve@example.org');
    expect(entry?.content.body).toContain('<script>');
    expect(entry?.content.body).not.toContain('\u0000');
  }, 60_000);

  it('goes to the contact that the person is by now', async () => {
    const person = next();
    const kept = await dataOf<{ id: string }>(owner.post('contacts', { firstName: 'Kept', primaryEmail: `${newId()}@example.org` }));
    await dataOf(owner.post('merges', { primaryId: kept.id, secondaryIds: [person.contactId] }));
    imap.add(replyTo(person, 'Here I am.'));
    await read();
    expect(await incomingOf(kept.id)).toMatchObject([{ content: { body: 'Here I am.' } }]);
  }, 60_000);

  it('of someone who was erased is not kept', async () => {
    const person = next();
    imap.add(replyTo(person, 'Forget me.', {}, newId()));
    await read();
    await dataOf(owner.post(`contacts/${person.contactId}/erasure`, { confirm: person.email }));
    const rows = (): Promise<unknown[]> =>
      queryRows(
        manager(),
        sql`SELECT id FROM inbound_messages WHERE address_key = ${person.email} UNION ALL
        SELECT id FROM campaign_recipients WHERE id = ${person.id} AND address IS NOT NULL`,
      );
    await settled('the erasure', async () => (await rows()).length === 0);
    const { counts } = await shown();
    imap.add(replyTo(person, 'Once more.', {}, newId()));
    await read();
    expect((await shown()).counts.others).toBe(counts.others + 1);
    expect(await rows()).toEqual([]);
  }, 60_000);

  it('to a message of a person goes to its timeline', async () => {
    const email = `${newId()}@example.org`;
    const { id } = await dataOf<{ id: string }>(owner.post('contacts', { firstName: 'Dora', primaryEmail: email }));
    const message = await dataOf<{ id: string }>(owner.post(`contacts/${id}/messages`, { subject: 'Hi', bodyHtml: '<p>Hi</p>' }));
    const [row] = await queryRows<{ messageId: string }>(
      manager(),
      sql`SELECT message_id AS "messageId" FROM direct_messages WHERE id = ${message.id}`,
    );
    imap.add(replyTo({ email, messageId: row?.messageId ?? '' }, 'Hello to you.'));
    await read();
    expect(await incomingOf(id)).toMatchObject([{ messageId: message.id, content: { body: 'Hello to you.' } }]);
    await settled('the state', async () => {
      const { items } = await dataOf<{ items: Entry[] }>(owner.get(`contacts/${id}/timeline?type=email`));
      return items.some(({ status }) => status === 'replied');
    });
  }, 60_000);
});

describe('a mailbox in trouble', () => {
  it('says so when the password no longer works, waits longer each time, and comes back', async () => {
    imap.faults = { refuseLogin: true };
    await read();
    const failing = await shown();
    expect(failing).toMatchObject({ state: 'failing', lastError: expect.stringContaining('refused') as string });
    const pauseOf = async (): Promise<number> => {
      const row = await test.app.get(MailboxRepository).findAnywhere(systemContext(manager()), failing.id);
      return Date.parse(row?.nextReadAt ?? '') - Date.parse(row?.lastErrorAt ?? '');
    };
    const first = await pauseOf();
    await read();
    expect(await pauseOf()).toBeGreaterThan(first);
    expect(await errorOf(owner.post(`${path()}/check`))).toMatchObject({ status: 422, fields: [{ field: 'config.password' }] });
    imap.faults = {};
    const person = next();
    imap.add(replyTo(person, 'Back again.'));
    await read();
    expect(await shown()).toMatchObject({ state: 'reading', lastError: null });
    expect(await incomingOf(person.contactId)).toMatchObject([{ content: { body: 'Back again.' } }]);
  }, 60_000);

  it('killed between reading and committing, everything happens once', async () => {
    const person = next();
    imap.add(replyTo(person, 'Only once.', {}, newId()));
    const mailboxes = test.app.get(MailboxRepository);
    const advance = mailboxes.advance.bind(mailboxes);
    mailboxes.advance = () => Promise.reject(new Error('The process ends here.'));
    await expect(read()).rejects.toThrow('The process ends here.');
    mailboxes.advance = advance;
    expect(await incomingOf(person.contactId)).toEqual([]);
    imap.faults = { dropAt: 1 };
    await read();
    imap.faults = {};
    await read();
    await read();
    expect(await incomingOf(person.contactId)).toHaveLength(1);
    await settled('the reply', async () => (await marksOf(person.id))['replied'] !== null);
    expect(await eventsOf(person.id)).toEqual(['replied']);
  }, 60_000);

  it('one that is paused is not read, and one whose time has come is', async () => {
    await dataOf(owner.post(`${path()}/pause`));
    const connections = imap.connections;
    await read();
    await test.app.get(ReadDueMailboxes).run(run(systemContext(manager())));
    expect([(await shown()).state, imap.connections]).toEqual(['paused', connections]);
    await dataOf(owner.post(`${path()}/resume`));
    await test.app.get(ReadDueMailboxes).run(run(systemContext(manager())));
    await settled('it to be read', () => Promise.resolve(imap.connections > connections));
  }, 60_000);

  it('goes with its sender, and its password with it', async () => {
    const added = await dataOf<{ account: { id: string } }>(
      owner.post('sender-accounts', { name: 'Second', type: 'smtp', config: { ...sink.address, security: 'none' } }),
    );
    const other = `sender-accounts/${added.account.id}`;
    const { mailbox } = await dataOf<Shown>(owner.put(`${other}/mailbox`, settings()));
    const secrets = () => queryRows(manager(), sql`SELECT name FROM workspace_secrets WHERE subject = ${mailbox?.id ?? ''}`);
    expect(await secrets()).toHaveLength(1);
    await dataOf(owner.delete(other));
    expect(await secrets()).toEqual([]);
    await dataOf(owner.delete(path()));
    expect(await dataOf<Shown>(owner.get(path()))).toMatchObject({ mailbox: null });
    expect(await queryRows(manager(), sql`SELECT id FROM mailboxes WHERE workspace_id = ${owner.workspaceId}`)).toEqual([]);
  }, 60_000);
});

it('changed nothing in the mailbox', () => {
  expect(imap.commands.length).toBeGreaterThan(50);
  expect(imap.commands.filter((command) => /STORE|EXPUNGE|SELECT|DELETE|COPY|MOVE|APPEND|BODY\[/.test(command))).toEqual([]);
});
