import { kindOf, type TwilioFault, TwilioServer, VendorSpec } from '../testing/index.js';
import { failureOf } from '../testing/withSink.js';
import { checkConfig } from '../contracts/checkConfig.js';
import type { OutgoingText } from '../contracts/OutgoingText.js';
import { twilioConfigOf, twilioDescriptor } from './twilioConfig.js';
import { TwilioSender } from './TwilioSender.js';

const reportsUrl = 'https://rapport.example.com/hooks/0198f0a0-0000-7000-8000-00000000000a';
const text = (over: Partial<OutgoingText> = {}): OutgoingText => ({
  messageId: '0198f0a0-0000-7000-8000-000000000001',
  to: '+14155550123',
  body: 'Grüße aus dem Garten 🌱\nReply STOP to end.',
  ...over,
});

let server: TwilioServer;
beforeEach(async () => {
  server = await TwilioServer.start();
});
afterEach(async () => {
  await server.stop();
  expect(server.problems).toEqual([]);
});

interface Given {
  authToken?: string;
  accountSid?: string;
  from?: string;
  key?: { sid: string; secret: string };
  timeoutMs?: number;
  url?: string;
}
function senderFor({ timeoutMs = 60_000, url = server.url, key, ...over }: Given = {}): TwilioSender {
  const values = { accountSid: server.accountSid, authToken: server.authToken, from: server.number, ...over };
  const config = twilioConfigOf({ ...values, apiKey: key?.sid ?? null, apiSecret: key?.secret ?? null });
  return new TwilioSender(config, { url, timeoutMs, reportsUrl });
}

const spec = VendorSpec.read('twilio-2010-04-01.json');
it(spec ? 'is held to the vendor’s own document' : 'is not held to the vendor’s own document, which is not there', () => {
  expect(server.isHeldToSpec).toBe(spec !== null);
  const path = `/2010-04-01/Accounts/${server.accountSid}/Messages.json`;
  const sent = { method: 'POST', path, contentType: 'application/x-www-form-urlencoded', status: 201 };
  const problems = spec?.problemsOf({ ...sent, body: { Body: 'Hello', ApplicationSid: 'nonsense' }, answer: { sid: 'SM1' } }) ?? [];
  expect(problems.length > 0).toBe(spec !== null);
});

it('sends a text with its words, number and the address for reports', async () => {
  const receipt = await senderFor().send(text());
  const [arrival] = server.arrivals;
  expect(arrival).toMatchObject({ to: '+14155550123', from: server.number, body: text().body });
  expect(arrival?.statusCallback).toBe(`${reportsUrl}?message=${text().messageId}`);
  expect(receipt).toEqual({ providerMessageId: arrival?.sid, serverResponse: 'Twilio: queued' });
});

it('sends through a messaging service, and with a key in place of the token', async () => {
  const sender = senderFor({ from: server.serviceSid, key: server.key });
  expect(await sender.send(text())).toMatchObject({ serverResponse: 'Twilio: accepted' });
  expect(await sender.verify()).toMatchObject({ ok: true });
});

it('sends as many at once as it claims to', async () => {
  const sender = senderFor();
  await Promise.all(Array.from({ length: sender.concurrency * 3 }, (_, n) => sender.send(text({ to: `+1415555${1000 + n}` }))));
  expect(new Set(server.arrivals.map(({ to }) => to)).size).toBe(sender.concurrency * 3);
});

const status = (status: number, code: number, message = 'No.'): TwilioFault => ({ kind: 'status', status, code, message });
const cases: readonly [string, TwilioFault, string, string, boolean, number][] = [
  ['wrong credentials', status(401, 20003), 'auth', 'ours', false, 0],
  ['a suspended account', status(403, 20005), 'auth', 'ours', false, 0],
  ['a number of someone else', status(400, 21606), 'auth', 'ours', false, 0],
  ['an empty messaging service', status(400, 21703), 'auth', 'ours', false, 0],
  ['STOP', status(400, 21610), 'rejected', 'recipient', true, 0],
  ['no phone number', status(400, 21211), 'rejected', 'recipient', true, 0],
  ['a landline', status(400, 21614), 'rejected', 'recipient', true, 0],
  ['no way to that country', status(400, 21612), 'rejected', 'recipient', true, 0],
  ['a country that is not allowed', status(400, 21408), 'rejected', 'ours', true, 0],
  ['a trial account', status(400, 21608), 'rejected', 'ours', true, 0],
  ['a text that is too long', status(400, 21617), 'rejected', 'recipient', true, 0],
  ['another 400', status(400, 21620), 'rejected', 'ours', true, 0],
  ['too many requests', status(429, 20429), 'limited', 'ours', false, 0],
  ['a full queue', status(400, 21611), 'limited', 'ours', false, 0],
  ['a failure of theirs', status(500, 20500), 'unknownOutcome', 'recipient', true, 0],
  ['a gateway in between', { kind: 'status', status: 503, message: '' }, 'unknownOutcome', 'recipient', true, 0],
  ['a connection that breaks early', { kind: 'dropBefore' }, 'unknownOutcome', 'recipient', true, 0],
  ['a connection that breaks late', { kind: 'dropAfter' }, 'unknownOutcome', 'recipient', true, 1],
  ['silence', { kind: 'hangAfter' }, 'unknownOutcome', 'recipient', true, 1],
  ['half an answer', { kind: 'halfAfter' }, 'unknownOutcome', 'recipient', true, 1],
];

it.each(cases)('tells what %s means, and does not try again', async (_, fault, kind, scope, isToOne, arrives) => {
  server.faults.push(fault);
  const sender = senderFor({ timeoutMs: fault.kind === 'hangAfter' ? 500 : 60_000 });
  const failure = await failureOf(sender.send(text()));
  expect([failure.kind, failure.scope, failure.isToOne]).toEqual([kind, scope, isToOne]);
  expect(JSON.stringify(failure)).not.toContain(server.authToken);
  expect(server.arrivals).toHaveLength(arrives);
  await sender.send(text({ to: '+14155550124' }));
  expect(server.arrivals).toHaveLength(arrives + 1);
  await sender.close(0);
});

it('tells STOP and a dead number from any other refusal, and how long to wait', async () => {
  server.stopped.add(text().to);
  expect(await failureOf(senderFor().send(text()))).toMatchObject({ isOptedOut: true, isAddressInvalid: false, responseCode: 21610 });
  server.faults.push(status(400, 21614));
  expect(await failureOf(senderFor().send(text()))).toMatchObject({ isOptedOut: false, isAddressInvalid: true });
  server.faults.push({ kind: 'status', status: 429, code: 20429, message: 'Slow', retryAfter: '90' });
  expect(await failureOf(senderFor().send(text()))).toMatchObject({ retryAfterMs: 90_000 });
  expect(await failureOf(senderFor().send(text({ to: '0170 123' })))).toMatchObject({ kind: 'rejected', isAddressInvalid: true });
});

it('knows that nothing was sent where no server was reached', async () => {
  const gone = await TwilioServer.start();
  const { url } = gone;
  await gone.stop();
  const sender = senderFor({ url });
  expect(await failureOf(sender.send(text()))).toMatchObject({ kind: 'unavailable', scope: 'connection', causeCode: 'ECONNREFUSED' });
  expect(await sender.verify()).toMatchObject({ ok: false, isRefused: false, steps: [{ name: 'connect' }] });
});

it('settles by the list of texts to the phone, and rather misses one than sends it twice', async () => {
  const sender = senderFor();
  const { messageId, to } = text();
  const about = (ageMs: number): Parameters<TwilioSender['settle']>[0] => ({
    messageId,
    to,
    providerMessageId: null,
    handedAt: new Date(Date.now() - ageMs).toISOString(),
  });
  expect(await sender.settle(about(0))).toBe('unknown');
  expect(await sender.settle(about(3_600_000))).toBe('notSent');
  // How old an attempt is, is said by the clock that noted it.
  expect(await sender.settle({ ...about(0), askedAt: new Date(Date.now() + 3_600_000) })).toBe('notSent');
  expect(await sender.settle({ ...about(3_600_000), askedAt: new Date(Date.now() - 3_600_000) })).toBe('unknown');
  server.faults.push({ kind: 'dropAfter' });
  expect(await kindOf(sender.send(text()))).toBe('unknownOutcome');
  expect(await sender.settle(about(0))).toBe('sent');
  // A text of another day says nothing about this one.
  expect(await sender.settle(about(24 * 3_600_000))).toBe('notSent');
  expect(await sender.settle({ ...about(3_600_000), to: null })).toBe('unknown');
  // Too many since then to see so far back.
  for (let n = 0; n < 50; n += 1) await sender.send(text());
  expect(await sender.settle(about(24 * 3_600_000))).toBe('unknown');
});

describe('a check', () => {
  it('goes as far as the number, and sends nothing', async () => {
    const check = await senderFor().verify();
    expect(check).toMatchObject({ ok: true, steps: [{ name: 'login' }, { name: 'from', ok: true }] });
    expect(server.arrivals).toHaveLength(0);
    expect((await senderFor().sendTest(text())).ok).toBe(true);
    expect(server.arrivals).toHaveLength(1);
  });

  it('says what is wrong with the token, the account and the number', async () => {
    expect(await senderFor({ authToken: 'wrong' }).verify()).toMatchObject({
      ok: false,
      isRefused: true,
      serverResponse: '20003 Authenticate',
    });
    expect(await senderFor({ accountSid: `AC${'0'.repeat(32)}` }).verify()).toMatchObject({ ok: false, isRefused: true });
    expect(await senderFor({ from: '+14155550100' }).sendTest(text())).toMatchObject({
      ok: false,
      isRefused: true,
      steps: [{ ok: true }, { name: 'from', ok: false }],
    });
    server.canSendTexts = false;
    expect(await senderFor().verify()).toMatchObject({ ok: false, isRefused: true });
    expect(server.arrivals).toHaveLength(0);
  });
});

it('waits for what is under way when it closes, and then says that it does not know', async () => {
  const sender = senderFor();
  server.faults.push({ kind: 'hangAfter' });
  const sending = failureOf(sender.send(text()));
  await new Promise((resolve) => setTimeout(resolve, 300));
  await sender.close(50);
  expect((await sending).kind).toBe('unknownOutcome');
  expect(await kindOf(sender.send(text()))).toBe('unavailable');
});

describe('the settings', () => {
  const problemsOf = (over: object): string[] => {
    const given = { accountSid: server.accountSid, authToken: 'token', from: '+14155550100', ...over };
    const checked = checkConfig(twilioDescriptor, given);
    return checked.ok ? [] : checked.problems.map(({ field }) => field);
  };

  it('take numbers, short codes, names and messaging services', () => {
    for (const from of ['+1 (415) 555-0100', '72345', 'Rapport', server.serviceSid]) expect(problemsOf({ from })).toEqual([]);
    expect(twilioConfigOf({ accountSid: 'x', authToken: 'y', from: '+1 (415) 555-0100' }).from).toEqual({
      kind: 'number',
      value: '+14155550100',
    });
  });

  it('name the field that is wrong', () => {
    expect(problemsOf({ accountSid: 'me@example.com' })).toEqual(['accountSid']);
    for (const from of ['0170 1234567', 'A name that is too long', '+0123', 'Füße']) expect(problemsOf({ from })).toEqual(['from']);
    expect(problemsOf({ apiKey: 'AC12' })).toEqual(['apiKey']);
    expect(problemsOf({ authToken: '', from: '' })).toEqual(['authToken', 'from']);
  });
});
