import { setTimeout as pause } from 'node:timers/promises';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import { dataOf, Person } from './support/Person.js';
import { countOf, seedMany } from './support/seedMany.js';
import { ServerProcess } from './support/ServerProcess.js';
import { TestApp } from './support/startTestApp.js';
import { createTestDatabase, type TestDatabase } from './support/testDatabase.js';

interface Bulk {
  id: string;
  status: string;
  processed: number;
  affected: number;
  total: number | null;
  left: number;
  undo: { status: string; processed: number; affected: number; total: number; left: number } | null;
}
interface Kept {
  email: string;
  workspaceId: string;
  stages: { lead: string; customer: string; partner: string };
}

/** PostgreSQL takes longer for each contact. */
const MANY = process.env['TEST_DATABASE_URL'] ? 12_000 : 40_000;
const KILLS = 4;

let database: TestDatabase;
let kept: Kept;
let server: ServerProcess | null = null;
let person: Person;

/** A third are leads, a third are customers, a ninth are partners already, and the rest is in no stage. */
beforeAll(async () => {
  database = await createTestDatabase();
  await inside(async (test) => {
    const { owner } = test;
    const stage = async (name: string): Promise<string> =>
      (await dataOf<{ id: string }>(owner.post('lists', { name, isPrimary: true }))).id;
    const stages = { lead: await stage('Lead'), customer: await stage('Customer'), partner: await stage('Partner') };
    await seedMany(test, owner.workspaceId, MANY);
    for (const [listId, where] of [
      [stages.lead, 'nr % 3 = 0'],
      [stages.customer, 'nr % 3 = 1'],
      [stages.partner, 'nr % 9 = 2'],
    ] as const)
      await execute(
        test.services.dataSource.manager,
        sql`INSERT INTO contact_list_assignments (contact_id, list_id, assigned_at) SELECT id, CAST(${listId} AS TEXT), CAST(${new Date()} AS TEXT)
            FROM (SELECT id, CAST(substr(last_name, 8) AS INTEGER) AS nr FROM base_contacts WHERE workspace_id = ${owner.workspaceId}) AS c WHERE ${sql.raw(where)}`,
      );
    const { user } = await dataOf<{ user: { email: string } }>(owner.get('/api/v1/auth/session'));
    kept = { email: user.email, workspaceId: owner.workspaceId, stages };
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

async function start(): Promise<void> {
  server = ServerProcess.spawn({ PORT: '0', ...database.environment }, database.dataDir);
  person = new Person(await server.url());
  await dataOf(person.post('/api/v1/auth/login', { email: kept.email, password: 'correct horse battery' }));
  person.workspaceId = kept.workspaceId;
}

const stateOf = (id: string): Promise<Bulk> => dataOf<Bulk>(person.get(`contacts/bulk/${id}`));

/** Begun, but not answered: the first kill falls into the request. */
async function begin(path: string, body: object, isBegun: () => Promise<boolean>): Promise<void> {
  // The server dies before it can answer.
  person.post(path, body).then(
    () => undefined,
    () => undefined,
  );
  const deadline = Date.now() + 20_000;
  while (!(await isBegun())) if (Date.now() > deadline) throw new Error(`${path} does not begin`);
}

async function beginAction(body: object): Promise<string> {
  let id = '';
  await begin('contacts/bulk', body, async () => {
    const [active] = await dataOf<Bulk[]>(person.get('contacts/bulk'));
    id = active?.id ?? '';
    return active !== undefined;
  });
  return id;
}

const beginUndo = (id: string): Promise<void> =>
  begin(`contacts/bulk/${id}/undo`, {}, async () => (await stateOf(id)).status === 'undoing');

/** Kills the server in the middle again and again, then lets it come to an end. Answers how often there was something left to do. */
async function throughKills(id: string, isOver: (state: Bulk) => boolean): Promise<number> {
  let interrupted = 0;
  for (let round = 0; round < KILLS; round += 1) {
    await pause(Math.random() * 250);
    // One in four is an orderly stop, which must hand the rest over instead of forgetting it.
    server?.kill(round % 4 === 3 ? 'SIGTERM' : 'SIGKILL');
    await server?.exited;
    await start();
    const state = await stateOf(id);
    expect(state.affected).toBeLessThanOrEqual(state.processed);
    if (!isOver(state)) interrupted += 1;
  }
  const deadline = Date.now() + 150_000;
  let last = -1;
  for (;;) {
    const state = await stateOf(id);
    if (isOver(state)) return interrupted;
    if (Date.now() > deadline) throw new Error(`It does not end: ${JSON.stringify(state)}`);
    const done = state.processed + (state.undo?.processed ?? 0);
    expect(done).toBeGreaterThanOrEqual(last);
    last = done;
    await pause(100);
  }
}

async function stop(): Promise<void> {
  server?.kill('SIGTERM');
  await server?.exited;
  server = null;
}

/** Who is in which stage, as one text for each contact. */
const stagesOf = ({ services }: TestApp): Promise<{ id: string; stage: string | null }[]> =>
  queryRows(
    services.dataSource.manager,
    sql`SELECT c.id, a.list_id AS stage FROM base_contacts c LEFT JOIN contact_list_assignments a ON a.contact_id = c.id
        WHERE c.workspace_id = ${kept.workspaceId} ORDER BY c.id, a.list_id`,
  );
const entriesOf = ({ services }: TestApp): Promise<{ perContact: number; contacts: number }[]> =>
  queryRows(
    services.dataSource.manager,
    sql`SELECT n AS "perContact", COUNT(*) AS contacts FROM (SELECT contact_id, COUNT(*) AS n FROM communication_logs
        WHERE workspace_id = ${kept.workspaceId} GROUP BY contact_id) AS each_one GROUP BY n ORDER BY n`,
  );
const audited = async (id: string): Promise<string[]> =>
  (await dataOf<{ items: { action: string }[] }>(person.get(`audit?entityType=bulkAction&entityId=${id}`))).items
    .map(({ action }) => action)
    .toReversed();

describe('a bulk action whose server is killed again and again', () => {
  it('moves each contact to the stage once, and its undo brings each back to where it was', async () => {
    const before = await inside(stagesOf);
    const partners = before.filter(({ stage }) => stage === kept.stages.partner).length;
    expect(partners).toBeGreaterThan(MANY / 10);
    await start();
    const id = await beginAction({ action: 'addToList', listId: kept.stages.partner, selection: { filter: {} } });
    expect(await throughKills(id, (state) => state.status === 'done')).toBeGreaterThan(1);
    expect(await stateOf(id)).toMatchObject({ processed: MANY, total: MANY, affected: MANY - partners, left: 0, undo: null });
    expect(await audited(id)).toEqual(['contact.bulkStarted', 'contact.bulkDone']);
    await stop();
    await inside(async (test) => {
      expect((await stagesOf(test)).every(({ stage }) => stage === kept.stages.partner)).toBe(true);
      expect(await entriesOf(test)).toEqual([{ perContact: 1, contacts: MANY - partners }]);
      expect(await countOf(test, 'bulk_action_rows', sql`bulk_action_id = ${id}`)).toBe(MANY - partners);
    });

    await start();
    await beginUndo(id);
    expect(await throughKills(id, (state) => state.status === 'undone')).toBeGreaterThan(1);
    expect((await stateOf(id)).undo).toMatchObject({
      processed: MANY - partners,
      total: MANY - partners,
      affected: MANY - partners,
      left: 0,
    });
    expect(await audited(id)).toEqual(['contact.bulkStarted', 'contact.bulkDone', 'contact.bulkUndoStarted', 'contact.bulkUndone']);
    await stop();
    expect(await inside(stagesOf)).toEqual(before);
  }, 400_000);

  it('trashes and restores each contact once', async () => {
    await start();
    const id = await beginAction({ action: 'trash', selection: { filter: {} } });
    expect(await throughKills(id, (state) => state.status === 'done')).toBeGreaterThan(1);
    expect(await stateOf(id)).toMatchObject({ processed: MANY, total: MANY, affected: MANY, left: 0 });
    await stop();
    const mine = sql`workspace_id = ${kept.workspaceId}`;
    expect(await inside((test) => countOf(test, 'base_contacts', sql`${mine} AND deleted_at IS NOT NULL AND version = 2`))).toBe(MANY);
    await start();
    await beginUndo(id);
    expect(await throughKills(id, (state) => state.status === 'undone')).toBeGreaterThan(1);
    expect((await stateOf(id)).undo).toMatchObject({ processed: MANY, affected: MANY, total: MANY, left: 0 });
    await stop();
    expect(await inside((test) => countOf(test, 'base_contacts', sql`${mine} AND deleted_at IS NULL AND version = 3`))).toBe(MANY);
  }, 400_000);

  it('sets a field of each contact once, and its undo gives each its own value back', async () => {
    await start();
    const field = await dataOf<{ id: string }>(person.post('custom-fields', { label: 'Plan', fieldType: 'text' }));
    await stop();
    const mine = sql`workspace_id = ${kept.workspaceId}`;
    const valuesOf = ({ services }: TestApp): Promise<{ id: string; value: string }[]> =>
      queryRows(
        services.dataSource.manager,
        sql`SELECT contact_id AS id, field_value AS value FROM custom_fields WHERE definition_id = ${field.id} ORDER BY contact_id`,
      );
    const versionsOf = async ({ services }: TestApp): Promise<number> => {
      const [row] = await queryRows<{ n: number | string }>(
        services.dataSource.manager,
        sql`SELECT SUM(version) AS n FROM base_contacts WHERE ${mine}`,
      );
      return Number(row?.n);
    };
    const { before, versions } = await inside(async (test) => {
      await execute(
        test.services.dataSource.manager,
        sql`INSERT INTO custom_fields (id, contact_id, definition_id, field_name, field_value, field_type, created_at, updated_at)
            SELECT 'v' || id, id, CAST(${field.id} AS TEXT), 'plan', 'Plan of ' || last_name, 'text', updated_at, updated_at
            FROM base_contacts WHERE ${mine} AND CAST(substr(last_name, 8) AS INTEGER) % 2 = 0`,
      );
      return { before: await valuesOf(test), versions: await versionsOf(test) };
    });
    expect(before).toHaveLength(MANY / 2);
    await start();
    const id = await beginAction({ action: 'setField', set: { field: 'field:plan', value: 'Pro' }, selection: { filter: {} } });
    expect(await throughKills(id, (state) => state.status === 'done')).toBeGreaterThan(1);
    expect(await stateOf(id)).toMatchObject({ processed: MANY, total: MANY, affected: MANY, left: 0 });
    await stop();
    await inside(async (test) => {
      expect(await countOf(test, 'custom_fields', sql`definition_id = ${field.id} AND field_value = 'Pro'`)).toBe(MANY);
      expect(await versionsOf(test)).toBe(versions + MANY);
    });
    await start();
    await beginUndo(id);
    expect(await throughKills(id, (state) => state.status === 'undone')).toBeGreaterThan(1);
    expect((await stateOf(id)).undo).toMatchObject({ processed: MANY, affected: MANY, total: MANY, left: 0 });
    await stop();
    await inside(async (test) => {
      expect(await valuesOf(test)).toEqual(before);
      expect(await versionsOf(test)).toBe(versions + 2 * MANY);
    });
  }, 400_000);
});
