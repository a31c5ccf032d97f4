import { MailgunServer, sampleEmail } from '../testing/index.js';
import { MailgunSender } from './MailgunSender.js';
import { readMailgunReports } from './readMailgunReports.js';

let server: MailgunServer;
beforeAll(async () => {
  server = await MailgunServer.start();
  const sender = new MailgunSender({ domain: server.domain, region: 'us', apiKey: server.apiKey, signingKey: null }, { url: server.url });
  await sender.send(sampleEmail());
});
afterAll(() => server.stop());

const arrival = () => server.arrivals[0] ?? fail('Nothing arrived.');
const values = (signingKey: string | null = server.signingKey) => ({ domain: server.domain, region: 'us', apiKey: 'x', signingKey });
const read = (report: object | string, key?: string | null, now = new Date()) =>
  readMailgunReports(
    { raw: Buffer.from(typeof report === 'string' ? report : JSON.stringify(report)), headers: {}, url: 'https://rapport.example.com' },
    values(key),
    now,
  );

it.each([
  ['delivered', {}, 'delivered'],
  ['failed', { severity: 'permanent', 'delivery-status': { code: 550, message: '5.1.1 No such user' } }, 'bounced'],
  ['rejected', { reject: { reason: 'Not delivering to previously bounced address' } }, 'bounced'],
  ['complained', {}, 'complained'],
  ['unsubscribed', {}, 'unsubscribed'],
])('reads %s', (event, more, type) => {
  const reading = read(server.report(event, arrival(), more));
  if (!reading.isGenuine) throw new Error(reading.why);
  expect(reading.reports).toMatchObject([{ type, messageId: sampleEmail().messageId, address: 'juergen@example.org' }]);
  expect(reading.eventIds).toEqual([reading.reports[0]?.eventId]);
});

it('keeps the words of a bounce', () => {
  const reading = read(
    server.report('failed', arrival(), { severity: 'permanent', 'delivery-status': { code: 550, message: '5.1.1 No such user' } }),
  );
  expect(reading).toMatchObject({ reports: [{ detail: { code: 550, response: '5.1.1 No such user' } }] });
});

it.each([
  ['accepted', {}],
  ['failed', { severity: 'temporary' }],
  ['opened', {}],
  ['clicked', { url: 'https://example.com' }],
  ['something new', {}],
])('takes %s without a word', (event, more) => {
  expect(read(server.report(event, arrival(), more))).toMatchObject({ isGenuine: true, reports: [] });
});

it('refuses what is forged, stale, from the future, of another account or no report at all', () => {
  const genuine = server.report('delivered', arrival());
  const why = (reading: ReturnType<typeof read>) => (reading.isGenuine ? 'genuine' : reading.why);
  expect(why(read(genuine, 'another key'))).toBe('The signature does not fit.');
  expect(why(read(genuine, null))).toBe('This sender has no webhook signing key.');
  expect(why(read({ ...genuine, signature: { ...genuine.signature, token: 'other' } }))).toBe('The signature does not fit.');
  expect(why(read({ ...genuine, signature: { ...genuine.signature, signature: 'zz' } }))).toBe('The signature does not fit.');
  expect(why(read(genuine, server.signingKey, new Date(Date.now() + 25 * 3_600_000)))).toBe('The signature is too old.');
  expect(why(read(genuine, server.signingKey, new Date(Date.now() - 3_600_000)))).toBe('The signature is too old.');
  expect(why(read(server.report('delivered', arrival(), { id: '' })))).toBe('The report has no id.');
  for (const other of ['', 'null', '[]', '{"signature":', '{"signature":{}}', '{"signature":"x","event-data":"y"}'])
    expect(why(read(other))).toBe('This is not a report of Mailgun.');
});
