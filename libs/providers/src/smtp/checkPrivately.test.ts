import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { SenderCheck } from '../contracts/MessageSender.js';
import { SmtpSink } from '../testing/index.js';
import { quick, withSink } from '../testing/withSink.js';
import type { ResolveMailHost } from './mailHost.js';
import type { SmtpConfig, SmtpSecurity } from './smtpConfig.js';
import { SmtpSender } from './SmtpSender.js';

/** Long enough for a busy machine to meet each of the answers before it is over. */
const WAIT_MS = 2_500;
const patient = { ...quick, connect: 60_000, greeting: 60_000, answer: 60_000, privateCheck: WAIT_MS };
const inOwnNetwork: ResolveMailHost = () => Promise.resolve({ addresses: ['127.0.0.1'], isPrivate: true });

const senderAt = (over: Partial<SmtpConfig>, resolve = inOwnNetwork): SmtpSender =>
  new SmtpSender(
    {
      host: 'relay.internal',
      port: 0,
      security: 'none',
      user: null,
      password: null,
      acceptAnyCertificate: false,
      connections: 1,
      ...over,
    },
    patient,
    resolve,
  );

const servers: Server[] = [];
const sockets: Socket[] = [];
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers) server.close();
});

async function listening(server: Server): Promise<number> {
  servers.push(server);
  server.on('connection', (socket: Socket) => sockets.push(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const saying = (words: string): Promise<number> => listening(createServer((socket) => socket.write(words)));
const answering = (greeting: string, answer: string): Promise<number> =>
  listening(createServer((socket) => socket.on('data', () => socket.write(answer)).write(greeting)));

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

interface Finding {
  readonly what: string;
  readonly check: SenderCheck;
  readonly ms: number;
}

async function find(what: string, port: number, security: SmtpSecurity = 'none', resolve = inOwnNetwork): Promise<Finding> {
  const began = performance.now();
  const check = await senderAt({ port, security }, resolve).verify();
  return { what, check, ms: performance.now() - began };
}

describe('a check at a private address', () => {
  it('tells the same after the same time, whatever is there instead of a mail server', async () => {
    const silentTls = await SmtpSink.start({ secure: true });
    silentTls.setFaults({ at: 'greeting', action: { kind: 'hang' } });
    const unreachable: ResolveMailHost = () => Promise.resolve({ addresses: ['255.255.255.255'], isPrivate: true });
    const findings = await Promise.all([
      find('a closed port', await closedPort()),
      find('no route', 2525, 'none', unreachable),
      find('silence', await saying('')),
      find('a connection that is closed', await listening(createServer((socket) => socket.end()))),
      find('a connection that is reset', await listening(createServer((socket) => socket.resetAndDestroy()))),
      find('SSH', await saying('SSH-2.0-Planted_9.9\r\n')),
      find('HTTP', await saying('HTTP/1.1 400 planted\r\n\r\n')),
      find('POP3', await saying('+OK planted\r\n')),
      find('FTP', await answering('220 planted FTP\r\n', '530 Please log in, planted\r\n')),
      find('a greeting and no answer', await saying('220 planted\r\n')),
      find('half a greeting', await saying('220-planted\r\n')),
      find('a closed port, with TLS', await closedPort(), 'tls'),
      find('something without TLS', await saying('SSH-2.0-Planted_9.9\r\n'), 'tls'),
      find('something else with TLS', silentTls.address.port, 'tls'),
      find('silence, with TLS', await saying(''), 'tls'),
      find('SSH, with STARTTLS', await saying('SSH-2.0-Planted_9.9\r\n'), 'starttls'),
    ]);
    await silentTls.stop();
    const told = findings.map(({ check }) => JSON.stringify(check).replace(/:\d+ within/g, ':PORT within'));
    expect(findings.map(({ what }, at) => [what, told[at]])).toEqual(findings.map(({ what }) => [what, told[0]]));
    expect(told[0]).toContain("Couldn't reach a mail server at relay.internal:PORT within 3 seconds.");
    expect(told.join()).not.toContain('lanted');
    const times = findings.map(({ ms }) => ms);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(WAIT_MS - 5);
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(WAIT_MS / 5);
  });

  it('tells what a mail server says, at once', () =>
    withSink({ user: 'ada', password: 'secret' }, async (sink) => {
      const { port } = sink.address;
      const began = performance.now();
      expect(await senderAt({ port, user: 'ada', password: 'secret' }).verify()).toMatchObject({ ok: true });
      const refused = await senderAt({ port, user: 'ada', password: 'wrong' }).verify();
      expect(refused).toMatchObject({ ok: false, isRefused: true, serverResponse: expect.stringContaining('535') });
      expect(performance.now() - began).toBeLessThan(WAIT_MS);
    }));

  it('tells that a certificate is wrong when it is the one of a mail server', () =>
    withSink({ secure: true, user: 'ada', password: 'secret' }, async (sink) => {
      const check = await senderAt({ port: sink.address.port, security: 'tls', user: 'ada', password: 'secret' }).verify();
      expect(check.steps.at(-1)).toMatchObject({ name: 'tls', ok: false });
      expect(check.hint).toContain('certificate');
    }));
});

it('connections go to the address that was judged, however often the name server changes its mind', () =>
  withSink({}, async (sink) => {
    const answers = [['127.0.0.1'], ['127.0.0.2']];
    let asked = 0;
    const changing: ResolveMailHost = () => Promise.resolve({ addresses: answers[asked++] ?? [], isPrivate: false });
    expect(await senderAt({ port: sink.address.port }, changing).verify()).toMatchObject({ ok: true });
    expect(asked).toBe(1);
    expect(sink.connections).toBe(1);
  }));

it.each([
  ['the next address when one refuses', ['::1', '127.0.0.1']],
  ['the next of the same family', ['127.0.0.9', '127.0.0.1']],
])('tries %s', (_what, addresses) =>
  withSink({}, async (sink) => {
    const resolve: ResolveMailHost = () => Promise.resolve({ addresses, isPrivate: false });
    expect(await senderAt({ port: sink.address.port }, resolve).verify()).toMatchObject({ ok: true });
  }),
);
