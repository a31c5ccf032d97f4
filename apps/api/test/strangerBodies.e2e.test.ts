import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { FuzzWorld } from './support/fuzz/FuzzWorld.js';
import { dataOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

const KB = 1024;
const MOST = 64 * KB;

let test: TestApp;
let cookie: string;
let workspaceId: string;
beforeAll(async () => {
  test = await TestApp.start();
  ({ cookie, workspaceId } = await FuzzWorld.settle(test));
});
afterAll(() => test.stop());

interface Sent {
  readonly path: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  readonly isChunked?: boolean;
  /** Another Content-Length than the true one. */
  readonly announced?: number;
}

interface Received {
  readonly text: string;
  /** `<status> <code>` of the first answer. */
  readonly answer: string;
  /** Bytes that were sent before the connection was closed or the answer came. */
  readonly sentBytes: number;
}

const CHUNK = 16 * KB;

/** One request over a bare socket, piece by piece, until it is answered. */
function send({ path, body, headers = {}, isChunked = false, announced }: Sent): Promise<Received> {
  const { hostname, port } = new URL(test.url);
  const bytes = Buffer.from(body);
  const length = isChunked ? 'transfer-encoding: chunked' : `content-length: ${announced ?? bytes.length}`;
  const all = { host: `${hostname}:${port}`, 'x-rapport-client': 'test', 'content-type': 'application/json', ...headers };
  const head = [`POST ${path} HTTP/1.1`, ...Object.entries(all).map(([name, value]) => `${name}: ${value}`), length, '', ''].join('\r\n');
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let text = '';
    let sentBytes = 0;
    let isOver = false;
    const end = (): void => {
      if (isOver) return;
      isOver = true;
      socket.destroy();
      const code = /"code":"([^"]+)"/.exec(text)?.[1] ?? '';
      resolve({ text, answer: `${text.slice(9, 12)} ${code}`.trim(), sentBytes });
    };
    const pump = (): void => {
      if (isOver) return;
      const piece = bytes.subarray(sentBytes, sentBytes + CHUNK);
      if (piece.length === 0) {
        if (isChunked) socket.write('0\r\n\r\n');
        return;
      }
      sentBytes += piece.length;
      socket.write(isChunked ? Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]) : piece, () =>
        setImmediate(pump),
      );
    };
    socket.on('connect', () => socket.write(head, pump));
    socket.on('data', (data: Buffer) => {
      text += data.toString('latin1');
      if (/\r\n\r\n[^]*(?:\}|<\/html>\s*)$/.test(text)) end();
    });
    socket.on('close', end);
    socket.on('error', (error) => {
      if (text === '') reject(error);
      end();
    });
  });
}

const LOGIN = '/api/v1/auth/login';
const loginOf = (bytes: number): string => {
  const [start, rest] = ['{"email":"a@example.com","password":"', '"}'];
  return `${start}${'x'.repeat(bytes - start.length - rest.length)}${rest}`;
};
const contactOf = (bytes: number): string => `{"firstName":"Ann","company":"${'x'.repeat(bytes - 32)}"}`;
const form = (bytes: number): string =>
  `--edge\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\ncontent-type: text/csv\r\n\r\nFirst name\n${'Ann\n'.repeat(bytes / 4)}\r\n--edge--\r\n`;
const FORM_TYPE = { 'content-type': 'multipart/form-data; boundary=edge' };

describe.each([
  ['with its length', false],
  ['in chunks', true],
])('a body without a session, %s', (_, isChunked) => {
  it('may have 64 KB', async () => {
    expect((await send({ path: LOGIN, body: loginOf(MOST), isChunked })).answer).toBe('422 request.invalid');
    expect((await send({ path: LOGIN, body: loginOf(MOST + 1), isChunked })).answer).toBe('413 request.tooLarge');
  });

  it('is told what to do before a megabyte has arrived', async () => {
    const { text, answer, sentBytes } = await send({ path: LOGIN, body: loginOf(4 * 1024 * KB), isChunked });
    expect(answer).toBe('413 request.tooLarge');
    expect(text).toContain('at most 64 KB. Send less, or sign in first.');
    expect(sentBytes).toBeLessThan(1024 * KB);
  });

  it.each([
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['an upload', FORM_TYPE],
    ['a session that never was', { cookie: `rapport=${randomBytes(32).toString('base64url')}` }],
    ['a key that never was', { authorization: `Bearer rk_abcdefghijkl_${randomBytes(32).toString('base64url')}` }],
    ['a type that nothing reads', { 'content-type': 'application/xml' }],
  ])('is no larger with %s', async (_, headers: Record<string, string>) => {
    const isRead = !isChunked || !/multipart|xml/.test(headers['content-type'] ?? '');
    const { answer } = await send({ path: LOGIN, body: loginOf(300 * KB), headers, isChunked });
    // Nobody reads the chunks of an upload that no route takes, nor of what is of no type.
    expect(answer).toMatch(isRead ? /^413 request\.tooLarge$/ : /^(422 request\.invalid|415 request\.mediaType)$/);
  });

  it('is no larger where nothing is', async () => {
    expect((await send({ path: '/api/v1/nothing', body: loginOf(300 * KB), isChunked })).answer).toMatch(
      /^(413 request\.tooLarge|404 route\.notFound)$/,
    );
  });

  it('that is sent where one has to be signed in is told just that', async () => {
    const path = `/api/v1/workspaces/${workspaceId}/contacts`;
    const refused = isChunked ? '413 request.tooLarge' : '401 auth.required';
    expect([refused, '401 auth.required']).toContain((await send({ path, body: contactOf(300 * KB), isChunked })).answer);
    const upload = { path: `/api/v1/workspaces/${workspaceId}/imports`, body: form(300 * KB), headers: FORM_TYPE, isChunked };
    expect((await send(upload)).answer).toBe('401 auth.required');
    const authorization = `Bearer rk_abcdefghijkl_${randomBytes(32).toString('base64url')}`;
    expect((await send({ path, body: contactOf(300 * KB), headers: { authorization }, isChunked })).answer).toBe('401 auth.keyRefused');
  });

  it('is what the link in a mail takes, whatever its size', async () => {
    const { text } = await send({ path: '/u/nothing', body: 'x'.repeat(100 * KB), isChunked });
    expect(text.slice(9, 12)).not.toBe('413');
  });
});

describe.each([
  ['with its length', false],
  ['in chunks', true],
])('whoever is known may send as much as before, %s', (_, isChunked) => {
  it('with a session', async () => {
    const contacts = `/api/v1/workspaces/${workspaceId}/contacts`;
    expect((await send({ path: contacts, body: contactOf(300 * KB), headers: { cookie }, isChunked })).answer).toBe('422 request.invalid');
    expect((await send({ path: LOGIN, body: loginOf(300 * KB), headers: { cookie }, isChunked })).answer).toBe('422 request.invalid');
    const imports = `/api/v1/workspaces/${workspaceId}/imports`;
    const { text } = await send({ path: imports, body: form(300 * KB), headers: { cookie, ...FORM_TYPE }, isChunked });
    expect(text.slice(9, 12)).toBe('201');
  });

  it('with a key', async () => {
    const { secret } = await dataOf<{ secret: string }>(test.owner.post('api-keys', { description: 'Large', scopes: ['templates:write'] }));
    const path = `/api/v1/workspaces/${test.owner.workspaceId}/templates`;
    const body = JSON.stringify({ name: `Large ${isChunked}`, subject: 'Hello', bodyHtml: `<p>${'x'.repeat(300 * KB)}</p>` });
    const { text } = await send({ path, body, headers: { authorization: `Bearer ${secret}` }, isChunked });
    expect(text.slice(9, 12)).toBe('201');
  });
});

describe('a length that is not true', () => {
  it('counts as it is announced: more than 64 KB is refused before anything of it has come', async () => {
    expect((await send({ path: LOGIN, body: '', announced: 3_000_000_000 })).answer).toBe('413 request.tooLarge');
    expect((await send({ path: LOGIN, body: '{}', announced: MOST + 1 })).answer).toBe('413 request.tooLarge');
  });

  it('ends the body where it was said to end', async () => {
    const body = `{"email":"a@example.com","password":"x"}`;
    const { text } = await send({ path: LOGIN, body: `${body}${'x'.repeat(300 * KB)}`, announced: body.length });
    expect(text.slice(9, 12)).toMatch(/^40[01]$/);
  });

  it.each(['-1', '1e9', '0x10', '10, 20'])('is no length when it is %s', async (announced) => {
    expect((await send({ path: LOGIN, body: '{}', headers: { 'content-length': announced } })).answer).toBe('400 request.malformed');
  });

  it('is not believed beside chunks', async () => {
    const headers = { 'content-length': '10' };
    expect((await send({ path: LOGIN, body: loginOf(300 * KB), headers, isChunked: true })).answer).toBe('400 request.malformed');
  });
});

it('does not hold the event loop, however often it is sent', async () => {
  const body = `{"email":"${'[{,'.repeat(1_000_000)}"}`;
  const answers = await Promise.all(Array.from({ length: 20 }, () => send({ path: LOGIN, body })));
  expect(new Set(answers.map(({ answer }) => answer))).toEqual(new Set(['413 request.tooLarge']));
});
