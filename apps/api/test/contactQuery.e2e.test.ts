/* eslint-disable max-lines -- the evaluator in memory and the trees that it is compared with are read together */
import {
  CUSTOM_FIELD_TYPES,
  type CustomFieldType,
  addDays,
  customFieldQuestions,
  asciiLower,
  explainTree,
  fieldMatches,
  type FieldOperator,
  fieldRules,
  plainOption,
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
function nearDays(): string[] {
  const now = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);
  return [-30, -1, 0, 1, 30, 31, 99].map((n) => addDays(now, n));
}
const COMPANIES = [null, 'Analytical Engines', 'ANALYTICAL ENGINES', 'Nüßle & Söhne', 'Lovelace Ltd'];
const VALUES: Readonly<Record<CustomFieldType, readonly string[]>> = {
  text: ['Paris', 'paris', 'São Paulo', 'SÃO PAULO', '10', '9', '\u{1f600}'],
  number: ['9', '10', '-1.5', '9007199254740993', '9007199254740992'],
  date: ['2026-01-31', '1999-12-31', '2026-02-01', '2024-02-29', ...nearDays()],
  boolean: ['true', 'false'],
  select: OPTIONS,
  longText: ['Paris\nFrance', 'paris'],
  money: ['9.00', '10.50', '-1.00'],
  dateTime: ['2026-01-31T09:00:00.000Z', '2026-02-01T00:00:00.000Z', ...nearDays().map((day) => `${day}T14:59:59.999Z`)],
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
  readonly updatedOn: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly phoneBlock: string | null;
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
const segments: { id: string; tree: RuleTree }[] = [];
const imports = [newId(), newId()];
const campaigns: string[] = [];
/** Rows of the ledger and entries of the timeline, as they are stored. */
const messages: Readonly<Record<string, string | null>>[] = [];
const entries: { contactId: string; type: string; time: string }[] = [];
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
  await dataOf(owner.patch('', { timeZone: 'Asia/Tokyo' }));
  for (const name of ['Spring', 'Autumn']) campaigns.push((await dataOf<{ id: string }>(owner.post('campaigns', { name }))).id);
  for (let n = 0; n < CONTACTS; n += 1) known.push(await newContact(random, n));
  await rememberRows();
  for (let n = 0; n < 6; n += 1) {
    const tree = { and: [randomTree(random, 2), randomCondition(random)] };
    if ('tree' in (await readable(tree)))
      segments.push({ tree, ...(await dataOf<{ id: string }>(owner.post('segments', { name: `S${n}`, tree }))) });
  }
  expect(segments.length).toBeGreaterThan(1);
});
afterAll(() => test.stop());

async function rememberRows(): Promise<void> {
  const { manager } = test.services.dataSource;
  messages.push(
    ...(await queryRows<Record<string, string | null>>(
      manager,
      sql`SELECT contact_id AS "contactId", campaign_id AS "campaignId", accepted_at AS sent, opened_at AS opened FROM campaign_recipients WHERE workspace_id = ${owner.workspaceId}`,
    )),
  );
  entries.push(
    ...(await queryRows<(typeof entries)[number]>(
      manager,
      sql`SELECT contact_id AS "contactId", type, timestamp AS time FROM communication_logs WHERE workspace_id = ${owner.workspaceId}`,
    )),
  );
}

async function newContact(random: Random, n: number): Promise<Known> {
  const company = random.pick(COMPANIES);
  const on = random.some(lists);
  const fields = Object.fromEntries(CUSTOM_FIELD_TYPES.filter(() => random.chance(60)).map((type) => [type, random.pick(VALUES[type])]));
  const hasEmail = random.chance(80);
  const name = random.pick(['Ada', 'Grace', 'Édouard', 'Li', 'ADA']);
  const email = hasEmail ? `person${n}@example.com` : null;
  const phone = random.chance(50) ? `+493090182${String(n).padStart(3, '0')}` : null;
  const { id } = await dataOf<{ id: string }>(
    owner.post('contacts', {
      firstName: name,
      company,
      primaryEmail: email,
      primaryPhone: phone,
      listIds: on.map((list) => list.id),
      customFields: Object.fromEntries(Object.entries(fields).map(([type, value]) => [nameOf(type as CustomFieldType), value])),
    }),
  );
  const [createdOn, updatedOn, importId] = [random.pick(moments), random.pick(moments), random.pick([null, ...imports])];
  const { manager } = test.services.dataSource;
  await execute(
    manager,
    sql`UPDATE base_contacts SET created_on = ${createdOn}, updated_at = ${updatedOn}, source_import_id = ${importId} WHERE id = ${id}`,
  );
  for (const campaignId of random.some(campaigns)) {
    const [accepted, opened] = [random.pick([null, ...moments]), random.pick([null, null, ...moments])];
    await execute(
      manager,
      sql`INSERT INTO campaign_recipients (id, workspace_id, campaign_id, contact_id, channel, address_key, state, accepted_at, opened_at, created_at, updated_at)
          VALUES (${newId()}, ${owner.workspaceId}, ${campaignId}, ${id}, 'email', ${newId()}, 'accepted', ${accepted}, ${opened}, ${createdOn}, ${createdOn})`,
    );
  }
  for (const type of random.some(['note', 'call', 'note']))
    await execute(
      manager,
      sql`INSERT INTO communication_logs (id, workspace_id, contact_id, type, content, timestamp) VALUES (${newId()}, ${owner.workspaceId}, ${id}, ${type}, '{}', ${random.pick(moments)})`,
    );
  const phoneBlock = phone !== null && random.chance(40) ? random.pick(['unsubscribed', 'manual']) : null;
  if (phoneBlock !== null)
    await execute(
      manager,
      sql`INSERT INTO suppressions (workspace_id, channel, address_key, reason, created_at) VALUES (${owner.workspaceId}, 'text', ${phone}, ${phoneBlock}, ${createdOn})`,
    );
  const reason = hasEmail && random.chance(50) ? random.pick(['unsubscribed', 'manual', 'bounced', 'complained']) : null;
  if (reason !== null)
    await execute(
      manager,
      sql`INSERT INTO suppressions (workspace_id, channel, address_key, reason, created_at) VALUES (${owner.workspaceId}, 'email', ${`person${n}@example.com`}, ${reason}, ${createdOn})`,
    );
  const status = hasEmail ? (reason ?? 'subscribed') : 'noEmail';
  return { id, name, company, status, email, phone, phoneBlock, createdOn, updatedOn, importId, lists: on.map((list) => list.id), fields };
}

/** Of Tokyo, where the clocks never change. */
const localDay = (moment: string): string => new Date(Date.parse(moment) + 9 * 3_600_000).toISOString().slice(0, 10);
const today = localDay(new Date().toISOString());
/** Also around the last and the next days, and just before and after midnight. */
const moments = [
  ...days,
  ...[0, -1, -7, -8, -30].flatMap((n) => [`${addDays(today, n - 1)}T15:00:00.000Z`, `${addDays(today, n - 1)}T14:59:59.999Z`]),
];

function dayMatches(day: string, { operator, value, days: count }: Readonly<Record<string, unknown>>): boolean {
  switch (operator) {
    case 'on':
      return day === value;
    case 'before':
      return day < String(value);
    case 'after':
      return day > String(value);
    case 'inLast':
      return day <= today && day >= addDays(today, -Number(count));
    default:
      return day < addDays(today, -Number(count));
  }
}

function textMatches(
  text: string | null,
  { operator, value, values }: Readonly<Record<string, unknown>>,
  same: (text: string) => string,
): boolean {
  if (text === null) return false;
  const has = asciiLower(text);
  switch (operator) {
    case 'is':
      return same(text) === same(String(value));
    case 'contains':
      return has.includes(asciiLower(String(value)));
    case 'startsWith':
      return has.startsWith(asciiLower(String(value)));
    case 'anyOf':
      return (values as string[]).some((one) => same(text) === same(one));
    default:
      return true;
  }
}

function isOften(times: readonly string[], { operator, times: asked, days: count }: Readonly<Record<string, unknown>>): boolean {
  const found = count === undefined ? times.length : times.filter((time) => localDay(time) >= addDays(today, -Number(count))).length;
  if (operator === 'ever') return found > 0;
  return operator === 'atLeast' ? found >= Number(asked) : found <= Number(asked);
}

/** What a text, a choice or a day is asked besides the operators of its type; null: it is one of those. */
function matchesBeside(
  type: CustomFieldType,
  stored: string,
  { operator, value, values, days: count }: Readonly<Record<string, unknown>>,
): boolean | null {
  const last = addDays(today, Number(count ?? 0));
  const day = type === 'dateTime' ? localDay(stored) : stored;
  switch (operator) {
    case 'startsWith':
      return asciiLower(stored).startsWith(asciiLower(String(value)));
    case 'anyOf':
      return (values as string[]).some((one) => (fieldRules(type).ignoresCase ? asciiLower(one) === asciiLower(stored) : one === stored));
    case 'inNext':
      return day >= today && day <= last;
    case 'on':
    case 'before':
    case 'after':
    case 'inLast':
    case 'olderThan':
      return dayMatches(day, { operator, value, days: count });
    case 'anniversaryIn':
      return [today.slice(0, 4), last.slice(0, 4)].some((year) => {
        const isLeap = new Date(`${year}-02-29`).getUTCDate() === 29;
        const next = `${year}${stored.slice(4) === '-02-29' && !isLeap ? '-02-28' : stored.slice(4)}`;
        return next >= today && next <= last;
      });
    default:
      return null;
  }
}

/** What each rule means, without SQL. A new rule needs its own line. */
const NAIVE: Readonly<Record<string, (contact: Known, values: Readonly<Record<string, unknown>>) => boolean>> = {
  search: ({ name, company }, { text }) => foldText(`${name} ${company ?? ''}`).includes(foldText(String(text))),
  company: ({ company }, { is }) => company !== null && foldText(company) === foldText(String(is)),
  created: ({ createdOn }, { after, before }) => (!after || createdOn >= String(after)) && (!before || createdOn < String(before)),
  emailStatus: ({ status }, { is }) => (status === 'manual' ? 'unsubscribed' : status) === is,
  inList: (contact, { listIds }) => (listIds as string[]).some((id) => contact.lists.includes(id)),
  importedBy: ({ importId }, { importId: asked }) => importId === asked,
  engagement: ({ id }, { event, campaignIds, ...often }) =>
    isOften(
      messages
        .filter(({ contactId, campaignId }) => contactId === id && (!campaignIds || (campaignIds as string[]).includes(String(campaignId))))
        .flatMap((message) => message[String(event)] ?? []),
      often,
    ),
  timeline: ({ id }, { types, ...often }) =>
    isOften(
      entries.filter(({ contactId, type }) => contactId === id && (!types || (types as string[]).includes(type))).map(({ time }) => time),
      often,
    ),
  inSegment: (contact, { segmentId }) => segments.some(({ id, tree }) => id === segmentId && naive(tree, contact)),
  field: ({ name, company, email, phone }, values) => {
    const texts: Readonly<Record<string, string | null>> = { firstName: name, lastName: null, company, email, phone };
    const field = String(values['field']);
    return textMatches(texts[field] ?? null, values, field === 'company' ? foldText : asciiLower);
  },
  date: ({ createdOn, updatedOn }, values) => dayMatches(localDay(values['field'] === 'createdAt' ? createdOn : updatedOn), values),
  suppressed: ({ status, phoneBlock }, { channel, reasons }) => {
    const reason = channel === 'text' ? phoneBlock : ['subscribed', 'noEmail'].includes(status) ? null : status;
    return reason !== null && (!reasons || (reasons as string[]).length === 0 || (reasons as string[]).includes(reason));
  },
  customField: ({ fields }, { fieldName, operator, value, values, days: count }) => {
    const type = CUSTOM_FIELD_TYPES.find((one) => nameOf(one) === fieldName) ?? 'text';
    const stored = fields[type] ?? null;
    const beside = stored === null ? false : matchesBeside(type, stored, { operator, value, values, days: count });
    if (beside !== null) return beside;
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
    case 'inSegment':
      return segments.length === 0
        ? randomCondition(random)
        : { rule, with: { segmentId: random.pick([...segments.map(({ id }) => id), newId()]) } };
    case 'field': {
      const field = random.pick(['firstName', 'lastName', 'company', 'email', 'phone']);
      const operator = random.pick(['is', 'contains', 'startsWith', 'anyOf', 'isFilled']);
      const some = [
        'ada',
        'Ada',
        'a',
        'édouard',
        'Éd',
        'Analytical Engines',
        'engines',
        'Nüßle',
        'person1',
        'PERSON10@example.com',
        '+493090182001',
        '182',
      ];
      const value = random.pick(some);
      return {
        rule,
        with: {
          field,
          operator,
          ...(operator === 'isFilled' ? {} : operator === 'anyOf' ? { values: [value, random.pick(some)] } : { value }),
        },
      };
    }
    case 'date': {
      const operator = random.pick(['on', 'before', 'after', 'inLast', 'olderThan']);
      const asked: RuleCondition['with'] =
        operator === 'inLast' || operator === 'olderThan'
          ? { days: random.pick([0, 1, 7, 30, 400]) }
          : { value: localDay(random.pick(moments)) };
      return { rule, with: { field: random.pick(['createdAt', 'updatedAt']), operator, ...asked } };
    }
    case 'engagement':
    case 'timeline': {
      const operator = random.pick(['ever', 'atLeast', 'atMost']);
      const often = {
        operator,
        ...(operator === 'ever' ? {} : { times: random.pick([1, 2, 3]) }),
        ...(random.chance(50) ? { days: random.pick([0, 7, 30]) } : {}),
      };
      if (rule === 'timeline')
        return { rule, with: { ...often, ...(random.chance(60) ? { types: [random.pick(['note', 'call', 'email'])] } : {}) } };
      return {
        rule,
        with: { ...often, event: random.pick(['sent', 'opened']), ...(random.chance(60) ? { campaignIds: [random.pick(campaigns)] } : {}) },
      };
    }
    case 'suppressed':
      return {
        rule,
        with: { channel: random.pick(['email', 'text']), reasons: random.some(['unsubscribed', 'manual', 'bounced', 'complained']) },
      };
    case 'importedBy':
      return { rule, with: { importId: random.pick([...imports, newId()]) } };
    default: {
      const type = random.pick(CUSTOM_FIELD_TYPES);
      const operator = random.pick(
        customFieldQuestions(type, fieldRules(type).hasOptions ? OPTIONS.map(plainOption) : []).flatMap(
          (question) => question.operator ?? [],
        ),
      );
      if (['inNext', 'inLast', 'olderThan', 'anniversaryIn'].includes(operator))
        return { rule, with: { fieldName: nameOf(type), operator, days: random.pick([0, 1, 30, 100, 366]) } };
      if (['on', 'before', 'after'].includes(operator))
        return { rule, with: { fieldName: nameOf(type), operator, value: localDay(random.pick([...VALUES.dateTime, ...moments])) } };
      if (operator === 'anyOf')
        return { rule, with: { fieldName: nameOf(type), operator, values: [random.pick(VALUES[type]), random.pick(VALUES[type])] } };
      const given =
        operator === 'contains' || operator === 'startsWith' ? random.pick(['pa', 'PAULO', '1', 'ã']) : random.pick(VALUES[type]);
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
