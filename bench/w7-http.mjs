/** W7: the API over HTTP. 50 connections from another process read contacts by id and create contacts durably, on SQLite. */
import { createServer } from 'node:http';
import { assertRows, report } from './support/figures.mjs';
import { offerLoad, rawRequest } from './support/load.mjs';
import { createAccount, startProduct } from './support/product.mjs';

const CONTACTS = 2_000;
const CREATED = 8_000;
const RATE = 1_500;
const connections = 50;

// The limits of requests are for people and programs, not for this.
const LIMITS = { RATE_LIMIT_KEY: '1000000000', RATE_LIMIT_WORKSPACE: '1000000000', RATE_LIMIT_PERSON: '1000000000' };

const product = await startProduct({ env: LIMITS });
try {
  const account = await createAccount(product);
  const headers = { Cookie: account.cookie, 'X-Rapport-Client': 'bench' };
  const path = `/api/v1/workspaces/${account.workspaceId}/contacts`;
  /** @param {string} prefix @param {number} count @param {number} [rate] */
  const create = (prefix, count, rate = 0) =>
    offerLoad({
      rate,
      port: product.port,
      connections,
      requests: {
        count,
        method: 'POST',
        path,
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: JSON.stringify({
          firstName: 'Ada',
          lastName: `${prefix} {n}`,
          primaryEmail: `${prefix}.{n}@example.com`,
          company: 'Example Ltd',
        }),
      },
    });

  await create('warm', CONTACTS);
  const ids = await listIds(account, CONTACTS);
  assertRows('contacts listed', ids.length, CONTACTS);

  const requests = ids.map((id) => rawRequest({ method: 'GET', path: `${path}/${id}`, headers }));
  await offerLoad({ port: product.port, connections, requests, seconds: 2 });
  const read = await offerLoad({ port: product.port, connections, requests, seconds: 6 });
  assertRows('contacts read with 200', read.statuses['200'] ?? 0, read.total);

  const { secret } = await account.call('POST', 'W/api-keys', { description: 'Bench', scopes: ['contacts:read'] });
  const withKey = ids.map((id) => rawRequest({ method: 'GET', path: `${path}/${id}`, headers: { Authorization: `Bearer ${secret}` } }));
  await offerLoad({ port: product.port, connections, requests: withKey, seconds: 2 });
  const readWithKey = await offerLoad({ port: product.port, connections, requests: withKey, seconds: 6 });
  assertRows('contacts read with a key with 200', readWithKey.statuses['200'] ?? 0, readWithKey.total);

  const written = await create('new', CREATED);
  assertRows('contacts created with 201', written.statuses['201'] ?? 0, CREATED);
  // Fifty connections that never pause wait 50 / rate for each other, whatever the server does: latency is taken at the load asked for.
  const paced = await create('paced', CREATED, RATE);
  assertRows('contacts created with 201 at the given rate', paced.statuses['201'] ?? 0, CREATED);
  const { count } = await account.call('GET', 'W/contacts/count');
  assertRows('contacts in the database', count, CONTACTS + 2 * CREATED);

  const ceiling = await bareServer((await sampleAnswer(account, ids[0] ?? '')).length);
  report({ row: 'W7', what: 'GET contact by id, 50 connections', figure: read.perSecond, unit: 'req/s', limit: 4_000 });
  report({ row: 'W7', what: 'GET contact by id, p99', figure: read.p99, unit: 'ms', limit: 25, better: 'lower' });
  report({
    row: 'W7',
    what: 'GET contact by id with an API key, 50 connections',
    figure: readWithKey.perSecond,
    unit: 'req/s',
    limit: 4_000,
  });
  report({ row: 'W7', what: 'GET contact by id with an API key, p99', figure: readWithKey.p99, unit: 'ms', limit: 25, better: 'lower' });
  report({ row: 'W7', what: 'POST contact, durable, 50 connections', figure: written.perSecond, unit: 'req/s', limit: 1_500 });
  report({ row: 'W7', what: `POST contact, p99 at ${RATE} req/s`, figure: paced.p99, unit: 'ms', limit: 25, better: 'lower' });
  report({ row: 'W7', what: 'POST contact, p99 at saturation', figure: written.p99, unit: 'ms', note: 'fifty requests always waiting' });
  report({
    row: 'W7',
    what: 'a bare Node server answering the same bytes',
    figure: ceiling,
    unit: 'req/s',
    note: 'what the generator and the machine can do at most',
  });
} finally {
  await product.stop();
}

/** @param {import('./support/product.mjs').Account} account @param {number} expected */
async function listIds(account, expected) {
  /** @type {string[]} */
  const ids = [];
  let cursor = '';
  do {
    const page = await account.call('GET', `W/contacts?limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
    ids.push(...page.items.map((/** @type {{ id: string }} */ contact) => contact.id));
    cursor = page.nextCursor ?? '';
  } while (cursor && ids.length <= expected);
  return ids;
}

/** @param {import('./support/product.mjs').Account} account @param {string} id */
async function sampleAnswer(account, id) {
  return JSON.stringify({ data: await account.call('GET', `W/contacts/${id}`), error: null });
}

/** @param {number} bytes */
async function bareServer(bytes) {
  const body = 'x'.repeat(bytes);
  const server = createServer((_request, response) => response.writeHead(200, { 'content-length': bytes }).end(body));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const outcome = await offerLoad({ port, connections, requests: [rawRequest({ method: 'GET', path: '/', headers: {} })], seconds: 3 });
  server.close();
  return outcome.perSecond;
}
