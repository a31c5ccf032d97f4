import { readFileSync } from 'node:fs';
import path from 'node:path';
import request from 'supertest';
import { readConfig } from '../src/platform/config/AppConfig.js';
import { createDataSource } from '../src/platform/database/createDataSource.js';
import { ActivityIndex1764240000000 } from '../src/platform/database/migrations/1764240000000-ActivityIndex.js';
import { migrations } from '../src/platform/database/migrations/index.js';
import type { RapportDataSource } from '../src/platform/database/RapportDataSource.js';
import { queryRows, sql } from '../src/platform/database/sql.js';
import { fillFirstRelease } from './support/firstRelease.js';
import { first, FIRST_ACCOUNT, FIRST_KEY } from './support/firstReleaseIds.js';
import { dataOf, Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { createTestDatabase, type TestDatabase } from './support/testDatabase.js';

type Row = Record<string, unknown>;

/** What the first release consisted of. */
const FIRST_RELEASE = migrations.slice(0, migrations.indexOf(ActivityIndex1764240000000) + 1);
/** Kept by the database or by the migrations themselves. */
const NOT_OURS = /^(?:migrations|sqlite_|contact_search)/;
/** Links that are valid for an hour: they are asked for again. */
const DROPPED = ['password_resets', 'email_changes'];

let database: TestDatabase;
let test: TestApp;
let vera: Person;
const before = new Map<string, Row[]>();

beforeAll(async () => {
  database = await createTestDatabase();
  const config = readConfig({ PORT: '0', ...database.environment }, path.join(database.dataDir, '.env'));
  const source = createDataSource(config.database, { entities: [], migrations: FIRST_RELEASE });
  await source.initialize();
  await source.runMigrations({ transaction: 'each' });
  await fillFirstRelease(source);
  for (const table of await tablesOf(source)) before.set(table, await allOf(source, table));
  await source.destroy();
  test = await TestApp.start({}, database);
  vera = new Person(test.app.getHttpServer());
  await dataOf(vera.post('/api/v1/auth/login', FIRST_ACCOUNT));
  vera.workspaceId = first.workspace;
}, 60_000);
afterAll(() => test.stop());

async function tablesOf(source: RapportDataSource): Promise<string[]> {
  const rows =
    source.options.type === 'postgres'
      ? await queryRows<{ name: string }>(
          source.manager,
          sql`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
        )
      : await queryRows<{ name: string }>(source.manager, sql`SELECT name FROM sqlite_master WHERE type = 'table'`);
  return rows.map(({ name }) => name).filter((name) => !NOT_OURS.test(name));
}

const allOf = (source: RapportDataSource, table: string): Promise<Row[]> =>
  queryRows<Row>(source.manager, sql`SELECT * FROM ${sql.raw(table)}`);

/** Fields that the start of a newer version changes on purpose. */
const CHANGED: Readonly<Record<string, (row: Row) => Row>> = {
  campaign_approvals: (row) =>
    ['inReview', 'approved', 'scheduled'].some((status) => row['campaign_id'] === first.campaigns[status as 'inReview'])
      ? { ...row, status: 'void' }
      : row,
  campaigns: (row) =>
    ['inReview', 'approved', 'scheduled'].includes(String(row['status']))
      ? { ...row, status: 'draft', status_reason: expect.stringContaining('Ask for approval again'), scheduled_at: null, version: 4 }
      : row,
  // Made of the other columns, and made anew.
  base_contacts: (row) => ({ ...row, search_text: expect.stringContaining(String(row['first_name']).toLowerCase()) }),
  // State and tests are those of the account now (decision 64).
  workspace_email_providers: ({ id, workspace_id, provider_type, config_json, created_at, updated_at }) => ({
    id,
    workspace_id,
    account_id: id,
    provider_type,
    config_json,
    created_at,
    updated_at,
  }),
  sessions: (row) => ({ ...row, last_seen_at: expect.any(String) }),
  api_keys: (row) => ({ ...row, last_used_at: expect.anything(), last_used_ip: expect.anything(), last_used_route: expect.anything() }),
};

it('every table of the first release has rows', () => {
  expect(before.size).toBeGreaterThan(35);
  expect([...before].filter(([, rows]) => rows.length === 0).map(([table]) => table)).toEqual([]);
});

it('a key of that time still opens its workspace', async () => {
  const answer = await request(test.app.getHttpServer())
    .get(`/api/v1/workspaces/${first.workspace}/contacts`)
    .set('Authorization', `Bearer ${FIRST_KEY}`);
  expect(answer.status).toBe(200);
});

it('no row is lost and no value is changed, but what an update changes on purpose', async () => {
  const source = test.services.dataSource as RapportDataSource;
  for (const [table, rows] of before) {
    const after = await allOf(source, table);
    if (DROPPED.includes(table)) continue;
    for (const row of rows) {
      const wanted = CHANGED[table]?.(row) ?? row;
      const keys = Object.keys(row).filter((column) => /(^|_)(id|hash|key|number|seq)$/.test(column) && row[column] !== null);
      const found = after.find((other) => keys.every((column) => other[column] === row[column]));
      expect({ table, row: found }).toEqual({ table, row: expect.objectContaining(wanted) });
    }
  }
});

it('the sender of that time is an account under the id of its row', async () => {
  const [row] = before.get('workspace_email_providers') ?? [];
  const accounts = await allOf(test.services.dataSource as RapportDataSource, 'sender_accounts');
  expect(accounts).toMatchObject([
    {
      id: row?.['id'],
      workspace_id: row?.['workspace_id'],
      kind: row?.['provider_type'],
      settings_json: row?.['config_json'],
      state: row?.['state'],
    },
  ]);
});

it('the database is whole: every reference leads somewhere', async () => {
  if (database.isPostgres) return;
  expect(await queryRows(test.services.dataSource.manager, sql`PRAGMA foreign_key_check`)).toEqual([]);
  expect(await queryRows(test.services.dataSource.manager, sql`PRAGMA integrity_check`)).toEqual([{ integrity_check: 'ok' }]);
});

it('the old data is answered as it was', async () => {
  expect(await dataOf(vera.get(`contacts/${first.contact}`))).toMatchObject({
    firstName: 'Ann',
    primaryEmail: 'ann@example.com',
    phones: [{ value: '+49 30 23125 210', isPrimary: true }],
    lists: expect.arrayContaining([expect.objectContaining({ name: 'Newsletter' })]),
    customFields: [expect.objectContaining({ fieldName: 'points', value: '12.5' })],
  });
  for (const search of ['ann', 'doe kg', '23125', 'an'])
    expect({ search, found: await dataOf(vera.get(`contacts?search=${encodeURIComponent(search)}`)) }).toMatchObject({
      search,
      found: { items: [{ id: first.contact }] },
    });
  expect(await dataOf(vera.get(`imports/${first.import}`))).toMatchObject({
    status: 'completed',
    counts: { created: 1, rejected: 1, blank: 0 },
    columns: [
      { header: 'Name', target: 'fullName' },
      { header: 'Email', target: 'primaryEmail' },
    ],
    reportedCells: 0,
    reportedNotes: 0,
  });
  expect(await dataOf(vera.get(`campaigns/${first.campaigns.sent}/recipients`))).toMatchObject({
    items: expect.arrayContaining([expect.objectContaining({ state: 'uncertain' })]),
  });
  expect(await dataOf(vera.get(`messages/${first.sentMessage}`))).toMatchObject({ subject: 'Hello Ann' });
});

/** Records that the first version had none of. Their lists are asked for all the same. */
const UNKNOWN_THEN = [
  'custom-fields',
  'segments',
  'merges',
  'reminders',
  'exports',
  'views',
  'forms',
  'ai/requests',
  'contacts/{id}/files',
  'contacts/{id}/messages',
  'contacts/{id}/calls',
  'conversations',
  'images',
  'snippets',
  'insights',
];

it('every page of the API answers', async () => {
  const document = JSON.parse(readFileSync(new URL('../../../libs/sdk/openapi.json', import.meta.url), 'utf8')) as {
    paths: Record<string, { get?: object }>;
  };
  const firstOf = async (list: string): Promise<string> => {
    const answer = await dataOf<{ items: { id: string }[] } | { id: string }[]>(vera.get(list));
    return (Array.isArray(answer) ? answer : answer.items)[0]?.id ?? '';
  };
  const ids: Readonly<Record<string, readonly string[]>> = {
    'audit/entries': [await firstOf('audit')],
    contacts: [first.contact, first.trashed],
    lists: [first.list, first.stage],
    stages: [first.stage],
    imports: [first.import],
    'mail-lab/messages': [first.labMessage],
    templates: [first.template],
    campaigns: Object.values(first.campaigns),
    messages: [first.sentMessage],
    'contacts/bulk': [first.bulk],
    'sender-accounts': [await firstOf('sender-accounts')],
  };
  const queryOf = async (url: string): Promise<string> => {
    if (url === 'audit/history') return `?entityType=contact&entityId=${first.contact}`;
    if (url === 'calendar') return '?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z';
    if (url === 'contacts/similar') return '?search=annn';
    if (url.endsWith('/domain')) return '?domain=example.com';
    if (!url.endsWith('/rejects/row')) return '';
    const { items } = await dataOf<{ items: { rowNumber: number }[] }>(vera.get(url.slice(0, -'/row'.length)));
    return `?rowNumber=${items[0]?.rowNumber}`;
  };
  const base = '/api/v1/workspaces/{workspaceId}/';
  const pages = Object.entries(document.paths).flatMap(([page, { get }]) =>
    // A stream has no end to wait for.
    get && page.startsWith(base) && page !== `${base}events` ? [page.slice(base.length)] : [],
  );
  const asked: string[] = [];
  for (const page of pages) {
    const [place = '', rest] = page.split(/\/\{(?:id|bulkId)\}/);
    const [list = '', second] = rest?.split(/\/\{(?:versionId|entryId)\}/) ?? [];
    const urls: string[] = [];
    for (const id of rest === undefined ? [] : (ids[place] ?? [])) {
      const url = `${place}/${id}${list}`;
      urls.push(second === undefined ? url : `${url}/${await firstOf(url)}${second}`);
    }
    if (rest === undefined) urls.push(page);
    if (rest !== undefined && UNKNOWN_THEN.some((records) => page.startsWith(`${records}/{`))) continue;
    expect({ page, urls: urls.length }).not.toEqual({ page, urls: 0 });
    for (const url of urls) {
      const query = await queryOf(url);
      const { status } = await vera.get(`${url}${query}`);
      expect({ url, status }).toEqual({ url, status: 200 });
      asked.push(url);
    }
  }
  expect(asked.length).toBeGreaterThan(50);
});

it('work goes on: a bulk action of that time is undone, a campaign is asked about, a contact is changed', async () => {
  await dataOf(vera.post(`contacts/bulk/${first.bulk}/undo`));
  expect(await dataOf(vera.get(`contacts/${first.trashed}`))).toMatchObject({ firstName: 'Tim', deletedAt: null });
  const paused = await vera.post(`campaigns/${first.campaigns.paused}/resume`);
  expect(paused.status).toBe(409);
  expect((await dataOf<{ status: string }>(vera.post(`campaigns/${first.campaigns.approved}/request-approval`, {}))).status).toBe(
    'inReview',
  );
  expect(await dataOf(vera.patch(`contacts/${first.contact}`, { version: 4, company: 'Doe AG' }))).toMatchObject({ company: 'Doe AG' });
});
