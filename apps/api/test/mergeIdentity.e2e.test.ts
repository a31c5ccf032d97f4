import { FieldTexts } from '../src/modules/customFields/FieldTexts.js';
import { jobContext } from '../src/platform/context/contexts.js';
import { newId } from '../src/platform/database/ids.js';
import { UnitOfWork } from '../src/platform/database/UnitOfWork.js';
import { execute, queryRows, sql, type SqlFragment } from '../src/platform/database/sql.js';
import { ContactReferences } from '../src/platform/references/ContactReferences.js';
import { dataOf, type Person } from './support/Person.js';
import { Random } from './support/Random.js';
import { TestApp } from './support/startTestApp.js';
import { contactRows } from './support/world.js';

const ROUNDS = 25;
/** Sweeps leave alone what is young. */
const AT = new Date().toISOString();
const FIXED = ['firstName', 'lastName', 'primaryEmail', 'primaryPhone', 'company'] as const;
const REASONS = ['complained', 'unsubscribed', 'manual', 'bounced'] as const;

let test: TestApp;
let owner: Person;
let seeders: Awaited<ReturnType<typeof contactRows>>;
const parents: Record<'fields' | 'lists' | 'stages' | 'campaigns' | 'actions', string[]> = {
  fields: [],
  lists: [],
  stages: [],
  campaigns: [],
  actions: [],
};

type Row = Record<string, unknown>;
const rows = (statement: SqlFragment): Promise<Row[]> => queryRows<Row>(test.services.dataSource.manager, statement);
const run = (statement: SqlFragment): Promise<number> => execute(test.services.dataSource.manager, statement);

beforeAll(async () => {
  test = await TestApp.start();
  owner = test.owner;
  seeders = await contactRows();
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
afterAll(() => test.stop());

/** A contact with some of its fields, and some of everything that a contact can be mentioned in. */
async function newContact(random: Random, at: number): Promise<string> {
  const mark = newId().slice(-8);
  const fields = {
    lastName: random.pick(['Lee', 'Li', null]),
    primaryEmail: random.pick([`x${mark}@one.example`, null]),
    primaryPhone: random.pick([`+49 30 ${2_000_000 + random.below(7_000_000)}`, null]),
    company: random.pick(['Acme', 'Beta', null]),
  };
  const { id } = await dataOf<{ id: string }>(owner.post('contacts', { firstName: `Ann ${at}`, ...fields }));
  for (const name of Object.keys(seeders).filter(() => random.chance(80)))
    await seeders[name]?.({ random, workspaceId: owner.workspaceId, contactId: id, parents, at: AT, run });
  // The values came past what keeps the text that they are found by.
  const ctx = jobContext(test.services.dataSource.manager, owner.workspaceId, 'test');
  await test.app.get(UnitOfWork, { strict: false }).run(ctx, (ctx) => test.app.get(FieldTexts, { strict: false }).refresh(ctx, [id]));
  if (fields.primaryEmail && random.chance(60)) {
    const reason = random.pick(REASONS);
    await run(
      sql`INSERT INTO consent_events (id, workspace_id, channel, address_key, event, source, created_at) VALUES (${newId()}, ${owner.workspaceId}, 'email', ${fields.primaryEmail}, ${reason}, 'test', ${AT})`,
    );
    await run(
      sql`INSERT INTO suppressions (workspace_id, channel, address_key, reason, created_at) VALUES (${owner.workspaceId}, 'email', ${fields.primaryEmail}, ${reason}, ${AT})`,
    );
  }
  return id;
}

/** Everything that is known of contacts, but for what tells of the merge itself and the version of the one that stayed. */
async function everything(primaryId: string): Promise<Record<string, string[]>> {
  const names = test.app.get(ContactReferences, { strict: false }).names();
  const tables = [...new Set(names.map((name) => name.split('.')[0] ?? '')), 'base_contacts', 'suppressions'];
  const found: Record<string, string[]> = {};
  for (const table of tables) {
    const kept = (await rows(sql`SELECT * FROM ${sql.raw(table)}`)).filter((row) => !isOfMerge(table, row));
    found[table] = kept.map((row) => JSON.stringify(table === 'base_contacts' ? withoutMarks(row, primaryId) : row)).sort();
  }
  return found;
}

function isOfMerge(table: string, row: Row): boolean {
  if (table === 'communication_logs') return /"message":"Merge/.test(String(row['content']));
  if (table === 'consent_events') return row['source'] === 'merge';
  return table === 'merge_journal' && row['summary_json'] !== '{}';
}

/** What the search looks through is made anew: the rows of the test came past what keeps it. */
function withoutMarks(row: Row, primaryId: string): Row {
  const { search_id: _id, version, updated_at, search_text, search_short, ...rest } = row;
  return rest['id'] === primaryId ? rest : { ...rest, version, updated_at, search_text, search_short };
}

function randomChoices(random: Random, ids: readonly string[], mark: string): { choices: Row; customValues: Row } {
  const choices: Row = {};
  const customValues: Row = {};
  for (const name of [...FIXED, 'stage', ...parents.fields.map((_, n) => `custom.field_${n}`)]) {
    if (random.chance(40)) continue;
    const choice = random.pick(['primary', 'secondary', random.pick(ids), ...(name === 'stage' ? [] : ['custom'])]);
    choices[name] = choice;
    if (choice === 'custom') customValues[name] = typed(name, mark);
  }
  return { choices, customValues };
}

function typed(name: string, mark: string): string {
  if (name === 'primaryEmail') return `new${mark}@three.example`;
  return name === 'primaryPhone' ? `+49 40 ${3_000_000 + (parseInt(mark, 16) % 6_000_000)}` : `Typed ${mark}`;
}

it.each(Array.from({ length: ROUNDS }, (_, seed) => seed))('a merge and its undo change nothing (seed %i)', async (seed) => {
  const random = new Random(seed);
  const ids: string[] = [];
  for (let n = 0; n < 2 + random.below(3); n += 1) ids.push(await newContact(random, n));
  const [primaryId = '', ...secondaryIds] = ids;
  const before = await everything(primaryId);
  const input = { primaryId, secondaryIds, ...randomChoices(random, ids, newId().slice(-6)) };
  const { id } = await dataOf<{ id: string }>(owner.post('merges', input));
  const between = await everything(primaryId);
  expect(between['base_contacts']?.length).toBe((before['base_contacts']?.length ?? 0) - secondaryIds.length);
  await dataOf(owner.post(`merges/${id}/undo`));
  expect(await everything(primaryId)).toEqual(before);
});

it('several merges into one contact are undone in any order', async () => {
  for (let seed = 100; seed < 112; seed += 1) {
    const random = new Random(seed);
    const [primaryId, a, b] = [await newContact(random, 0), await newContact(random, 1), await newContact(random, 2)];
    const before = await everything(primaryId);
    const merge = async (secondaryId: string): Promise<string> =>
      (await dataOf<{ id: string }>(owner.post('merges', { primaryId, secondaryIds: [secondaryId] }))).id;
    const merges = [await merge(a), await merge(b)];
    if (random.chance(50)) merges.reverse();
    for (const id of merges) await dataOf(owner.post(`merges/${id}/undo`));
    const after = await everything(primaryId);
    for (const id of [a, b])
      expect(after['base_contacts']?.filter((row) => row.includes(id))).toEqual(before['base_contacts']?.filter((row) => row.includes(id)));
    expect(after['communication_logs']).toEqual(before['communication_logs']);
    expect(after['suppressions']).toEqual(before['suppressions']);
  }
});
