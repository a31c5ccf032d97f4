import { describeSenderContract, type GmailFault, GmailServer, kindOf, parseForContract, sampleEmail } from '../testing/index.js';
import { VendorSpec } from '../testing/vendorSpec.js';
import { failureOf } from '../testing/withSink.js';
import { googleConfigOf } from './googleConfig.js';
import { GoogleSender } from './GoogleSender.js';

const senderFor = (google: GmailServer, { timeoutMs = 60_000, mailbox = google.mailbox, keyFile = google.keyFile() } = {}): GoogleSender =>
  new GoogleSender(googleConfigOf({ mailbox, serviceAccountKey: keyFile }), { url: google.url, tokenUrl: google.tokenUrl, timeoutMs });

let google: GmailServer;
beforeEach(async () => {
  google = await GmailServer.start();
});
afterEach(async () => {
  await google.stop();
  expect(google.problems).toEqual([]);
});

describe('GoogleSender keeps the contract of every sender', () => {
  describeSenderContract(
    () => Promise.resolve({ sender: senderFor(google), arrived: () => Promise.resolve(google.arrivals), stop: () => Promise.resolve() }),
    { it, equal: (actual, expected) => expect(actual).toEqual(expected), parse: parseForContract },
  );
});

const spec = VendorSpec.read('gmail-v1.discovery.json');
it(spec ? 'is held to Google’s own document' : 'is not held to Google’s own document, which is not there', () => {
  expect(google.isHeldToSpec).toBe(spec !== null);
  const sent = { method: 'POST', path: '/gmail/v1/users/me/drafts', query: ['invented'], contentType: 'application/json', status: 200 };
  const problems = spec?.problemsOf({ ...sent, body: { message: { raw: 'AA' } }, answer: { id: 'r1' } }) ?? [];
  expect(problems.length > 0).toBe(spec !== null);
});

interface Case {
  readonly name: string;
  readonly fault: GmailFault;
  readonly kind: string;
  readonly scope: string;
  /** How many were sent, and how many drafts are left. */
  readonly sent: number;
  readonly drafts: number;
  readonly isInvalid?: boolean;
}

const status = (at: GmailFault['at'], code: number, reason: string, words: string): GmailFault => ({
  at,
  kind: 'status',
  status: code,
  reason,
  words,
});
const broken = (at: GmailFault['at'], kind: 'dropBefore' | 'dropAfter' | 'hangAfter' | 'halfAfter' | 'textAfter'): GmailFault => ({
  at,
  kind,
});
const auth = { kind: 'auth', scope: 'ours', sent: 0, drafts: 0 };
const away = { kind: 'unavailable', scope: 'connection', sent: 0, drafts: 0 };
const limited = { kind: 'limited', scope: 'ours', sent: 0, drafts: 0 };
const ours = { kind: 'rejected', scope: 'ours', sent: 0, drafts: 0 };
const theirs = { kind: 'rejected', scope: 'recipient', sent: 0, drafts: 0, isInvalid: true };
const uncertain = { kind: 'unknownOutcome', scope: 'recipient' };

const cases: readonly Case[] = [
  { name: 'a deleted key', fault: status('token', 400, 'invalid_grant', 'Invalid JWT Signature.'), ...auth },
  {
    name: 'no delegation',
    fault: status('token', 401, 'unauthorized_client', 'Client is unauthorized to retrieve access tokens.'),
    ...auth,
  },
  { name: 'a refusal of access without a name', fault: status('token', 403, '', ''), ...auth },
  { name: 'too many requests for access', fault: status('token', 429, 'rate_limit_exceeded', ''), ...limited },
  { name: 'no access for a failure of theirs', fault: status('token', 503, '', ''), ...away },
  { name: 'access that breaks early', fault: broken('token', 'dropBefore'), ...away },
  { name: 'access that breaks late', fault: broken('token', 'dropAfter'), ...away },
  { name: 'silence about access', fault: broken('token', 'hangAfter'), ...away },
  { name: 'half of an access', fault: broken('token', 'halfAfter'), ...away },
  { name: 'a page in place of access', fault: broken('token', 'textAfter'), ...away },

  { name: 'a bad address', fault: status('draft', 400, 'invalidArgument', 'Invalid to header'), ...theirs },
  { name: 'no address', fault: status('draft', 400, 'invalidArgument', 'Recipient address required'), ...theirs },
  { name: 'another 400', fault: status('draft', 400, 'invalidArgument', 'Invalid MIME'), ...ours },
  { name: 'no Gmail', fault: status('draft', 400, 'failedPrecondition', 'Mail service not enabled'), ...auth },
  { name: 'an API that is off', fault: status('draft', 403, 'accessNotConfigured', 'Gmail API is disabled.'), ...auth },
  {
    name: 'too few permissions',
    fault: status('draft', 403, 'insufficientPermissions', 'Request had insufficient authentication scopes.'),
    ...auth,
  },
  { name: 'an unknown mailbox', fault: status('draft', 404, 'notFound', 'Requested entity was not found.'), ...auth },
  { name: 'a large message', fault: status('draft', 413, 'uploadTooLarge', 'Too large'), ...ours },
  { name: 'a large message by its words', fault: status('draft', 400, 'invalidArgument', 'Message too large'), ...ours },
  { name: 'too many drafts', fault: status('draft', 429, 'rateLimitExceeded', 'Too many concurrent requests for user'), ...limited },
  { name: 'too many drafts by another name', fault: status('draft', 403, 'userRateLimitExceeded', 'User Rate Limit Exceeded'), ...limited },
  { name: 'a failure of theirs with a draft', fault: status('draft', 500, 'backendError', 'Backend Error'), ...away },
  { name: 'a draft that breaks early', fault: broken('draft', 'dropBefore'), ...away },
  { name: 'a draft that breaks late', fault: broken('draft', 'dropAfter'), ...away, drafts: 1 },
  { name: 'silence about a draft', fault: broken('draft', 'hangAfter'), ...away, drafts: 1 },
  { name: 'half a draft', fault: broken('draft', 'halfAfter'), ...away, drafts: 1 },
  { name: 'a page in place of a draft', fault: broken('draft', 'textAfter'), ...away, drafts: 1 },

  { name: 'a bad address at sending', fault: status('send', 400, 'invalidArgument', 'Invalid to header'), ...theirs },
  { name: 'too many messages', fault: status('send', 429, 'rateLimitExceeded', 'User-rate limit exceeded.'), ...limited },
  { name: 'too many messages today', fault: status('send', 403, 'dailyLimitExceeded', 'Daily Limit Exceeded'), ...limited },
  { name: 'a mailbox that may not send', fault: status('send', 403, 'forbidden', 'Delegation denied'), ...auth },
  { name: 'a failure of theirs at sending', fault: status('send', 503, 'backendError', 'Backend Error'), ...uncertain, sent: 0, drafts: 1 },
  {
    name: 'a draft that is gone',
    fault: status('send', 404, 'notFound', 'Requested entity was not found.'),
    ...uncertain,
    sent: 0,
    drafts: 1,
  },
  { name: 'sending that breaks early', fault: broken('send', 'dropBefore'), ...uncertain, sent: 0, drafts: 1 },
  { name: 'sending that breaks late', fault: broken('send', 'dropAfter'), ...uncertain, sent: 1, drafts: 0 },
  { name: 'silence about sending', fault: broken('send', 'hangAfter'), ...uncertain, sent: 1, drafts: 0 },
  { name: 'half an answer', fault: broken('send', 'halfAfter'), ...uncertain, sent: 1, drafts: 0 },
  { name: 'a page in place of an answer', fault: broken('send', 'textAfter'), ...uncertain, sent: 1, drafts: 0 },
];

it.each(cases)('tells what $name means', async ({ fault, kind, scope, sent, drafts, isInvalid = false }) => {
  google.faults.push(fault);
  const sender = senderFor(google, { timeoutMs: fault.kind === 'hangAfter' ? 2_000 : 60_000 });
  const failure = await failureOf(sender.send(sampleEmail()));
  expect([failure.kind, failure.scope, failure.isAddressInvalid]).toEqual([kind, scope, isInvalid]);
  expect(failure.isToOne).toBe(kind === 'unknownOutcome' || kind === 'rejected');
  expect([google.sent.length, google.drafts.size]).toEqual([sent, drafts]);
  // Each call reached Google once: what is uncertain is not repeated.
  expect(google.countOf(fault.at)).toBe(1);
  expect(failure.providerMessageId === null).toBe(kind !== 'unknownOutcome');
  if (google.drafts.size === 1 && kind === 'unknownOutcome') expect([...google.drafts.keys()]).toEqual([failure.providerMessageId]);
  // The next one goes out as if nothing had been.
  const next = fault.kind === 'hangAfter' ? senderFor(google) : sender;
  await next.send(sampleEmail({ messageId: '<next@example.com>' }));
  expect(google.sent).toHaveLength(sent + 1);
  await sender.close(0);
});

const inMs = (ms: number): Date => new Date(Date.now() + ms);
it.each<[string, (ms: number) => { headers?: Record<string, string>; words?: string }, number | null]>([
  ['in seconds', () => ({ headers: { 'Retry-After': '90' } }), 90_000],
  ['as a date', (ms) => ({ headers: { 'Retry-After': inMs(ms).toUTCString() } }), 600_000],
  ['in words', (ms) => ({ words: `User-rate limit exceeded.  Retry after ${inMs(ms).toISOString()}` }), 3_600_000],
  ['in words, a day at most', () => ({ words: `Retry after ${inMs(30 * 86_400_000).toISOString()}` }), 86_400_000],
  ['not at all', () => ({ words: 'Slow down' }), null],
])('passes on how long Google asks to wait: %s', async (_, said, ms) => {
  const sender = senderFor(google);
  await sender.verify();
  google.faults.push({ at: 'send', kind: 'status', status: 429, reason: 'rateLimitExceeded', ...said(ms ?? 0) });
  const { kind, isToOne, retryAfterMs } = await failureOf(sender.send(sampleEmail()));
  expect([kind, isToOne]).toEqual(['limited', false]);
  if (ms === null) expect(retryAfterMs).toBeNull();
  else expect(Math.abs((retryAfterMs ?? 0) - ms)).toBeLessThan(30_000);
});

it('says which scopes to allow where the delegation is missing', async () => {
  google.isDelegated = false;
  const failure = await failureOf(senderFor(google).send(sampleEmail()));
  expect(failure.kind).toBe('auth');
  expect(failure.message).toContain('https://www.googleapis.com/auth/gmail.compose, https://www.googleapis.com/auth/gmail.readonly');
});

it('knows that nothing was sent where no server was reached', async () => {
  const sender = senderFor(google);
  await google.stop();
  expect(await failureOf(sender.send(sampleEmail()))).toMatchObject({ kind: 'unavailable', causeCode: 'ECONNREFUSED' });
  expect(await sender.verify()).toMatchObject({ ok: false, isRefused: false, steps: [{ name: 'connect', ok: false }] });
  google = await GmailServer.start();
});

it('answers with Google’s id of the sent message, which is not that of the draft', async () => {
  const { providerMessageId } = await senderFor(google).send(sampleEmail());
  expect(providerMessageId).toBe(google.sent[0]?.id);
  expect(google.sent[0]?.to).toBe('juergen@example.org');
  expect(google.calls.slice(0, 3)).toEqual(['token', 'draft', 'send']);
});

describe('a check', () => {
  it('asks for new access each time, and sends nothing', async () => {
    const sender = senderFor(google);
    expect(await sender.verify()).toMatchObject({
      ok: true,
      isRefused: false,
      steps: [
        { name: 'login', ok: true },
        { name: 'from', ok: true, detail: 'Gmail sends as ada@example.com.' },
      ],
    });
    google.isKeyRevoked = true;
    expect(await sender.verify()).toMatchObject({ ok: false, isRefused: true, steps: [{ name: 'login', ok: false }] });
    expect(google.calls).toEqual(['token', 'profile', 'token']);
  });

  it('says what is wrong with the mailbox, the key and the project', async () => {
    const wrong = async (options: object): Promise<string> => {
      const { ok, isRefused, steps } = await senderFor(google, options).verify();
      expect([ok, isRefused]).toEqual([false, true]);
      return steps.at(-1)?.detail ?? '';
    };
    expect(await wrong({ mailbox: 'nobody@example.com' })).toContain('There is no such mailbox');
    expect(await wrong({ keyFile: google.keyFile({ client_email: 'other@example.com' }) })).toContain('The key was deleted or replaced');
    google.faults.push(status('profile', 403, 'accessNotConfigured', 'Gmail API has not been used in project 1 before or it is disabled.'));
    expect(await wrong({})).toContain('The Gmail API is not enabled');
    google.isDelegated = false;
    expect((await senderFor(google).sendTest(sampleEmail())).ok).toBe(false);
    expect(google.arrivals).toHaveLength(0);
  });

  it('reports why a test message was refused', async () => {
    google.faults.push(status('draft', 400, 'invalidArgument', 'Invalid to header'));
    expect(await senderFor(google).sendTest(sampleEmail())).toMatchObject({
      ok: false,
      isRefused: false,
      serverResponse: '400 Invalid to header',
      steps: [{ ok: true }, { ok: true }, { name: 'data', ok: false }],
    });
  });
});

async function until(isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !isSo(); i += 1) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('closing', () => {
  it('waits for what is under way, and then says that it does not know', async () => {
    const sender = senderFor(google);
    google.faults.push(broken('send', 'hangAfter'));
    const sending = failureOf(sender.send(sampleEmail()));
    await until(() => google.countOf('send') === 1);
    await sender.close(50);
    expect((await sending).kind).toBe('unknownOutcome');
    expect(await kindOf(sender.send(sampleEmail()))).toBe('unavailable');
  });

  it('sends no draft any more whose answer comes late', async () => {
    const sender = senderFor(google);
    await sender.verify();
    google.draftDelayMs = 300;
    const sending = failureOf(sender.send(sampleEmail()));
    await sender.close(0);
    expect((await sending).kind).toBe('unknownOutcome');
    await until(() => google.countOf('delete') === 1);
    expect([google.sent.length, google.drafts.size, google.countOf('draft')]).toEqual([0, 0, 1]);
  });
});
