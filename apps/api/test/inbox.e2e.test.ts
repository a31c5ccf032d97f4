import { ImapServer, SmtpSink, TwilioServer, type TwilioPost } from '@rapport/providers/testing';
import request from 'supertest';
import { newId } from '../src/platform/database/ids.js';
import { sql } from '../src/platform/database/sql.js';
import { passTime, useSink } from './support/campaigns.js';
import { answerFrom, type Conversation, conversationsOf } from './support/inbox.js';
import { replyTo } from './support/inboundMail.js';
import { type Reached, readMailbox, sendTo, type ShownMailbox } from './support/mailboxReading.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { countOf } from './support/seedMany.js';
import { TestApp } from './support/startTestApp.js';
import { connectTwilio } from './support/texts.js';
import { waitFor } from './support/waitFor.js';

const HOUR = 3_600_000;

let test: TestApp;
let owner: Person;
let twilio: TwilioServer;
beforeAll(async () => {
  twilio = await TwilioServer.start();
  test = await TestApp.start({ TWILIO_URL: twilio.url, PUBLIC_URL: 'http://rapport.example.com' });
  ({ owner } = test);
});
afterAll(async () => {
  await test.stop();
  await twilio.stop();
});

let made = 0;
const makeContact = async (more: object = {}, person = owner): Promise<string> =>
  (await dataOf<{ id: string }>(person.post('contacts', { firstName: `Inga ${made++}`, ...more }))).id;
const answer = (contactId: string, said: Parameters<typeof answerFrom>[3] = {}, person = owner): Promise<string> =>
  answerFrom(test, person.workspaceId, contactId, said);
const of = async (contactId: string, view = 'open'): Promise<Conversation[]> =>
  conversationsOf(owner, `contactId=${contactId}&view=${view}`);
const one = async (contactId: string, view = 'open'): Promise<Conversation> => {
  const [conversation] = await of(contactId, view);
  if (!conversation) throw new Error(`There is no conversation in ${view}.`);
  return conversation;
};
const change = (id: string, body: object, person = owner): Promise<Conversation> => dataOf(person.patch(`conversations/${id}`, body));
const inHours = (hours: number): string => new Date(test.clock.now().getTime() + hours * HOUR).toISOString();

/** An answer names the message that it answers; mail programs and the recipient's own server find both by that. */
async function answerIt(member: Person, ann: Reached, conversation: Conversation | undefined, sink: SmtpSink): Promise<void> {
  const { id, contactId, lastEntryId } = conversation ?? raise();
  const words = { subject: 'Re: Spring news', bodyHtml: '<p>See you there</p>' };
  const stranger = await makeContact({ primaryEmail: 'other@example.com' }, member);
  for (const [to, answerTo] of [
    [stranger, lastEntryId],
    [contactId, newId()],
    [contactId, contactId],
  ])
    expect(await errorOf(member.post(`contacts/${to}/messages`, { ...words, answerTo }))).toMatchObject({
      ...{ status: 422, fields: [{ field: 'answerTo', code: 'message.notAnswerable' }] },
    });
  await dataOf(member.post(`contacts/${contactId}/messages`, { ...words, answerTo: lastEntryId }));
  const back = await passTime(test, 12_000);
  try {
    await waitFor('the answer', () => Promise.resolve(sink.received.length === 3), 20_000);
  } finally {
    back();
  }
  const raw = (sink.received[2]?.raw ?? Buffer.alloc(0)).toString('utf8');
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n\s+/g, ' ');
  expect(head).toContain('\r\nIn-Reply-To: <gladly@example.net>\r\n');
  expect(head).toContain(`\r\nReferences: ${ann.messageId} <gladly@example.net>\r\n`);
  expect(await dataOf(member.get(`conversations/${id}`))).toMatchObject({
    lastDirection: 'outgoing',
    preview: 'See you there',
    lastEntryId,
  });
}

const raise = (): never => {
  throw new Error('There is no conversation.');
};

async function post({ url, body, headers }: TwilioPost): Promise<void> {
  const { pathname, search } = new URL(url);
  await request(test.app.getHttpServer())
    .post(pathname + search)
    .set(headers)
    .send(body)
    .expect(200);
}

describe('what arrives', () => {
  it('a reply in a mailbox opens a conversation once, however often it is read; a program opens none', async () => {
    const sink = await SmtpSink.start();
    const imap = await ImapServer.start();
    const member = await test.stranger('Mai Lerin');
    await useSink(member, sink);
    const [account] = await dataOf<{ id: string }[]>(member.get('sender-accounts'));
    const [ann, bot] = await sendTo(test, member, 2);
    if (!ann || !bot) throw new Error('Nobody was reached.');
    const config = { ...imap.address, security: 'none', user: imap.user, password: imap.password };
    const { mailbox } = await dataOf<{ mailbox: ShownMailbox }>(member.put(`sender-accounts/${account?.id ?? ''}/mailbox`, { config }));
    const reply = replyTo(ann, 'Gladly.\r\n\r\nAnn', { Subject: 'Re: Spring news' }, 'gladly');
    imap.add(reply, reply, replyTo(bot, 'I am away.', { 'Auto-Submitted': 'auto-replied' }));
    await readMailbox(test, mailbox.id);
    await readMailbox(test, mailbox.id);
    const found = await conversationsOf(member);
    expect(found).toEqual([
      expect.objectContaining({
        ...{ channel: 'email', status: 'open', unread: 1, assigneeId: null, subject: 'Re: Spring news', preview: 'Gladly. Ann' },
        lastDirection: 'incoming',
      }),
    ]);
    expect(await dataOf(member.get('conversations/counts'))).toEqual({ open: 1, mine: 0, unassigned: 1, snoozed: 0, unread: 1 });
    await answerIt(member, ann, found[0], sink);
    await imap.stop();
    await sink.stop();
  }, 60_000);

  it('a text opens one too, delivered twice once, and STOP none', async () => {
    const member = await test.stranger('Tex Ter');
    const { hook } = await connectTwilio(member, twilio);
    await makeContact({ primaryPhone: '+14155550123' }, member);
    await makeContact({ primaryPhone: '+14155550124' }, member);
    const yes = twilio.inbound(hook, '+14155550123', 'Yes');
    await post(yes);
    await post(yes);
    await post(twilio.inbound(hook, '+14155550124', 'STOP'));
    await waitFor('the text', async () => (await conversationsOf(member)).length > 0);
    const seen = async (): Promise<number> =>
      countOf(test, 'communication_logs', sql`workspace_id = ${member.workspaceId} AND type = 'text'`);
    await waitFor('both texts on the timeline', async () => (await seen()) === 2);
    expect(await conversationsOf(member)).toEqual([
      expect.objectContaining({ channel: 'text', unread: 1, subject: null, preview: 'Yes', lastDirection: 'incoming' }),
    ]);
  }, 30_000);

  it('one conversation for each person and channel, which the next answer opens anew', async () => {
    const contactId = await makeContact();
    const entryId = await answer(contactId, { at: inHours(-3) });
    await answer(contactId, { id: entryId });
    await answer(contactId, { channel: 'text', text: 'By phone' });
    expect((await of(contactId)).map(({ channel, unread }) => [channel, unread])).toEqual([
      ['text', 1],
      ['email', 1],
    ]);
    const email = (await of(contactId)).find(({ channel }) => channel === 'email');
    const id = email?.id ?? '';
    await change(id, { status: 'done' });
    expect(await of(contactId, 'done')).toMatchObject([{ id, unread: 0 }]);
    await answer(contactId, { text: 'One more thing' });
    expect(await of(contactId, 'done')).toEqual([]);
    expect((await of(contactId))[0]).toMatchObject({ id, unread: 1, preview: 'One more thing' });
    await change(id, { snoozedUntil: inHours(48) });
    await answer(contactId, { text: 'Still there?' });
    expect((await of(contactId))[0]).toMatchObject({ id, unread: 2, snoozedUntil: null });
    // What was read late is no newer than it is.
    await answer(contactId, { text: 'Older', at: inHours(-200) });
    expect((await of(contactId))[0]).toMatchObject({ id, unread: 3, preview: 'Still there?' });
  });

  it('of a time to come is one of now', async () => {
    const contactId = await makeContact();
    await answer(contactId, { at: '2999-01-01T00:00:00.000Z' });
    expect(await of(contactId)).toHaveLength(1);
  });

  it('is told to open pages', async () => {
    const contactId = await makeContact();
    const told: unknown[] = [];
    const heard = test.services.liveEvents
      .stream({ workspaceId: owner.workspaceId, userId: owner.userId })
      .subscribe((event) => told.push(event));
    await answer(contactId);
    const { id } = await one(contactId);
    await waitFor('the news', () => Promise.resolve(told.length > 0));
    expect(told).toContainEqual({ type: 'inbox.changed', id });
    heard.unsubscribe();
  });
});

describe('what people do with it', () => {
  it('is assigned, snoozed until it comes back on top, done and reopened, each with an entry in the log', async () => {
    const [first, second] = [await makeContact(), await makeContact()];
    await answer(first, { at: inHours(-2) });
    await answer(second, { at: inHours(-1) });
    const { id } = await one(first);
    const author = await test.member('author');
    expect(await change(id, { assigneeId: author.userId })).toMatchObject({ assigneeId: author.userId });
    expect((await conversationsOf(author, 'view=mine')).map((found) => found.id)).toEqual([id]);
    expect((await conversationsOf(owner, 'view=unassigned')).map((found) => found.id)).not.toContain(id);
    await change(id, { snoozedUntil: inHours(1) });
    expect([await of(first), (await of(first, 'snoozed')).length]).toEqual([[], 1]);
    const back = await passTime(test, 2 * HOUR);
    try {
      expect((await conversationsOf(owner)).map((found) => found.id)[0]).toBe(id);
      expect(await of(first, 'snoozed')).toEqual([]);
    } finally {
      back();
    }
    expect(await change(id, { status: 'done' })).toMatchObject({ status: 'done', snoozedUntil: null, assigneeId: author.userId });
    expect(await change(id, { status: 'open', assigneeId: null })).toMatchObject({ status: 'open', assigneeId: null });
    const { items } = await dataOf<{ items: { action: string; entity: { id: string } | null }[] }>(owner.get('audit?limit=50'));
    expect(items.filter(({ action, entity }) => action === 'conversation.updated' && entity?.id === id)).toHaveLength(4);
  });

  it('marks it as read as far as it was read, and as unread again', async () => {
    const contactId = await makeContact();
    const seen = await answer(contactId);
    const { id } = await one(contactId);
    const latest = await answer(contactId, { text: 'Wait' });
    const read = (lastEntryId: string): Promise<Conversation> => dataOf(owner.post(`conversations/${id}/read`, { lastEntryId }));
    expect(await read(seen)).toMatchObject({ unread: 2 });
    expect(await read(latest)).toMatchObject({ unread: 0 });
    expect(await read(latest)).toMatchObject({ unread: 0 });
    expect(await dataOf(owner.post(`conversations/${id}/unread`))).toMatchObject({ unread: 1 });
  });

  it('is not put away while an answer is there that nobody saw', async () => {
    const contactId = await makeContact();
    const seen = await answer(contactId);
    const { id } = await one(contactId);
    await answer(contactId, { text: 'No, wait' });
    expect(await errorOf(owner.patch(`conversations/${id}`, { status: 'done', lastEntryId: seen }))).toMatchObject({
      ...{ status: 409, code: 'conversation.newAnswer' },
    });
    expect(await one(contactId)).toMatchObject({ status: 'open', unread: 2 });
  });

  it('two changes at once do not undo each other', async () => {
    const contactId = await makeContact();
    await answer(contactId);
    const { id } = await one(contactId);
    await Promise.all([change(id, { assigneeId: owner.userId }), change(id, { status: 'done' })]);
    expect(await one(contactId, 'done')).toMatchObject({ status: 'done', assigneeId: owner.userId });
  });

  it('says what is wrong with a change', async () => {
    const contactId = await makeContact();
    await answer(contactId);
    const { id } = await one(contactId);
    const viewer = await test.member('viewer');
    const fieldsOf = async (body: object): Promise<string[]> =>
      (await errorOf(owner.patch(`conversations/${id}`, body))).fields.map(({ field }) => field);
    expect(await fieldsOf({ status: 'closed' })).toEqual(['status']);
    expect(await fieldsOf({ assigneeId: viewer.userId })).toEqual(['assigneeId']);
    expect(await fieldsOf({ assigneeId: newId() })).toEqual(['assigneeId']);
    expect(await fieldsOf({ snoozedUntil: inHours(-1) })).toEqual(['snoozedUntil']);
    expect(await fieldsOf({ snoozedUntil: '9999-12-31T23:59:59Z' })).toEqual(['snoozedUntil']);
    expect(await fieldsOf({ snoozedUntil: inHours(1), status: 'done' })).toEqual(['snoozedUntil']);
    expect((await errorOf(viewer.patch(`conversations/${id}`, { status: 'done' }))).status).toBe(403);
    expect((await errorOf(viewer.post(`conversations/${id}/read`, { lastEntryId: newId() }))).status).toBe(403);
    expect(await dataOf(viewer.get(`conversations/${id}`))).toMatchObject({ status: 'open', unread: 1 });
    // In an offset of its own it is the same moment, and its place in the list is right.
    const late = new Date(test.clock.now().getTime() + 3 * HOUR).toISOString();
    const shifted = `${new Date(Date.parse(late) + 2 * HOUR).toISOString().slice(0, -1)}+02:00`;
    expect(await change(id, { snoozedUntil: shifted })).toMatchObject({ snoozedUntil: late });
  });

  it('pages in order, also where many came at one moment', async () => {
    const member = await test.stranger('Pa Ging');
    const at = inHours(-1);
    for (let n = 0; n < 5; n += 1) await answer(await makeContact({}, member), { at }, member);
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await dataOf<{ items: Conversation[]; nextCursor: string | null }>(
        member.get(`conversations?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`),
      );
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? '';
    } while (cursor !== '');
    expect(new Set(seen).size).toBe(5);
  });
});

it('waits on Home for who may take it over, and for nobody else once a member has', async () => {
  const member = await test.stranger('Ho Mer');
  const [author, viewer] = [await test.member('author', member), await test.member('viewer', member)];
  const needs = async (person: Person): Promise<string[]> =>
    (await dataOf<{ needsYou: { kind: string; title: string }[] }>(person.get('dashboard'))).needsYou
      .filter(({ kind }) => kind === 'answer')
      .map(({ title }) => title);
  const contactId = await makeContact({}, member);
  await answer(contactId, {}, member);
  await answer(await makeContact({}, member), {}, member);
  expect([await needs(member), await needs(author), await needs(viewer)]).toEqual([
    ['2 unread answers in the inbox'],
    ['2 unread answers in the inbox'],
    [],
  ]);
  const [first] = await conversationsOf(member, `contactId=${contactId}`);
  await change(first?.id ?? '', { assigneeId: author.userId }, member);
  expect([await needs(member), await needs(author)]).toEqual([['1 unread answer in the inbox'], ['2 unread answers in the inbox']]);
});

describe('contacts and members that change', () => {
  it('in a merge both conversations become one, as unread as both, and are divided again with it', async () => {
    const [kept, lost] = [await makeContact(), await makeContact()];
    await answer(kept, { text: 'From one', at: inHours(-5) });
    await answer(lost, { text: 'From the other', at: inHours(-4) });
    await answer(lost, { text: 'And more', at: inHours(-3) });
    const before = await one(kept);
    await change(before.id, { status: 'done' });
    const other = await one(lost);
    await change(other.id, { assigneeId: owner.userId });
    const { id: mergeId } = await dataOf<{ id: string }>(owner.post('merges', { primaryId: kept, secondaryIds: [lost] }));
    expect(await of(kept)).toEqual([
      expect.objectContaining({ id: before.id, status: 'open', unread: 2, assigneeId: owner.userId, preview: 'And more' }),
    ]);
    await dataOf(owner.post(`merges/${mergeId}/undo`));
    expect(await one(kept, 'done')).toMatchObject({ id: before.id, unread: 0, assigneeId: null, preview: 'From one' });
    const [back] = await conversationsOf(owner, 'view=mine');
    expect(back).toMatchObject({ id: other.id, unread: 2, preview: 'And more' });
  });

  it('what happened after a merge stays when it is taken back', async () => {
    const [kept, lost] = [await makeContact(), await makeContact()];
    await answer(kept);
    await answer(lost);
    const { id: mergeId } = await dataOf<{ id: string }>(owner.post('merges', { primaryId: kept, secondaryIds: [lost] }));
    await answer(kept, { text: 'After the merge' });
    await dataOf(owner.post(`merges/${mergeId}/undo`));
    expect(await one(kept)).toMatchObject({ unread: 3, preview: 'After the merge' });
  });

  it('in the trash it is in no list, and comes back with its contact', async () => {
    const contactId = await makeContact();
    await answer(contactId);
    const { id } = await one(contactId);
    await dataOf(owner.delete(`contacts/${contactId}`));
    expect(await of(contactId)).toEqual([]);
    expect((await errorOf(owner.patch(`conversations/${id}`, { status: 'done' }))).code).toBe('conversation.notFound');
    await dataOf(owner.post(`contacts/${contactId}/restore`));
    expect(await one(contactId)).toMatchObject({ id });
  });

  it('an erased person leaves none', async () => {
    const contactId = await makeContact({ primaryEmail: 'gone@example.com' });
    await answer(contactId);
    const { id } = await one(contactId);
    await dataOf(owner.post(`contacts/${contactId}/erasure`, { confirm: 'gone@example.com' }));
    await waitFor('the erasure', async () => (await countOf(test, 'conversations', sql`id = ${id}`)) === 0);
  });

  it('whoever leaves or may no longer write takes care of nothing', async () => {
    const [first, second] = [await makeContact(), await makeContact()];
    await answer(first);
    await answer(second);
    const [leaving, demoted] = [await test.member('author'), await test.member('author')];
    await change((await one(first)).id, { assigneeId: leaving.userId });
    await change((await one(second)).id, { assigneeId: demoted.userId });
    await dataOf(owner.delete(`members/${leaving.userId}`));
    await dataOf(owner.patch(`members/${demoted.userId}`, { role: 'viewer' }));
    for (const contactId of [first, second]) await waitFor('the release', async () => (await one(contactId)).assigneeId === null);
  });

  it('a text that an admin deleted leaves its conversation, without words', async () => {
    const contactId = await makeContact();
    const entryId = await answer(contactId, { channel: 'text', text: 'Please forget this' });
    await dataOf(owner.delete(`contacts/${contactId}/timeline/${entryId}`));
    expect(await one(contactId)).toMatchObject({ preview: '', unread: 1 });
  });
});

it('is not for strangers', async () => {
  const contactId = await makeContact();
  const entryId = await answer(contactId);
  const { id } = await one(contactId);
  const stranger = await test.stranger();
  expect(await errorOf(stranger.get(`conversations/${id}`))).toMatchObject({ status: 404, code: 'conversation.notFound' });
  expect((await errorOf(stranger.patch(`conversations/${id}`, { status: 'done' }))).status).toBe(404);
  expect((await errorOf(stranger.post(`conversations/${id}/read`, { lastEntryId: entryId }))).status).toBe(404);
  expect((await errorOf(stranger.post(`conversations/${id}/unread`))).status).toBe(404);
  stranger.workspaceId = owner.workspaceId;
  expect((await errorOf(stranger.get('conversations'))).status).toBe(404);
  expect(await one(contactId)).toMatchObject({ status: 'open', unread: 1 });
});
