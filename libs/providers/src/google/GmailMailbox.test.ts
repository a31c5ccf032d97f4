import type { ProviderError } from '../contracts/ProviderError.js';
import { GmailServer, sampleEmail } from '../testing/index.js';
import { failureOf } from '../testing/withSink.js';
import { GmailMailbox } from './GmailMailbox.js';
import { googleConfigOf } from './googleConfig.js';
import { GoogleSender } from './GoogleSender.js';

let google: GmailServer;
beforeEach(async () => {
  google = await GmailServer.start();
});
afterEach(async () => {
  await google.stop();
  expect(google.problems).toEqual([]);
});

const config = (mailbox = google.mailbox) => googleConfigOf({ mailbox, serviceAccountKey: google.keyFile() });
const options = () => ({ url: google.url, tokenUrl: google.tokenUrl });
const mailboxOf = (mailbox?: string, now?: () => Date): GmailMailbox =>
  new GmailMailbox(config(mailbox), { ...options(), ...(now && { now }) });
const mail = (name: string): string =>
  `From: ann@example.net\r\nMessage-ID: <${name}@example.net>\r\nSubject: Re: News\r\n\r\nIt's ${name}\r\n`;
const names = (messages: readonly { raw: Buffer }[]): string[] => messages.map(({ raw }) => /<(.+)@/.exec(raw.toString())?.[1] ?? '');

/** Page by page to the end, as a job does. */
async function readAll(mailbox: GmailMailbox, from: string, limit: number): Promise<{ found: string[]; cursor: string; pages: number }> {
  const found: string[] = [];
  for (let cursor = from, pages = 1; ; pages += 1) {
    const page = await mailbox.readSince(cursor, limit);
    found.push(...names(page.messages));
    cursor = page.cursor;
    if (!page.hasMore) return { found, cursor, pages };
  }
}

it('reads what came since, page by page, and nothing that it sent itself', async () => {
  google.inbox.add(mail('old'));
  const mailbox = mailboxOf();
  const { messages, cursor } = await mailbox.check();
  expect(messages).toBe(1);
  expect((await mailbox.readSince(cursor, 10)).messages).toEqual([]);
  await new GoogleSender(config(), options()).send(sampleEmail());
  google.inbox.add(mail('a'), mail('b'));
  google.inbox.receive([mail('junk')], ['SPAM']);
  google.inbox.add(mail('c'));
  const read = await readAll(mailbox, cursor, 2);
  expect([read.found, read.pages]).toEqual([['a', 'b', 'junk', 'c'], 2]);
  expect((await mailbox.readSince(read.cursor, 10)).messages).toEqual([]);
  expect(await mailbox.readSince(null, 10)).toMatchObject({ messages: [], hasMore: false });
});

it('looks at the labels of messages whose changes name none, and passes by what is gone', async () => {
  google.inbox.tellsLabels = false;
  const { cursor } = await mailboxOf().check();
  google.inbox.receive([mail('mine')], ['SENT']);
  const [gone = ''] = google.inbox.add(mail('gone'));
  google.inbox.add(mail('a'));
  google.inbox.remove(gone);
  expect((await readAll(mailboxOf(), cursor, 10)).found).toEqual(['a']);
});

it('turns pages of changes that hold none of its kind', async () => {
  const mailbox = mailboxOf();
  const { cursor } = await mailbox.check();
  google.inbox.add(mail('a'));
  google.inbox.emptyPages = 3;
  const read = await readAll(mailbox, cursor, 10);
  expect(read.found).toEqual(['a']);
  google.inbox.emptyPages = 0;
  expect((await readAll(mailbox, read.cursor, 10)).found).toEqual([]);
});

it('searches by date where Gmail forgot its history, and goes on from there: nothing is lost', async () => {
  const day = 86_400_000;
  const mailbox = mailboxOf();
  google.inbox.receive([mail('long ago')], undefined, Date.now() - 40 * day);
  google.inbox.receive([mail('before')], undefined, Date.now() - 3 * day);
  const { cursor } = await mailbox.check();
  for (const name of ['a', 'b', 'c', 'd', 'e']) google.inbox.add(mail(name));
  google.inbox.forget();
  const first = await mailbox.readSince(cursor, 2);
  expect([names(first.messages), first.hasMore]).toEqual([['e', 'd'], true]);
  // What arrives meanwhile is a change after the search began.
  google.inbox.add(mail('meanwhile'));
  const rest = await readAll(mailbox, first.cursor, 2);
  expect(rest.found).toEqual(['c', 'b', 'a']);
  expect((await readAll(mailbox, rest.cursor, 2)).found).toEqual(['meanwhile']);
});

it('searches a month at most, and once more from the first page where Gmail does not know the next', async () => {
  const day = 86_400_000;
  const longAgo = mailboxOf(undefined, () => new Date(Date.now() - 90 * day));
  const { cursor } = await longAgo.check();
  google.inbox.receive([mail('too old')], undefined, Date.now() - 40 * day);
  google.inbox.receive([mail('a')], undefined, Date.now() - 20 * day);
  google.inbox.add(mail('b'));
  google.inbox.forget();
  const first = await mailboxOf().readSince(cursor, 1);
  google.faults.push({ at: 'search', kind: 'status', status: 400, reason: 'invalidArgument', words: 'Invalid pageToken' });
  const again = await mailboxOf().readSince(first.cursor, 1);
  expect([names(first.messages), names(again.messages)]).toEqual([['b'], ['b']]);
  expect((await readAll(mailboxOf(), again.cursor, 1)).found).toEqual(['a']);
});

it('begins at the end of another mailbox, whatever was noted of the last one', async () => {
  const { cursor } = await mailboxOf().check();
  google.inbox.add(mail('a'));
  const other = await mailboxOf().readSince(cursor.replace('ada@', 'bea@'), 10);
  expect([other.messages, other.hasMore]).toEqual([[], false]);
  for (const broken of ['', '{}', 'null', '7:3', '{"gmail":"ada@example.com","history":"x","at":1}'])
    expect((await mailboxOf().readSince(broken, 10)).messages).toEqual([]);
});

it('reads of a large message its headers and the beginning of its text', async () => {
  const { cursor } = await mailboxOf().check();
  google.inbox.sizeEstimate = 30_000_000;
  google.inbox.add(
    "From: ann@example.net\r\nMessage-ID: <large@example.net>\r\nContent-Type: multipart/mixed; boundary=b\r\nIn-Reply-To:\r\n <x@y.example>\r\n\r\nIt's large",
  );
  const { messages } = await mailboxOf().readSince(cursor, 10);
  const raw = messages[0]?.raw.toString() ?? '';
  expect(raw).toContain('In-Reply-To: <x@y.example>\r\n');
  expect(raw).toContain("\r\n\r\nIt's large");
  expect(raw).not.toContain('multipart');
});

it('tells under which id Gmail sent what it gave another Message-ID', async () => {
  google.keepsMessageIds = false;
  const { providerMessageId } = await new GoogleSender(config(), options()).send(sampleEmail());
  const given = google.sent[0]?.messageId ?? '';
  expect(await mailboxOf().sentUnder(`<${given}>`)).toEqual([providerMessageId]);
  expect(await mailboxOf().sentUnder('<unknown@example.com>')).toEqual([]);
});

describe('failures say what to do', () => {
  const failure = async (): Promise<ProviderError> =>
    failureOf(
      mailboxOf()
        .check()
        .then(({ cursor }) => mailboxOf().readSince(cursor, 10)),
    );

  it('without permission to read', async () => {
    google.delegated = ['compose'];
    const { kind, message } = await failure();
    expect([kind, message]).toEqual(['auth', expect.stringContaining('https://www.googleapis.com/auth/gmail.readonly')]);
    google.delegated = ['compose', 'readonly'];
    google.faults.push({ at: 'history', kind: 'status', status: 403, reason: 'insufficientPermissions', words: 'Insufficient Permission' });
    expect(await failure()).toMatchObject({ kind: 'auth', message: expect.stringContaining('admin console') as string });
  });

  it('asked to slow down, away, or broken off', async () => {
    google.faults.push({ at: 'history', kind: 'status', status: 429, reason: 'rateLimitExceeded', headers: { 'Retry-After': '900' } });
    expect(await failure()).toMatchObject({ kind: 'limited', retryAfterMs: 900_000, message: 'Google asked to read more slowly.' });
    google.faults.push({ at: 'history', kind: 'status', status: 503, reason: 'backendError' });
    expect(await failure()).toMatchObject({ kind: 'unavailable', message: 'Google answered 503.' });
    for (const kind of ['dropAfter', 'halfAfter', 'textAfter'] as const) {
      google.faults.push({ at: 'history', kind });
      expect((await failure()).kind).toBe('unavailable');
    }
    google.isKeyRevoked = true;
    expect(await failure()).toMatchObject({ kind: 'auth', step: 'login' });
  });
});
