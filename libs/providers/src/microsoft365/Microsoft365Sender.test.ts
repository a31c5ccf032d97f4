import { describeSenderContract, type GraphFault, GraphServer, kindOf, parseForContract, sampleEmail } from '../testing/index.js';
import { failureOf } from '../testing/withSink.js';
import { Microsoft365Sender } from './Microsoft365Sender.js';

const senderFor = (server: GraphServer, over: Partial<GraphServer['settings']> = {}, timeoutMs = 60_000): Microsoft365Sender =>
  new Microsoft365Sender({ ...server.settings, ...over }, { loginUrl: server.url, graphUrl: server.url, timeoutMs });

let server: GraphServer;
beforeEach(async () => {
  server = await GraphServer.start();
});
afterEach(async () => {
  await server.stop();
  expect(server.problems).toEqual([]);
});

describe('Microsoft365Sender keeps the contract of every sender', () => {
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

interface Case {
  readonly name: string;
  readonly fault: GraphFault;
  readonly kind: string;
  readonly scope: string;
  /** How many were sent, and how many drafts are left. */
  readonly arrives?: number;
  readonly drafts?: number;
  readonly isToOne?: boolean;
}

const status = (at: GraphFault['at'], status: number, code: string, more: { message?: string; retryAfter?: string } = {}): GraphFault => ({
  at,
  kind: 'status',
  status,
  code,
  ...more,
});

const signIn: readonly Case[] = [
  { name: 'a wrong secret', fault: status('token', 401, 'AADSTS7000215'), kind: 'auth', scope: 'ours', isToOne: false },
  { name: 'an unknown tenant', fault: status('token', 400, 'AADSTS90002'), kind: 'auth', scope: 'ours', isToOne: false },
  { name: 'an unknown app', fault: status('token', 400, 'AADSTS700016'), kind: 'auth', scope: 'ours', isToOne: false },
  { name: 'too many sign-ins', fault: status('token', 429, 'AADSTS90055'), kind: 'limited', scope: 'ours', isToOne: false },
  { name: 'a sign-in that fails', fault: status('token', 503, 'AADSTS90033'), kind: 'unavailable', scope: 'connection' },
  { name: 'a sign-in that breaks', fault: { at: 'token', kind: 'dropAfter' }, kind: 'unavailable', scope: 'connection' },
  { name: 'a silent sign-in', fault: { at: 'token', kind: 'hangAfter' }, kind: 'unavailable', scope: 'connection' },
  { name: 'half a token', fault: { at: 'token', kind: 'halfAfter' }, kind: 'unavailable', scope: 'connection' },
];

interface Refusal extends Omit<Case, 'fault'> {
  readonly status: number;
  readonly code: string;
  readonly message?: string;
}

const refusals: readonly Refusal[] = [
  { name: 'no permission', status: 403, code: 'ErrorAccessDenied', kind: 'auth', scope: 'ours', isToOne: false },
  { name: 'a mailbox elsewhere', status: 404, code: 'MailboxNotEnabledForRESTAPI', kind: 'auth', scope: 'ours', isToOne: false },
  { name: 'a foreign sender address', status: 403, code: 'ErrorSendAsDenied', kind: 'rejected', scope: 'ours', isToOne: false },
  { name: 'a bad address', status: 400, code: 'ErrorInvalidRecipients', kind: 'rejected', scope: 'recipient' },
  {
    name: 'words about an address',
    status: 400,
    code: 'ErrorInvalidArgument',
    message: 'Recipient address is not a valid address.',
    kind: 'rejected',
    scope: 'recipient',
  },
  { name: 'another 400', status: 400, code: 'ErrorInvalidRequest', kind: 'rejected', scope: 'ours', isToOne: true },
  { name: 'a large message', status: 413, code: 'RequestEntityTooLarge', kind: 'rejected', scope: 'ours', isToOne: true },
  { name: 'a large message by code', status: 400, code: 'ErrorMessageSizeExceeded', kind: 'rejected', scope: 'ours', isToOne: true },
  { name: 'a full mailbox', status: 507, code: 'ErrorQuotaExceeded', kind: 'limited', scope: 'ours', isToOne: false },
  { name: 'the limit of a day', status: 400, code: 'ErrorExceededMessageLimit', kind: 'limited', scope: 'ours', isToOne: false },
  { name: 'a blocked mailbox', status: 403, code: 'ErrorMessageSubmissionBlocked', kind: 'auth', scope: 'ours', isToOne: false },
  { name: 'too many requests', status: 429, code: 'ApplicationThrottled', kind: 'limited', scope: 'ours', isToOne: false },
  { name: 'two changes at a time', status: 409, code: 'ErrorIrresolvableConflict', kind: 'limited', scope: 'ours', isToOne: true },
];

const cases: readonly Case[] = [
  ...signIn,
  ...(['draft', 'send'] as const).flatMap((at) =>
    refusals.map(({ name, status: code, code: word, message, ...rest }) => ({
      ...rest,
      name: `${name}, at ${at}`,
      fault: status(at, code, word, message === undefined ? {} : { message }),
    })),
  ),
  { name: 'an unknown mailbox', fault: status('draft', 404, 'ErrorItemNotFound'), kind: 'auth', scope: 'ours', isToOne: false },
  // Nothing was sent before /send, whatever breaks.
  ...[500, 502, 503, 504, 302].map((code) => ({
    name: `${code} at draft`,
    fault: status('draft', code, 'ErrorInternalServerError'),
    kind: 'unavailable',
    scope: 'connection',
  })),
  ...(['dropBefore', 'dropAfter', 'hangAfter', 'halfAfter'] as const).map((kind) => ({
    name: `${kind} at draft`,
    fault: { at: 'draft', kind } as const,
    kind: 'unavailable',
    scope: 'connection',
    drafts: kind === 'dropBefore' ? 0 : 1,
  })),
  ...[500, 502, 503, 504, 302, 404, 408].map((code) => ({
    name: `${code} at send`,
    fault: status('send', code, 'ErrorInternalServerError'),
    kind: 'unknownOutcome',
    scope: 'recipient',
    drafts: 1,
  })),
  ...(['dropBefore', 'dropAfter', 'hangAfter', 'halfAfter'] as const).map((kind) => ({
    name: `${kind} at send`,
    fault: { at: 'send', kind } as const,
    kind: 'unknownOutcome',
    scope: 'recipient',
    arrives: kind === 'dropBefore' ? 0 : 1,
    drafts: kind === 'dropBefore' ? 1 : 0,
  })),
];

it.each(cases)('tells what $name means', async ({ fault, kind, scope, arrives = 0, drafts = 0, isToOne }) => {
  server.faults.push(fault);
  const sender = senderFor(server, {}, fault.kind === 'hangAfter' ? 500 : 60_000);
  const failure = await failureOf(sender.send(sampleEmail()));
  expect([failure.kind, failure.scope]).toEqual([kind, scope]);
  if (isToOne !== undefined) expect(failure.isToOne).toBe(isToOne);
  expect(failure.isAddressInvalid).toBe(kind === 'rejected' && scope === 'recipient');
  // Whatever is uncertain can be asked about.
  expect(failure.providerMessageId !== null).toBe(kind === 'unknownOutcome');
  const told = JSON.stringify({ ...failure, message: failure.message, stack: failure.stack });
  for (const secret of [server.clientSecret, ...server.tokens]) expect(told).not.toContain(secret);
  expect([server.arrivals.length, server.drafts.length]).toEqual([arrives, drafts]);
  expect(server.calls.filter((call) => call === 'POST send').length).toBeLessThanOrEqual(1);
  // The next one goes out as if nothing had been.
  await sender.send(sampleEmail({ messageId: '<next@example.com>' }));
  expect(server.arrivals).toHaveLength(arrives + 1);
  await sender.close(0);
});

it('repeats no call by itself, neither a draft nor a send', async () => {
  for (const at of ['draft', 'send'] as const) {
    for (const code of [429, 503, 504]) {
      server.calls.splice(0);
      server.faults.push(status(at, code, 'Throttled', { retryAfter: '0' }));
      await failureOf(senderFor(server).send(sampleEmail()));
      expect(server.calls.filter((call) => call === `POST ${at}`)).toHaveLength(1);
    }
  }
});

it('passes on how long Microsoft asks to wait, in seconds or until a date', async () => {
  server.faults.push(status('draft', 429, 'ApplicationThrottled', { retryAfter: '90' }));
  expect((await failureOf(senderFor(server).send(sampleEmail()))).retryAfterMs).toBe(90_000);
  server.faults.push(status('send', 429, 'ApplicationThrottled', { retryAfter: new Date(Date.now() + 120_000).toUTCString() }));
  const { retryAfterMs } = await failureOf(senderFor(server).send(sampleEmail()));
  expect(retryAfterMs).toBeGreaterThan(60_000);
  expect(retryAfterMs).toBeLessThanOrEqual(120_000);
});

it('knows that nothing was sent where no server was reached', async () => {
  const { url } = server;
  await server.stop();
  const sender = new Microsoft365Sender(server.settings, { loginUrl: url, graphUrl: url });
  expect(await failureOf(sender.send(sampleEmail()))).toMatchObject({
    kind: 'unavailable',
    scope: 'connection',
    causeCode: 'ECONNREFUSED',
  });
  expect(await sender.verify()).toMatchObject({ ok: false, isRefused: false });
  server = await GraphServer.start();
});

it('keeps the lasting id of the draft', async () => {
  const { providerMessageId } = await senderFor(server).send(sampleEmail());
  expect(providerMessageId).toBe(server.arrivals[0]?.id);
});

it('has four calls under way at most, whatever is asked', async () => {
  const sender = senderFor(server);
  const ids = Array.from({ length: 24 }, (_, index) => `<${index}@example.com>`);
  await Promise.all([
    ...ids.map((messageId) => sender.send(sampleEmail({ messageId }))),
    ...ids.map((messageId) => sender.settle({ messageId, providerMessageId: null, handedAt: null })),
    sender.verify(),
  ]);
  expect(server.peak).toBe(4);
  expect(server.arrivals).toHaveLength(24);
});

describe('drafts of messages that were not sent', () => {
  it('are deleted later where it failed at first', async () => {
    const sender = senderFor(server);
    server.faults.push(status('send', 429, 'ApplicationThrottled'), status('delete', 429, 'ApplicationThrottled'));
    expect(await kindOf(sender.send(sampleEmail()))).toBe('limited');
    expect(server.drafts).toHaveLength(1);
    await sender.send(sampleEmail({ messageId: '<next@example.com>' }));
    expect([server.drafts.length, server.arrivals.length]).toEqual([0, 1]);
  });

  it('are not deleted again once they are gone', async () => {
    const sender = senderFor(server);
    server.faults.push(status('send', 429, 'ApplicationThrottled'), status('delete', 503, 'ServiceUnavailable'));
    await failureOf(sender.send(sampleEmail()));
    for (const { id } of server.drafts) server.remove(id);
    server.calls.splice(0);
    for (const messageId of ['<1@example.com>', '<2@example.com>', '<3@example.com>']) await sender.send(sampleEmail({ messageId }));
    expect(server.calls.filter((call) => call === 'DELETE delete')).toHaveLength(1);
  });
});

describe('closing', () => {
  it('waits for what is under way, and then says that it does not know, but whom to ask', async () => {
    const sender = senderFor(server);
    server.faults.push({ at: 'send', kind: 'hangAfter' });
    const sending = failureOf(sender.send(sampleEmail()));
    while (server.arrivals.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await sender.close(50);
    expect(await sending).toMatchObject({ kind: 'unknownOutcome', providerMessageId: server.arrivals[0]?.id });
    expect(await kindOf(sender.send(sampleEmail()))).toBe('unavailable');
  });

  it('sends no draft that was created after it', async () => {
    const sender = senderFor(server);
    server.draftDelayMs = 300;
    const sending = failureOf(sender.send(sampleEmail()));
    while (!server.calls.includes('POST draft')) await new Promise((resolve) => setImmediate(resolve));
    await sender.close(0);
    expect((await sending).kind).toBe('unavailable');
    while (!server.calls.includes('DELETE delete')) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(server.calls).not.toContain('POST send');
  });
});
