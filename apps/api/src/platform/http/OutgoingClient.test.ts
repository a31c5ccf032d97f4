import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { AppConfig } from '../config/AppConfig.js';
import { readSystemMail } from '../config/systemMailConfig.js';
import { EnvironmentVariables } from '../config/EnvironmentVariables.js';
import { isPublicAddress } from './outgoing/addresses.js';
import { OutgoingClient } from './OutgoingClient.js';

/** Stands for the open internet: real sockets, but on this machine. */
const PUBLIC = '127.0.0.2';
const PRIVATE = '127.0.0.1';

const servers: Server[] = [];
let asked: string[];
beforeEach(() => (asked = []));
afterEach(() => servers.splice(0).forEach((server) => server.close().closeAllConnections()));

async function serve(host: string, listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return (server.address() as AddressInfo).port;
}

const configOf = (environment: Partial<EnvironmentVariables> = {}): AppConfig =>
  new AppConfig(Object.assign(new EnvironmentVariables(), environment), {
    systemMail: readSystemMail(undefined, undefined, []),
    trustedProxies: { kind: 'none' },
    publicUrl: null,
  });

/** A resolver that answers by script, one answer a question; the last one stays. */
function clientWith(names: Record<string, readonly (string | readonly string[])[]>, isAllowedPort?: () => boolean): OutgoingClient {
  const left = new Map(Object.entries(names).map(([name, answers]) => [name, [...answers]]));
  const resolve: LookupFunction = (hostname, _options, callback) => {
    asked.push(hostname);
    const answers = left.get(hostname);
    const answer = answers && answers.length > 1 ? answers.shift() : answers?.[0];
    if (!answer) return callback(Object.assign(new Error('unknown name'), { code: 'ENOTFOUND' }), []);
    callback(
      null,
      [answer].flat().map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return OutgoingClient.withNetwork(configOf(), {
    resolve,
    isAllowed: (address) => address === PUBLIC || isPublicAddress(address),
    ...(isAllowedPort ? { isAllowedPort } : {}),
  });
}

const refusal = async (answer: Promise<unknown>): Promise<string> =>
  answer.then(
    () => 'was answered',
    (error: { code: string }) => error.code,
  );

it('fetches what is on the open internet', async () => {
  const port = await serve(PUBLIC, (_request, response) => {
    response.setHeader('content-type', 'image/PNG; q=1');
    response.end('a picture');
  });
  const answer = await clientWith({ 'public.example': [PUBLIC] }).get(`http://public.example:${port}/logo.png`);
  expect(answer).toMatchObject({ status: 200, contentType: 'image/png', url: `http://public.example:${port}/logo.png` });
  expect(answer.body.toString()).toBe('a picture');
});

it('asks for a name once, and connects to the address that was judged', async () => {
  const port = await serve(PUBLIC, (_request, response) => response.end('public'));
  await serve(PRIVATE, (_request, response) => response.end('private'));
  // Rebinding: whoever asked a second time would get the private address.
  const client = clientWith({ 'rebind.example': [PUBLIC, PRIVATE] });
  expect((await client.get(`http://rebind.example:${port}/`)).body.toString()).toBe('public');
  expect(asked).toEqual(['rebind.example']);
});

it('judges a name anew for each redirect: first public, then private is refused', async () => {
  let reached = false;
  const privatePort = await serve(PRIVATE, (_request, response) => {
    reached = true;
    response.end('secret');
  });
  const port = await serve(PUBLIC, (_request, response) => {
    response.writeHead(302, { location: `http://rebind.example:${privatePort}/` }).end();
  });
  expect(await refusal(clientWith({ 'rebind.example': [PUBLIC, PRIVATE] }).get(`http://rebind.example:${port}/`))).toBe(
    'outgoing.privateAddress',
  );
  expect(reached).toBe(false);
});

it.each([
  'http://127.0.0.1:PORT/',
  'http://[::1]:PORT/',
  'http://[::ffff:127.0.0.1]:PORT/',
  'http://2130706433:PORT/',
  'http://0x7f.1:PORT/',
  'http://private.example:PORT/',
])('does not follow a redirect to %s', async (location) => {
  let reached = false;
  const privatePort = await serve(PRIVATE, (_request, response) => {
    reached = true;
    response.end('secret');
  });
  const port = await serve(PUBLIC, (_request, response) => {
    response.writeHead(307, { location: location.replace('PORT', String(privatePort)) }).end();
  });
  const client = clientWith({ 'public.example': [PUBLIC], 'private.example': [PRIVATE] });
  expect(await refusal(client.get(`http://public.example:${port}/`))).toBe('outgoing.privateAddress');
  expect(reached).toBe(false);
});

it('refuses a name with a private address among public ones', async () => {
  expect(await refusal(clientWith({ 'mixed.example': [[PUBLIC, '10.0.0.1']] }).get('http://mixed.example/'))).toBe(
    'outgoing.privateAddress',
  );
});

it.each([
  'http://169.254.169.254/latest/meta-data/',
  'http://10.0.0.1/',
  'http://[fd00::1]/',
  'http://[64:ff9b::a00:1]/',
  'http://[2002:a00:1::]/',
  'http://0/',
])('refuses %s at once', async (address) => {
  expect(await refusal(clientWith({}).get(address))).toBe('outgoing.privateAddress');
});

it.each([
  'ftp://public.example/',
  'file:///etc/passwd',
  'gopher://public.example/',
  'http://ann:secret@public.example/',
  'public.example',
  'http://',
  '',
])('refuses what is no address for it: %s', async (address) => {
  expect(await refusal(clientWith({ 'public.example': [PUBLIC] }).get(address))).toBe('outgoing.badAddress');
});

it('refuses credentials and other schemes in a redirect', async () => {
  for (const location of ['http://ann:secret@public.example/', 'file:///etc/passwd']) {
    const port = await serve(PUBLIC, (_request, response) => response.writeHead(302, { location }).end());
    expect(await refusal(clientWith({ 'public.example': [PUBLIC] }).get(`http://public.example:${port}/`))).toBe('outgoing.badAddress');
  }
});

it('follows three redirects and no more', async () => {
  const port = await serve(PUBLIC, (request, response) => {
    const step = Number(request.url?.slice(1));
    if (step === 0) response.end('there');
    else response.writeHead(302, { location: `/${step - 1}` }).end();
  });
  const client = clientWith({ 'public.example': [PUBLIC] });
  expect((await client.get(`http://public.example:${port}/3`)).body.toString()).toBe('there');
  expect(await refusal(client.get(`http://public.example:${port}/4`))).toBe('outgoing.tooManyRedirects');
});

it('reads no more than it may, whether the server says how much there is or not', async () => {
  const port = await serve(PUBLIC, (request, response) => {
    if (request.url === '/said') response.setHeader('content-length', '2000');
    response.end('x'.repeat(2000));
  });
  const client = clientWith({ 'public.example': [PUBLIC] });
  for (const path of ['/said', '/unsaid'])
    expect(await refusal(client.get(`http://public.example:${port}${path}`, { maxBytes: 1000 }))).toBe('outgoing.tooLarge');
});

it('waits for the whole only so long, however steadily it drips', async () => {
  let hasHungUp: () => void;
  const hungUp = new Promise<void>((resolve) => (hasHungUp = resolve));
  // It never ends by itself.
  const port = await serve(PUBLIC, (_request, response) => {
    const timer = setInterval(() => response.write('x'), 20);
    response.on('close', () => {
      clearInterval(timer);
      hasHungUp();
    });
  });
  expect(await refusal(clientWith({ 'public.example': [PUBLIC] }).get(`http://public.example:${port}/`, { timeoutMs: 300 }))).toBe(
    'outgoing.tooSlow',
  );
  await hungUp;
});

it('says that nothing answers', async () => {
  expect(await refusal(clientWith({}).get('http://unknown.example/'))).toBe('outgoing.unreachable');
});

it('reaches private addresses only where the operator said so', async () => {
  const port = await serve(PRIVATE, (_request, response) => response.end('inside'));
  const address = `http://127.0.0.1:${port}/`;
  expect(await refusal(new OutgoingClient(configOf()).get(address))).toBe('outgoing.privateAddress');
  expect((await new OutgoingClient(configOf({ OUTGOING_ALLOW_PRIVATE: true })).get(address)).body.toString()).toBe('inside');
  expect(await refusal(new OutgoingClient(configOf()).get(`http://localhost:${port}/`))).toBe('outgoing.privateAddress');
});

describe('probing', () => {
  const LIMITS = { timeoutMs: 2_000, maxRedirects: 3 };
  const probing = (names: Parameters<typeof clientWith>[0]) => clientWith(names, () => true);

  it('asks with HEAD, and reads nothing', async () => {
    const methods: string[] = [];
    const port = await serve(PUBLIC, (request, response) => {
      methods.push(request.method ?? '');
      response.end();
    });
    expect(await probing({ 'public.example': [PUBLIC] }).probe(`http://public.example:${port}/`, LIMITS)).toMatchObject({ status: 200 });
    expect(methods).toEqual(['HEAD']);
  });

  it.each(['refuses it', 'hangs up on it'])('asks with GET a server that does not know HEAD and %s', async (how) => {
    const heads: (string | undefined)[] = [];
    const port = await serve(PUBLIC, (request, response) => {
      heads.push(request.headers.cookie);
      if (request.method === 'GET') response.end('x'.repeat(5_000_000));
      else if (how === 'refuses it') response.writeHead(404).end();
      else request.socket.destroy();
    });
    expect(await probing({ 'public.example': [PUBLIC] }).probe(`http://public.example:${port}/`, LIMITS)).toMatchObject({ status: 200 });
    expect(heads).toEqual([undefined, undefined]);
  });

  it('follows a redirect from page to page, and tells where it ended', async () => {
    const port = await serve(PUBLIC, (request, response) => {
      if (request.url === '/old') response.writeHead(301, { location: '/new' }).end();
      else response.writeHead(410).end();
    });
    expect(await probing({ 'public.example': [PUBLIC] }).probe(`http://public.example:${port}/old`, LIMITS)).toEqual({
      status: 410,
      url: `http://public.example:${port}/new`,
    });
  });

  it('goes to no other port, and no private address, not by a redirect either', async () => {
    let reached = false;
    const port = await serve(PRIVATE, (_request, response) => {
      reached = true;
      response.end();
    });
    expect(await refusal(clientWith({ 'public.example': [PUBLIC] }).probe(`http://public.example:${port}/`, LIMITS))).toBe(
      'outgoing.foreignPort',
    );
    const redirecting = await serve(PUBLIC, (_request, response) => {
      response.writeHead(302, { location: `http://private.example:${port}/` }).end();
    });
    const client = probing({ 'public.example': [PUBLIC], 'private.example': [PRIVATE] });
    expect(await refusal(client.probe(`http://public.example:${redirecting}/`, LIMITS))).toBe('outgoing.privateAddress');
    expect(reached).toBe(false);
  });

  it('tells a name that is unknown from one that nobody answers for', async () => {
    const causeOf = (answer: Promise<unknown>) => answer.catch((error: { cause: { code: string } }) => error.cause.code);
    expect(await causeOf(clientWith({}).probe('http://unknown.example/', LIMITS))).toBe('ENOTFOUND');
    const silent = OutgoingClient.withNetwork(configOf(), { resolve: () => undefined, isAllowed: () => true });
    expect(await causeOf(silent.probe('http://silent.example/', { ...LIMITS, timeoutMs: 50 }))).toBe('EAI_AGAIN');
    expect(await silent.knowsNames(20)).toBe(false);
    expect(await clientWith({ 'example.com': [PUBLIC] }).knowsNames(2_000)).toBe(true);
  });
});
