import { jobContext } from '../src/platform/context/contexts.js';
import type { WorkspaceContext } from '../src/platform/context/Context.js';
import { newId } from '../src/platform/database/ids.js';
import { execute, queryRows, sql, type SqlFragment } from '../src/platform/database/sql.js';
import { UnitOfWork } from '../src/platform/database/UnitOfWork.js';
import { ContactReferences, type MovedReferences } from '../src/platform/references/ContactReferences.js';
import { Random } from './support/Random.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { contactRows } from './support/world.js';

/** Columns that hold contact ids and stay as they are, with the reason. */
const NOT_MOVED: Readonly<Record<string, string>> = {
  'duplicate_pairs.a_id': 'Found anew: two that were alike are one, and whoever is like them is compared again.',
  'duplicate_pairs.b_id': 'As above.',
};
const ROUNDS = 25;
/** Sweeps leave alone what is young. */
const AT = new Date().toISOString();

let test: TestApp;
let owner: Person;
let references: ContactReferences;
beforeAll(async () => {
  test = await TestApp.start();
  owner = test.owner;
  references = test.app.get(ContactReferences, { strict: false });
  seeders = await contactRows();
});
afterAll(() => test.stop());

type Row = Readonly<Record<string, unknown>>;
const rows = <R = Row>(statement: SqlFragment): Promise<R[]> => queryRows<R>(test.services.dataSource.manager, statement);
const run = (statement: SqlFragment): Promise<number> => execute(test.services.dataSource.manager, statement);

/** Everything in the schema that is a contact id by its name or by a foreign key, as `table.column`. */
async function contactColumns(): Promise<string[]> {
  const found = await rows<{ name: string }>(
    test.database.isPostgres
      ? sql`SELECT table_name || '.' || column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name LIKE '%contact_id'
            UNION SELECT t.relname || '.' || a.attname FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class p ON p.oid = c.confrelid
              JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY (c.conkey) WHERE c.contype = 'f' AND p.relname = 'base_contacts'`
      : sql`SELECT l.name || '.' || x.name AS name FROM pragma_table_list AS l, pragma_table_info(l.name) AS x
              WHERE l.schema = 'main' AND l.type = 'table' AND x.name LIKE '%contact_id'
            UNION SELECT l.name || '.' || f."from" FROM pragma_table_list AS l, pragma_foreign_key_list(l.name) AS f WHERE l.schema = 'main' AND f."table" = 'base_contacts'`,
  );
  return found.map(({ name }) => name).sort();
}

it('knows every column that holds contact ids', async () => {
  expect([...references.names(), ...Object.keys(NOT_MOVED)].sort()).toEqual(await contactColumns());
});

it('would notice one that nobody registered, by its name or its foreign key', async () => {
  await run(sql`CREATE TABLE unregistered (id TEXT PRIMARY KEY, contact_id TEXT, person TEXT REFERENCES base_contacts(id))`);
  expect(await contactColumns()).toEqual(expect.arrayContaining(['unregistered.contact_id', 'unregistered.person']));
  await run(sql`DROP TABLE unregistered`);
});

/** What the two contacts of a round may have: chosen at random for each of them, so that often both have it. */
interface World {
  readonly workspaceId: string;
  readonly from: string;
  readonly to: string;
  readonly bystander: string;
}

/** One entry for each registered column. */
let seeders: Awaited<ReturnType<typeof contactRows>>;

/** Parents that exist in every workspace of the test. */
const parents: Record<'fields' | 'lists' | 'stages' | 'campaigns' | 'actions', string[]> = {
  fields: [],
  lists: [],
  stages: [],
  campaigns: [],
  actions: [],
};

describe('a move', () => {
  beforeAll(async () => {
    const made = async (path: string, body: object): Promise<string> => (await dataOf<{ id: string }>(owner.post(path, body))).id;
    for (let n = 0; n < 4; n += 1) {
      parents.fields.push(await made('custom-fields', { label: `Field ${n}`, fieldName: `field_${n}`, fieldType: 'text' }));
      parents.lists.push(await made('lists', { name: `List ${n}` }));
      parents.stages.push(await made('lists', { name: `Stage ${n}`, isPrimary: true }));
      parents.campaigns.push(await made('campaigns', { name: `Campaign ${n}` }));
      const id = newId();
      await run(
        sql`INSERT INTO bulk_actions (id, workspace_id, action, details_json, affected, created_at) VALUES (${id}, ${owner.workspaceId}, 'trash', '{}', 0, ${AT})`,
      );
      parents.actions.push(id);
    }
  });

  it('is tried with every registered column', () => {
    expect(Object.keys(seeders).sort()).toEqual(references.names().sort());
  });

  /** Every row of every table that holds contact ids, in an order of its own. */
  async function everything(): Promise<Record<string, string[]>> {
    const tables = [...new Set(references.names().map((name) => name.split('.')[0] ?? ''))];
    const found: Record<string, string[]> = {};
    for (const table of tables) found[table] = (await rows(sql`SELECT * FROM ${sql.raw(table)}`)).map((row) => JSON.stringify(row)).sort();
    return found;
  }

  async function newWorld(random: Random, of: Person = owner): Promise<World> {
    const contact = async (): Promise<string> => (await dataOf<{ id: string }>(of.post('contacts', { firstName: 'Ann' }))).id;
    const world = { workspaceId: of.workspaceId, from: await contact(), to: await contact(), bystander: await contact() };
    for (const contactId of [world.from, world.to, world.bystander])
      for (const name of Object.keys(seeders).filter(() => random.chance(85)))
        await seeders[name]?.({ random, workspaceId: world.workspaceId, contactId, parents, at: AT, run });
    return world;
  }

  const inTransaction = <T>(work: (ctx: WorkspaceContext) => Promise<T>): Promise<T> =>
    test.app
      .get(UnitOfWork, { strict: false })
      .run(jobContext(test.services.dataSource.manager, owner.workspaceId, 'test'), (ctx) => work(ctx));
  const move = ({ from, to }: World): Promise<MovedReferences> =>
    inTransaction(async (ctx) => JSON.parse(JSON.stringify(await references.move(ctx, from, to))) as MovedReferences);
  const moveBack = (moved: MovedReferences): Promise<void> => inTransaction((ctx) => references.moveBack(ctx, moved));

  /** Tables whose rows would go with the contact. */
  async function cascading(): Promise<string[]> {
    return (
      await rows<{ name: string }>(
        test.database.isPostgres
          ? sql`SELECT t.relname AS name FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class p ON p.oid = c.confrelid WHERE c.contype = 'f' AND p.relname = 'base_contacts'`
          : sql`SELECT l.name FROM pragma_table_list AS l, pragma_foreign_key_list(l.name) AS f WHERE l.schema = 'main' AND f."table" = 'base_contacts'`,
      )
    ).map(({ name }) => name);
  }

  it.each(Array.from({ length: ROUNDS }, (_, seed) => seed))('and its way back change nothing (seed %i)', async (seed) => {
    const world = await newWorld(new Random(seed));
    const before = await everything();
    const moved = await move(world);
    const between = await everything();
    for (const table of (await cascading()).filter((name) => !Object.keys(NOT_MOVED).some((column) => column.startsWith(`${name}.`)))) {
      expect(between[table]?.filter((row) => row.includes(world.from))).toEqual([]);
      const own = (all: Record<string, string[]>): string[] => all[table]?.filter((row) => row.includes(world.bystander)) ?? [];
      expect(own(between)).toEqual(own(before));
    }
    await moveBack(moved);
    expect(await everything()).toEqual(before);
  });

  it('leaves one value of each field, one line of each list, one stage: those of the contact that stays', async () => {
    const random = new Random(1);
    for (let round = 0; round < 10; round += 1) {
      const { from, to } = await newWorld(random);
      const stageOf = (id: string): Promise<Row[]> =>
        rows(
          sql`SELECT list_id FROM contact_list_assignments a JOIN contact_lists l ON l.id = a.list_id WHERE a.contact_id = ${id} AND l.is_primary = ${true}`,
        );
      const valuesOf = (id: string): Promise<Row[]> =>
        rows(sql`SELECT field_name AS name, field_value AS value FROM custom_fields WHERE contact_id = ${id} ORDER BY field_name`);
      const [stages, values] = [
        [await stageOf(from), await stageOf(to)],
        [await valuesOf(from), await valuesOf(to)],
      ] as const;
      await move({ from, to } as World);
      expect(await stageOf(to)).toEqual(stages[1]?.length ? stages[1] : stages[0]);
      const joined = new Map([...(values[0] ?? []), ...(values[1] ?? [])].map((row) => [row['name'], row]));
      expect(await valuesOf(to)).toEqual([...joined.values()].sort((a, b) => (String(a['name']) < String(b['name']) ? -1 : 1)));
    }
  });

  it('is taken back without what came later: new rows stay, deleted ones stay deleted, changed ones stay changed', async () => {
    const world = await newWorld(new Random(3));
    const note = async (contactId: string, text: string): Promise<string> =>
      (await dataOf<{ id: string }>(owner.post(`contacts/${contactId}/notes`, { text }))).id;
    const [kept, deleted] = [await note(world.from, 'Kept'), await note(world.from, 'Deleted')];
    const moved = await move(world);
    const later = await note(world.to, 'Later');
    await dataOf(owner.delete(`contacts/${world.to}/notes/${deleted}`));
    await run(sql`UPDATE communication_logs SET content = '{"text":"Changed"}' WHERE id = ${kept}`);
    await moveBack(moved);
    // A deleted note is kept for those who want it back, and shown to nobody.
    const of = async (id: string): Promise<Row[]> =>
      rows(sql`SELECT contact_id AS of, content FROM communication_logs WHERE id = ${id} AND deleted_at IS NULL`);
    expect(await of(kept)).toEqual([{ of: world.from, content: '{"text":"Changed"}' }]);
    expect(await of(later)).toEqual([{ of: world.to, content: '{"text":"Later"}' }]);
    expect(await of(deleted)).toEqual([]);
  });

  it('is taken back without the list and the field that were deleted meanwhile', async () => {
    const [list, field] = [
      await dataOf<{ id: string }>(owner.post('lists', { name: 'Short-lived' })),
      await dataOf<{ id: string }>(owner.post('custom-fields', { label: 'Short-lived', fieldType: 'text' })),
    ];
    const contact = async (): Promise<string> =>
      (await dataOf<{ id: string }>(owner.post('contacts', { firstName: 'Ann', listIds: [list.id], customFields: { short_lived: 'x' } })))
        .id;
    const [from, to] = [await contact(), await contact()];
    const moved = await move({ from, to } as World);
    await run(sql`DELETE FROM contact_lists WHERE id = ${list.id}`);
    await run(sql`DELETE FROM custom_field_definitions WHERE id = ${field.id}`);
    await moveBack(moved);
    expect(await rows(sql`SELECT 1 AS one FROM custom_fields WHERE definition_id = ${field.id}`)).toEqual([]);
    expect(await dataOf(owner.get(`contacts/${from}`))).toMatchObject({ lists: [] });
  });

  it('touches nothing of another workspace', async () => {
    const stranger = await test.stranger();
    const theirs = await dataOf<{ id: string }>(stranger.post('contacts', { firstName: 'Tom', primaryPhone: '+49 30 23125 210' }));
    await dataOf(stranger.post(`contacts/${theirs.id}/notes`, { text: 'Secret' }));
    const mine = await newWorld(new Random(4));
    const before = await rows(sql`SELECT * FROM communication_logs WHERE contact_id = ${theirs.id}`);
    await move({ ...mine, from: theirs.id });
    expect(await rows(sql`SELECT * FROM communication_logs WHERE contact_id = ${theirs.id}`)).toEqual(before);
    expect((await errorOf(owner.get(`contacts/${theirs.id}`))).status).toBe(404);
  });
});
