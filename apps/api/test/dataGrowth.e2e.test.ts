import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { KEPT_DAYS, SweepOldRows } from '../src/platform/database/SweepOldRows.js';
import { referencesTo } from '../src/platform/database/foreignKeys.js';
import { newId } from '../src/platform/database/ids.js';
import { execute, queryRows, sql, type SqlFragment } from '../src/platform/database/sql.js';
import type { Test } from 'supertest';
import { uploadFile } from './support/imports.js';
import { waitFor } from './support/waitFor.js';
import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const DAY = 86_400_000;
/** FTS5 keeps these itself. */
const SEARCH_INDEX = /^(contact|note)_(search|short)(_(config|data|docsize|idx|content))?$/;
/** Tables of one of the two databases only. */
const SQLITE_ONLY = ['jobs', 'contact_search_state'];

interface Line {
  readonly bound: string;
  readonly limit: string;
  readonly heldBy: string[];
}

const lines = new Map<string, Line>(
  [...readFileSync(path.join(root, 'docs/DATA-GROWTH.md'), 'utf8').matchAll(/^\| `(\w+)` *\| *(\w+) *\| *(.*?) *\| *(.*?) *\|$/gm)].map(
    ([, table = '', bound = '', limit = '', held = '']) => [
      table,
      { bound, limit, heldBy: [...held.matchAll(/`(\w+)`/g)].map(([, name = '']) => name) },
    ],
  ),
);
const sources = new Set(
  (readdirSync(path.join(root, 'apps/api/src'), { recursive: true }) as string[]).map((file) => path.basename(file, '.ts')),
);

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

async function tables(): Promise<string[]> {
  const { manager } = test.services.dataSource;
  const rows = test.database.isPostgres
    ? await queryRows<{ name: string }>(
        manager,
        sql`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
      )
    : await queryRows<{ name: string }>(manager, sql`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'`);
  return rows.map(({ name }) => name).filter((name) => !SEARCH_INDEX.test(name));
}

/** Everything that goes when a row of `owner` is deleted. */
async function ownedBy(owner: string, found = new Set<string>()): Promise<Set<string>> {
  for (const { table, onDelete } of await referencesTo(test.services.dataSource.manager, owner)) {
    if (onDelete !== 'CASCADE' || found.has(table)) continue;
    found.add(table);
    await ownedBy(table, found);
  }
  return found;
}

it('every table says what keeps it from growing without end, and no line is about a table that is gone', async () => {
  const present = await tables();
  const expected = [...lines.keys()].filter((table) => !test.database.isPostgres || !SQLITE_ONLY.includes(table));
  expect(present.sort()).toEqual(expected.sort());
});

it('what belongs to a workspace or an account goes with it', async () => {
  const owned = { workspace: await ownedBy('workspaces'), account: await ownedBy('users') };
  for (const [table, { bound }] of lines) {
    if (bound === 'workspace' || bound === 'account')
      expect({ table, bound, goes: owned[bound].has(table) }).toEqual({ table, bound, goes: true });
    else expect(['sweep', 'fixed', 'history']).toContain(bound);
  }
});

it('what is swept names code that is there, and every line says a limit', () => {
  for (const [table, { bound, limit, heldBy }] of lines) {
    expect({ table, says: limit.length > 2 }).toEqual({ table, says: true });
    expect({ table, missing: heldBy.filter((name) => !sources.has(name)) }).toEqual({ table, missing: [] });
    if (bound === 'sweep') expect({ table, isHeld: heldBy.length > 0 }).toEqual({ table, isHeld: true });
  }
});

describe('the sweep of old rows', () => {
  const count = async (table: string): Promise<number> =>
    (await queryRows(test.services.dataSource.manager, sql`SELECT 1 FROM ${sql.raw(table)}`)).length;
  const sweep = (): Promise<void> => test.app.get(SweepOldRows, { strict: false }).run();

  const days = (count: number): string => new Date(Date.now() - count * DAY).toISOString();
  const end = (id: string, at: string): Promise<number> =>
    execute(test.services.dataSource.manager, sql`UPDATE bulk_actions SET finished_at = ${at} WHERE id = ${id}`);

  it('keeps what an undo needs for 30 days, and removes it after that', async () => {
    for (const firstName of ['Ann', 'Bo']) await dataOf(test.owner.post('contacts', { firstName }));
    const { items } = await dataOf<{ items: { id: string }[] }>(test.owner.get('contacts'));
    const contactIds = items.map(({ id }) => id);
    const bulk = async (name: string): Promise<string> => {
      const list = await dataOf<{ id: string }>(test.owner.post('lists', { name }));
      return (
        await dataOf<{ id: string }>(test.owner.post('contacts/bulk', { action: 'addToList', listId: list.id, selection: { contactIds } }))
      ).id;
    };
    const [young, old, older] = [await bulk('One'), await bulk('Two'), await bulk('Three')];
    await end(young, days(29));
    await end(old, days(30.5));
    await end(older, days(KEPT_DAYS.bulkActions + 0.1));
    await sweep();
    expect((await errorOf(test.owner.get(`contacts/bulk/${older}`))).status).toBe(404);
    expect((await errorOf(test.owner.post(`contacts/bulk/${old}/undo`))).code).toBe('bulkAction.tooLateToUndo');
    expect(await count('bulk_action_rows')).toBe(4);
    await dataOf(test.owner.post(`contacts/bulk/${young}/undo`));
  });

  it('removes API keys a year after their end, and no others', async () => {
    const make = async (): Promise<string> =>
      (await dataOf<{ id: string }>(test.owner.post('api-keys', { description: 'Key', scopes: ['contacts:read'] }))).id;
    const [live, ended, revoked, expired] = [await make(), await make(), await make(), await make()];
    const manager = test.services.dataSource.manager;
    await execute(manager, sql`UPDATE api_keys SET expires_at = NULL WHERE id = ${live}`);
    await execute(manager, sql`UPDATE api_keys SET revoked_at = ${days(364)} WHERE id = ${ended}`);
    await execute(manager, sql`UPDATE api_keys SET revoked_at = ${days(366)} WHERE id = ${revoked}`);
    await execute(manager, sql`UPDATE api_keys SET expires_at = ${days(366)} WHERE id = ${expired}`);
    await sweep();
    const left = await queryRows<{ id: string }>(manager, sql`SELECT id FROM api_keys`);
    expect(left.map(({ id }) => id).sort()).toEqual([live, ended].sort());
  });

  it('keeps 200 versions of a template, and those that a campaign was written from', async () => {
    const created = await dataOf<{ id: string; version: number; versionId: string }>(
      test.owner.post('templates', { name: 'Letter', subject: 'Hello', bodyHtml: '<p>1</p>' }),
    );
    const campaign = await dataOf<{ id: string }>(test.owner.post('campaigns', { name: 'Pinned' }));
    const manager = test.services.dataSource.manager;
    await execute(manager, sql`UPDATE campaigns SET template_version_id = ${created.versionId} WHERE id = ${campaign.id}`);
    for (let version = 1; version <= 203; version += 1)
      await dataOf(test.owner.patch(`templates/${created.id}`, { version, bodyHtml: `<p>${version + 1}</p>` }));
    const kept = await queryRows<{ version: number }>(manager, sql`SELECT version FROM template_versions ORDER BY version`);
    expect(kept.map(({ version }) => Number(version))).toEqual([1, ...Array.from({ length: 200 }, (_, n) => n + 5)]);
  });

  it('removes failed jobs after 90 days', async () => {
    const manager = test.services.dataSource.manager;
    if (test.database.isPostgres) return expect(await failedOnPostgres()).toEqual(['young']);
    for (const [id, age] of [
      ['old', 91],
      ['young', 89],
    ] as const)
      await execute(
        manager,
        sql`INSERT INTO jobs (id, name, payload, state, run_at, created_at) VALUES (${id}, 'nothing', '{}', 'dead', ${days(age)}, ${days(age)})`,
      );
    await sweep();
    const left = await queryRows<{ id: string }>(manager, sql`SELECT id FROM jobs WHERE state = 'dead'`);
    expect(left.map(({ id }) => id)).toEqual(['young']);
  });

  async function failedOnPostgres(): Promise<string[]> {
    const manager = test.services.dataSource.manager;
    for (const [key, age] of [
      ['old', 91],
      ['young', 89],
    ] as const) {
      await queryRows(manager, sql`SELECT graphile_worker.add_job('nothing', job_key := ${key}, max_attempts := 1)`);
      await execute(
        manager,
        sql`UPDATE graphile_worker._private_jobs SET attempts = 1, run_at = CAST(${days(age)} AS TIMESTAMPTZ) WHERE key = ${key}`,
      );
    }
    await sweep();
    return (
      await queryRows<{ key: string }>(manager, sql`SELECT key FROM graphile_worker._private_jobs WHERE attempts >= max_attempts`)
    ).map(({ key }) => key);
  }
});

describe('what people make is limited in number, and says what to do', () => {
  const now = '2026-01-31T09:00:00.000Z';

  /** Rows of a stranger's workspace, as many as it may have but one. */
  async function fill(into: SqlFragment, count: number, row: (number: number, id: string) => SqlFragment): Promise<void> {
    const { manager } = test.services.dataSource;
    for (let from = 0; from < count; from += 250) {
      const rows = Array.from({ length: Math.min(250, count - from) }, (_, n) => row(from + n, newId()));
      await execute(manager, sql`INSERT INTO ${into} VALUES ${sql.join(rows, ', ')}`);
    }
  }

  it('1,000 lists', async () => {
    const person = await test.stranger();
    const { length } = await dataOf<object[]>(person.get('lists'));
    await fill(
      sql`contact_lists (id, workspace_id, name, is_primary, created_at)`,
      999 - length,
      (n, id) => sql`(${id}, ${person.workspaceId}, ${`List ${n}`}, ${false}, ${now})`,
    );
    const last = await dataOf<{ id: string }>(person.post('lists', { name: 'The last' }));
    const refused = await errorOf(person.post('lists', { name: 'One more' }));
    expect([refused.status, refused.code]).toEqual([409, 'list.tooMany']);
    expect(refused.message).toContain('at most 1,000 lists. Delete one');
    await dataOf(person.delete(`lists/${last.id}`));
    await dataOf(person.post('lists', { name: 'One more' }));
  });

  it('500 custom fields, those that are being emptied included; an import that would make more says so before it starts', async () => {
    const person = await test.stranger();
    const { length } = await dataOf<object[]>(person.get('custom-fields'));
    await fill(
      sql`custom_field_definitions (id, workspace_id, field_name, label, field_type, created_at)`,
      499 - length,
      (n, id) => sql`(${id}, ${person.workspaceId}, ${`f_${n}`}, ${`Field ${n}`}, 'text', ${now})`,
    );
    const last = await dataOf<{ id: string }>(person.post('custom-fields', { label: 'The last', fieldType: 'text' }));
    const refused = await errorOf(person.post('custom-fields', { label: 'One more', fieldType: 'text' }));
    expect([refused.status, refused.code]).toEqual([409, 'customField.tooMany']);
    const { id } = await dataOf<{ id: string }>(uploadFile(person, 'Email,Shoe size\nann@example.com,7\n'));
    const columns = [{ index: 1, target: 'custom:shoe_size', newField: { label: 'Shoe size', fieldType: 'number' } }];
    await dataOf(person.patch(`imports/${id}`, { columns }));
    expect((await errorOf(person.post(`imports/${id}/start`, { mode: 'createAndUpdate' }))).code).toBe('customField.tooMany');
    expect((await dataOf<{ status: string }>(person.get(`imports/${id}`))).status).toBe('uploaded');
    await dataOf(person.delete(`custom-fields/${last.id}`));
    await waitFor('the room', async () => (await person.post('custom-fields', { label: 'One more', fieldType: 'text' })).status === 201);
  });

  it('1,000 members', async () => {
    const person = await test.stranger();
    const people = Array.from({ length: 999 }, () => newId());
    await fill(
      sql`users (id, email, password_hash, email_verified_at, created_at)`,
      999,
      (n) => sql`(${people[n] ?? ''}, ${`member.${people[n]}@example.com`}, 'x', ${now}, ${now})`,
    );
    await fill(
      sql`workspace_members (workspace_id, user_id, role, joined_at)`,
      999,
      (n) => sql`(${person.workspaceId}, ${people[n] ?? ''}, 'viewer', ${now})`,
    );
    const invite = (): Test => person.post('invitations', { email: 'one.more@example.com', role: 'viewer' });
    const refused = await errorOf(invite());
    expect([refused.status, refused.code]).toEqual([409, 'member.tooMany']);
    await dataOf(person.delete(`members/${people[0]}`));
    await dataOf(invite());
  });

  it('2,000 templates, and 500 in the trash besides those that campaigns were written from', async () => {
    const person = await test.stranger();
    const { manager } = test.services.dataSource;
    const content = { subject: 'Hello', bodyHtml: '<p>Hello</p>' };
    const used = await dataOf<{ id: string }>(person.post('templates', { name: 'Used', ...content }));
    await dataOf(person.post('campaigns', { name: 'Spring', templateId: used.id }));
    await dataOf(person.delete(`templates/${used.id}`));
    const columns = sql`templates (id, workspace_id, name, subject, body_html, version, current_version_id, created_at, updated_at, deleted_at)`;
    const row = (name: string, id: string, deletedAt: string | null): SqlFragment =>
      sql`(${id}, ${person.workspaceId}, ${name}, 'Hello', '<p>Hello</p>', 1, ${newId()}, ${now}, ${now}, ${deletedAt})`;
    await fill(columns, 500, (n, id) =>
      row(`Old ${n}`, id, `2027-01-01T00:00:0${Math.floor(n / 100)}.${String(n % 100).padStart(3, '0')}Z`),
    );
    const trash = async (): Promise<string[]> =>
      (
        await queryRows<{ name: string }>(
          manager,
          sql`SELECT name FROM templates WHERE workspace_id = ${person.workspaceId} AND deleted_at IS NOT NULL ORDER BY deleted_at`,
        )
      ).map(({ name }) => name);
    const next = await dataOf<{ id: string }>(person.post('templates', { name: 'Next', ...content }));
    await execute(manager, sql`UPDATE templates SET deleted_at = '2025-01-01T00:00:00.000Z' WHERE id = ${used.id}`);
    await dataOf(person.delete(`templates/${next.id}`));
    const kept = await trash();
    expect(kept).toHaveLength(501);
    expect(kept).toContain('Used');
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const at = cursor === '' ? '' : `&cursor=${cursor}`;
      const page: { items: { name: string; deletedAt: string }[]; nextCursor: string | null } = await dataOf(
        person.get(`templates?trashed=true&sort=updatedAt&limit=200${at}`),
      );
      seen.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    }
    expect([...seen].sort()).toEqual([...kept].sort());
    expect(seen[0]).toBe(kept[0]);
    expect(kept.filter((name) => name === 'Next' || name === 'Old 0')).toHaveLength(1);

    const { items } = await dataOf<{ items: object[] }>(person.get('templates?limit=200'));
    await fill(columns, 1_999 - items.length, (n, id) => row(`Live ${n}`, id, null));
    await dataOf(person.post('templates', { name: 'The last', ...content }));
    const refused = await errorOf(person.post('templates', { name: 'One more', ...content }));
    expect([refused.status, refused.code]).toEqual([409, 'template.tooMany']);
    expect((await errorOf(person.post(`templates/${used.id}/restore`))).code).toBe('template.tooMany');
  });
});
