/**
 * W1: a CSV of one million contacts through HTTP into a fresh Rapport, without and with five custom fields. Beside the speed: the
 * peak memory of the server, and how long another person's write had to wait meanwhile. Measured in the same run as the limit:
 * reading the file alone, and writing the same rows raw in one transaction.
 * BENCH_ROWS=100000 for a quick look; DATABASE_URL (an empty database) for W1b, the same on PostgreSQL.
 */
import assert from 'node:assert/strict';
import { createReadStream, mkdtempSync, openAsBlob, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../tools/support/report.mjs';
import { assertRows, percentile, report } from './support/figures.mjs';
import { customColumns, fixedColumns, personRow, writePeople } from './support/people.mjs';
import { createAccount, startProduct } from './support/product.mjs';

const ROWS = Number(process.env.BENCH_ROWS ?? 1_000_000);
const isPostgres = Boolean(process.env.DATABASE_URL);
const row = isPostgres ? 'W1b' : 'W1';
const folder = mkdtempSync(join(tmpdir(), 'rapport-bench-'));

/**
 * @typedef {{ id: string, status: string, counts: { created: number, rejected: number } }} Import
 * @typedef {import('./support/product.mjs').Account} Account
 */

try {
  if (!process.env.ONLY_CUSTOM) await measure('no custom fields', false, isPostgres ? 30_000 : 40_000);
  if (!isPostgres && !process.env.ONLY_PLAIN) await measure('five custom fields', true, 15_000);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @param {string} what @param {boolean} withCustom @param {number} goal */
async function measure(what, withCustom, goal) {
  const file = join(folder, 'people.csv');
  await writePeople(file, ROWS, withCustom);
  const read = await readOnly(file, withCustom);
  const write = rawInsert(withCustom);
  const limit = 1 / (1 / read + 1 / write);
  report({ row, what: `reading the file alone, ${what}`, figure: read, unit: 'rows/s' });
  report({ row, what: `raw rows in one SQLite transaction, ${what}`, figure: write, unit: 'rows/s' });
  const outcome = await importOverHttp(file, withCustom);
  const note = `${((outcome.perSecond / limit) * 100).toFixed(0)} % of reading and raw writing one after the other`;
  report({ row, what: `import, ${what}`, figure: outcome.perSecond, unit: 'contacts/s', limit: goal, note });
  report({ row, what: `processor time of the server, ${what}`, figure: outcome.cpuMs, unit: 'ms/contact', better: 'lower' });
  report({ row, what: `peak memory of the server, ${what}`, figure: outcome.peakMb, unit: 'MB', limit: 300, better: 'lower' });
  const waits = `median ${percentile(outcome.waits, 0.5).toFixed(0)} ms of ${outcome.waits.length}`;
  report({
    row,
    what: `longest wait of another writer, ${what}`,
    figure: Math.max(...outcome.waits),
    unit: 'ms',
    limit: 300,
    better: 'lower',
    note: waits,
  });
}

/** @param {string} file @param {boolean} withCustom */
async function readOnly(file, withCustom) {
  const { readBatches } = await import(join(root, 'apps/api/dist/modules/imports/csv/readBatches.js'));
  const columns = [...fixedColumns, ...(withCustom ? customColumns.map(({ label }) => label) : [])];
  const startedAt = performance.now();
  let rows = 0;
  for await (const batch of readBatches(createReadStream(file, { highWaterMark: 128 * 1024 }), {
    encoding: 'utf-8',
    delimiter: ',',
    header: columns,
    columns,
  })) {
    rows += batch.rows.length;
  }
  assertRows('reading', rows, ROWS);
  return (ROWS * 1000) / (performance.now() - startedAt);
}

/** The least that has to be stored: a row per contact with its unique address, a row per custom value; nothing else. @param {boolean} withCustom */
function rawInsert(withCustom) {
  const Database = createRequire(join(root, 'apps/api/package.json'))('better-sqlite3');
  const database = new Database(join(folder, `raw-${withCustom}.db`));
  database.pragma('journal_mode = WAL');
  database.pragma('cache_size = -65536');
  database.exec(`CREATE TABLE contacts (id TEXT PRIMARY KEY, first_name TEXT, last_name TEXT, email TEXT UNIQUE, company TEXT, updated_at TEXT);
    CREATE TABLE fields (contact_id TEXT NOT NULL, name TEXT NOT NULL, value TEXT, PRIMARY KEY (contact_id, name)) WITHOUT ROWID`);
  const contact = database.prepare('INSERT INTO contacts VALUES (?, ?, ?, ?, ?, ?)');
  const field = database.prepare('INSERT INTO fields VALUES (?, ?, ?)');
  const now = new Date().toISOString();
  const startedAt = performance.now();
  database.exec('BEGIN');
  for (let i = 0; i < ROWS; i += 1) {
    const [first, last, email, company, ...values] = personRow(i, withCustom);
    const id = `01930000-0000-7000-8000-${i.toString(16).padStart(12, '0')}`;
    contact.run(id, first, last, email, company, now);
    values.forEach((value, n) => field.run(id, customColumns[n]?.label, value));
  }
  database.exec('COMMIT');
  const perSecond = (ROWS * 1000) / (performance.now() - startedAt);
  assertRows('raw insert', database.prepare('SELECT COUNT(*) AS n FROM contacts').get().n, ROWS);
  database.close();
  return perSecond;
}

/** @param {string} file @param {boolean} withCustom */
async function importOverHttp(file, withCustom) {
  const product = await startProduct();
  try {
    const account = await createAccount(product);
    const { id } = await upload(product.url, account, file);
    if (withCustom) await account.call('PATCH', `W/imports/${id}`, { columns: customTargets() });
    const startedAt = performance.now();
    const cpuBefore = product.cpuMs();
    await account.call('POST', `W/imports/${id}/start`, { mode: 'createAndUpdate' });
    const waits = await writeMeanwhile(account, id);
    const seconds = (performance.now() - startedAt) / 1000;
    const cpuMs = product.cpuMs() - cpuBefore;
    const done = /** @type {Import} */ (await account.call('GET', `W/imports/${id}`));
    assert.equal(done.status, 'completed');
    assertRows('created', done.counts.created, ROWS);
    const { count } = /** @type {{ count: number }} */ (await account.call('GET', 'W/contacts/count'));
    assertRows('contacts', count, ROWS + waits.length);
    return { perSecond: ROWS / seconds, cpuMs: cpuMs / ROWS, peakMb: peakMemoryMb(product.pid), waits };
  } finally {
    await product.stop();
  }
}

/** @param {string} url @param {Account} account @param {string} file @returns {Promise<Import>} */
async function upload(url, account, file) {
  const form = new FormData();
  form.append('file', await openAsBlob(file), 'people.csv');
  const headers = { cookie: account.cookie, 'x-rapport-client': 'bench' };
  const answer = await fetch(`${url}/api/v1/workspaces/${account.workspaceId}/imports`, { method: 'POST', headers, body: form });
  const { data, error } = /** @type {{ data: Import, error: object | null }} */ (await answer.json());
  assert.equal(error, null);
  return data;
}

function customTargets() {
  return customColumns.map(({ label, fieldType }, n) => ({
    index: fixedColumns.length + n,
    target: `custom:${label.toLowerCase().replaceAll(' ', '_')}`,
    newField: { label, fieldType },
  }));
}

/** Someone else adds a contact every 50 ms until the import has ended; answers how long each write took. @param {Account} account @param {string} id */
async function writeMeanwhile(account, id) {
  /** @type {number[]} */
  const waits = [];
  let askedAt = performance.now();
  for (;;) {
    const startedAt = performance.now();
    await account.call('POST', 'W/contacts', { lastName: `Writer ${waits.length}`, primaryEmail: `writer.${waits.length}@example.net` });
    waits.push(performance.now() - startedAt);
    await sleep(50);
    if (performance.now() - askedAt < 500) continue;
    askedAt = performance.now();
    const { status } = /** @type {Import} */ (await account.call('GET', `W/imports/${id}`));
    if (status !== 'running') return waits;
  }
}

/** The most memory the server ever held. @param {number} pid */
function peakMemoryMb(pid) {
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}
