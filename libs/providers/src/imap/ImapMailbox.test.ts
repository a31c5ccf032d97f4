import type { ProviderError } from '../contracts/ProviderError.js';
import { ImapServer, type ImapServerOptions } from '../testing/ImapServer.js';
import type { ImapConfig } from './imapConfig.js';
import { ImapMailbox, type ImapTimeouts } from './ImapMailbox.js';

const quick: Partial<ImapTimeouts> = { connect: 2_000, greeting: 400, answer: 400, session: 2_000 };
const mail = (name: string): string => `From: ann@example.net\r\nMessage-ID: <${name}@example.net>\r\n\r\n${name}\r\n`;

let server: ImapServer;

async function start(options: ImapServerOptions = {}): Promise<void> {
  server = await ImapServer.start(options);
}

afterEach(() => server.stop());

function mailbox(config: Partial<ImapConfig> = {}, timeouts: Partial<ImapTimeouts> = {}, isPrivate = false): ImapMailbox {
  const { host, port } = server.address;
  return new ImapMailbox(
    { host, port, security: 'none', user: server.user, password: server.password, folder: 'INBOX', acceptAnyCertificate: false, ...config },
    timeouts,
    (host) => Promise.resolve({ addresses: [host], isPrivate }),
  );
}

async function failureOf(work: Promise<unknown>): Promise<ProviderError> {
  return (await work.then(
    () => null,
    (error: unknown) => error,
  )) as ProviderError;
}

const bodies = (messages: readonly { raw: Buffer }[]): string[] =>
  messages.map(({ raw }) => raw.toString().split('\r\n\r\n')[1]?.trim() ?? '');

it('reads what came since, page by page, and changes nothing', async () => {
  await start();
  server.add(mail('old'));
  const { messages, cursor } = await mailbox().check();
  expect(messages).toBe(1);
  server.add(mail('a'), mail('b'), mail('c'));
  const first = await mailbox().readSince(cursor, 2);
  expect(bodies(first.messages)).toEqual(['a', 'b']);
  expect(first.hasMore).toBe(true);
  const second = await mailbox().readSince(first.cursor, 2);
  expect(bodies(second.messages)).toEqual(['c']);
  expect(second.hasMore).toBe(false);
  expect((await mailbox().readSince(second.cursor, 2)).messages).toEqual([]);
  expect(server.commands.filter((command) => /STORE|EXPUNGE|SELECT|DELETE|COPY|MOVE|APPEND|BODY\[/.test(command))).toEqual([]);
  expect(server.commands.some((command) => command.includes('BODY.PEEK[]'))).toBe(true);
});

it('begins with what arrives from now on', async () => {
  await start();
  server.add(mail('old'));
  const { messages, cursor } = await mailbox().readSince(null, 10);
  expect(messages).toEqual([]);
  server.add(mail('new'));
  expect(bodies((await mailbox().readSince(cursor, 10)).messages)).toEqual(['new']);
});

it('reads again what a renumbered folder holds', async () => {
  await start();
  server.add(mail('a'), mail('b'));
  const { cursor } = await mailbox().check();
  server.renumber();
  server.add(mail('c'));
  const again = await mailbox().readSince(cursor, 10);
  expect(bodies(again.messages)).toEqual(['a', 'b', 'c']);
  expect((await mailbox().readSince(again.cursor, 10)).messages).toEqual([]);
});

it('takes the beginning of a message that is too large', async () => {
  await start();
  const { cursor } = await mailbox().check();
  server.add(mail('x'.repeat(3_000_000)));
  const [message] = (await mailbox().readSince(cursor, 10)).messages;
  expect(message?.raw.length).toBe(512 * 1024);
});

it.each<[string, ImapServerOptions, Partial<ImapConfig>]>([
  ['TLS', { secure: true }, { security: 'tls', acceptAnyCertificate: true }],
  ['STARTTLS', { startTls: true }, { security: 'starttls', acceptAnyCertificate: true }],
])('signs in over %s', async (_name, options, config) => {
  await start(options);
  server.add(mail('a'));
  expect((await mailbox(config).check()).messages).toBe(1);
});

it.each<[string, ImapServerOptions, Partial<ImapConfig>, object]>([
  [
    'another password',
    {},
    { password: 'wrong' },
    { kind: 'auth', scope: 'ours', step: 'login', message: expect.stringContaining('app password') as string },
  ],
  ['another folder', {}, { folder: 'Bounces' }, { kind: 'auth', step: 'data', message: expect.stringContaining('“Bounces”') as string }],
  [
    'a certificate of its own',
    { secure: true },
    { security: 'tls' },
    { kind: 'auth', step: 'tls', message: expect.stringMatching(/certificate .*(verified|expired)/) as string },
  ],
  ['no STARTTLS', {}, { security: 'starttls' }, { step: 'tls', message: expect.stringContaining('STARTTLS') as string }],
  ['no TLS', {}, { security: 'tls' }, { step: 'tls', message: expect.stringContaining('143') as string }],
  [
    'a closed port',
    {},
    { port: 1 },
    { kind: 'unavailable', step: 'connect', message: expect.stringContaining('Nothing listens') as string },
  ],
])('says what to do about %s', async (_name, options, config, expected) => {
  await start(options);
  expect(await failureOf(mailbox(config, quick).check())).toMatchObject({ name: 'ProviderError', ...expected });
});

it('a password is never sent before STARTTLS', async () => {
  await start();
  await failureOf(mailbox({ security: 'starttls' }, quick).check());
  expect(server.commands.filter((command) => /LOGIN|AUTH/.test(command))).toEqual([]);
});

it('tells nothing about servers of a private network', async () => {
  await start();
  const closed = await failureOf(mailbox({ port: 1 }, quick, true).check());
  const other = await failureOf(mailbox({ security: 'tls' }, quick, true).check());
  expect([closed.message, closed.step, closed.causeCode, closed.serverResponse]).toEqual([
    other.message,
    other.step,
    other.causeCode,
    other.serverResponse,
  ]);
});

it('a connection that breaks in the middle leaves the cursor to the caller', async () => {
  await start();
  const { cursor } = await mailbox().check();
  server.add(mail('a'), mail('b'));
  server.faults = { dropAt: 2 };
  expect(await failureOf(mailbox({}, quick).readSince(cursor, 10))).toMatchObject({
    kind: 'unavailable',
    scope: 'connection',
    step: 'data',
  });
  server.faults = {};
  expect(bodies((await mailbox().readSince(cursor, 10)).messages)).toEqual(['a', 'b']);
});

it.each([
  ['silent', { silent: true }],
  ['slow', { slowMs: 3_000 }],
])('a %s server is given up in time', async (_name, faults) => {
  await start();
  server.faults = faults;
  const from = performance.now();
  expect(await failureOf(mailbox({}, quick).check())).toMatchObject({ kind: 'unavailable' });
  expect(performance.now() - from).toBeLessThan(5_000);
});
