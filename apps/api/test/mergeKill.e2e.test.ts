import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '../src/platform/database/ids.js';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import { dataOf, Person } from './support/Person.js';
import { ServerProcess } from './support/ServerProcess.js';
import { TestApp } from './support/startTestApp.js';
import { createTestDatabase, type TestDatabase } from './support/testDatabase.js';

const ENTRIES = 4_000;
const KILLS = 6;

let database: TestDatabase;
let server: ServerProcess | null = null;
let kept: { email: string; workspaceId: string; pairs: [string, string][] };

beforeAll(async () => {
  database = await createTestDatabase({ isMigrated: true });
  await inside(async ({ owner, services }) => {
    const { user } = await dataOf<{ user: { email: string } }>(owner.get('/api/v1/auth/session'));
    const pairs: [string, string][] = [];
    for (let n = 0; n < KILLS; n += 1) {
      const made = async (name: string): Promise<string> =>
        (await dataOf<{ id: string }>(owner.post('contacts', { firstName: name, primaryEmail: `${name}@example.com` }))).id;
      const pair: [string, string] = [await made(`a${n}`), await made(`b${n}`)];
      for (let start = 0; start < ENTRIES; start += 500) {
        const values = Array.from(
          { length: 500 },
          () => sql`(${newId()}, ${owner.workspaceId}, ${pair[1]}, 'note', '{"text":"x"}', '2026-01-01T00:00:00.000Z')`,
        );
        await execute(
          services.dataSource.manager,
          sql`INSERT INTO communication_logs (id, workspace_id, contact_id, type, content, timestamp) VALUES ${sql.join(values, ', ')}`,
        );
      }
      pairs.push(pair);
    }
    kept = { email: user.email, workspaceId: owner.workspaceId, pairs };
  });
}, 120_000);
afterAll(async () => {
  await server?.stop();
  await database.remove();
});

/** The database while no server runs on it. */
async function inside<T>(look: (test: TestApp) => Promise<T>): Promise<T> {
  const test = await TestApp.start({}, database);
  try {
    return await look(test);
  } finally {
    await test.close();
  }
}

it('is there whole or not at all, whenever the server is killed', async () => {
  for (const [at, [primaryId, secondaryId]] of kept.pairs.entries()) {
    server = ServerProcess.spawn({ PORT: '0', ...database.environment }, database.dataDir);
    const person = new Person(await server.url());
    await dataOf(person.post('/api/v1/auth/login', { email: kept.email, password: 'correct horse battery' }));
    person.workspaceId = kept.workspaceId;
    // The server dies before it can answer, or has just done so.
    person.post('merges', { primaryId, secondaryIds: [secondaryId] }).then(
      () => undefined,
      () => undefined,
    );
    await pause(4 + 14 * at);
    await server.stop();
    server = null;
  }
  const outcomes = await inside(async ({ services }) => {
    const found: string[] = [];
    for (const [primaryId, secondaryId] of kept.pairs) {
      // In one statement: PostgreSQL may still be committing what the killed server has sent.
      const [row] = await queryRows<Record<'there' | 'journal' | 'mine' | 'theirs' | 'points', number>>(
        services.dataSource.manager,
        sql`SELECT (SELECT COUNT(*) FROM base_contacts WHERE id = ${secondaryId}) AS there,
              (SELECT COUNT(*) FROM merge_journal WHERE primary_id = ${primaryId}) AS journal,
              (SELECT COUNT(*) FROM communication_logs WHERE contact_id = ${primaryId} AND type = 'note') AS mine,
              (SELECT COUNT(*) FROM communication_logs WHERE contact_id = ${secondaryId}) AS theirs,
              (SELECT COUNT(*) FROM contact_points WHERE contact_id = ${primaryId}) AS points`,
      );
      found.push([row?.there, row?.journal, row?.mine, row?.theirs, row?.points].join(' '));
    }
    return found;
  });
  for (const outcome of outcomes) expect(['1 0 0 4000 0', '0 1 4000 0 1']).toContain(outcome);
}, 180_000);
