import { inspect } from 'node:util';
import { GmailServer, sampleEmail } from '../testing/index.js';
import { failureOf } from '../testing/withSink.js';
import { googleConfigOf } from './googleConfig.js';
import { GoogleSender } from './GoogleSender.js';

const senderFor = (google: GmailServer): GoogleSender =>
  new GoogleSender(googleConfigOf({ mailbox: google.mailbox, serviceAccountKey: google.keyFile() }), {
    url: google.url,
    tokenUrl: google.tokenUrl,
  });
const email = (id: number): ReturnType<typeof sampleEmail> => sampleEmail({ messageId: `<${id}@example.com>` });

let google: GmailServer;
beforeEach(async () => {
  google = await GmailServer.start();
});
afterEach(() => google.stop());

it('asks for access once for many messages, and keeps it', async () => {
  const sender = senderFor(google);
  await Promise.all([1, 2, 3, 4, 5].map((id) => sender.send(email(id))));
  await sender.send(email(6));
  expect([google.countOf('token'), google.sent.length]).toEqual([1, 6]);
});

it('asks again shortly before it expires', async () => {
  google.tokenLifetime = 60;
  const sender = senderFor(google);
  await sender.send(email(1));
  const before = google.countOf('token');
  await sender.send(email(2));
  expect(google.countOf('token')).toBeGreaterThan(before);
  expect(google.sent).toHaveLength(2);
});

it('asks once more where access was revoked, and goes on without sending twice', async () => {
  const sender = senderFor(google);
  await sender.send(email(1));
  google.revokeTokens();
  await Promise.all([2, 3, 4].map((id) => sender.send(email(id))));
  expect(google.sent.map(({ messageId }) => messageId).sort()).toEqual([1, 2, 3, 4].map((id) => `${id}@example.com`));
  expect([google.countOf('token'), google.countOf('send')]).toEqual([2, 4]);
});

it('gives up after the second refusal, in the middle as at the beginning', async () => {
  const refused = { kind: 'status', status: 401, reason: 'authError', words: 'Invalid Credentials' } as const;
  google.faults.push({ at: 'draft', ...refused }, { at: 'draft', ...refused });
  expect((await failureOf(senderFor(google).send(email(1)))).kind).toBe('auth');
  expect(google.countOf('draft')).toBe(2);
  google.faults.push({ at: 'send', ...refused }, { at: 'send', ...refused });
  expect((await failureOf(senderFor(google).send(email(2)))).kind).toBe('auth');
  expect([google.countOf('send'), google.sent.length, google.drafts.size]).toEqual([2, 0, 0]);
  google.revokeTokens();
  google.isKeyRevoked = true;
  expect(await failureOf(senderFor(google).send(email(3)))).toMatchObject({
    kind: 'auth',
    serverResponse: '400 invalid_grant: Invalid JWT Signature.',
  });
});

it('sends the assertion nowhere but to the address of the operator', async () => {
  const elsewhere = await GmailServer.start();
  const serviceAccountKey = google.keyFile({ token_uri: elsewhere.tokenUrl, auth_uri: elsewhere.url, universe_domain: 'example.net' });
  const options = { url: google.url, tokenUrl: google.tokenUrl };
  await new GoogleSender(googleConfigOf({ mailbox: google.mailbox, serviceAccountKey }), options).send(email(1));
  expect([elsewhere.calls, google.sent.length]).toEqual([[], 1]);
  await elsewhere.stop();
});

it('follows no address that an answer names', async () => {
  const elsewhere = await GmailServer.start();
  for (const at of ['token', 'draft'] as const) {
    const headers = { Location: at === 'token' ? elsewhere.tokenUrl : `${elsewhere.url}/gmail/v1/users/me/drafts` };
    google.faults.push({ at, kind: 'status', status: 307, headers });
    expect((await failureOf(senderFor(google).send(email(1)))).kind).toBe('unavailable');
  }
  expect([elsewhere.calls, google.sent.length]).toEqual([[], 0]);
  await elsewhere.stop();
});

it('tells no key and no token, whoever repeats them', async () => {
  const secrets = `Bearer abc.def-ghi ya29.secret-of_mine eyJhbGciOi.eyJpc3Mi.c2lnbmF0dXJl ${google.privateKey}`;
  const shown: string[] = [];
  for (const at of ['token', 'draft', 'send'] as const) {
    google.faults.push({ at, kind: 'status', status: 400, reason: 'invalid', words: `No: ${secrets}` });
    const failure = await failureOf(senderFor(google).send(email(1)));
    shown.push(inspect(failure, { depth: 9 }), JSON.stringify(failure));
  }
  for (const text of shown) {
    expect(text).toContain('No: …');
    expect(text).not.toMatch(/abc\.def|secret-of|c2lnbmF0|PRIVATE KEY/);
  }
});
