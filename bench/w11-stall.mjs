/**
 * W11: nobody holds the event loop. Every route of the API's own document is sent the worst that is known, without a session and with
 * one, in a workspace with much in it, while another process asks for a sign of life every 5 ms. For each route the longest silence,
 * without what the machine itself answers for (support/silence.mjs). What passes the limit is sent again: only what does so each time
 * is the route's doing. `ROUTES=templates node bench/w11-stall.mjs` for some routes, `CONTACTS=200000` for a larger workspace.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { report } from './support/figures.mjs';
import { fillWorkspace } from './support/largeWorkspace.mjs';
import { accountOn, createAccount, startProduct } from './support/product.mjs';
import { countTexts, routesOf, sample } from './support/routes.mjs';
import { watchSilence } from './support/silence.mjs';
import { BODY_BYTES, pictures, repeat, shapes, strangeBodies, tables, templates, texts } from './support/worstInputs.mjs';

const CONTACTS = Number(process.env.CONTACTS ?? 50_000);
const ROWS = 20_000;
const LIMITS_MS = { without: 100, with: 250 };
const TRIES = 3;
const SHOWN = 15;
const ANSWER_MS = 20_000;
const NOBODY = '0190a0b0-0000-7000-8000-000000000000';
// The limits of requests are for people and programs, not for this; each request without a session comes from an address of its own.
const ENVIRONMENT = {
  RATE_LIMIT_PERSON: '1000000000',
  RATE_LIMIT_ADDRESS: '1000000000',
  TRUST_PROXY: '1',
  REGISTRATION: 'open',
  METRICS: 'loopback',
};
const MORE_ROUTES = ['/health/ready', '/metrics', '/unsubscribe/{token}', '/api/docs', '/', '/api/v1/nothing'];

/**
 * @typedef {import('./support/routes.mjs').Route} Route
 * @typedef {{ what: string, method?: string, path?: string, headers?: Record<string, string>, body?: () => string | Buffer }} Input
 * @typedef {{ route: string, what: string, ms: number }} Found
 */

/** Made once for all routes. @type {Map<string, Buffer>} */
const bodies = new Map();
const dataDir = mkdtempSync(join(tmpdir(), 'rapport-bench-'));
try {
  const first = await startProduct({ dataDir, env: ENVIRONMENT });
  const made = await createAccount(first);
  await first.stop();
  const filled = fillWorkspace(join(dataDir, 'rapport.db'), { workspaceId: made.workspaceId, contacts: CONTACTS, rows: ROWS });
  const product = await startProduct({ dataDir, env: ENVIRONMENT });
  const account = accountOn(product, made);
  const silence = await watchSilence(product);
  try {
    await measure(product, account, silence, await furnish(account, filled));
  } finally {
    silence.stop();
    await product.stop();
  }
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

/**
 * @param {import('./support/product.mjs').Product} product @param {import('./support/product.mjs').Account} account
 * @param {import('./support/silence.mjs').SilenceWatch} silence @param {Record<string, string>} ids
 */
async function measure(product, account, silence, ids) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  /** @type {{ without: Found[], with: Found[] }} */
  const found = { without: [], with: [] };
  const longest = { raw: 0, bare: 0, once: /** @type {Found} */ ({ route: '', what: '', ms: 0 }) };
  /** @type {Record<string, number>} */
  const statuses = {};
  let sent = 0;

  /** @param {'without' | 'with'} session @param {Route} route @param {Input} input */
  const send = async (session, route, input) => {
    let least = Infinity;
    for (let tried = 0; tried < TRIES && least > LIMITS_MS[session]; tried += 1) {
      sent += 1;
      const status = await exchange(agent, product.port, {
        method: input.method ?? route.method,
        path: input.path ?? pathOf(route, ids),
        headers: {
          ...(session === 'with' ? { cookie: account.cookie } : { 'x-forwarded-for': randomAddress() }),
          'x-rapport-client': 'bench',
          ...input.headers,
        },
        body: input.body?.() ?? null,
      });
      statuses[status] = (statuses[status] ?? 0) + 1;
      const heard = await silence.since();
      longest.raw = Math.max(longest.raw, heard.raw);
      longest.bare = Math.max(longest.bare, heard.bare);
      if (heard.own > longest.once.ms) longest.once = { route: `${route.method} ${route.path}`, what: input.what, ms: heard.own };
      least = Math.min(least, heard.own);
    }
    found[session].push({ route: `${route.method} ${route.path}`, what: input.what, ms: least });
  };

  await silence.since();
  const routes = inOrder(routesOf()).filter(({ path }) => path.includes(process.env.ROUTES ?? ''));
  const further = MORE_ROUTES.map(
    (path) => /** @type {Route} */ ({ method: 'GET', path, query: [], isPublic: true, isRepeatable: false, body: null, upload: null }),
  );
  for (const route of [...routes, ...(process.env.ROUTES ? [] : further)]) {
    const startedAt = performance.now();
    for (const input of withoutSession(route, ids)) await send('without', route, input);
    for (const input of withSession(route, ids)) await send('with', route, input);
    if (process.env.ROUTES_TIMED)
      process.stdout.write(`${Math.round(performance.now() - startedAt)} ms ${route.method} ${route.path} ${sent}\n`);
  }
  agent.destroy();

  process.stdout.write(`${routes.length} routes, ${sent} requests, answers by status ${JSON.stringify(statuses)}\n`);
  for (const [session, all] of Object.entries(found)) {
    process.stdout.write(`the longest silences ${session} a session:\n`);
    for (const { route, what, ms } of worstOfEach(all).slice(0, SHOWN))
      process.stdout.write(`  ${ms.toFixed(0).padStart(5)} ms  ${route}  (${what})\n`);
  }
  const { once } = longest;
  for (const session of /** @type {const} */ (['without', 'with'])) {
    const [worst] = worstOfEach(found[session]);
    report({
      row: 'W11',
      what: `longest silence ${session} a session`,
      figure: worst?.ms ?? 0,
      unit: 'ms',
      limit: LIMITS_MS[session],
      better: 'lower',
      note: worst ? `${worst.route}, ${worst.what}` : '',
    });
  }
  report({ row: 'W11', what: 'longest silence that did not come again', figure: once.ms, unit: 'ms', note: `${once.route}, ${once.what}` });
  report({ row: 'W11', what: 'longest silence with what the machine did', figure: longest.raw, unit: 'ms' });
  report({ row: 'W11', what: 'longest silence of a bare Node server', figure: longest.bare, unit: 'ms' });
}

/** @param {Found[]} all */
function worstOfEach(all) {
  /** @type {Map<string, Found>} */
  const worst = new Map();
  for (const one of all) if (one.ms >= (worst.get(one.route)?.ms ?? 0)) worst.set(one.route, one);
  return [...worst.values()].sort((a, b) => b.ms - a.ms);
}

/** What is refused before it is understood, and for public routes everything. @param {Route} route @param {Record<string, string>} ids @returns {Input[]} */
function withoutSession(route, ids) {
  const inputs = [...strangeRequests(route, ids)];
  if (route.method === 'GET') return inputs;
  inputs.push(...shapes.map(([what, body]) => json(`JSON: ${what}`, body)), ...strangeForms());
  if (route.isPublic) inputs.push(...bodiesOf(route, ids));
  return inputs;
}

/** @param {Route} route @param {Record<string, string>} ids @returns {Input[]} */
function withSession(route, ids) {
  if (route.isPublic) return [];
  const inputs = [...strangeRequests(route, ids), ...longQueries(route, ids)];
  if (route.upload) inputs.push(...uploadsTo(route, route.upload));
  if (route.body) inputs.push(...bodiesOf(route, ids), ...shapes.slice(1, 5).map(([what, body]) => json(`JSON: ${what}`, body)));
  if (route.path.includes('/templates')) inputs.push(...templatesFor(route, ids));
  // Last: what an honest client asks for may be what cannot be asked for twice.
  inputs.push({ what: 'an honest request', ...(route.body ? jsonOf(sample(route.body, { idOf: (name) => idFor(name, ids) })) : {}) });
  return inputs;
}

/** @param {Route} route @param {Record<string, string>} ids @returns {Input[]} */
function strangeRequests(route, ids) {
  const path = pathOf(route, ids);
  return [
    { what: 'long parts of a path', path: route.path.replace(/\{\w+\}/g, 'x'.repeat(750)) },
    { what: 'parts of a path of escapes', path: route.path.replace(/\{\w+\}/g, '%F0%9F%92%A9'.repeat(60)) },
    { what: 'a hundred parameters', path: `${path}?${Array.from({ length: 100 }, (_, n) => `p${n}=${'%41'.repeat(20)}`).join('&')}` },
    {
      what: 'a hundred headers',
      path,
      headers: Object.fromEntries(Array.from({ length: 90 }, (_, n) => [`x-header-${n}`, 'v'.repeat(120)])),
    },
    { what: 'a long cookie', path, headers: { cookie: 'a=b; '.repeat(2_500) } },
    { what: 'a long key', path, headers: { authorization: `Bearer rk_${'x'.repeat(12_000)}`, cookie: '' } },
  ];
}

/** Each text in each parameter, as long as an address may be, and filters that match half of everything each. @param {Route} route @param {Record<string, string>} ids @returns {Input[]} */
function longQueries(route, ids) {
  if (route.query.length === 0) return [];
  const path = pathOf(route, ids);
  const inputs = texts.map(([what, unit]) => {
    const each = Math.floor(7_000 / route.query.length);
    const query = route.query.map((name) => `${name}=${fit(encodeURIComponent, unit, each)}`);
    return { what: `parameters: ${what}`, path: `${path}?${query.join('&')}` };
  });
  if (route.query.includes('search'))
    inputs.push(
      ...['zzqx', 'zq', 'z q x y', 'person example', 'a@b'].map((text) => ({
        what: `a search for ${text}`,
        path: `${path}?search=${encodeURIComponent(text)}`,
      })),
    );
  if (route.query.includes('listId'))
    inputs.push(
      { what: 'two filters that nobody passes', path: `${path}?listId=${ids.lists}&company=${'Left'}` },
      { what: 'the same, the other way', path: `${path}?listId=${ids.lists}&company=Right` },
    );
  for (const sort of route.query.includes('sort') ? ['name', '-name', 'createdAt', 'email', 'company', '-updatedAt'] : [])
    inputs.push({ what: `the order of ${sort}`, path: `${path}?sort=${sort}` });
  if (route.query.includes('type')) inputs.push({ what: 'a type of which there is none', path: `${path}?type=note` });
  if (route.query.includes('action')) inputs.push({ what: 'an act of which there is none', path: `${path}?action=nothing` });
  return inputs;
}

/** @param {Route} route @param {Record<string, string>} ids @returns {Input[]} */
function bodiesOf({ body, isRepeatable }, ids) {
  if (!body) return [];
  const idOf = (/** @type {string} */ name) => idFor(name, ids);
  const share = Math.floor(BODY_BYTES / Math.max(1, countTexts(body)) / 4);
  const headers = isRepeatable ? { 'idempotency-key': 'k'.repeat(64) } : {};
  return [
    ...texts.map(([what, unit]) => ({
      what: `texts as long as they may be: ${what}`,
      ...jsonOf(sample(body, { idOf, text: ({ maxLength = 2_000, format }) => (format === 'uuid' ? null : repeat(unit, maxLength)) })),
    })),
    ...texts.map(([what, unit]) => ({
      what: `texts as long as a body: ${what}`,
      ...jsonOf(sample(body, { idOf, text: () => repeat(unit, share) })),
    })),
    { what: 'lists as long as they may be', ...jsonOf(sample(body, { idOf, entries: ({ maxItems = 9_000 }) => maxItems })) },
    { what: 'lists as long as a body', ...jsonOf(sample(body, { idOf, entries: () => 4_500 })) },
    {
      what: 'an honest body that may be repeated',
      ...jsonOf(sample(body, { idOf })),
      headers: { 'content-type': 'application/json', ...headers },
    },
  ];
}

/** @param {Route} route @param {Record<string, string>} ids @returns {Input[]} */
function templatesFor({ method, path, body }, ids) {
  if (!body || method === 'GET') return [];
  const honest = /** @type {Record<string, unknown>} */ (sample(body, { idOf: (name) => idFor(name, ids) }));
  if (!('bodyHtml' in honest)) return [];
  // Each takes the second after which its thread is ended: all of them where they are shown, a few where they are saved.
  return templates.slice(0, path.endsWith('/preview') ? templates.length : 3).map(([what, bodyHtml]) => ({
    what: `a template of ${what}`,
    ...jsonOf({ ...honest, contactId: undefined, bodyHtml: bodyHtml.slice(0, 999_000) }),
  }));
}

/** @param {Route} route @param {string} field @returns {Input[]} */
function uploadsTo({ path }, field) {
  const files = path.includes('imports') ? tables : pictures;
  return files.map(([what, content]) => ({
    what: `a file of ${what}`,
    headers: { 'content-type': 'multipart/form-data; boundary=stall' },
    body: () =>
      Buffer.concat([
        Buffer.from(
          `--stall\r\ncontent-disposition: form-data; name="${field}"; filename="file.${path.includes('imports') ? 'csv' : 'png'}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
        ),
        content(),
        Buffer.from('\r\n--stall--\r\n'),
      ]),
  }));
}

/** @returns {Input[]} */
function strangeForms() {
  return strangeBodies.map(([what, type, body]) => ({
    what,
    headers: { 'content-type': type },
    body: () => Buffer.from(body(), 'latin1'),
  }));
}

/** @param {string} what @param {() => string} body @returns {Input} */
function json(what, body) {
  return { what, headers: { 'content-type': 'application/json' }, body: () => once(what, () => Buffer.from(body(), 'latin1')) };
}

/** @param {string} what @param {() => Buffer} make */
function once(what, make) {
  const buffer = bodies.get(what) ?? make();
  bodies.set(what, buffer);
  return buffer;
}

/** @param {unknown} value */
function jsonOf(value) {
  return { headers: { 'content-type': 'application/json' }, body: () => JSON.stringify(value) };
}

/** Reads, then writes, then what removes, then what ends the session or the workspace. @param {Route[]} routes */
function inOrder(routes) {
  /** @param {Route} route */
  const rank = ({ method, path }) => {
    if (/logout|\/me($|\/password|\/sessions|\/memberships|\/email)|\/delete$|\/transfer$/.test(path) && method !== 'GET') return 4;
    if (/\/bulk$|\/send$|\/start$/.test(path) && method === 'POST') return 3;
    return method === 'GET' ? 0 : method === 'DELETE' ? 2 : 1;
  };
  return [...routes].sort((a, b) => rank(a) - rank(b));
}

/** One of everything that has an id. @param {import('./support/product.mjs').Account} account @param {ReturnType<typeof fillWorkspace>} filled @returns {Promise<Record<string, string>>} */
async function furnish(account, { lists, contactId, labMessageId }) {
  /** @param {string} path @param {object} body */
  const make = async (path, body) => /** @type {{ id: string }} */ (await account.call('POST', `W/${path}`, body)).id;
  const templateId = await make('templates', { name: 'Hello', subject: 'Hello', bodyHtml: '<p>Hello {{ first_name }}</p>' });
  return {
    workspaceId: account.workspaceId,
    contacts: contactId,
    lists: lists[0] ?? '',
    templates: templateId,
    messages: labMessageId,
    campaigns: await make('campaigns', { name: 'Spring', templateId, audience: { listIds: lists } }),
    notes: await make(`contacts/${contactId}/notes`, { text: 'Met at the fair.' }),
    'custom-fields': await make('custom-fields', { label: 'Shoe size', fieldType: 'text' }),
    imports: await wideImport(account),
  };
}

/** An import of a file with very many columns: what is asked about it later is as long. @param {import('./support/product.mjs').Account} account */
async function wideImport(account) {
  const form = new FormData();
  const [, content] = tables[0] ?? ['', () => Buffer.from('Email\na@example.com\n')];
  form.append('file', new Blob([new Uint8Array(content())]), 'wide.csv');
  const product = account.url;
  const answer = await fetch(`${product}/api/v1/workspaces/${account.workspaceId}/imports`, {
    method: 'POST',
    headers: { cookie: account.cookie, 'x-rapport-client': 'bench' },
    body: form,
  });
  return /** @type {{ data: { id: string } | null }} */ (await answer.json()).data?.id ?? NOBODY;
}

/** @param {string} name of a field: `templateId`, `listIds` @param {Record<string, string>} ids */
function idFor(name, ids) {
  return ids[`${name.replace(/Ids?$/, '')}s`] ?? NOBODY;
}

/** @param {Route} route @param {Record<string, string>} ids */
function pathOf({ path }, ids) {
  return path.replace(/([^/]+)\/\{(\w+)\}/g, (_whole, word, name) => `${word}/${ids[name] ?? ids[word] ?? NOBODY}`);
}

/** As many repetitions as stay within a length when they are written. @param {(text: string) => string} write @param {string} unit @param {number} length */
function fit(write, unit, length) {
  return write(unit).repeat(Math.max(1, Math.floor(length / write(unit).length)));
}

function randomAddress() {
  return `203.0.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`;
}

/**
 * The status of the answer; 0 when the connection was closed over it, which is one too.
 * @param {Agent} agent @param {number} port @param {{ method: string, path: string, headers: Record<string, string>, body: string | Buffer | null }} what
 * @returns {Promise<number>}
 */
function exchange(agent, port, { method, path, headers, body }) {
  return new Promise((resolve) => {
    const length = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const sending = request(
      { agent, port, host: '127.0.0.1', method, path, headers: { ...headers, ...length }, timeout: ANSWER_MS },
      (response) => {
        response.resume().once('close', () => resolve(response.statusCode ?? 0));
        // A stream of events has no end.
        if (response.headers['content-type']?.startsWith('text/event-stream')) response.destroy();
      },
    );
    sending.once('error', () => resolve(0)).once('timeout', () => sending.destroy());
    sending.end(body ?? undefined);
  });
}
