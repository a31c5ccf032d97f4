import {
  describeSenderContract,
  kindOf,
  MailgunServer,
  type MailgunFault,
  parseForContract,
  sampleEmail,
  VendorSpec,
} from '../testing/index.js';
import { failureOf } from '../testing/withSink.js';
import { MailgunSender } from './MailgunSender.js';

const senderFor = (server: MailgunServer, { apiKey = server.apiKey, domain = server.domain, timeoutMs = 60_000 } = {}): MailgunSender =>
  new MailgunSender({ domain, region: 'us', apiKey, signingKey: null }, { url: server.url, timeoutMs });

let server: MailgunServer;
beforeEach(async () => {
  server = await MailgunServer.start();
});
afterEach(async () => {
  await server.stop();
  expect(server.problems).toEqual([]);
});

describe('MailgunSender keeps the contract of every sender', () => {
  describeSenderContract(
    () =>
      Promise.resolve({
        sender: senderFor(server),
        arrived: () => Promise.resolve(server.arrivals.map(({ raw }) => raw)),
        stop: () => Promise.resolve(),
      }),
    { it, equal: (actual, expected) => expect(actual).toEqual(expected), parse: parseForContract },
  );
});

const spec = VendorSpec.read('mailgun.json');
it(spec ? 'is held to the vendor’s own document' : 'is not held to the vendor’s own document, which is not there', () => {
  expect(server.isHeldToSpec).toBe(spec !== null);
  const sent = { method: 'POST', path: '/v3/mail.example.com/messages.mime', contentType: 'multipart/form-data', status: 200 };
  const problems = spec?.problemsOf({ ...sent, body: { to: ['ann@example.com'] }, answer: { message: 'Queued.' } }) ?? [];
  // A message and an id are missing.
  expect(problems).toHaveLength(spec ? 2 : 0);
});

const cases: readonly {
  readonly name: string;
  readonly fault: MailgunFault;
  readonly kind: string;
  readonly scope: string;
  readonly arrives: number;
}[] = [
  { name: 'a wrong key', fault: { kind: 'status', status: 401, message: 'Invalid private key' }, kind: 'auth', scope: 'ours', arrives: 0 },
  { name: 'an unpaid bill', fault: { kind: 'status', status: 402, message: 'Payment required' }, kind: 'auth', scope: 'ours', arrives: 0 },
  { name: 'a disabled account', fault: { kind: 'status', status: 403, message: 'Forbidden' }, kind: 'auth', scope: 'ours', arrives: 0 },
  {
    name: 'a sandbox domain',
    fault: {
      kind: 'status',
      status: 403,
      message: 'Sandbox subdomains are for test purposes only. Add the address to authorized recipients.',
    },
    kind: 'rejected',
    scope: 'ours',
    arrives: 0,
  },
  {
    name: 'an unknown domain',
    fault: { kind: 'status', status: 404, message: 'Domain not found' },
    kind: 'auth',
    scope: 'ours',
    arrives: 0,
  },
  {
    name: 'a bad address',
    fault: { kind: 'status', status: 400, message: "'to' parameter is not a valid address. please check documentation" },
    kind: 'rejected',
    scope: 'recipient',
    arrives: 0,
  },
  {
    name: 'another 400',
    fault: { kind: 'status', status: 400, message: 'o:tag is too long' },
    kind: 'rejected',
    scope: 'ours',
    arrives: 0,
  },
  { name: 'a large message', fault: { kind: 'status', status: 413, message: 'Too large' }, kind: 'rejected', scope: 'ours', arrives: 0 },
  {
    name: 'too many requests',
    fault: { kind: 'status', status: 429, message: 'Try again in 90 seconds' },
    kind: 'limited',
    scope: 'ours',
    arrives: 0,
  },
  {
    name: 'a failure of theirs',
    fault: { kind: 'status', status: 500, message: 'Internal error' },
    kind: 'unknownOutcome',
    scope: 'recipient',
    arrives: 0,
  },
  {
    name: 'a gateway in between',
    fault: { kind: 'status', status: 502, message: '' },
    kind: 'unknownOutcome',
    scope: 'recipient',
    arrives: 0,
  },
  { name: 'a connection that breaks early', fault: { kind: 'dropBefore' }, kind: 'unknownOutcome', scope: 'recipient', arrives: 0 },
  { name: 'a connection that breaks late', fault: { kind: 'dropAfter' }, kind: 'unknownOutcome', scope: 'recipient', arrives: 1 },
  { name: 'silence', fault: { kind: 'hangAfter' }, kind: 'unknownOutcome', scope: 'recipient', arrives: 1 },
  { name: 'half an answer', fault: { kind: 'halfAfter' }, kind: 'unknownOutcome', scope: 'recipient', arrives: 1 },
];

it.each(cases)('tells what $name means', async ({ fault, kind, scope, arrives }) => {
  server.faults.push(fault);
  const sender = senderFor(server, { timeoutMs: fault.kind === 'hangAfter' ? 500 : 60_000 });
  const failure = await failureOf(sender.send(sampleEmail()));
  expect([failure.kind, failure.scope]).toEqual([kind, scope]);
  expect(failure.serverResponse ?? '').not.toContain(server.apiKey);
  expect(server.arrivals).toHaveLength(arrives);
  // The next one goes out as if nothing had been.
  await sender.send(sampleEmail({ messageId: '<next@example.com>' }));
  expect(server.arrivals).toHaveLength(arrives + 1);
  await sender.close(0);
});

it('passes on how long Mailgun asks to wait', async () => {
  server.faults.push({ kind: 'status', status: 429, message: 'Try again in 90 seconds' });
  const failure = await failureOf(senderFor(server).send(sampleEmail()));
  expect([failure.retryAfterMs, failure.isToOne]).toEqual([90_000, false]);
});

it('knows that nothing was sent where no server was reached', async () => {
  const { url } = server;
  await server.stop();
  const sender = new MailgunSender({ domain: 'mail.example.com', region: 'us', apiKey: 'x', signingKey: null }, { url });
  expect(await failureOf(sender.send(sampleEmail()))).toMatchObject({
    kind: 'unavailable',
    scope: 'connection',
    causeCode: 'ECONNREFUSED',
  });
  expect(await sender.verify()).toMatchObject({ ok: false, isRefused: false });
  server = await MailgunServer.start();
});

it('asks Mailgun not to touch the message', async () => {
  await senderFor(server).send(sampleEmail());
  expect(server.arrivals[0]?.fields).toMatchObject({ 'o:tracking': 'no', 'o:tracking-opens': 'no', 'o:tracking-clicks': 'no' });
  expect(server.arrivals[0]?.to).toBe('juergen@example.org');
});

it('keeps the id that Mailgun gave', async () => {
  expect(await senderFor(server).send(sampleEmail())).toEqual({
    providerMessageId: sampleEmail().messageId,
    serverResponse: 'Queued. Thank you.',
  });
});

it('does not take a silent log for an answer before the log can know', async () => {
  const sender = senderFor(server);
  const never = { messageId: '<never@example.com>', providerMessageId: null };
  expect(await sender.settle({ ...never, handedAt: new Date().toISOString() })).toBe('unknown');
  expect(await sender.settle({ ...never, handedAt: new Date(Date.now() - 3_600_000).toISOString() })).toBe('notSent');
  const later = new Date(Date.now() + 3_600_000);
  expect(await sender.settle({ ...never, handedAt: new Date().toISOString(), askedAt: later })).toBe('notSent');
  server.faults.push({ kind: 'dropAfter' });
  expect(await kindOf(sender.send(sampleEmail()))).toBe('unknownOutcome');
  const lost = { messageId: sampleEmail().messageId, providerMessageId: null, handedAt: new Date().toISOString() };
  expect(await sender.settle(lost)).toBe('sent');
  await expect(senderFor(server, { apiKey: server.sendingKey }).settle(lost)).rejects.toThrow();
});

describe('a check', () => {
  it('takes a sending key, which may do nothing but send', async () => {
    const check = await senderFor(server, { apiKey: server.sendingKey }).verify();
    expect(check).toMatchObject({ ok: true, isRefused: false });
    expect(server.arrivals).toHaveLength(0);
  });

  it('says what is wrong with a key, a domain and its state', async () => {
    expect(await senderFor(server, { apiKey: 'wrong' }).verify()).toMatchObject({ ok: false, isRefused: true });
    expect(await senderFor(server, { domain: 'other.example.com' }).verify()).toMatchObject({
      ok: false,
      isRefused: true,
      hint: 'Check the spelling of the domain, and the region in which it was added.',
    });
    server.domainState = 'unverified';
    const check = await senderFor(server).verify();
    expect(check.steps).toEqual([{ name: 'login', ok: false, detail: 'The domain is unverified at Mailgun.' }]);
    expect((await senderFor(server).sendTest(sampleEmail())).ok).toBe(false);
    expect(server.arrivals).toHaveLength(0);
  });
});

it('waits for what is under way when it closes, and then says that it does not know', async () => {
  const sender = senderFor(server);
  server.faults.push({ kind: 'hangAfter' });
  const sending = failureOf(sender.send(sampleEmail()));
  await new Promise((resolve) => setTimeout(resolve, 100));
  await sender.close(50);
  expect((await sending).kind).toBe('unknownOutcome');
  expect(await kindOf(sender.send(sampleEmail()))).toBe('unavailable');
});

it('has Mailgun report to us beside whoever it reports to already', async () => {
  server.webhooks.set('complained', ['https://one.example.com/hook']);
  server.webhooks.set('unsubscribed', ['https://one.example.com/a', 'https://one.example.com/b', 'https://one.example.com/c']);
  const url = 'https://rapport.example.com/hooks/1';
  const sender = senderFor(server);
  await sender.connectReports(url);
  await sender.connectReports(url);
  expect(Object.fromEntries(server.webhooks)).toEqual({
    delivered: [url],
    permanent_fail: [url],
    complained: ['https://one.example.com/hook', url],
    unsubscribed: ['https://one.example.com/a', 'https://one.example.com/b', url],
  });
  const mayOnlySend = senderFor(server, { apiKey: server.sendingKey });
  expect((await failureOf(mayOnlySend.connectReports(url))).kind).toBe('auth');
});

describe('the lists of a domain', () => {
  const at = 'Thu, 11 Dec 2025 01:49:40 GMT';
  const readAll = async (sender: MailgunSender): Promise<string[]> => {
    const pages: string[] = [];
    for await (const page of sender.suppressions())
      pages.push(page.map(({ address, reason, since, detail }) => [address, reason, since, detail].join(' ')).join(', '));
    return pages;
  };

  it('are read page by page, without what is about one tag', async () => {
    server.mostOnPage = 2;
    const bounce = (name: string): { address: string; code: string; error: string; created_at: string } => ({
      ...{ address: `${name}+x@example.com`, code: '550', error: 'No such user', created_at: at },
    });
    server.suppressed.bounces.push(...['c', 'a', 'b'].map(bounce));
    server.suppressed.unsubscribes.push(
      { address: 'd@example.com', tags: ['news'], created_at: at },
      { address: 'e@example.com', tags: ['news', '*'], created_at: 'no time' },
    );
    expect(await readAll(senderFor(server))).toEqual([
      'a+x@example.com bounced 2025-12-11T01:49:40.000Z No such user, b+x@example.com bounced 2025-12-11T01:49:40.000Z No such user',
      'c+x@example.com bounced 2025-12-11T01:49:40.000Z No such user',
      'e@example.com unsubscribed  ',
    ]);
  });

  it('stay unread for a key that may only send, and by a server that is gone', async () => {
    expect((await failureOf(readAll(senderFor(server, { apiKey: server.sendingKey })))).kind).toBe('auth');
    const gone = senderFor(server);
    await server.stop();
    expect((await failureOf(readAll(gone))).kind).toBe('unknownOutcome');
    server = await MailgunServer.start();
  });
});
