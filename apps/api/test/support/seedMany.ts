import { execute, isPostgres, queryOne, sql, type SqlFragment } from '../../src/platform/database/sql.js';
import { newId } from '../../src/platform/database/ids.js';
import { countAnew } from './countAnew.js';
import type { TestApp } from './startTestApp.js';

type Place = Pick<TestApp, 'services'>;

/** 1 to `count`, as `n.i`. */
function numbers(postgres: boolean, count: number): SqlFragment {
  return postgres
    ? sql`generate_series(1, ${sql.raw(String(count))}) AS n(i)`
    : sql`(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${sql.raw(String(count))}) SELECT i FROM n) AS n`;
}

/** An id for each number: of one series, in order. */
function idOf(postgres: boolean, series: string, i = 'n.i'): SqlFragment {
  const hex = sql.raw(postgres ? `lpad(to_hex(${i}), 12, '0')` : `printf('%012x', ${i})`);
  return sql`${sql.raw(`'${series}-'`)} || ${hex}`;
}

/** Many rows in few statements, below one workspace. `series` is the beginning of the contacts' ids, so that they can be told apart. */
export async function seedMany(
  { services }: Place,
  workspaceId: string,
  count: number,
  below: { lists?: number; fields?: number; entries?: number; company?: string } = {},
): Promise<{ listIds: string[]; fieldIds: string[]; firstContactId: string }> {
  const { manager } = services.dataSource;
  const postgres = isPostgres(manager);
  const now = new Date().toISOString();
  const series = newId().slice(0, 23);
  const n = numbers(postgres, count);
  const id = idOf(postgres, series);
  const text = (value: string): SqlFragment => sql`CAST(${value} AS TEXT)`;
  await execute(
    manager,
    sql`INSERT INTO base_contacts (id, workspace_id, created_on, first_name, last_name, primary_email, email_key, sort_name, company, sort_company, search_text, updated_at)
        SELECT ${id}, ${text(workspaceId)}, ${text(now)}, 'Pat', 'Example' || n.i, ${text(series)} || n.i || '@example.com', ${text(series)} || n.i || '@example.com', 'pat example' || n.i,
          ${text(below.company ?? 'Example')}, ${text((below.company ?? 'Example').toLowerCase())}, 'pat example' || n.i, ${text(now)} FROM ${n} WHERE 1 = 1`,
  );
  const listIds: string[] = [];
  for (let list = 0; list < (below.lists ?? 0); list += 1) {
    const listId = newId();
    listIds.push(listId);
    await execute(
      manager,
      sql`INSERT INTO contact_lists (id, workspace_id, name, created_at) VALUES (${listId}, ${workspaceId}, ${`List ${listId}`}, ${now})`,
    );
    await execute(
      manager,
      sql`INSERT INTO contact_list_assignments (contact_id, list_id, assigned_at) SELECT ${id}, ${text(listId)}, ${text(now)} FROM ${n} WHERE 1 = 1`,
    );
  }
  const fieldIds: string[] = [];
  for (let field = 0; field < (below.fields ?? 0); field += 1) {
    const fieldId = newId();
    fieldIds.push(fieldId);
    const name = `field_${fieldId.slice(-12)}`;
    await execute(
      manager,
      sql`INSERT INTO custom_field_definitions (id, workspace_id, field_name, label, field_type, options_json, created_at) VALUES (${fieldId}, ${workspaceId}, ${name}, ${name}, 'text', '[]', ${now})`,
    );
    await execute(
      manager,
      sql`INSERT INTO custom_fields (id, contact_id, definition_id, field_name, field_value, field_type, created_at, updated_at)
          SELECT ${idOf(postgres, newId().slice(0, 23))}, ${id}, ${text(fieldId)}, ${text(name)}, 'old', 'text', ${text(now)}, ${text(now)} FROM ${n} WHERE 1 = 1`,
    );
  }
  const firstContactId = `${series}-000000000001`;
  if (below.entries) {
    await execute(
      manager,
      sql`INSERT INTO communication_logs (id, workspace_id, contact_id, type, content, timestamp)
          SELECT ${idOf(postgres, newId().slice(0, 23))}, ${text(workspaceId)}, ${text(firstContactId)}, 'system', '{"message":"x"}', ${text(now)} FROM ${numbers(postgres, below.entries)} WHERE 1 = 1`,
    );
  }
  await countAnew(manager);
  return { listIds, fieldIds, firstContactId };
}

/** Many rows of any table in one statement; a value may be a fragment about `n.i`. They have ids of one series, unless `id` is null. */
export async function seedRows(
  { services }: Place,
  table: string,
  count: number,
  values: Readonly<Record<string, string | Buffer | SqlFragment | null>>,
): Promise<void> {
  const { manager } = services.dataSource;
  const postgres = isPostgres(manager);
  const row = Object.entries({ id: idOf(postgres, newId().slice(0, 23)), ...values }).filter(([, value]) => value !== null);
  const given = row.map(([, value]) => (typeof value === 'string' ? sql`CAST(${value} AS TEXT)` : sql`${value}`));
  await execute(
    manager,
    sql`INSERT INTO ${sql.raw(table)} (${sql.raw(row.map(([name]) => name).join(', '))}) SELECT ${sql.join(given, ', ')} FROM ${numbers(postgres, count)} WHERE 1 = 1`,
  );
  await countAnew(manager);
}

export async function countOf({ services }: Place, table: string, where: SqlFragment): Promise<number> {
  const row = await queryOne<{ n: number }>(services.dataSource.manager, sql`SELECT COUNT(*) AS n FROM ${sql.raw(table)} WHERE ${where}`);
  return row?.n ?? 0;
}
