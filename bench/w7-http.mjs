/**
 * W7: the API over HTTP, on SQLite and on a PostgreSQL that flushes its commits. 50 connections from another process read contacts by id and
 * create contacts durably. `node bench/w7-http.mjs postgres` measures one of the two.
 */
import { createServer } from 'node:http';
import { startPostgres } from '../tools/support/postgres.mjs';
import { assertRows, report } from './support/figures.mjs';
import { offerLoad, rawRequest } from './support/load.mjs';
import { cpuMsOfFamily, createAccount, startProduct } from './support/product.mjs';

const CONTACTS = 2_000;
const CREATED = 8_000;
const connections = 50;

/** What docs/PERFORMANCE.md promises, in requests a second: reached by fifty connections that never pause; and the load at which the p99 is taken. */
const databases = {
  sqlite: { name: 'SQLite', get: 4_000, getPaced: 2_000, post: 1_500, postPaced: 1_500 },
  postgres: { name: 'PostgreSQL', get: 3_500, getPaced: 1_750, post: 1_200, postPaced: 600 },
};
const P99 = 25;

// The limits of requests are for people and programs, not for this.
const LIMITS = { RATE_LIMIT_KEY: '1000000000', RATE_LIMIT_WORKSPACE: '1000000000', RATE_LIMIT_PERSON: '1000000000' };

const asked = process.argv.slice(2);
for (const [kind, limits] of Object.entries(databases)) {
  if (asked.length > 0 && !asked.includes(kind)) continue;
  const postgres = kind === 'postgres' ? await startPostgres({ durable: true }) : null;
  try {
    await measure(limits, postgres);
  } finally {
    await postgres?.stop();
  }
}

/** @param {(typeof databases)['sqlite']} limits @param {Awaited<ReturnType<typeof startPostgres>> | null} postgres */
async function measure({ name, ...limits }, postgres) {
  const product = await startProduct({ env: { ...LIMITS, ...(postgres ? { DATABASE_URL: postgres.url } : {}) } });
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
    /** @param {string[]} requests @param {{ seconds: number, rate?: number }} load */
    const read = async (requests, { seconds, rate = 0 }) => {
      const outcome = await offerLoad({ port: product.port, connections, requests, seconds, rate });
      assertRows(`contacts read with 200 on ${name}`, outcome.statuses['200'] ?? 0, outcome.total);
      return outcome;
    };

    await create('warm', CONTACTS);
    const ids = await listIds(account, CONTACTS);
    assertRows('contacts listed', ids.length, CONTACTS);
    const { secret } = await account.call('POST', 'W/api-keys', { description: 'Bench', scopes: ['contacts:read'] });
    const requests = ids.map((id) => rawRequest({ method: 'GET', path: `${path}/${id}`, headers }));
    const withKey = ids.map((id) => rawRequest({ method: 'GET', path: `${path}/${id}`, headers: { Authorization: `Bearer ${secret}` } }));

    await read(requests, { seconds: 2 });
    const got = await measured(product, postgres, () => read(requests, { seconds: 6 }));
    const gotPaced = await read(requests, { seconds: 6, rate: limits.getPaced });
    await read(withKey, { seconds: 2 });
    const gotWithKey = await measured(product, postgres, () => read(withKey, { seconds: 6 }));

    const written = await measured(product, postgres, () => create('new', CREATED));
    assertRows('contacts created with 201', written.statuses['201'] ?? 0, CREATED);
    // Fifty connections that never pause wait 50 / rate for each other, whatever the server does: latency is taken at the load asked for.
    const paced = await create('paced', CREATED, limits.postPaced);
    assertRows('contacts created with 201 at the given rate', paced.statuses['201'] ?? 0, CREATED);
    const { count } = await account.call('GET', 'W/contacts/count');
    assertRows('contacts in the database', count, CONTACTS + 2 * CREATED);
    const ceiling = await bareServer((await sampleAnswer(account, ids[0] ?? '')).length);

    /** @param {string} what @param {import('./support/load.mjs').Outcome & { cpu: string }} outcome @param {number} limit */
    const rate = (what, outcome, limit) =>
      report({
        row: 'W7',
        what: `${name}: ${what}, 50 connections`,
        figure: outcome.perSecond,
        unit: 'req/s',
        limit,
        note: `processor time each: ${outcome.cpu}; ${((100 * outcome.perSecond) / ceiling).toFixed(1)} % of the bare server`,
      });
    /** @param {string} what @param {number} figure */
    const p99 = (what, figure) =>
      report({ row: 'W7', what: `${name}: ${what}`, figure, unit: 'ms', limit: P99, better: /** @type {const} */ ('lower') });
    rate('GET contact by id', got, limits.get);
    if (name === 'SQLite') p99('GET contact by id, p99', got.p99);
    p99(`GET contact by id, p99 at ${limits.getPaced} req/s`, gotPaced.p99);
    rate('GET contact by id with an API key', gotWithKey, limits.get);
    if (name === 'SQLite') p99('GET contact by id with an API key, p99', gotWithKey.p99);
    rate('POST contact, durable', written, limits.post);
    p99(`POST contact, p99 at ${limits.postPaced} req/s`, paced.p99);
    report({
      row: 'W7',
      what: `${name}: POST contact, p99 at saturation`,
      figure: written.p99,
      unit: 'ms',
      note: 'fifty requests always waiting',
    });
    report({
      row: 'W7',
      what: `${name}: a bare Node server answering the same bytes`,
      figure: ceiling,
      unit: 'req/s',
      note: 'what the generator and the machine can do at most',
    });
  } finally {
    await product.stop();
  }
}

/** With the processor time of server and database, in ms for each request: it tells less of what else the machine does.
 * @param {import('./support/product.mjs').Product} product @param {{ pid: () => number } | null} postgres @param {() => Promise<import('./support/load.mjs').Outcome>} work */
async function measured(product, postgres, work) {
  const spent = () => [product.cpuMs(), postgres ? cpuMsOfFamily(postgres.pid()) : 0];
  const before = spent();
  const outcome = await work();
  const [server, database] = spent().map((ms, n) => ((ms - (before[n] ?? 0)) / outcome.total).toFixed(2));
  return { ...outcome, cpu: postgres ? `${server} and ${database} ms of server and database` : `${server} ms of the server` };
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
