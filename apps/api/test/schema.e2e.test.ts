import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { entities } from '../src/entities.js';
import { queryRows, sql } from '../src/platform/database/sql.js';
import { readShape, readTables, shapeOf } from './support/tableShapes.js';
import { TestApp } from './support/startTestApp.js';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/** Every table and column of the user's own schema, by name. None may be dropped or renamed. */
const PROMISED: Record<string, readonly string[]> = {
  users: ['id', 'email', 'password_hash', 'name', 'created_at'],
  api_keys: ['id', 'user_id', 'key', 'description', 'scopes', 'created_at', 'expires_at', 'is_active'],
  workspaces: ['id', 'user_id', 'name', 'created_at'],
  base_contacts: ['id', 'workspace_id', 'created_on', 'first_name', 'last_name', 'primary_email', 'primary_phone', 'company'],
  custom_fields: ['id', 'contact_id', 'field_name', 'field_value', 'field_type', 'created_at', 'updated_at'],
  custom_field_definitions: [
    'id',
    'user_id',
    'workspace_id',
    'field_name',
    'label',
    'field_type',
    'is_required',
    'default_value',
    'created_at',
  ],
  contact_lists: ['id', 'workspace_id', 'name', 'is_primary', 'created_at'],
  contact_list_assignments: ['contact_id', 'list_id', 'assigned_at'],
  templates: ['id', 'workspace_id', 'name', 'subject', 'body_html', 'preheader', 'signature', 'created_at', 'updated_at'],
  campaigns: ['id', 'workspace_id', 'name', 'type', 'template_id', 'segment_json', 'schedule_json', 'status', 'created_at', 'updated_at'],
  campaign_approvals: ['id', 'campaign_id', 'status', 'reviewer_id', 'notes', 'created_at', 'reviewed_at'],
  communication_logs: ['id', 'workspace_id', 'contact_id', 'type', 'content', 'timestamp', 'status'],
  ai_insights: ['id', 'user_id', 'type', 'content', 'confidence', 'created_at'],
  audit_logs: ['id', 'user_id', 'action', 'entity_type', 'entity_id', 'details', 'ip_address', 'timestamp'],
  system_settings: ['id', 'scope', 'scope_id', 'setting_key', 'setting_value', 'created_at', 'updated_at'],
  workspace_email_providers: ['id', 'workspace_id', 'provider_type', 'config_json', 'created_at', 'updated_at'],
};

describe('tables', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await TestApp.start();
  });
  afterAll(() => test.stop());

  async function columnsOf(table: string): Promise<Map<string, boolean>> {
    const { manager } = test.services.dataSource;
    const rows = test.database.isPostgres
      ? await queryRows<{ name: string; nullable: boolean }>(
          manager,
          sql`SELECT column_name AS name, is_nullable = 'YES' AS nullable FROM information_schema.columns WHERE table_name = ${table} AND table_schema = 'public'`,
        )
      : await queryRows<{ name: string; nullable: number }>(
          manager,
          sql`SELECT name, "notnull" = 0 AND pk = 0 AS nullable FROM pragma_table_xinfo(${table})`,
        );
    return new Map(rows.map((row) => [row.name, Boolean(row.nullable)]));
  }

  it("has every table and column of the user's schema", async () => {
    const missing: string[] = [];
    for (const [table, columns] of Object.entries(PROMISED)) {
      const present = await columnsOf(table);
      missing.push(...columns.filter((column) => !present.has(column)).map((column) => `${table}.${column}`));
    }
    expect(missing).toEqual([]);
  });

  /** One row without a key (TypeORM wants one), the migrations' own table, and what FTS5 keeps behind the search of SQLite. */
  const WITHOUT_ENTITY =
    /^(migrations|contact_refold|contact_search|contact_search_\w+|contact_short|contact_short_\w+|note_text_refold|note_(search|short)|note_(search|short)_\w+)$/;
  const SQLITE_ONLY = ['jobs'];

  it('has an entity for every table', async () => {
    const tables = await readTables(test);
    const mapped = test.services.dataSource.entityMetadatas.map(({ tableName }) => tableName);
    expect(new Set(mapped).size).toBe(entities.length);
    expect(tables.filter((name) => !mapped.includes(name) && !WITHOUT_ENTITY.test(name))).toEqual([]);
    expect(mapped.filter((name) => !tables.includes(name) && !(test.database.isPostgres && SQLITE_ONLY.includes(name)))).toEqual([]);
  });

  it.each(entities.map((entity) => [entity.name, entity] as const))('matches %s: columns, keys and indexes', async (_name, entity) => {
    const metadata = test.services.dataSource.getMetadata(entity);
    if (test.database.isPostgres && SQLITE_ONLY.includes(metadata.tableName)) return;
    expect(shapeOf(metadata, test.database.isPostgres)).toEqual(await readShape(test, metadata.tableName));
  });

  it('keeps foreign keys on', async () => {
    const { manager } = test.services.dataSource;
    const insert = sql`INSERT INTO contact_lists (id, workspace_id, name, created_at) VALUES ('x', 'nowhere', 'n', 'now')`;
    await expect(queryRows(manager, insert)).rejects.toThrow(/foreign key/i);
  });

  it('names one version everywhere', async () => {
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
    const answer = await test.owner.get('/api/v1/setup');
    expect((answer.body as { data: { version: string } }).data.version).toBe(version);
  });
});
