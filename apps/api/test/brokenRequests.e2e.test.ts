import { connect } from 'node:net';
import { sendRaw } from './support/fuzz/sendRaw.js';
import { FuzzWorld } from './support/fuzz/FuzzWorld.js';
import { TestApp } from './support/startTestApp.js';

let test: TestApp;
let world: FuzzWorld;
const failures: string[] = [];
beforeAll(async () => {
  test = await TestApp.start();
  world = await FuzzWorld.settle(test);
  test.services.logger.failure = (event, error) => void failures.push(`${event}: ${String(error)}`);
});
afterAll(() => test.stop());
afterEach(() => expect(failures.splice(0)).toEqual([]));

type Headers = Record<string, string>;

/** What the server says to a request written by hand; `hangUp` closes the connection from our side once it was sent. */
function exchange(head: string, headers: Headers, body: string | Buffer, { hangUp = false } = {}): Promise<string> {
  const { hostname, port } = new URL(test.url);
  const lines = Object.entries({ host: `${hostname}:${port}`, cookie: world.cookie, 'x-rapport-client': 'broken', ...headers });
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(Number(port), hostname, () => {
      socket.write(`${head} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
      socket.write(body, () => hangUp && socket.destroy());
    });
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString();
      if (received.includes('"requestId"')) socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(received));
  });
}

const contacts = (): string => `/api/v1/workspaces/${world.workspaceId}/contacts`;
const imports = (): string => `/api/v1/workspaces/${world.workspaceId}/imports`;
const JSON_TYPE = { 'content-type': 'application/json' };
const answerOf = (text: string): string =>
  `${/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 'none'} ${/"code":"([^"]+)"/.exec(text)?.[1] ?? 'none'}`;

it.each<[string, Headers, string, string]>([
  ['a length that is no number', { ...JSON_TYPE, 'content-length': 'many' }, '{}', '400 request.malformed'],
  ['a negative length', { ...JSON_TYPE, 'content-length': '-5' }, '{}', '400 request.malformed'],
  ['two lengths', { ...JSON_TYPE, 'content-length': '2, 3' }, '{}', '400 request.malformed'],
  [
    'a length beside chunks',
    { ...JSON_TYPE, 'content-length': '2', 'transfer-encoding': 'chunked' },
    '2\r\n{}\r\n0\r\n\r\n',
    '400 request.malformed',
  ],
  ['chunks that are none', { ...JSON_TYPE, 'transfer-encoding': 'chunked' }, 'zz\r\n{}\r\n', '400 request.malformed'],
  ['a coding nobody knows', { ...JSON_TYPE, 'transfer-encoding': 'gzip' }, '{}', '400 request.malformed'],
  ['no JSON', { ...JSON_TYPE, 'content-length': '9' }, '{"a":tru}', '400 request.malformed'],
  ['an empty body', { ...JSON_TYPE, 'content-length': '0' }, '', '400 request.malformed'],
  ['a number beyond all', { ...JSON_TYPE, 'content-length': '19' }, '{"listIds":[1e9999]}'.slice(0, 19), '400 request.malformed'],
  ['a charset', { 'content-type': 'application/json; charset=utf-16', 'content-length': '3' }, '{,}', '400 request.malformed'],
  ['a type that is no type', { 'content-type': '/;=', 'content-length': '2' }, '{}', '415 request.mediaType'],
  ['a type without end', { 'content-type': `application/${'x;'.repeat(4_000)}`, 'content-length': '2' }, '{}', '415 request.mediaType'],
  ['a form without boundary', { 'content-type': 'multipart/form-data', 'content-length': '2' }, '{}', '422 request.invalid'],
])('refuses %s', async (_what, headers, body, wanted) => {
  expect(answerOf(await exchange(`POST ${contacts()}`, headers, body))).toBe(wanted);
});

it.each([
  '/api/v1/%',
  '/api/v1/%zz',
  '/api/v1/%c3%28',
  '/assets/%00',
  '/assets/%',
  '/assets/..%2f..%2fpackage.json',
  '/%c0%ae/',
  '/media/%ff',
])('refuses an address that cannot be read: %s', async (path) => {
  const answer = await sendRaw(test.url, { method: 'GET', path });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(JSON.parse(answer.text)).toMatchObject({ data: null, error: { code: expect.stringMatching(/^(request|route|media)\./) } });
});

const form = 'multipart/form-data; boundary=edge';
const half =
  '--edge\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\ncontent-type: text/csv\r\n\r\nFirst name,Email\r\nAnn,ann@exam';

it.each<[string, () => string, Headers, string]>([
  ['an upload', imports, { 'content-type': form, 'content-length': '500000' }, half],
  ['an upload in chunks', imports, { 'content-type': form, 'transfer-encoding': 'chunked' }, `${half.length.toString(16)}\r\n${half}\r\n`],
  ['an upload before its file', imports, { 'content-type': form, 'content-length': '500000' }, '--edge\r\ncontent-dispo'],
  ['a logo', () => `/api/v1/workspaces/${world.workspaceId}/branding/logo`, { 'content-type': form, 'content-length': '90000' }, half],
  ['JSON', contacts, { ...JSON_TYPE, 'content-length': '500000' }, '{"firstName":"'],
  ['JSON in chunks', contacts, { ...JSON_TYPE, 'transfer-encoding': 'chunked' }, '5\r\n{"a":\r\n'],
])('survives that the sender of %s hangs up in the middle, and calls it no failure', async (_what, path, headers, body) => {
  await Promise.all(Array.from({ length: 3 }, () => exchange(`POST ${path()}`, headers, body, { hangUp: true })));
  const files = await sendRaw(test.url, { method: 'GET', path: imports(), headers: { cookie: world.cookie } });
  expect(files.status).toBe(200);
  expect((JSON.parse(files.text) as { data: { items: object[] } }).data.items).toHaveLength(1);
});

it('is open to strangers as little as before', async () => {
  const answer = await exchange(`POST ${contacts()}`, { ...JSON_TYPE, cookie: '', 'content-length': '2' }, '{}');
  expect(answerOf(answer)).toBe('401 auth.required');
});
