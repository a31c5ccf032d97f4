import {
  CUSTOM_FIELD_TYPES,
  type CustomFieldType,
  explainTree,
  fieldMatches,
  type FieldOperator,
  fieldRules,
  foldText,
  type RuleCondition,
  type RuleTree,
} from '@rapport/common';
import { ContactQueryService } from '../src/modules/contacts/ContactQueryService.js';
import { ContactRuleReferences } from '../src/modules/contacts/ContactRuleReferences.js';
import type { WorkspaceContext } from '../src/platform/context/Context.js';
import { jobContext } from '../src/platform/context/contexts.js';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import { newId } from '../src/platform/database/ids.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { Random } from './support/Random.js';
import { TestApp } from './support/startTestApp.js';

const CONTACTS = 60;
const TREES = 150;
const OPTIONS = ['Gold', 'Silver', 'Bronze'];
const COMPANIES = [null, 'Analytical Engines', 'ANALYTICAL ENGINES', 'Nüßle & Söhne', 'Lovelace Ltd'];
const VALUES: Readonly<Record<CustomFieldType, readonly string[]>> = {
  text: ['Paris', 'paris', 'São Paulo', 'SÃO PAULO', '10', '9', '\u{1f600}'],
  number: ['9', '10', '-1.5', '9007199254740993', '9007199254740992'],
  date: ['2026-01-31', '1999-12-31', '2026-02-01'],
  boolean: ['true', 'false'],
  select: OPTIONS,
  longText: ['Paris\nFrance', 'paris'],
  money: ['9.00', '10.50', '-1.00'],
  dateTime: ['2026-01-31T09:00:00.000Z', '2026-02-01T00:00:00.000Z'],
  multiSelect: ['["Gold"]', '["Gold","Silver"]', '["Bronze","Gold","Silver"]'],
  url: ['https://example.com/a', 'https://example.com/PAULO'],
  email: ['ann@example.com', 'Ann@Example.com', 'paulo@example.org'],
  phone: ['+4930901820', '+4930901820;ext=12', '+12025550143'],
};

/** The field of a type. */
const nameOf = (type: CustomFieldType): string => `a_${type.toLowerCase()}`;

/** A contact as the test remembers it, for the evaluator in memory. */
interface Known {
  readonly id: string;
  readonly name: string;
  readonly company: string | null;
  readonly status: string;
  readonly createdOn: string;
  readonly importId: string | null;
  readonly lists: readonly string[];
  readonly fields: Readonly<Partial<Record<CustomFieldType, string>>>;
}

let test: TestApp;
let owner: Person;
let queries: ContactQueryService;
let ctx: WorkspaceContext;
const known: Known[] = [];
const lists: { id: string; name: string }[] = [];
const imports = [newId(), newId()];
const days = ['2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z', '2026-03-01T12:30:00.000Z', '2026-04-01T00:00:00.000Z'];

beforeAll(async () => {
  test = await TestApp.start();
  owner = test.owner;
  queries = test.app.get(ContactQueryService, { strict: false });
  ctx = jobContext(test.services.dataSource.manager, owner.workspaceId, 'test');
  const random = new Random(7);
  for (const name of ['Alpha', 'Beta', 'Gamma']) lists.push({ ...(await dataOf<{ id: string }>(owner.post('lists', { name }))), name });
  for (const fieldType of CUSTOM_FIELD_TYPES)
    await dataOf(
      owner.post('custom-fields', {
        label: fieldType,
        fieldName: nameOf(fieldType),
        fieldType,
        ...(fieldRules(fieldType).hasOptions ? { options: OPTIONS } : {}),
        ...(fieldRules(fieldType).hasCurrency ? { currency: 'EUR' } : {}),
      }),
    );
  for (let n = 0; n < CONTACTS; n += 1) known.push(await newContact(random, n));
});
afterAll(() => test.stop());

async function newContact(random: Random, n: number): Promise<Known> {
  const company = random.pick(COMPANIES);
  const on = random.some(lists);
  const fields = Object.fromEntries(CUSTOM_FIELD_TYPES.filter(() => random.chance(60)).map((type) => [type, random.pick(VALUES[type])]));
  const hasEmail = random.chance(80);
  const name = random.pick(['Ada', 'Grace', 'Édouard', 'Li']);
  const { id } = await dataOf<{ id: string }>(
    owner.post('contacts', {
      firstName: name,
      company,
      primaryEmail: hasEmail ? `person${n}@example.com` : null,
      listIds: on.map((list) => list.id),
      customFields: Object.fromEntries(Object.entries(fields).map(([type, value]) => [nameOf(type as CustomFieldType), value])),
    }),
  );
  const [createdOn, importId] = [random.pick(days), random.pick([null, ...imports])];
  const { manager } = test.services.dataSource;
  await execute(manager, sql`UPDATE base_contacts SET created_on = ${createdOn}, source_import_id = ${importId} WHERE id = ${id}`);
  const reason = hasEmail && random.chance(50) ? random.pick(['unsubscribed', 'manual', 'bounced', 'complained']) : null;
  if (reason !== null)
    await execute(
      manager,
      sql`INSERT INTO suppressions (workspace_id, channel, address_key, reason, created_at) VALUES (${owner.workspaceId}, 'email', ${`person${n}@example.com`}, ${reason}, ${createdOn})`,
    );
  const status = hasEmail ? (reason ?? 'subscribed') : 'noEmail';
  return { id, name, company, status, createdOn, importId, lists: on.map((list) => list.id), fields };
}

/** What each rule means, without SQL. A new rule needs its own line. */
const NAIVE: Readonly<Record<string, (contact: Known, values: Readonly<Record<string, unknown>>) => boolean>> = {
  search: ({ name, company }, { text }) => foldText(`${name} ${company ?? ''}`).includes(foldText(String(text))),
  company: ({ company }, { is }) => company !== null && foldText(company) === foldText(String(is)),
  created: ({ createdOn }, { after, before }) => (!after || createdOn >= String(after)) && (!before || createdOn < String(before)),
  emailStatus: ({ status }, { is }) => (status === 'manual' ? 'unsubscribed' : status) === is,
  inList: (contact, { listIds }) => (listIds as string[]).some((id) => contact.lists.includes(id)),
  importedBy: ({ importId }, { importId: asked }) => importId === asked,
  customField: ({ fields }, { fieldName, operator, value }) => {
    const type = CUSTOM_FIELD_TYPES.find((one) => nameOf(one) === fieldName) ?? 'text';
    return fieldMatches(type, operator as FieldOperator, fields[type] ?? null, String(value ?? ''));
  },
};

function randomCondition(random: Random): RuleCondition {
  const rule = random.pick(Object.keys(NAIVE));
  switch (rule) {
    case 'search':
      return { rule, with: { text: random.pick(['ada', 'GRACE', 'engines', 'nussle', 'edouard', 'nobody']) } };
    case 'company':
      return { rule, with: { is: random.pick(['analytical engines', 'Lovelace Ltd', 'Nobody']) } };
    case 'created': {
      const after = random.pick([null, ...days]);
      return { rule, with: { after, before: after === null ? random.pick(days) : random.pick([null, ...days]) } };
    }
    case 'emailStatus':
      return { rule, with: { is: random.pick(['subscribed', 'unsubscribed', 'bounced', 'complained', 'noEmail']) } };
    case 'inList':
      return { rule, with: { listIds: random.some([...lists.map(({ id }) => id), newId()]) } };
    case 'importedBy':
      return { rule, with: { importId: random.pick([...imports, newId()]) } };
    default: {
      const type = random.pick(CUSTOM_FIELD_TYPES);
      const operator = random.pick(fieldRules(type).operators);
      const given = operator === 'contains' ? random.pick(['pa', 'PAULO', '1', 'ã']) : random.pick(VALUES[type]);
      return { rule, with: { fieldName: nameOf(type), operator, ...(operator === 'isFilled' ? {} : { value: given }) } };
    }
  }
}

function randomTree(random: Random, depth: number): RuleTree {
  const kind = depth === 0 ? 'condition' : random.pick(['and', 'or', 'not', 'condition', 'condition'] as const);
  if (kind === 'condition') return randomCondition(random);
  if (kind === 'not') return { not: randomTree(random, depth - 1) };
  const parts = Array.from({ length: random.below(4) }, () => randomTree(random, depth - 1));
  return kind === 'and' ? { and: parts } : { or: parts };
}

const naive = (tree: RuleTree, contact: Known): boolean =>
  explainTree(tree, (condition) => ({ holds: NAIVE[condition.rule]?.(contact, condition.with) ?? false, value: null })).holds;

async function idsOf(tree: RuleTree): Promise<string[]> {
  const { where } = await queries.prepare(ctx, tree);
  const rows = await queryRows<{ id: string }>(ctx.manager, sql`SELECT c.id FROM base_contacts c WHERE ${where} ORDER BY c.id`);
  return rows.map(({ id }) => id);
}

it('compares every rule that there is', () => {
  expect(test.app.get(ContactRuleReferences, { strict: false }).names().sort()).toEqual(Object.keys(NAIVE).sort());
});

it('means the same people as an evaluator in memory, whatever the tree', async () => {
  const random = new Random(11);
  const sizes = new Set<number>();
  for (let n = 0; n < TREES; n += 1) {
    const tree = randomTree(random, 4);
    const expected = known.filter((contact) => naive(tree, contact)).map(({ id }) => id);
    expect({ tree, ids: await idsOf(tree) }).toEqual({ tree, ids: expected.sort() });
    sizes.add(expected.length);
  }
  expect(sizes.size).toBeGreaterThan(20);
});

it('asks the same in each of its forms: the set, the page, and the candidates of an index', async () => {
  const random = new Random(12);
  for (let n = 0; n < 60; n += 1) {
    const tree = randomTree(random, 2);
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
    const [tree, contact] = [randomTree(random, 3), random.pick(known)];
    const explained = await queries.explain(ctx, tree, contact.id);
    expect(explained.holds).toBe(naive(tree, contact));
    const withoutValues = JSON.parse(JSON.stringify(explained, (key, value: unknown) => (key === 'value' ? undefined : value))) as object;
    const expected = explainTree(tree, (condition) => ({ holds: NAIVE[condition.rule]?.(contact, condition.with) ?? false, value: null }));
    const same = JSON.parse(JSON.stringify(expected, (key, value: unknown) => (key === 'value' ? undefined : value))) as object;
    expect(withoutValues).toEqual(same);
  }
  const contact =
    known.find(({ lists: on, fields, status }) => on.length > 1 && fields.number !== undefined && status === 'bounced') ?? known[0];
  if (!contact) throw new Error('There is nobody.');
  const tree: RuleTree = {
    and: [
      { rule: 'inList', with: { listIds: lists.map(({ id }) => id) } },
      { not: { rule: 'customField', with: { fieldName: 'a_number', operator: 'above', value: '8' } } },
      { rule: 'emailStatus', with: { is: 'subscribed' } },
    ],
  };
  const names = lists.filter(({ id }) => contact.lists.includes(id)).map(({ name }) => name);
  expect(await queries.explain(ctx, tree, contact.id)).toMatchObject({
    holds: false,
    and: [{ holds: true, value: names.join(', ') }, { not: { value: contact.fields.number } }, { holds: false, value: contact.status }],
  });
});

it('runs the largest tree that is taken', async () => {
  const leaves: RuleTree[] = Array.from({ length: 100 }, (_, n) => ({ rule: 'company', with: { is: `Company ${n}` } }));
  const tree = Array.from({ length: 8 }).reduce<RuleTree>((inner) => ({ not: inner }), { or: leaves });
  expect(await idsOf(tree)).toEqual([]);
  await queries.explain(ctx, tree, known[0]?.id ?? '');
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
