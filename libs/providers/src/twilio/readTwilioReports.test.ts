import { createRequire } from 'node:module';
import type { ReportsReading } from '../contracts/ProviderReport.js';
import { type TwilioArrival, type TwilioPost, TwilioServer } from '../testing/index.js';
import { readTwilioReports, statusUrlOf } from './readTwilioReports.js';

const hook = 'https://rapport.example.com/hooks/1';
const now = new Date('2026-11-29T10:00:00Z');
let server: TwilioServer;
let arrival: TwilioArrival;
beforeAll(async () => {
  server = await TwilioServer.start();
  arrival = { sid: 'SM1', to: '+14155550123', from: server.number, body: 'Hello', statusCallback: statusUrlOf(hook, 'our-id'), at: now };
});
afterAll(() => server.stop());

const read = ({ url, body, headers }: TwilioPost, over: { url?: string; body?: string } = {}): ReportsReading =>
  readTwilioReports(
    { raw: Buffer.from(over.body ?? body), headers: { 'x-twilio-signature': headers['X-Twilio-Signature'] }, url: over.url ?? url },
    { accountSid: server.accountSid, authToken: server.authToken, from: server.number },
    now,
  );
const reportsOf = (post: TwilioPost): readonly object[] => {
  const reading = read(post);
  return reading.isGenuine ? reading.reports : [];
};

it('signs as the vendor’s own library does', () => {
  const { validateRequest } = createRequire(import.meta.url)('twilio') as {
    validateRequest: (token: string, signature: string, url: string, params: object) => boolean;
  };
  const { url, body, headers } = server.inbound(`${hook}?a=b`, '+14155550123', 'Grüße & 100 % = 🌱');
  expect(validateRequest(server.authToken, headers['X-Twilio-Signature'] ?? '', url, Object.fromEntries(new URLSearchParams(body)))).toBe(
    true,
  );
});

it('tells what became of a text, by our own id', () => {
  expect(reportsOf(server.status(arrival, 'queued'))).toEqual([]);
  expect(reportsOf(server.status(arrival, 'sent'))).toEqual([]);
  expect(reportsOf(server.status(arrival, 'delivered'))).toEqual([
    {
      eventId: 'SM1:delivered',
      type: 'delivered',
      channel: 'text',
      messageId: 'our-id',
      providerMessageId: 'SM1',
      address: '+14155550123',
      occurredAt: now.toISOString(),
      detail: {},
    },
  ]);
  const lost = reportsOf(server.status(arrival, 'undelivered', { ErrorCode: '30003' }));
  expect(lost).toMatchObject([
    { type: 'bounced', isAddressFine: true, detail: { code: 30003, response: 'The phone was off or out of reach. (Twilio 30003)' } },
  ]);
  const [dead] = reportsOf(server.status(arrival, 'failed', { ErrorCode: '30005' }));
  expect(dead).toMatchObject({ type: 'bounced' });
  expect(dead).not.toHaveProperty('isAddressFine');
  expect(reportsOf(server.status(arrival, 'failed', { ErrorCode: '21610' }))).toMatchObject([{ type: 'unsubscribed' }]);
});

it('reads what people write', () => {
  const reading = read(server.inbound(hook, '+14155550123', 'See you at 9 🌱', { NumMedia: '2' }));
  expect(reading).toMatchObject({
    isGenuine: true,
    reports: [],
    texts: [{ from: '+14155550123', to: server.number, body: 'See you at 9 🌱', files: 2 }],
  });
});

it('takes nothing that is not signed, changed, of another place or account', () => {
  const post = server.inbound(hook, '+14155550123', 'STOP');
  expect(read(post).isGenuine).toBe(true);
  expect(read(post, { body: post.body.replace('123', '124') }).isGenuine).toBe(false);
  expect(read(post, { body: `${post.body}&Body=STOP` }).isGenuine).toBe(false);
  expect(read(post, { url: 'https://rapport.example.com/hooks/2' }).isGenuine).toBe(false);
  expect(read({ ...post, headers: {} }).isGenuine).toBe(false);
  expect(read({ ...post, headers: { 'X-Twilio-Signature': 'AAAA' } }).isGenuine).toBe(false);
  expect(read(server.signed(hook, { AccountSid: server.accountSid, MessageSid: 'SM1' }, 'other')).isGenuine).toBe(false);
  expect(read(server.signed(hook, { AccountSid: 'AC1', MessageSid: 'SM1', SmsStatus: 'received' })).isGenuine).toBe(false);
  expect(read(server.signed(hook, { AccountSid: server.accountSid })).isGenuine).toBe(false);
});
