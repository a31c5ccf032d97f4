import type { RuleTree } from '@rapport/common';
import { ContactQueryService } from '../src/modules/contacts/ContactQueryService.js';
import { ContactRuleReferences } from '../src/modules/contacts/ContactRuleReferences.js';
import type { WorkspaceContext } from '../src/platform/context/Context.js';
import { jobContext } from '../src/platform/context/contexts.js';
import { queryRows, sql } from '../src/platform/database/sql.js';
import { makeRuleWorld, type RuleWorld } from './support/contactQuery/makeRuleWorld.js';
import { randomCondition, randomTree } from './support/contactQuery/randomTree.js';
import { RulesInMemory } from './support/contactQuery/RulesInMemory.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { Random } from './support/Random.js';
import { TestApp } from './support/startTestApp.js';

const TREES = 150;

let test: TestApp;
let owner: Person;
let queries: ContactQueryService;
let ctx: WorkspaceContext;
let world: RuleWorld;
let rules: RulesInMemory;

beforeAll(async () => {
  test = await TestApp.start();
  owner = test.owner;
  queries = test.app.get(ContactQueryService, { strict: false });
  ctx = jobContext(test.services.dataSource.manager, owner.workspaceId, 'test');
  const random = new Random(7);
  world = await makeRuleWorld(test, random);
  rules = new RulesInMemory(world);
  for (let n = 0; n < 6; n += 1) {
    const tree = { and: [randomTree(world, random, 2), randomCondition(world, random)] };
    if ('tree' in (await readable(tree)))
      world.segments.push({ tree, ...(await dataOf<{ id: string }>(owner.post('segments', { name: `S${n}`, tree }))) });
  }
  expect(world.segments.length).toBeGreaterThan(1);
});
afterAll(() => test.stop());

async function readable(tree: RuleTree): Promise<object> {
  const answer = await owner.post('segments/preview', { tree });
  return (answer as unknown as { status: number }).status < 300 ? { tree } : {};
}

async function idsOf(tree: RuleTree): Promise<string[]> {
  const { where } = await queries.prepare(ctx, tree);
  const rows = await queryRows<{ id: string }>(ctx.manager, sql`SELECT c.id FROM base_contacts c WHERE ${where} ORDER BY c.id`);
  return rows.map(({ id }) => id);
}

it('compares every rule that there is', () => {
  expect(test.app.get(ContactRuleReferences, { strict: false }).names().sort()).toEqual(Object.keys(rules.rules).sort());
});

it('means the same people as an evaluator in memory, whatever the tree', async () => {
  const random = new Random(11);
  const sizes = new Set<number>();
  for (let n = 0; n < TREES; n += 1) {
    const tree = randomTree(world, random, 4);
    const expected = world.known.filter((contact) => rules.holds(tree, contact)).map(({ id }) => id);
    expect({ tree, ids: await idsOf(tree) }).toEqual({ tree, ids: expected.sort() });
    sizes.add(expected.length);
  }
  expect(sizes.size).toBeGreaterThan(20);
});

it('asks the same in each of its forms: the set, the page, and the candidates of an index', async () => {
  const random = new Random(12);
  for (let n = 0; n < 60; n += 1) {
    const tree = randomTree(world, random, 2);
    const expected = await idsOf(tree);
    const query = await queries.prepare(ctx, tree);
    const anyState = await queries.prepare(ctx, tree, 'any');
    const read = async (statement: ReturnType<typeof query.pageOfIds>): Promise<string[]> =>
      (await queryRows<{ id: string }>(ctx.manager, statement)).map(({ id }) => id);
    expect((await read(sql`SELECT c.id FROM base_contacts c WHERE ${query.whereInSet}`)).sort()).toEqual(expected);
    const pages: string[] = [];
    for (let after: string | null = null; ; after = pages.at(-1) ?? null) {
      const page = await read(anyState.pageOfIds(after, 7));
      pages.push(...page);
      if (page.length < 7) break;
    }
    expect(pages).toEqual(expected);
    if (test.database.isPostgres) continue;
    for (const candidates of query.candidates)
      expect(await read(sql`SELECT c.id FROM (${candidates}) k JOIN base_contacts c ON c.search_id = k.search_id`)).toEqual(
        expect.arrayContaining(expected),
      );
  }
});

it('explains for one contact what each condition says, and by which value', async () => {
  const random = new Random(13);
  for (let n = 0; n < 60; n += 1) {
    const [tree, contact] = [randomTree(world, random, 3), random.pick(world.known)];
    const explained = await queries.explain(ctx, tree, contact.id);
    expect(explained.holds).toBe(rules.holds(tree, contact));
    const withoutValues = JSON.parse(JSON.stringify(explained, (key, value: unknown) => (key === 'value' ? undefined : value))) as object;
    const expected = rules.explain(tree, contact);
    const same = JSON.parse(JSON.stringify(expected, (key, value: unknown) => (key === 'value' ? undefined : value))) as object;
    expect(withoutValues).toEqual(same);
  }
  const contact =
    world.known.find(({ lists: on, fields, status }) => on.length > 1 && fields.number !== undefined && status === 'bounced') ??
    world.known[0];
  if (!contact) throw new Error('There is nobody.');
  const tree: RuleTree = {
    and: [
      { rule: 'inList', with: { listIds: world.lists.map(({ id }) => id) } },
      { not: { rule: 'customField', with: { fieldName: 'a_number', operator: 'above', value: '8' } } },
      { rule: 'emailStatus', with: { is: 'subscribed' } },
    ],
  };
  const names = world.lists.filter(({ id }) => contact.lists.includes(id)).map(({ name }) => name);
  expect(await queries.explain(ctx, tree, contact.id)).toMatchObject({
    holds: false,
    and: [{ holds: true, value: names.join(', ') }, { not: { value: contact.fields.number } }, { holds: false, value: contact.status }],
  });
});

it('runs the largest tree that is taken', async () => {
  const leaves: RuleTree[] = Array.from({ length: 100 }, (_, n) => ({ rule: 'company', with: { is: `Company ${n}` } }));
  const tree = Array.from({ length: 8 }).reduce<RuleTree>((inner) => ({ not: inner }), { or: leaves });
  expect(await idsOf(tree)).toEqual([]);
  await queries.explain(ctx, tree, world.known[0]?.id ?? '');
});

it('counts a trashed contact only where the trash is asked about', async () => {
  const { id } = await dataOf<{ id: string }>(owner.post('contacts', { firstName: 'Gone', company: 'Trashed Ltd' }));
  await dataOf(owner.delete(`contacts/${id}`));
  const tree: RuleTree = { rule: 'company', with: { is: 'Trashed Ltd' } };
  const of = async (state: 'live' | 'trashed' | 'any'): Promise<number> =>
    (await queryRows(ctx.manager, sql`SELECT 1 AS one FROM base_contacts c WHERE ${(await queries.prepare(ctx, tree, state)).where}`))
      .length;
  expect([await of('live'), await of('trashed'), await of('any')]).toEqual([0, 1, 1]);
});

it.each([
  ['an unknown rule', { rule: 'nosuch', with: {} }, 'segment.unknownRule'],
  ['a rule named as every object has one', { rule: 'constructor', with: {} }, 'segment.unknownRule'],
  ['a tree that is too deep', Array.from({ length: 50 }).reduce<unknown>((tree) => ({ not: tree }), { and: [] }), 'segment.tooDeep'],
  [
    'too many conditions',
    { or: Array.from({ length: 101 }, () => ({ rule: 'search', with: { text: 'a' } })) },
    'segment.tooManyConditions',
  ],
  ['a misspelt name', { rule: 'inList', with: { listIds: [], listId: 'x' } }, 'segment.badValue'],
  ['a missing value', { rule: 'company', with: {} }, 'segment.badValue'],
  ['a value of another kind', { rule: 'inList', with: { listIds: 'x' } }, 'segment.badValue'],
  ['a status that there is not', { rule: 'emailStatus', with: { is: 'asleep' } }, 'segment.badValue'],
  ['a moment that is none', { rule: 'created', with: { after: 'soon' } }, 'segment.badValue'],
  ['a range without ends', { rule: 'created', with: {} }, 'segment.badValue'],
  ['a field that there is not', { rule: 'customField', with: { fieldName: 'nosuch', operator: 'is', value: 'x' } }, 'segment.badValue'],
  [
    'an operator that the type has not',
    { rule: 'customField', with: { fieldName: 'a_boolean', operator: 'above', value: 'true' } },
    'segment.badValue',
  ],
  [
    'a value that the type cannot read',
    { rule: 'customField', with: { fieldName: 'a_number', operator: 'above', value: 'ten' } },
    'segment.badValue',
  ],
  [
    'a value where none is meant',
    { rule: 'customField', with: { fieldName: 'a_text', operator: 'isFilled', value: 'x' } },
    'segment.badValue',
  ],
  ['characters that no text has', { rule: 'search', with: { text: 'a\0b' } }, 'segment.badValue'],
])('refuses %s', async (_what, tree, code) => {
  await expect(queries.prepare(ctx, tree)).rejects.toMatchObject({ status: 422, code });
});

it('keeps to the workspace', async () => {
  const stranger = await test.stranger();
  const theirs = await dataOf<{ id: string }>(stranger.post('contacts', { firstName: 'Ada' }));
  const list = await dataOf<{ id: string }>(stranger.post('lists', { name: 'Theirs' }));
  await dataOf(stranger.post(`lists/${list.id}/contacts`, { contactIds: [theirs.id] }));
  expect(await idsOf({ rule: 'inList', with: { listIds: [list.id] } })).toEqual([]);
  expect(await idsOf({ and: [] })).not.toContain(theirs.id);
  await expect(queries.explain(ctx, { and: [] }, theirs.id)).rejects.toMatchObject({ status: 404 });
  expect((await errorOf(owner.get(`contacts/${theirs.id}`))).status).toBe(404);
});
