import { type TwilioFault, TwilioServer } from '../testing/index.js';
import { failureOf } from '../testing/withSink.js';
import { TwilioCalls } from './TwilioCalls.js';
import { twilioConfigOf } from './twilioConfig.js';
import { readTwilioReports } from './readTwilioReports.js';

const reportsUrl = 'https://rapport.example.com/hooks/0198f0a0-0000-7000-8000-00000000000a';
const call = { callId: '0198f0a0-0000-7000-8000-000000000001', userPhone: '+14155550100', contactPhone: '+14155550123' };

let server: TwilioServer;
beforeEach(async () => {
  server = await TwilioServer.start();
});
afterEach(async () => {
  await server.stop();
  expect(server.problems).toEqual([]);
});

const values = () => ({ accountSid: server.accountSid, authToken: server.authToken, from: server.number });
const callsOf = (over: { reportsUrl?: string | null; timeoutMs?: number; url?: string } = {}): TwilioCalls =>
  new TwilioCalls(twilioConfigOf(values()), server.number, { url: server.url, reportsUrl, ...over });
function dialled() {
  const [first] = server.phones.calls;
  if (!first) throw new Error('Nothing was dialled.');
  return first;
}

it('rings the member, and dials the contact when they answer, from the number of the account', async () => {
  const calls = callsOf();
  const sid = await calls.place(call);
  expect(dialled()).toMatchObject({ sid, to: call.userPhone, from: server.number });
  expect(await calls.look(sid)).toEqual({ user: 'ringing', contact: null });
  const leg = server.phones.answer(dialled());
  expect(leg).toMatchObject({ to: call.contactPhone, from: server.number, parentSid: sid });
  expect(await calls.look(sid)).toEqual({ user: 'talking', contact: { providerCallId: leg.sid, state: 'ringing', seconds: 0 } });
  Object.assign(leg, { status: 'completed', seconds: 75 });
  expect(await calls.look(sid)).toMatchObject({ contact: { state: 'completed', seconds: 75 } });
});

it('records nothing', async () => {
  await callsOf().place(call);
  expect(dialled().twiml).not.toMatch(/record/i);
});

it('hangs up what rings', async () => {
  const calls = callsOf();
  const sid = await calls.place(call);
  expect(await calls.hangUp(sid)).toBe('cancelled');
  expect(await calls.look(sid)).toEqual({ user: 'cancelled', contact: null });
});

it('reads the reports that it asked for, and takes them from nobody else', async () => {
  await callsOf().place(call);
  const leg = server.phones.answer(dialled());
  const read = ({ url, body, headers }: ReturnType<TwilioServer['signed']>, over: object = {}) =>
    readTwilioReports(
      { raw: Buffer.from(body), headers: { 'x-twilio-signature': headers['X-Twilio-Signature'] }, url },
      { ...values(), ...over },
      new Date(),
    );
  const ended = server.callStatus(leg, 'completed', 31);
  expect(read(ended)).toMatchObject({
    isGenuine: true,
    reports: [],
    calls: [{ callId: call.callId, leg: 'contact', providerCallId: leg.sid, parentCallId: dialled().sid, state: 'completed', seconds: 31 }],
  });
  expect(read(server.callStatus(dialled(), 'no-answer'))).toMatchObject({ calls: [{ leg: 'user', state: 'noAnswer' }] });
  expect(read(ended, { authToken: 'another' })).toMatchObject({ isGenuine: false });
  expect(read({ ...ended, url: ended.url.replace(call.callId, '0198f0a0-0000-7000-8000-000000000002') })).toMatchObject({
    isGenuine: false,
  });
  // Someone calls the number of the account: nothing of ours.
  const strange = server.signed(reportsUrl, { AccountSid: server.accountSid, CallSid: 'CA1', CallStatus: 'ringing' });
  expect(read(strange)).toMatchObject({ isGenuine: true, calls: [] });
});

it('asks for no reports where Twilio could not reach us', async () => {
  await callsOf({ reportsUrl: null }).place(call);
  expect(dialled().statusCallback).toBeNull();
  expect(dialled().twiml).not.toContain('statusCallback');
});

const status = (status: number, code: number, message = 'No.'): TwilioFault => ({ kind: 'status', status, code, message });
const cases: readonly [string, TwilioFault, string, number][] = [
  ['wrong credentials', status(401, 20003), 'auth', 0],
  ['a number that is no phone', status(400, 21211), 'rejected', 0],
  ['a country that is not allowed', status(400, 21215), 'rejected', 0],
  ['a trial account', status(400, 21219), 'rejected', 0],
  ['a number of someone else', status(400, 21210), 'auth', 0],
  ['another 400', status(400, 21999), 'rejected', 0],
  ['too many requests', status(429, 20429), 'limited', 0],
  ['a failure of theirs', status(500, 20500), 'unknownOutcome', 0],
  ['a connection that breaks early', { kind: 'dropBefore' }, 'unknownOutcome', 0],
  ['a connection that breaks late', { kind: 'dropAfter' }, 'unknownOutcome', 1],
  ['silence', { kind: 'hangAfter' }, 'unknownOutcome', 1],
  ['half an answer', { kind: 'halfAfter' }, 'unknownOutcome', 1],
];

it.each(cases)('tells what %s means, and does not dial again', async (_, fault, kind, dials) => {
  server.faults.push(fault);
  const failure = await failureOf(callsOf({ timeoutMs: fault.kind === 'hangAfter' ? 500 : 60_000 }).place(call));
  expect(failure.kind).toBe(kind);
  expect(failure.message).not.toMatch(/\btexts?\b/);
  expect(server.phones.calls).toHaveLength(dials);
});

it('does not ask Twilio to call what is no phone number, or has markup in it', async () => {
  for (const contactPhone of ['0170 123', '+1</Number><Number>+900', ''])
    expect(await failureOf(callsOf().place({ ...call, contactPhone }))).toMatchObject({ kind: 'rejected', isAddressInvalid: true });
  expect(server.phones.calls).toEqual([]);
});

it('finds a call whose answer was lost, and takes no other one for it', async () => {
  const calls = callsOf();
  const [now, later] = [new Date(), new Date(Date.now() + 3_600_000)];
  expect(await calls.find(call.userPhone, now, [], now)).toEqual({ kind: 'unknown' });
  expect(await calls.find(call.userPhone, now, [], later)).toEqual({ kind: 'notPlaced' });
  server.faults.push({ kind: 'dropAfter' });
  await failureOf(calls.place(call));
  const { sid } = dialled();
  expect(await calls.find(call.userPhone, now, [], now)).toEqual({ kind: 'found', providerCallId: sid });
  expect(await calls.find(call.userPhone, now, [sid], later)).toEqual({ kind: 'notPlaced' });
  expect(await calls.find(call.userPhone, new Date(Date.now() - 3_600_000), [], later)).toEqual({ kind: 'notPlaced' });
});
