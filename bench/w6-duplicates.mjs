/**
 * W6: duplicates among a million contacts, over HTTP, on SQLite: the whole search in the background (exact and alike), how much memory the
 * product takes meanwhile and how long others wait; then merges, and the undo of one with 10,000 timeline entries.
 * `CONTACTS=100000 node bench/w6-duplicates.mjs` for a quick look.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { assertRows, percentile, report } from './support/figures.mjs';
import { createAccount, startProduct } from './support/product.mjs';

const CONTACTS = Number(process.env.CONTACTS ?? 1_000_000);
/** One in so many has a twin of the same name and company. */
const TWIN_EVERY = 1_000;
const ENTRIES = 10_000;
const MERGES = 200;
const LIMITS = { RATE_LIMIT_PERSON: '1000000000', RATE_LIMIT_WORKSPACE: '1000000000' };
/** @typedef {{ id: string, items: { a: { id: string }, b: { id: string } }[], searchedAt: string | null, exactPairs: number }} Answer of the routes asked here */
const Database = createRequire(new URL('../apps/api/package.json', import.meta.url))('better-sqlite3');

const dataDir = mkdtempSync(join(tmpdir(), 'rapport-bench-'));
const file = join(dataDir, 'rapport.db');

try {
  const first = await startProduct({ dataDir, env: LIMITS });
  const account = await createAccount(first);
  await first.stop();
  const exact = seed(account.workspaceId);
  measureStatement(account.workspaceId, exact);
  const product = await startProduct({ dataDir, env: LIMITS });
  try {
    /** @param {string} path @param {object} [body] @returns {Promise<Answer>} */
    const call = async (path, body) => {
      const response = await fetch(`${product.url}/api/v1/workspaces/${account.workspaceId}/${path}`, {
        method: body ? 'POST' : 'GET',
        headers: { cookie: account.cookie, 'x-rapport-client': 'bench', ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const { data, error } = await response.json();
      if (error) throw new Error(`${path}: ${error.message}`);
      return data;
    };
    await search(call, product.pid, exact);
    await merge(call);
  } finally {
    await product.stop();
  }
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

/** @param {(path: string, body?: object) => Promise<Answer>} call @param {number} pid @param {number} exact */
async function search(call, pid, exact) {
  const quiet = rss(pid);
  const startedAt = performance.now();
  await call('duplicates/search', {});
  const waits = [];
  let most = quiet;
  let state = await call('duplicates/state');
  while (state.searchedAt === null) {
    const asked = performance.now();
    await call('contacts?limit=50');
    waits.push(performance.now() - asked);
    most = Math.max(most, rss(pid));
    await pause(50);
    state = await call('duplicates/state');
  }
  const seconds = (performance.now() - startedAt) / 1000;
  assertRows('exact pairs', Math.min(state.exactPairs, exact), exact);
  report({ row: 'W6', what: `the whole search among ${CONTACTS} contacts`, figure: seconds, unit: 's' });
  report({ row: 'W6', what: 'memory that it takes', figure: (most - quiet) / 1e6, unit: 'MB', limit: 200, better: 'lower' });
  report({
    row: 'W6',
    what: 'a page of contacts meanwhile, p99',
    figure: percentile(waits, 0.99),
    unit: 'ms',
    limit: 300,
    better: 'lower',
  });
}

/** @param {(path: string, body?: object) => Promise<Answer>} call */
async function merge(call) {
  const { items } = await call('duplicates?limit=200&minScore=90');
  const pairs = items.slice(0, MERGES);
  const startedAt = performance.now();
  const done = await Promise.all(pairs.map(({ a, b }) => call('merges', { primaryId: a.id, secondaryIds: [b.id] }).catch(() => null)));
  const made = done.filter(Boolean);
  report({ row: 'W6', what: 'merges, one request each', figure: made.length / ((performance.now() - startedAt) / 1000), unit: '/s' });

  const primary = await call('contacts', { firstName: 'Stays' });
  const other = await call('contacts', { firstName: 'Goes' });
  const database = new Database(file);
  database
    .prepare(
      `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < @entries)
       INSERT INTO communication_logs (id, workspace_id, contact_id, type, content, timestamp)
       SELECT printf('01910000-%04x-7%03x-8000-%012x', i / 65536, i % 4096, i), (SELECT workspace_id FROM base_contacts WHERE id = @id), @id, 'note', '{"text":"x"}', '2026-01-01T00:00:00.000Z' FROM n`,
    )
    .run({ entries: ENTRIES, id: other.id });
  database.close();
  const merging = performance.now();
  const { id } = await call('merges', { primaryId: primary.id, secondaryIds: [other.id] });
  report({ row: 'W6', what: `merge of ${ENTRIES} timeline entries`, figure: (performance.now() - merging) / 1000, unit: 's' });
  const undoing = performance.now();
  await call(`merges/${id}/undo`, {});
  const seconds = (performance.now() - undoing) / 1000;
  const reading = new Database(file, { readonly: true });
  assertRows(
    'entries that are back',
    reading.prepare('SELECT COUNT(*) AS n FROM communication_logs WHERE contact_id = ?').get(other.id).n,
    ENTRIES,
  );
  reading.close();
  report({ row: 'W6', what: `undo of that merge`, figure: seconds, unit: 's', limit: 2, better: 'lower' });
}

/** The statement by itself, as the search runs it. @param {string} workspaceId @param {number} exact */
function measureStatement(workspaceId, exact) {
  const database = new Database(file, { readonly: true });
  const startedAt = performance.now();
  const named = 'workspace_id = @workspaceId AND deleted_at IS NULL AND sort_name IS NOT NULL';
  const pairs = database
    .prepare(
      `SELECT a, b FROM (SELECT MIN(id) OVER (PARTITION BY sort_name, sort_company) AS a, id AS b FROM base_contacts WHERE ${named} AND sort_company IS NOT NULL
         AND sort_name IN (SELECT sort_name FROM base_contacts WHERE ${named} GROUP BY sort_name HAVING COUNT(*) > 1)) x WHERE a <> b`,
    )
    .all({ workspaceId }).length;
  assertRows('pairs of the same name and company', pairs, exact);
  report({
    row: 'W6',
    what: 'exact duplicates, the statement',
    figure: (performance.now() - startedAt) / 1000,
    unit: 's',
    limit: 5,
    better: 'lower',
  });
  database.close();
}

/** Bytes. @param {number} pid */
function rss(pid) {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
}

/** Straight into the file: this bench is about finding. Answers how many pairs agree exactly. @param {string} workspaceId */
function seed(workspaceId) {
  const database = new Database(file);
  database.pragma('synchronous = OFF');
  database.pragma('cache_size = -524288');
  database
    .prepare(
      `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < @contacts), p AS (SELECT i, iif(i % @every = 1, i - 1, i) AS who FROM n)
       INSERT INTO base_contacts (id, workspace_id, created_on, first_name, last_name, primary_email, company, email_key, sort_name, sort_company, search_text, search_short, updated_at)
       SELECT printf('01900000-%04x-7%03x-8000-%012x', i / 65536, i % 4096, i), @workspaceId, strftime('%Y-%m-%dT%H:%M:%fZ', 1700000000 + i, 'unixepoch'),
         'Person', who * 7919 % 1000003, 'p' || i || '@mail' || (i % 97) || '.example.com', 'Company ' || (who % 5000),
         'p' || i || '@mail' || (i % 97) || '.example.com', 'person ' || (who * 7919 % 1000003), 'company ' || (who % 5000), '', '', '2026-01-01T00:00:00.000Z' FROM p`,
    )
    .run({ contacts: CONTACTS, workspaceId, every: TWIN_EVERY });
  database.close();
  return Math.floor((CONTACTS - 2) / TWIN_EVERY) + 1;
}
