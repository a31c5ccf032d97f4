import { createDataSource } from '../src/platform/database/createDataSource.js';
import { migrations } from '../src/platform/database/migrations/index.js';
import { ShortSearch1765040000000 } from '../src/platform/database/migrations/1765040000000-ShortSearch.js';
import type { RapportDataSource } from '../src/platform/database/RapportDataSource.js';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import { describeOnEachEngine, type TestDatabase } from './support/testDatabases.js';

const AT = '2026-01-01T00:00:00.000Z';
const OLD = migrations.slice(0, migrations.indexOf(ShortSearch1765040000000));

describeOnEachEngine('addresses of the version before', (makeDatabase) => {
  let database: TestDatabase;
  let before: RapportDataSource;
  beforeEach(async () => {
    database = await makeDatabase();
    before = await database.connect({ migrations: OLD });
    await before.runMigrations({ transaction: 'each' });
    await execute(
      before.manager,
      sql`INSERT INTO users (id, email, password_hash, created_at) VALUES ('u1', 'ann@example.com', 'x', ${AT}), ('u2', ${'vera\u200b@bücher.example'}, 'x', ${AT}), ('u3', ${'\u2060ann@example.com'}, 'x', ${AT})`,
    );
    await execute(
      before.manager,
      sql`INSERT INTO workspaces (id, user_id, name, created_at) VALUES ('w1', 'u1', 'One', ${AT}), ('w2', 'u1', 'Two', ${AT})`,
    );
  });
  afterEach(() => database.remove());

  const contact = (id: string, email: string, more: { workspace?: string; deletedAt?: string } = {}): Promise<number> =>
    execute(
      before.manager,
      sql`INSERT INTO base_contacts (id, workspace_id, first_name, primary_email, email_key, updated_at, deleted_at)
          VALUES (${id}, ${more.workspace ?? 'w1'}, ${id}, ${email}, ${email.toLowerCase()}, ${AT}, ${more.deletedAt ?? null})`,
    );
  const suppression = (key: string, reason: string): Promise<number> =>
    execute(
      before.manager,
      sql`INSERT INTO suppressions (workspace_id, channel, address_key, reason, created_at) VALUES ('w1', 'email', ${key}, ${reason}, ${AT})`,
    );

  async function migrated(): Promise<RapportDataSource> {
    await before.destroy();
    const after = createDataSource(database.options, { entities: [], migrations });
    await after.initialize();
    await after.runMigrations({ transaction: 'each' });
    return after;
  }

  it('are keyed anew; of two that turn out to be one, both stay and one is mailed', async () => {
    await contact('c1', 'mara@example.com');
    await contact('c2', '\u200bMara@example.com');
    await contact('c3', 'mara@exam\u00adple.com');
    await contact('c4', "'Tess@example.com");
    await contact('c5', 'plain@example.com');
    await contact('c6', '\u2060bo@example.com');
    await contact('c7', 'bo\u200b@example.com', { workspace: 'w2' });
    await contact('c8', 'mara\u200b@example.com', { deletedAt: AT });
    const after = await migrated();
    const rows = await queryRows<{ id: string; email: string | null; key: string | null }>(
      after.manager,
      sql`SELECT id, primary_email AS email, email_key AS key FROM base_contacts ORDER BY id`,
    );
    expect(rows.map(({ id, email, key }) => [id, email, key])).toEqual([
      ['c1', 'mara@example.com', 'mara@example.com'],
      ['c2', null, null],
      ['c3', null, null],
      ['c4', 'Tess@example.com', 'tess@example.com'],
      ['c5', 'plain@example.com', 'plain@example.com'],
      ['c6', 'bo@example.com', 'bo@example.com'],
      ['c7', 'bo@example.com', 'bo@example.com'],
      ['c8', 'mara@example.com', 'mara@example.com'],
    ]);
    const points = await queryRows<{ contact: string; value: string; key: string; label: string }>(
      after.manager,
      sql`SELECT contact_id AS contact, value, point_key AS key, label FROM contact_points ORDER BY contact_id`,
    );
    expect(points).toEqual([
      { contact: 'c2', value: 'Mara@example.com', key: 'mara@example.com', label: 'Duplicate' },
      { contact: 'c3', value: 'mara@example.com', key: 'mara@example.com', label: 'Duplicate' },
    ]);
    const [refold] = await queryRows(after.manager, sql`SELECT after_id FROM contact_refold`);
    expect(refold).toEqual({ after_id: '' });
    await after.destroy();
  });

  it('keep the strictest no of all their spellings', async () => {
    await suppression('mara@example.com', 'manual');
    await suppression('\u200bmara@example.com', 'unsubscribed');
    await suppression('mara\u200b@example.com', 'bounced');
    await suppression('\u2060bo@example.com', 'complained');
    await execute(
      before.manager,
      sql`INSERT INTO consent_events (id, workspace_id, channel, address_key, event, source, created_at) VALUES ('e1', 'w1', 'email', ${'\u200bmara@example.com'}, 'unsubscribed', 'api', ${AT})`,
    );
    const after = await migrated();
    expect(await queryRows(after.manager, sql`SELECT address_key AS key, reason FROM suppressions ORDER BY address_key`)).toEqual([
      { key: 'bo@example.com', reason: 'complained' },
      { key: 'mara@example.com', reason: 'unsubscribed' },
    ]);
    expect(await queryRows(after.manager, sql`SELECT address_key AS key FROM consent_events`)).toEqual([{ key: 'mara@example.com' }]);
    await after.destroy();
  });

  it('of accounts that are one keep both accounts', async () => {
    const after = await migrated();
    expect(await queryRows(after.manager, sql`SELECT id, email FROM users ORDER BY id`)).toEqual([
      { id: 'u1', email: 'ann@example.com' },
      { id: 'u2', email: 'vera@xn--bcher-kva.example' },
      { id: 'u3', email: '\u2060ann@example.com' },
    ]);
    await after.destroy();
  });
});
