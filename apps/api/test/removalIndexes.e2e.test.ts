import { queryRows, sql } from '../src/platform/database/sql.js';
import { TestApp } from './support/startTestApp.js';

/** A column by which rows are found when what they belong to is removed. */
interface Path {
  readonly table: string;
  readonly column: string;
}

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

const rowsOf = <Row>(statement: string): Promise<Row[]> => queryRows<Row>(test.services.dataSource.manager, sql.raw(statement));

/** Every foreign key that a DELETE walks, and every `workspace_id`. */
function paths(): Promise<Path[]> {
  return rowsOf<Path>(
    test.database.isPostgres
      ? `SELECT t.relname AS "table", a.attname AS "column" FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
           JOIN pg_namespace n ON n.oid = t.relnamespace JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.conkey[1]
         WHERE c.contype = 'f' AND n.nspname = 'public'
         UNION SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'workspace_id'`
      : `SELECT l.name AS "table", f."from" AS "column" FROM pragma_table_list AS l, pragma_foreign_key_list(l.name) AS f WHERE l.schema = 'main' AND l.type = 'table'
         UNION SELECT l.name, x.name FROM pragma_table_list AS l, pragma_table_info(l.name) AS x WHERE l.schema = 'main' AND l.type = 'table' AND x.name = 'workspace_id'`,
  );
}

/** As the databases themselves say it: an index that begins with the column, over all rows that have a value in it. */
async function isIndexed({ table, column }: Path): Promise<boolean> {
  if (test.database.isPostgres) {
    const indexes = await rowsOf<{ predicate: string | null }>(
      `SELECT pg_get_expr(i.indpred, i.indrelid) AS predicate FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
         JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
       WHERE n.nspname = 'public' AND t.relname = '${table}' AND a.attname = '${column}' AND i.indisvalid`,
    );
    return indexes.some(({ predicate }) => predicate === null || predicate === `(${column} IS NOT NULL)`);
  }
  const plan = await rowsOf<{ detail: string }>(`EXPLAIN QUERY PLAN DELETE FROM ${table} WHERE ${column} = 'x'`);
  return plan.some(({ detail }) => detail.startsWith(`SEARCH ${table} `) && detail.includes(`(${column}=?`));
}

it('finds what belongs to a removed row by an index, in every table', async () => {
  const found = await paths();
  expect(found.length).toBeGreaterThan(50);
  const lacking: string[] = [];
  for (const path of found) if (!(await isIndexed(path))) lacking.push(`${path.table}.${path.column}`);
  expect(lacking.sort()).toEqual([]);
});

it('would notice a table without one', async () => {
  const { manager } = test.services.dataSource;
  await manager.query(
    'CREATE TABLE unindexed (id TEXT PRIMARY KEY, workspace_id TEXT REFERENCES workspaces(id) ON DELETE CASCADE, maker TEXT)',
  );
  await manager.query("CREATE INDEX idx_unindexed ON unindexed(workspace_id) WHERE maker = 'x'");
  await manager.query('CREATE INDEX idx_unindexed_second ON unindexed(maker, workspace_id)');
  expect(await paths()).toContainEqual({ table: 'unindexed', column: 'workspace_id' });
  expect(await isIndexed({ table: 'unindexed', column: 'workspace_id' })).toBe(false);
  await manager.query('CREATE INDEX idx_unindexed_whole ON unindexed(workspace_id) WHERE workspace_id IS NOT NULL');
  expect(await isIndexed({ table: 'unindexed', column: 'workspace_id' })).toBe(true);
  await manager.query('DROP TABLE unindexed');
});
