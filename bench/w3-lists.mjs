/**
 * W3 and W2b: pages of the contact table at a million contacts, over HTTP, on SQLite. Two orders are walked from the first page to
 * the last, so that every contact is seen exactly once; the last pages may take at most twice as long as the first. OFFSET, the
 * usual shape, is measured beside it on the same file. `CONTACTS=100000 node bench/w3-lists.mjs` for a quick look.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertRows, percentile, report } from './support/figures.mjs';
import { createAccount, startProduct } from './support/product.mjs';

const CONTACTS = Number(process.env.CONTACTS ?? 1_000_000);
const PAGE = 200;
// The limits of requests are for people and programs, not for this: a walk over a million contacts asks ten thousand times.
const LIMITS = { RATE_LIMIT_PERSON: '1000000000' };
const SAMPLE = 100;
const Database = createRequire(new URL('../apps/api/package.json', import.meta.url))('better-sqlite3');

const dataDir = mkdtempSync(join(tmpdir(), 'rapport-bench-'));
const file = join(dataDir, 'rapport.db');
/** @typedef {{ items: { id: string }[], nextCursor: string | null, count: number }} Answer a page of contacts, or their count */
/** @typedef {(path: string) => Promise<Answer>} Call */

try {
  const first = await startProduct({ dataDir, env: LIMITS });
  const account = await createAccount(first);
  await first.stop();
  seed(account.workspaceId);
  const product = await startProduct({ dataDir, env: LIMITS });
  try {
    /** @param {string} path @returns {Promise<Answer>} */
    const call = async (path) => {
      const response = await fetch(`${product.url}/api/v1/workspaces/${account.workspaceId}/${path}`, {
        headers: { cookie: account.cookie },
      });
      const { data, error } = /** @type {{ data: Answer, error: { message: string } | null }} */ (await response.json());
      if (error) throw new Error(`${path}: ${error.message}`);
      return data;
    };
    await call('contacts?limit=50');
    for (const sort of ['name', '-createdAt']) await walk(call, sort);
    await search(call, 'person 77123', 'a rare name');
    await search(call, 'example.com', 'a word that every contact has');
    await search(call, 'pe', 'two letters that every contact has');
    await search(call, 'p', 'one letter');
    await search(call, 'li', 'a name of two letters');
    await search(call, 'pe li', 'two names of two letters');
    await search(call, '王小', 'two Chinese characters');
    const counted = [];
    for (let n = 0; n < 10; n += 1) counted.push(await timed(() => call('contacts/count')));
    assertRows('contacts counted', (await call('contacts/count')).count, CONTACTS);
    report({ row: 'W3', what: 'count of all contacts', figure: percentile(counted, 0.5), unit: 'ms' });
  } finally {
    await product.stop();
  }
  compareWithOffset(account.workspaceId);
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

/**
 * From the first page to the last; then first and last pages in turn, so that whatever else the machine does meets both alike.
 * @param {Call} call @param {string} sort
 */
async function walk(call, sort) {
  const seen = new Set();
  /** @type {string[]} */
  const paths = [];
  let cursor = '';
  do {
    const path = `contacts?limit=${PAGE}&sort=${sort}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
    paths.push(path);
    const page = await call(path);
    for (const item of page.items) seen.add(item.id);
    cursor = page.nextCursor ?? '';
  } while (cursor);
  assertRows(`contacts seen, sorted by ${sort}`, seen.size, CONTACTS);
  const first = paths.slice(1, 1 + SAMPLE);
  const last = paths.slice(-1 - SAMPLE, -1);
  /** @type {{ first: number[], last: number[] }} */
  const times = { first: [], last: [] };
  for (let n = 0; n < SAMPLE * 3; n += 1) {
    times.first.push(await timed(() => call(first[n % first.length] ?? '')));
    times.last.push(await timed(() => call(last[n % last.length] ?? '')));
  }
  const start = percentile(times.first, 0.5);
  const end = percentile(times.last, 0.5);
  report({ row: 'W3', what: `${sort}: first pages of ${PAGE}`, figure: start, unit: 'ms' });
  report({ row: 'W3', what: `${sort}: last pages of ${PAGE}`, figure: end, unit: 'ms' });
  report({ row: 'W3', what: `${sort}: last pages against first`, figure: end / start, unit: '×', limit: 2, better: 'lower' });
}

/** @param {Call} call @param {string} text @param {string} what */
async function search(call, text, what) {
  const times = [];
  let found = 0;
  for (let n = 0; n < 50; n += 1)
    times.push(
      await timed(async () => (found = (await call(`contacts?limit=50&sort=name&search=${encodeURIComponent(text)}`)).items.length)),
    );
  if (found === 0) throw new Error(`"${text}" found nobody`);
  report({ row: 'W2b', what: `search for ${what}, p50`, figure: percentile(times, 0.5), unit: 'ms' });
  report({ row: 'W2b', what: `search for ${what}, p99`, figure: percentile(times, 0.99), unit: 'ms', limit: 10, better: 'lower' });
}

/** @param {() => Promise<unknown>} work */
async function timed(work) {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Straight into the file: this bench is about reading. @param {string} workspaceId */
function seed(workspaceId) {
  const database = new Database(file);
  database.pragma('synchronous = OFF');
  database.pragma('cache_size = -524288');
  database
    .prepare(
      `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < @contacts)
       INSERT INTO base_contacts (id, workspace_id, created_on, first_name, last_name, primary_email, company, email_key, sort_name, sort_company, search_text, search_short, updated_at)
       SELECT printf('01900000-%04x-7%03x-8000-%012x', i / 65536, i % 4096, i), @workspaceId, strftime('%Y-%m-%dT%H:%M:%fZ', 1700000000 + i, 'unixepoch'),
         'Person', i * 7919 % 1000003, 'p' || i || '@mail' || (i % 97) || '.example.com', 'Company ' || (i % 5000),
         'p' || i || '@mail' || (i % 97) || '.example.com', 'person ' || (i * 7919 % 1000003), 'company ' || (i % 5000),
         'person ' || (i * 7919 % 1000003) || char(10) || 'p' || i || '@mail' || (i % 97) || '.example.com' || char(10) || 'company ' || (i % 5000),
         'p pe p' || substr(i, 1, 1) || ' c co ' || substr(i * 7919 % 1000003, 1, 1) || ' ' || substr(i * 7919 % 1000003, 1, 2)
           || iif(i % 700 = 3, ' l li', '') || iif(i % 7000 = 4, ' 王 小 明 王小 小明', ''),
         '2026-01-01T00:00:00.000Z' FROM n`,
    )
    .run({ contacts: CONTACTS, workspaceId });
  database.exec('INSERT INTO contact_search (rowid, text) SELECT search_id, search_text FROM base_contacts');
  database.exec('INSERT INTO contact_short (rowid, terms) SELECT search_id, search_short FROM base_contacts');
  database.exec('UPDATE contact_search_state SET indexed_up_to = (SELECT MAX(search_id) FROM base_contacts)');
  database.exec('ANALYZE');
  database.close();
}

/** The usual shape, on the same rows and index. @param {string} workspaceId */
function compareWithOffset(workspaceId) {
  const database = new Database(file, { readonly: true });
  const statement = database.prepare(
    'SELECT * FROM base_contacts WHERE workspace_id = ? AND deleted_at IS NULL AND sort_name IS NOT NULL ORDER BY sort_name, id LIMIT 50 OFFSET ?',
  );
  const times = [];
  for (let n = 0; n < 5; n += 1) {
    const startedAt = performance.now();
    statement.all(workspaceId, CONTACTS - 50);
    times.push(performance.now() - startedAt);
  }
  database.close();
  report({
    row: 'W3',
    what: 'OFFSET to the last page, the statement alone',
    figure: percentile(times, 0.5),
    unit: 'ms',
    note: 'what keyset paging avoids',
  });
}
