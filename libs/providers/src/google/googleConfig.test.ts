import { generateKeyPairSync } from 'node:crypto';
import { checkConfig } from '../contracts/checkConfig.js';
import { GmailServer } from '../testing/index.js';
import { googleConfigOf, googleDescriptor } from './googleConfig.js';

let google: GmailServer;
beforeAll(async () => {
  google = await GmailServer.start();
});
afterAll(() => google.stop());

const problemOf = (serviceAccountKey: string): string | undefined => {
  const checked = checkConfig(googleDescriptor, { mailbox: 'ada@example.com', serviceAccountKey });
  return checked.ok ? undefined : checked.problems.map(({ field, message }) => `${field}: ${message}`).join();
};

it('takes the file as Google makes it, with its line breaks or without', () => {
  expect(problemOf(google.keyFile())).toBeUndefined();
  // What an input of one line makes of it.
  const pasted = google.keyFile().replaceAll('\n', '');
  expect(problemOf(pasted)).toBeUndefined();
  expect(googleConfigOf({ mailbox: ' ada@example.com', serviceAccountKey: pasted })).toEqual({
    mailbox: 'ada@example.com',
    clientEmail: google.clientEmail,
    privateKey: google.privateKey,
  });
});

it('says what is wrong with a file, and repeats nothing of it', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ofAnotherKind = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  expect(problemOf(google.privateKey)).toContain('serviceAccountKey: This is not the JSON file');
  expect(problemOf('[]')).toContain('This is not the JSON file');
  expect(problemOf('"text"')).toContain('This is not the JSON file');
  expect(problemOf(google.keyFile({ client_email: undefined }))).toContain('no client_email');
  expect(problemOf(google.keyFile({ private_key: '' }))).toContain('no private_key');
  expect(problemOf(google.keyFile({ private_key: google.privateKey.slice(0, 900) }))).toContain('cannot be read');
  expect(problemOf(google.keyFile({ private_key: ofAnotherKind }))).toContain('cannot be read');
  expect(problemOf(google.keyFile({ private_key: 'secret' }))).not.toContain('secret');
  expect(problemOf(google.keyFile({ more: 'x'.repeat(20_000) }))).toContain('too long');
});

it('wants an address for the mailbox', () => {
  const checked = checkConfig(googleDescriptor, { mailbox: 'ada', serviceAccountKey: google.keyFile() });
  expect(checked.ok ? [] : checked.problems).toMatchObject([{ field: 'mailbox', code: 'invalid' }]);
});

it('takes a mailbox that signs in, with or without what Google gave it', () => {
  const input = { mailbox: 'ada@example.com', access: 'signIn', oauthClientId: ' id ', oauthClientSecret: 'secret' };
  const checked = checkConfig(googleDescriptor, input);
  expect(checked.ok && googleConfigOf(checked.values).consent).toEqual({ clientId: 'id', clientSecret: 'secret', refreshToken: null });
  const missing = checkConfig(googleDescriptor, { ...input, oauthClientId: '' });
  expect(missing.ok ? [] : missing.problems.map(({ field }) => field)).toEqual(['oauthClientId']);
});
