import type { ProviderError } from '../contracts/ProviderError.js';
import { GraphServer, sampleEmail } from '../testing/index.js';
import { failureOf } from '../testing/withSink.js';
import { Microsoft365Mailbox } from './Microsoft365Mailbox.js';
import { Microsoft365Sender } from './Microsoft365Sender.js';

let server: GraphServer;
beforeEach(async () => {
  server = await GraphServer.start();
});
afterEach(async () => {
  await server.stop();
  expect(server.problems).toEqual([]);
});

const DAY = 86_400_000;
const urls = () => ({ loginUrl: server.url, graphUrl: server.url });
const mailboxOf = (now?: () => Date): Microsoft365Mailbox => new Microsoft365Mailbox(server.settings, { ...urls(), ...(now && { now }) });
const mail = (name: string, size = 0): string =>
  `From: ann@example.net\r\nMessage-ID: <${name}@example.net>\r\n\r\n${'x'.repeat(size)}\r\n`;
const names = (messages: readonly { raw: Buffer }[]): string[] => messages.map(({ raw }) => /<(.+)@/.exec(raw.toString())?.[1] ?? '');
const start = async (): Promise<string> => {
  const { cursor } = await mailboxOf(() => new Date(Date.now() - 10_000)).check();
  return cursor;
};

async function readAll(mailbox: Microsoft365Mailbox, from: string, limit: number): Promise<{ found: string[]; cursor: string }> {
  const found: string[] = [];
  for (let cursor = from; ;) {
    const page = await mailbox.readSince(cursor, limit);
    found.push(...names(page.messages));
    cursor = page.cursor;
    if (!page.hasMore) return { found, cursor };
  }
}

it('reads what came since from inbox and junk, page by page', async () => {
  server.inbox.receive([mail('old')], { at: Date.now() - DAY });
  expect((await mailboxOf().check()).messages).toBe(1);
  const cursor = await start();
  server.inbox.add(mail('a'), mail('b'), mail('c'));
  server.inbox.receive([mail('junk')], { folder: 'junkemail' });
  server.inbox.receive([mail('draft')], { isDraft: true });
  const [gone = ''] = server.inbox.add(mail('gone'));
  server.inbox.remove(gone);
  const read = await readAll(mailboxOf(), cursor, 2);
  expect(read.found).toEqual(['a', 'b', 'c', 'junk']);
  server.inbox.add(mail('d'));
  const next = await readAll(mailboxOf(), read.cursor, 2);
  expect(next.found).toEqual(['d']);
  expect((await mailboxOf().readSince(next.cursor, 2)).messages).toEqual([]);
});

it('begins anew from a date where Microsoft forgot what it told, and loses nothing', async () => {
  server.inbox.receive([mail('long ago')], { at: Date.now() - 3 * DAY });
  const { cursor } = await readAll(mailboxOf(), await start(), 10);
  server.inbox.add(mail('a'), mail('b'));
  server.inbox.receive([mail('junk')], { folder: 'junkemail' });
  server.inbox.forget();
  const read = await readAll(mailboxOf(), cursor, 1);
  expect(read.found).toEqual(['a', 'b', 'junk']);
  expect((await readAll(mailboxOf(), read.cursor, 10)).found).toEqual([]);
  server.inbox.add(mail('c'));
  server.faults.push({ at: 'delta', kind: 'status', status: 400, code: 'SyncStateInvalid' });
  expect((await readAll(mailboxOf(), read.cursor, 10)).found).toEqual(['a', 'b', 'c']);
});

it('goes a month back at most', async () => {
  const { cursor } = await readAll(
    mailboxOf(() => new Date(Date.now() - 90 * DAY)),
    (await mailboxOf(() => new Date(Date.now() - 90 * DAY)).check()).cursor,
    10,
  );
  server.inbox.receive([mail('too old')], { at: Date.now() - 40 * DAY });
  server.inbox.receive([mail('a')], { at: Date.now() - 20 * DAY });
  server.inbox.forget();
  expect((await readAll(mailboxOf(), cursor, 10)).found).toEqual(['a']);
});

it('reads the beginning of a large message, and begins at the end of another mailbox', async () => {
  const cursor = await start();
  server.inbox.receive([mail('large', 3_000_000)], { at: Date.now() - 5_000 });
  const { messages } = await mailboxOf().readSince(cursor, 10);
  expect(messages[0]?.raw).toHaveLength(512 * 1024);
  for (const other of [cursor.replace('news@', 'bea@'), '', '{}', '7:3', '{"graph":"news@example.com","at":1,"folders":{}}'])
    expect(await readAll(mailboxOf(), other, 10)).toMatchObject({ found: [] });
  expect(await mailboxOf().readSince(null, 10)).toMatchObject({ messages: [], hasMore: false });
});

it('sends its token to no address that an answer names', async () => {
  const { cursor } = await readAll(mailboxOf(), await start(), 10);
  expect(cursor).not.toContain('graph.microsoft.com');
  expect(server.calls.filter((call) => call === 'GET delta').length).toBeGreaterThan(1);
});

it('tells under which id Microsoft sent what it gave another Message-ID', async () => {
  server.changesMessageIds = true;
  const { providerMessageId } = await new Microsoft365Sender(server.settings, urls()).send(sampleEmail());
  const [given] = await new Microsoft365Mailbox(server.settings, urls()).sentUnder(server.sent[0]?.internetMessageId ?? '');
  expect(given).toBe(providerMessageId);
  expect(await mailboxOf().sentUnder('<unknown@example.com>')).toEqual([]);
});

describe('failures say what to do', () => {
  const failure = async (): Promise<ProviderError> =>
    failureOf(
      mailboxOf()
        .check()
        .then(({ cursor }) => mailboxOf().readSince(cursor, 10)),
    );

  it('without permission, with a wrong secret, without a mailbox', async () => {
    server.mayRead = false;
    expect(await failure()).toMatchObject({ kind: 'auth', message: expect.stringContaining('Mail.Read') as string });
    server.mayRead = true;
    server.faults.push({ at: 'token', kind: 'status', status: 401, code: 'AADSTS7000222' });
    expect((await failure()).message).toContain('Create a new client secret');
    const nobody = new Microsoft365Mailbox({ ...server.settings, mailbox: 'nobody@example.com' }, urls());
    expect((await failureOf(nobody.check())).message).toContain('user principal name');
  });

  it('asked to slow down, away, or broken off', async () => {
    server.faults.push({ at: 'delta', kind: 'status', status: 429, code: 'ApplicationThrottled', retryAfter: '900' });
    expect(await failure()).toMatchObject({ kind: 'limited', retryAfterMs: 900_000, message: 'Microsoft 365 asked to read more slowly.' });
    server.faults.push({ at: 'delta', kind: 'status', status: 503, code: 'ServiceUnavailable', retryAfter: '60' });
    expect(await failure()).toMatchObject({ kind: 'unavailable', retryAfterMs: 60_000, message: 'Microsoft 365 answered 503.' });
    for (const kind of ['dropAfter', 'halfAfter'] as const) {
      server.faults.push({ at: 'delta', kind });
      expect((await failure()).kind).toBe('unavailable');
    }
  });
});
