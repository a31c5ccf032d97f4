import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect, createContact, getContact, login, unwrap, updateContact } from './index.js';

interface Seen {
  readonly method: string;
  readonly key: string | undefined;
  readonly authorization: string | undefined;
  readonly body: string;
}

type Answer = (response: ServerResponse) => void;

const workspaceId = '0198c0de-0000-7000-8000-000000000001';
const created: Answer = (response) => json(response, 201, { data: { id: 'c1' }, error: null });
const busy =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    json(response, status, { data: null, error: { code: 'server.busy', message: 'Busy.' } }, headers);
const lost: Answer = (response) => void response.socket?.destroy();

let server: Server;
let seen: Seen[];
let answers: Answer[];
let baseUrl: string;
beforeEach(async () => {
  seen = [];
  answers = [];
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const key = request.headers['idempotency-key'];
  seen.push({
    method: request.method ?? '',
    key: Array.isArray(key) ? key[0] : key,
    authorization: request.headers.authorization,
    body,
  });
  (answers.shift() ?? created)(response);
}

function json(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

const client = () => connect({ baseUrl, apiKey: 'rk_test' });
const create = () => unwrap(createContact({ client: client(), path: { workspaceId }, body: { firstName: 'Ada' } }));

it('sends the key of the program, and a fresh Idempotency-Key with each POST', async () => {
  await create();
  await create();
  expect(seen.map(({ authorization }) => authorization)).toEqual(['Bearer rk_test', 'Bearer rk_test']);
  expect(seen[0]?.key).toMatch(/^[0-9a-f-]{36}$/);
  expect(seen[0]?.key).not.toBe(seen[1]?.key);
});

it('repeats a POST with the same key and body after a lost connection, 503, 429 and a first attempt that still runs', async () => {
  answers = [lost, busy(503), busy(429, { 'retry-after': '1' })];
  await create();
  expect(seen).toHaveLength(4);
  expect(new Set(seen.map(({ key }) => key)).size).toBe(1);
  expect(seen.map(({ body }) => body)).toEqual(Array.from({ length: 4 }, () => '{"firstName":"Ada"}'));
  answers = [busy(409, { 'retry-after': '1' })];
  await create();
  expect(seen).toHaveLength(6);
});

it('waits as long as Retry-After says', async () => {
  answers = [busy(429, { 'retry-after': '1' })];
  const startedAt = performance.now();
  await create();
  expect(performance.now() - startedAt).toBeGreaterThan(950);
});

it('does not repeat what was refused, what changes without a key, and what nobody signed in for', async () => {
  answers = [busy(409), busy(500), lost, lost];
  await expect(create()).rejects.toMatchObject({ status: 409 });
  await expect(create()).rejects.toMatchObject({ status: 500 });
  const path = { workspaceId, id: 'c1' };
  await expect(unwrap(updateContact({ client: client(), path, body: { firstName: 'Ada', version: 1 } }))).rejects.toMatchObject({
    status: 0,
  });
  const body = { email: 'ada@example.com', password: 'correct horse' };
  await expect(unwrap(login({ client: connect({ baseUrl }), body }))).rejects.toMatchObject({ status: 0 });
  expect(seen).toHaveLength(4);
  expect(seen.slice(2).map(({ key }) => key)).toEqual([undefined, undefined]);
});

it('gives up after the number of retries it was given, and at once on a wait that is too long', async () => {
  answers = [busy(503), busy(503), busy(429, { 'retry-after': '3600' })];
  const impatient = connect({ baseUrl, apiKey: 'rk_test', retries: 1 });
  await expect(unwrap(getContact({ client: impatient, path: { workspaceId, id: 'c1' } }))).rejects.toMatchObject({ status: 503 });
  await expect(create()).rejects.toMatchObject({ status: 429 });
  expect(seen).toHaveLength(3);
});
