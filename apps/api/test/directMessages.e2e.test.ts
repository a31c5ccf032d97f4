import { SmtpSink } from '@rapport/providers/testing';
import { simpleParser } from 'mailparser';
import { DirectOutcomes } from '../src/modules/directMessages/DirectOutcomes.js';
import { SendDirectMessageJob } from '../src/modules/directMessages/SendDirectMessageJob.js';
import { newId } from '../src/platform/database/ids.js';
import { systemContext } from '../src/platform/context/contexts.js';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import { passTime, useSink } from './support/campaigns.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Message {
  id: string;
  state: string;
  subject: string;
  to: string;
  from: string;
  replyTo: string | null;
  attempts: number;
  dueAt: string | null;
  error: { code: string; message: string } | null;
}

interface Entry {
  id: string;
  type: string;
  status: string | null;
  messageId: string | null;
  actorName: string | null;
  mayEdit: boolean;
  content: { subject: string; body: string; reason?: string; files?: { name: string }[] };
}

const UNDO = 12_000;
const MINUTE = 60_000;

let test: TestApp;
let sink: SmtpSink;
let author: Person;
let viewer: Person;
beforeAll(async () => {
  test = await TestApp.start();
  sink = await SmtpSink.start();
  author = await test.member('author');
  viewer = await test.member('viewer');
  await dataOf(
    test.owner.patch('', { defaultFromEmail: 'studio@example.com', defaultFromName: 'Studio', defaultReplyTo: 'answers@example.com' }),
  );
  await useSink(test.owner, sink);
});
afterAll(async () => {
  await test.stop();
  await sink.stop();
});

const makeContact = async (over: object = {}): Promise<{ id: string; email: string }> => {
  const email = `${newId()}@example.org`;
  const { id } = await dataOf<{ id: string }>(
    test.owner.post('contacts', { firstName: 'Ada', lastName: 'Lovelace', primaryEmail: email, ...over }),
  );
  return { id, email };
};
const text = { subject: 'Hello {{ first_name }}', bodyHtml: '<p>Dear {{ first_name }}, see you <b>soon</b>.</p>' };
const write = (id: string, over: object = {}, person = author): Promise<Message> =>
  dataOf<Message>(person.post(`contacts/${id}/messages`, { ...text, ...over }));
const read = (contactId: string, id: string): Promise<Message> => dataOf<Message>(author.get(`contacts/${contactId}/messages/${id}`));
const timelineOf = async (id: string): Promise<Entry[]> =>
  (await dataOf<{ items: Entry[] }>(author.get(`contacts/${id}/timeline`))).items.filter(({ type }) => type === 'email');
const receivedBy = (email: string): SmtpSink['received'] => sink.received.filter(({ recipients }) => recipients.includes(email));
const until = (contactId: string, id: string, state: string): Promise<unknown> =>
  waitFor(`the message to be ${state}`, async () => (await read(contactId, id)).state === state, 20_000);

/** Lets the time for calling back pass, and waits for what becomes of it. */
async function sent(contactId: string, id: string, state = 'sent'): Promise<void> {
  const goBack = await passTime(test, UNDO);
  await until(contactId, id, state);
  goBack();
}

describe('a message to one contact', () => {
  it('goes out once, filled in for them, and is on their timeline from the moment it was written', async () => {
    const { id, email } = await makeContact();
    const message = await write(id);
    expect(message).toMatchObject({ state: 'queued', to: email, subject: 'Hello Ada', replyTo: 'answers@example.com', error: null });
    expect(message.from).toBe('Member author <studio@example.com>');
    const [entry] = await timelineOf(id);
    expect(entry).toMatchObject({ id: message.id, status: 'queued', messageId: message.id, actorName: 'Member author', mayEdit: false });
    expect(entry?.content).toMatchObject({ subject: 'Hello Ada', body: expect.stringContaining('Dear Ada, see you soon.') as string });
    expect(receivedBy(email)).toEqual([]);
    await sent(id, message.id);
    const [received, ...others] = receivedBy(email);
    expect(others).toEqual([]);
    const mail = await simpleParser(received?.raw ?? '');
    expect(mail.subject).toBe('Hello Ada');
    expect(mail.from?.text).toBe('"Member author" <studio@example.com>');
    expect(mail.replyTo?.text).toBe('answers@example.com');
    expect(mail.html).toContain('see you <b>soon</b>');
    // Mass mail says what it is; this is none.
    expect(`${mail.html}${received?.raw.toString()}`).not.toMatch(/Unsubscribe|List-Unsubscribe|Precedence/);
    expect((await timelineOf(id))[0]).toMatchObject({ status: 'sent' });
    const copy = await dataOf<{ html: string; state: string; campaignId: null }>(author.get(`messages/${message.id}`));
    expect(copy).toMatchObject({ state: 'sent', campaignId: null, subject: 'Hello Ada', to: email });
    expect(copy.html).toContain('Dear Ada');
  }, 60_000);

  it('can be called back until it is sent, and then is never sent', async () => {
    const { id, email } = await makeContact();
    const message = await write(id);
    expect(await dataOf<Message>(author.post(`contacts/${id}/messages/${message.id}/cancel`))).toMatchObject({
      state: 'cancelled',
      dueAt: null,
    });
    expect(await timelineOf(id)).toEqual([]);
    const goBack = await passTime(test, UNDO);
    await test.app.get(SendDirectMessageJob).handle(
      { messageId: message.id },
      {
        ctx: systemContext(test.services.dataSource.manager),
        jobId: '1',
        attempt: 1,
        requestId: undefined,
        signal: new AbortController().signal,
      },
    );
    goBack();
    expect(receivedBy(email)).toEqual([]);
    expect((await author.get(`messages/${message.id}`)).status).toBe(404);
    const later = await write(id);
    await sent(id, later.id);
    expect(await errorOf(author.post(`contacts/${id}/messages/${later.id}/cancel`))).toMatchObject({
      status: 409,
      code: 'message.notCancellable',
    });
  }, 60_000);

  it('is written once however often it is asked for with one key', async () => {
    const { id, email } = await makeContact();
    const key = newId();
    const ask = () => author.post(`contacts/${id}/messages`, text).set('Idempotency-Key', key);
    const [first, second] = [await dataOf<Message>(ask()), await dataOf<Message>(ask())];
    expect(second.id).toBe(first.id);
    await sent(id, first.id);
    expect(receivedBy(email)).toHaveLength(1);
  }, 60_000);

  it('is sent once when several workers try', async () => {
    const { id, email } = await makeContact();
    const { id: messageId } = await write(id);
    const goBack = await passTime(test, UNDO);
    const job = test.app.get(SendDirectMessageJob);
    const run = {
      ctx: systemContext(test.services.dataSource.manager),
      jobId: '1',
      attempt: 1,
      requestId: undefined,
      signal: new AbortController().signal,
    };
    await Promise.all(Array.from({ length: 6 }, () => job.handle({ messageId }, run)));
    await until(id, messageId, 'sent');
    goBack();
    expect(receivedBy(email)).toHaveLength(1);
    expect(await read(id, messageId)).toMatchObject({ attempts: 1 });
  }, 60_000);

  it('takes files along, and refuses more than servers take', async () => {
    const { id, email } = await makeContact();
    const upload = (bytes: Buffer, name: string) => dataOf<{ id: string }>(author.post(`contacts/${id}/files`).attach('file', bytes, name));
    const file = await upload(Buffer.from('%PDF-1.4 offer'), 'Angebot Müller.pdf');
    const message = await write(id, { fileIds: [file.id] });
    expect((await timelineOf(id))[0]?.content.files).toMatchObject([{ name: 'Angebot Müller.pdf' }]);
    await sent(id, message.id);
    const mail = await simpleParser(receivedBy(email)[0]?.raw ?? '');
    expect(mail.attachments.map(({ filename, content }) => [filename, content.toString()])).toEqual([
      ['Angebot Müller.pdf', '%PDF-1.4 offer'],
    ]);
    const large = [await upload(Buffer.alloc(8 * 1024 * 1024, 1), 'a.bin'), await upload(Buffer.alloc(8 * 1024 * 1024, 2), 'b.bin')];
    const refused = await errorOf(author.post(`contacts/${id}/messages`, { ...text, fileIds: large.map(({ id }) => id) }));
    expect(refused.fields).toMatchObject([{ field: 'fileIds', code: 'message.filesTooLarge' }]);
    const other = await makeContact();
    expect((await errorOf(author.post(`contacts/${other.id}/messages`, { ...text, fileIds: [file.id] }))).fields).toMatchObject([
      { code: 'entry.unknownFile' },
    ]);
  }, 60_000);
});

describe('the preview', () => {
  it('shows it as this contact gets it, and warns of what they lack', async () => {
    const { id } = await makeContact();
    const shown = await dataOf<{ subject: string; html: string; text: string; problems: object[] }>(
      author.post(`contacts/${id}/messages/preview`, { ...text, bodyHtml: '<p>{{ first_name }} at {{ company }}</p>' }),
    );
    expect(shown).toMatchObject({ subject: 'Hello Ada', text: 'Ada at\n', replyTo: 'answers@example.com' });
    expect(shown.problems).toMatchObject([{ code: 'template.noFallback', field: 'bodyHtml', severity: 'warning' }]);
    const mine = await dataOf<{ replyTo: string }>(author.post(`contacts/${id}/messages/preview`, { ...text, repliesToMe: true }));
    expect(mine.replyTo).toMatch(/^author-/);
    expect(await timelineOf(id)).toEqual([]);
  });
});

describe('what is refused', () => {
  const refusal = async (id: string, over: object, person = author) =>
    errorOf(person.post(`contacts/${id}/messages`, { ...text, ...over }));

  it('line breaks in the subject, empty and broken texts, addresses of others', async () => {
    const { id } = await makeContact();
    for (const subject of ['a\r\nBcc: eve@example.com', 'a\nb', 'a\n'])
      expect((await refusal(id, { subject })).fields).toMatchObject([{ field: 'subject', code: 'message.lineBreak' }]);
    expect((await refusal(id, { subject: ' ' })).fields).toMatchObject([{ field: 'subject' }]);
    expect((await refusal(id, { bodyHtml: '<p> </p>' })).fields).toMatchObject([{ field: 'bodyHtml' }]);
    expect((await refusal(id, { bodyHtml: '<p>{{ first_name</p>' })).fields).toMatchObject([{ field: 'bodyHtml' }]);
    expect((await refusal(id, { to: 'eve@example.com' })).fields).toMatchObject([{ field: 'to', code: 'message.unknownAddress' }]);
    expect((await refusal(id, { senderAccountId: newId() })).fields).toMatchObject([
      { field: 'senderAccountId', code: 'message.unknownSender' },
    ]);
    const nameless = await makeContact({ primaryEmail: null });
    expect((await refusal(nameless.id, {})).fields).toMatchObject([{ field: 'to', code: 'message.noAddress' }]);
  });

  it('to viewers, to strangers, and for contacts of others', async () => {
    const { id } = await makeContact();
    expect(await refusal(id, {}, viewer)).toMatchObject({ status: 403 });
    const stranger = await test.stranger();
    expect(await refusal(id, {}, stranger)).toMatchObject({ status: 404 });
    const message = await write(id);
    expect((await stranger.get(`contacts/${id}/messages/${message.id}`)).status).toBe(404);
    expect((await stranger.post(`contacts/${id}/messages/${message.id}/cancel`)).status).toBe(404);
    const another = await makeContact();
    expect((await author.get(`contacts/${another.id}/messages/${message.id}`)).status).toBe(404);
  });

  it('an address that bounced or complained, or that the team stopped; who unsubscribed from mass mail is written to, with a word about it', async () => {
    const { id, email } = await makeContact();
    const suppress = (reason: string) =>
      execute(
        test.services.dataSource.manager,
        sql`INSERT INTO suppressions (workspace_id, channel, address_key, reason, created_at) VALUES (${test.owner.workspaceId}, 'email', ${email}, ${reason}, ${new Date().toISOString()})
            ON CONFLICT (workspace_id, channel, address_key) DO UPDATE SET reason = excluded.reason`,
      );
    for (const reason of ['bounced', 'complained', 'manual']) {
      await suppress(reason);
      expect((await refusal(id, {})).fields).toMatchObject([{ field: 'to', code: 'message.addressRefused' }]);
    }
    await suppress('unsubscribed');
    const { problems } = await dataOf<{ problems: { code: string; severity: string }[] }>(
      author.post(`contacts/${id}/messages/preview`, text),
    );
    expect(problems).toMatchObject([{ code: 'message.unsubscribed', severity: 'warning' }]);
    const { addresses } = await dataOf<{ addresses: { note: string | null }[] }>(author.get(`contacts/${id}/messages/options`));
    expect(addresses).toMatchObject([
      { address: email, isPrimary: true, refusal: null, note: expect.stringContaining('unsubscribed') as string },
    ]);
    const message = await write(id);
    // It bounces for someone else in the seconds before it is sent.
    await suppress('bounced');
    await sent(id, message.id, 'failed');
    expect(receivedBy(email)).toEqual([]);
    expect(await read(id, message.id)).toMatchObject({ error: { code: 'suppressed' } });
    expect((await timelineOf(id))[0]).toMatchObject({
      status: 'failed',
      content: { reason: expect.stringContaining('bounced') as string },
    });
  }, 60_000);
});

describe('between writing and sending', () => {
  it('a contact that went to the trash is not written to, one that is gone for good leaves nothing, and a merged one is', async () => {
    const [trashed, erased, merged, kept] = [
      await makeContact(),
      await makeContact(),
      await makeContact({ primaryEmail: null, firstName: 'Mel' }),
      await makeContact(),
    ];
    const further = `${newId()}@example.org`;
    await dataOf(test.owner.patch(`contacts/${merged.id}`, { version: 1, primaryEmail: further }));
    const [first, second, third] = [await write(trashed.id), await write(erased.id), await write(merged.id)];
    await dataOf(test.owner.delete(`contacts/${trashed.id}`));
    await execute(test.services.dataSource.manager, sql`DELETE FROM base_contacts WHERE id = ${erased.id}`);
    await dataOf(test.owner.post('merges', { primaryId: kept.id, secondaryIds: [merged.id] }));
    const goBack = await passTime(test, UNDO);
    await until(trashed.id, first.id, 'failed');
    await waitFor('the merged one', () => Promise.resolve(receivedBy(further).length === 1), 20_000);
    goBack();
    expect(await read(trashed.id, first.id)).toMatchObject({ error: { code: 'trashed' } });
    expect([receivedBy(trashed.email), receivedBy(erased.email)]).toEqual([[], []]);
    expect((await author.get(`contacts/${erased.id}/messages/${second.id}`)).status).toBe(404);
    expect(third.to).toBe(further);
  }, 60_000);
});

it('goes with a person who is erased: the message, its copy and its entry', async () => {
  const { id, email } = await makeContact();
  const [first, waiting] = [await write(id), await write(id, { subject: 'Second' })];
  await sent(id, first.id);
  await sent(id, waiting.id);
  const count = async (table: string): Promise<number> => {
    const [row] = await queryRows<{ n: number | string }>(
      test.services.dataSource.manager,
      sql`SELECT COUNT(*) AS n FROM ${sql.raw(table)} WHERE contact_id = ${id}`,
    );
    return Number(row?.n);
  };
  for (const table of ['direct_messages', 'sent_messages', 'communication_logs'])
    expect([table, (await count(table)) > 0]).toEqual([table, true]);
  await dataOf(test.owner.post(`contacts/${id}/erasure`, { confirm: email }));
  for (const table of ['direct_messages', 'sent_messages', 'communication_logs'])
    await waitFor(`${table} without them`, async () => (await count(table)) === 0, 20_000);
  expect(await queryRows(test.services.dataSource.manager, sql`SELECT id FROM direct_messages WHERE to_address = ${email}`)).toEqual([]);
}, 60_000);

describe('what the server answers', () => {
  it('an address that does not exist fails, with its words, and is stopped', async () => {
    const { id, email } = await makeContact();
    sink.setFaults({ at: 'rcpt', recipient: email, action: { kind: 'reply', code: 550, text: '5.1.1 No such mailbox' } });
    const message = await write(id);
    await sent(id, message.id, 'failed');
    expect((await read(id, message.id)).error?.message).toContain('No such mailbox');
    await waitFor('the bounce', async () => (await author.post(`contacts/${id}/messages`, text)).status === 422, 20_000);
  }, 60_000);

  it('"later" is tried again later, and can be called back meanwhile', async () => {
    const { id, email } = await makeContact();
    sink.setFaults({ at: 'rcpt', recipient: email, times: 1, action: { kind: 'reply', code: 451, text: '4.7.1 Greylisted' } });
    const message = await write(id);
    const goBack = await passTime(test, UNDO);
    await waitFor(
      'the first try',
      async () => (await read(id, message.id)).attempts === 1 && (await read(id, message.id)).state === 'queued',
      20_000,
    );
    expect((await timelineOf(id))[0]).toMatchObject({
      status: 'queued',
      content: { reason: expect.stringContaining('Greylisted') as string },
    });
    const later = await passTime(test, 2 * MINUTE);
    await until(id, message.id, 'sent');
    later();
    goBack();
    expect(receivedBy(email)).toHaveLength(1);
    expect((await timelineOf(id))[0]?.content.reason).toBeUndefined();
  }, 60_000);
});

describe('a process that ends between handing over and writing down', () => {
  it('leaves an uncertain message that is never sent again by itself; a person says what is true', async () => {
    const outcomes = test.app.get(DirectOutcomes);
    const settle = outcomes.settle.bind(outcomes);
    const { id, email } = await makeContact();
    const message = await write(id);
    // The answer is lost: the promise of a process that is no more.
    let isLost = true;
    outcomes.settle = (...input) => (isLost ? Promise.resolve() : settle(...input));
    const goBack = await passTime(test, UNDO);
    await waitFor('the message to arrive', () => Promise.resolve(receivedBy(email).length === 1), 20_000);
    expect(await read(id, message.id)).toMatchObject({ state: 'sending' });
    isLost = false;
    outcomes.settle = settle;
    const late = await passTime(test, 6 * MINUTE);
    await until(id, message.id, 'uncertain');
    const muchLater = await passTime(test, 2 * 60 * MINUTE);
    expect((await timelineOf(id))[0]).toMatchObject({ status: 'uncertain', content: { reason: expect.any(String) as string } });
    expect(receivedBy(email)).toHaveLength(1);
    const resolve = (outcome: string, person = author) => person.post(`contacts/${id}/messages/${message.id}/resolve`, { outcome });
    expect((await resolve('sent', viewer)).status).toBe(403);
    // Said to be lost, it is sent once more, and only once.
    expect(['queued', 'sending']).toContain((await dataOf<Message>(resolve('notSent'))).state);
    expect((await resolve('sent')).status).toBe(409);
    await until(id, message.id, 'sent');
    for (const back of [muchLater, late, goBack]) back();
    expect(receivedBy(email)).toHaveLength(2);
    expect(receivedBy(email).map(({ messageId }) => messageId)).toEqual([receivedBy(email)[0]?.messageId, receivedBy(email)[0]?.messageId]);
  }, 90_000);
});
