import { passTime } from './support/campaigns.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

interface Segment {
  id: string;
  name: string;
  tree: object;
  version: number;
  usedBy: { kind: string; id: string; name: string }[];
}
interface Preview {
  count: number;
  asOf: string;
  people: { id: string; displayName: string }[];
}

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

const company = (value: string, operator = 'contains') => ({ rule: 'field', with: { field: 'company', operator, value } });
const inSegment = (segmentId: string) => ({ rule: 'inSegment', with: { segmentId } });
const make = (name: string, tree: object): Promise<Segment> => dataOf(test.owner.post('segments', { name, tree }));
const person = (fields: object): Promise<{ id: string }> => dataOf(test.owner.post('contacts', fields));
const preview = (tree: object): Promise<Preview> => dataOf(test.owner.post('segments/preview', { tree }));
const nested = (depth: number): object => (depth <= 1 ? company('x') : { not: nested(depth - 1) });

it('are made, changed with their version, listed by name and deleted', async () => {
  const first = await make('First', company('Acme'));
  await make('Another', { or: [company('Acme'), company('Works')] });
  const names = async (): Promise<string[]> => (await dataOf<Segment[]>(test.owner.get('segments'))).map(({ name }) => name);
  expect(await names()).toEqual(['Another', 'First']);
  const changed = await dataOf<Segment>(
    test.owner.patch(`segments/${first.id}`, { name: 'Renamed', description: ' Good ones ', tree: { not: company('Acme') }, version: 1 }),
  );
  expect(changed).toMatchObject({ name: 'Renamed', description: 'Good ones', version: 2, tree: { not: company('Acme') }, usedBy: [] });
  // Whether its contacts were counted meanwhile is another matter.
  const counts = { contactCount: 0, countedAt: null };
  expect({ ...(await dataOf<Segment>(test.owner.get(`segments/${first.id}`))), ...counts }).toEqual({ ...changed, ...counts });
  expect(await errorOf(test.owner.patch(`segments/${first.id}`, { name: 'Late', version: 1 }))).toMatchObject({
    status: 409,
    code: 'segment.changedMeanwhile',
  });
  expect(await errorOf(test.owner.patch(`segments/${first.id}`, { name: 'Another', version: 2 }))).toMatchObject({
    status: 409,
    code: 'segment.nameTaken',
  });
  expect(await errorOf(test.owner.post('segments', { name: 'Another', tree: company('x') }))).toMatchObject({ code: 'segment.nameTaken' });
  await dataOf(test.owner.delete(`segments/${first.id}`));
  expect(await names()).toEqual(['Another']);
  expect(await errorOf(test.owner.delete(`segments/${first.id}`))).toMatchObject({ status: 404, code: 'segment.notFound' });
});

it('count who meets their rules, and show some of them', async () => {
  for (const n of [1, 2, 3]) await person({ firstName: `Counted ${n}`, company: 'Counting House' });
  const { count, people } = await preview(company('counting house', 'is'));
  expect([count, people.map(({ displayName }) => displayName)]).toEqual([3, ['Counted 3', 'Counted 2', 'Counted 1']]);
  await dataOf(test.owner.delete(`contacts/${people[0]?.id ?? ''}`));
  expect((await preview(company('counting house', 'is'))).count).toBe(2);
});

it('filter the table of contacts, its count and bulk actions, by id or by rules', async () => {
  const ids = [];
  for (const n of [1, 2, 3]) ids.push((await person({ firstName: `Table ${n}`, company: n < 3 ? 'Tables Ltd' : 'Chairs Ltd' })).id);
  const { id } = await make('Tables', company('Tables Ltd', 'is'));
  const list = async (query: string): Promise<string[]> =>
    (await dataOf<{ items: { id: string }[] }>(test.owner.get(`contacts?sort=createdAt&${query}`))).items.map((one) => one.id);
  expect(await list(`segmentId=${id}`)).toEqual(ids.slice(0, 2));
  expect(await list(`segmentId=${id}&search=${encodeURIComponent('Table 2')}`)).toEqual([ids[1]]);
  const rules = encodeURIComponent(JSON.stringify({ or: [inSegment(id), company('Chairs Ltd', 'is')] }));
  expect(await list(`rules=${rules}`)).toEqual(ids);
  expect(await dataOf(test.owner.get(`contacts/count?rules=${rules}`))).toEqual({ count: 3 });
  const listId = (await dataOf<{ id: string }>(test.owner.post('lists', { name: 'From a segment' }))).id;
  await dataOf(test.owner.post('contacts/bulk', { action: 'addToList', listId, selection: { filter: { segmentId: id } } }));
  expect((await list(`listId=${listId}`)).sort()).toEqual(ids.slice(0, 2).sort());
});

it('list a contact once who is on several of the lists', async () => {
  const { id } = await person({ firstName: 'Twice' });
  const listIds = [];
  for (const name of ['Twice A', 'Twice B']) listIds.push((await dataOf<{ id: string }>(test.owner.post('lists', { name }))).id);
  for (const listId of listIds) await dataOf(test.owner.post(`lists/${listId}/contacts`, { contactIds: [id] }));
  const { count, people } = await preview({ rule: 'inList', with: { listIds } });
  expect([count, people.map((one) => one.id)]).toEqual([1, [id]]);
});

it('may be part of others, never of themselves, and stay as long as others need them', async () => {
  const inner = await make('Inner', company('Inner Ltd', 'is'));
  const middle = await make('Middle', { and: [inSegment(inner.id), { not: company('nobody') }] });
  const outer = await make('Outer', { not: inSegment(middle.id) });
  const { id } = await person({ firstName: 'Ivy', company: 'Inner Ltd' });
  const isIn = async (segment: Segment): Promise<boolean> =>
    (await dataOf<{ items: { id: string }[] }>(test.owner.get(`contacts?segmentId=${segment.id}&search=Ivy`))).items.some(
      (one) => one.id === id,
    );
  expect([await isIn(inner), await isIn(middle), await isIn(outer)]).toEqual([true, true, false]);
  const cycle = await errorOf(test.owner.patch(`segments/${inner.id}`, { tree: { and: [company('x'), inSegment(outer.id)] }, version: 1 }));
  expect(cycle).toMatchObject({
    status: 422,
    code: 'segment.cycle',
    details: { path: 'and[1]', names: ['Inner', 'Outer', 'Middle', 'Inner'] },
  });
  expect(await errorOf(test.owner.patch(`segments/${inner.id}`, { tree: inSegment(inner.id), version: 1 }))).toMatchObject({
    code: 'segment.cycle',
  });
  expect(await errorOf(test.owner.delete(`segments/${inner.id}`))).toMatchObject({
    status: 409,
    code: 'segment.inUse',
    details: { usedBy: [{ kind: 'segment', id: middle.id, name: 'Middle' }] },
  });
  expect((await dataOf<Segment>(test.owner.get(`segments/${inner.id}`))).usedBy).toEqual([
    { kind: 'segment', id: middle.id, name: 'Middle' },
  ]);
  for (const segment of [outer, middle, inner]) await dataOf(test.owner.delete(`segments/${segment.id}`));
});

it('count the levels and conditions of the segments inside', async () => {
  const deep = await make('Seven levels', nested(7));
  expect(
    await errorOf(test.owner.post('segments', { name: 'Too deep', tree: { not: { not: { not: { not: inSegment(deep.id) } } } } })),
  ).toMatchObject({
    status: 422,
    code: 'segment.tooDeep',
    details: { path: 'not.not.not.not' },
  });
  const wide = await make('Wide', { or: Array.from({ length: 100 }, (_, n) => company(`Wide ${n}`)) });
  expect(
    await errorOf(test.owner.post('segments', { name: 'Too wide', tree: { or: [1, 2, 3].map(() => inSegment(wide.id)) } })),
  ).toMatchObject({ status: 422, code: 'segment.tooManyConditions' });
});

it('say why someone is in, and why not, with the value that decided it', async () => {
  const { id } = await person({ firstName: 'Wynn', company: 'Why Ltd', primaryEmail: 'wynn@example.com' });
  const inner = await make('Why inner', company('Why', 'startsWith'));
  const tree = {
    and: [inSegment(inner.id), { not: { rule: 'field', with: { field: 'email', operator: 'contains', value: '@example.com' } } }],
  };
  const { tree: explained } = await dataOf<{ tree: object }>(test.owner.post('segments/explain', { tree, contactId: id }));
  expect(explained).toMatchObject({
    holds: false,
    and: [
      { holds: true, value: 'Why inner', inside: { holds: true, value: 'Why Ltd' } },
      { holds: false, not: { holds: true, value: 'wynn@example.com' } },
    ],
  });
});

it.each([
  ['no condition at all', { and: [] }, 'segment.emptyGroup', ''],
  ['an empty group', { and: [company('x'), { not: { or: [] } }] }, 'segment.emptyGroup', 'and[1].not'],
  ['another shape', { and: [{ xor: [] }] }, 'segment.badShape', 'and[0]'],
  ['an unknown rule', { or: [company('x'), { rule: 'shoeSize', with: {} }] }, 'segment.unknownRule', 'or[1]'],
  ['an unknown field', { not: { rule: 'field', with: { field: 'shoe', operator: 'is', value: 'x' } } }, 'segment.badValue', 'not'],
  ['an operator of another type', { rule: 'field', with: { field: 'email', operator: 'above', value: 'x' } }, 'segment.badValue', ''],
  ['a value of another type', { rule: 'field', with: { field: 'email', operator: 'is', value: 5 } }, 'segment.badValue', ''],
  ['a blank value', company('  '), 'segment.badValue', ''],
  [
    'a day that does not exist',
    { rule: 'date', with: { field: 'createdAt', operator: 'on', value: '2026-02-30' } },
    'segment.badValue',
    '',
  ],
  ['half a day', { rule: 'date', with: { field: 'createdAt', operator: 'inLast', days: 1.5 } }, 'segment.badValue', ''],
  ['a segment that does not exist', inSegment('0190a000-0000-7000-8000-000000000000'), 'segment.unknownSegment', ''],
  ['eleven levels', nested(11), 'segment.tooDeep', 'not.not.not.not.not.not.not.not.not.not'],
])('refuse %s with a code and the place', async (_what, tree, code, path) => {
  for (const answer of [test.owner.post('segments', { name: 'Bad', tree }), test.owner.post('segments/preview', { tree })])
    expect(await errorOf(answer)).toMatchObject({ status: 422, code, details: { path } });
});

it('refuse fifty levels before anything reads them', async () => {
  expect(await errorOf(test.owner.post('segments', { name: 'Deep', tree: nested(50) }))).toMatchObject({ code: 'request.tooDeep' });
  expect(await errorOf(test.owner.get(`contacts?rules=${encodeURIComponent(JSON.stringify(nested(50)))}`))).toMatchObject({
    status: 422,
    code: 'segment.tooDeep',
  });
  expect(await errorOf(test.owner.get('contacts?rules=nonsense'))).toMatchObject({ status: 422 });
});

it('say which of them no longer works, once a field of it is gone', async () => {
  const field = await dataOf<{ id: string }>(test.owner.post('custom-fields', { label: 'Plan', fieldName: 'plan', fieldType: 'text' }));
  const { id } = await make('By plan', { rule: 'customField', with: { fieldName: 'plan', operator: 'is', value: 'Pro' } });
  await dataOf(test.owner.delete(`custom-fields/${field.id}`));
  expect(await errorOf(test.owner.get(`contacts?segmentId=${id}`))).toMatchObject({
    status: 422,
    code: 'segment.broken',
    details: { segmentId: id },
  });
  await dataOf(test.owner.patch(`segments/${id}`, { tree: company('x'), version: 1 }));
});

it('are not for strangers', async () => {
  const { id } = await make('Ours', company('Secret'));
  const stranger = await test.stranger();
  expect((await errorOf(stranger.delete(`segments/${id}`))).status).toBe(404);
  expect((await errorOf(stranger.get(`segments/${id}`))).status).toBe(404);
  expect(await errorOf(stranger.post('segments', { name: 'Theirs', tree: inSegment(id) }))).toMatchObject({
    code: 'segment.unknownSegment',
  });
  const { id: contactId } = await person({ firstName: 'Hidden' });
  expect((await errorOf(stranger.post('segments/explain', { tree: company('x'), contactId }))).status).toBe(404);
  stranger.workspaceId = test.owner.workspaceId;
  expect((await errorOf(stranger.get('segments'))).status).toBe(404);
});

it('are told for one contact: those whose rules it meets, by name, without those that no longer work', async () => {
  const contact = await person({ firstName: 'Of segments', company: 'Segment House' });
  const of = async (id = contact.id): Promise<string[]> =>
    (await dataOf<{ name: string }[]>(test.owner.get(`contacts/${id}/segments`)))
      .map(({ name }) => name)
      .filter((name) => name.startsWith('House'));
  const inner = await make('House', company('Segment House', 'is'));
  await make('House B', { not: company('Elsewhere', 'is') });
  await make('House C', company('Elsewhere', 'is'));
  await make('House D', inSegment(inner.id));
  const field = await dataOf<{ id: string }>(test.owner.post('custom-fields', { label: 'House', fieldName: 'house', fieldType: 'text' }));
  await make('House E', {
    or: [{ rule: 'customField', with: { fieldName: 'house', operator: 'is', value: 'x' } }, company('Segment House', 'is')],
  });
  for (let n = 0; n < 12; n += 1) await make(`House F${n}`, company(n === 11 ? 'Segment House' : 'Elsewhere', 'is'));
  expect(await of()).toEqual(['House', 'House B', 'House D', 'House E', 'House F11']);
  await dataOf(test.owner.delete(`custom-fields/${field.id}`));
  expect(await of()).toEqual(['House', 'House B', 'House D', 'House F11']);
  await dataOf(test.owner.delete(`contacts/${contact.id}`));
  expect(await of()).toEqual([]);
  const stranger = await test.stranger();
  expect((await errorOf(stranger.get(`contacts/${contact.id}/segments`))).status).toBe(404);
});

describe('the number of contacts of a segment', () => {
  interface Counted {
    id: string;
    name: string;
    contactCount: number | null;
    countedAt: string | null;
    version: number;
  }
  const counted = async (of: Person, ids: readonly string[]): Promise<Counted[]> => {
    for (;;) {
      const rows = (await dataOf<Counted[]>(of.get('segments'))).filter(({ id }) => ids.includes(id));
      if (rows.every(({ countedAt }) => countedAt !== null)) return rows;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  it('is kept as of a moment, and counted anew once it is old or the rules are others', async () => {
    const owner = await test.stranger('Cora');
    const make = (name: string, value: string) => dataOf<Counted>(owner.post('segments', { name, tree: company(value, 'is') }));
    await dataOf(owner.post('contacts', { firstName: 'A', company: 'Sum Ltd' }));
    const { id } = await make('Sums', 'Sum Ltd');
    expect((await dataOf<Counted[]>(owner.get('segments')))[0]).toMatchObject({ contactCount: null, countedAt: null });
    const [first] = await counted(owner, [id]);
    expect(first).toMatchObject({ contactCount: 1, version: 1 });

    await dataOf(owner.post('contacts', { firstName: 'B', company: 'Sum Ltd' }));
    expect((await dataOf<Counted[]>(owner.get('segments')))[0]).toMatchObject({ contactCount: 1, countedAt: first?.countedAt });
    await passTime(test, 6 * 60_000);
    const later = async () => {
      const [row] = await counted(owner, [id]);
      return row?.contactCount === 2 ? row : null;
    };
    let row = await later();
    while (row === null) row = await later();
    expect(row.version).toBe(1);

    const renamed = await dataOf<Counted>(owner.patch(`segments/${id}`, { name: 'Renamed', version: 1 }));
    expect(renamed).toMatchObject({ contactCount: 2 });
    const other = await dataOf<Counted>(owner.patch(`segments/${id}`, { tree: company('Nobody Ltd', 'is'), version: 2 }));
    expect(other).toMatchObject({ contactCount: null, countedAt: null });
    expect((await counted(owner, [id]))[0]).toMatchObject({ contactCount: 0 });
  });

  it('sorts the list page by page, like the name and the last change', async () => {
    const owner = await test.stranger('Paige');
    for (const [n, value] of ['One Ltd', 'Two Ltd', 'Two Ltd'].entries())
      await dataOf(owner.post('contacts', { firstName: `P${n}`, company: value }));
    const ids = [];
    for (const [name, value] of [
      ['b', 'Two Ltd'],
      ['c', 'None Ltd'],
      ['a', 'One Ltd'],
      ['d', 'None Ltd'],
    ] as const)
      ids.push((await dataOf<Counted>(owner.post('segments', { name, tree: company(value, 'is') }))).id);
    await counted(owner, ids);
    const walk = async (sort: string): Promise<string> => {
      const names: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: { items: Counted[]; nextCursor: string | null } = await dataOf(
          owner.get(`segments/page?limit=1&sort=${sort}${cursor && `&cursor=${cursor}`}`),
        );
        names.push(...page.items.map(({ name }) => name));
        cursor = page.nextCursor;
      }
      return names.join('');
    };
    expect(await walk('name')).toBe('abcd');
    expect(await walk('-name')).toBe('dcba');
    expect(await walk('contactCount')).toBe('cdab');
    expect(await walk('-contactCount')).toBe('badc');
    expect(await walk('updatedAt')).toBe('bcad');
    const stranger = await test.stranger('Quin');
    stranger.workspaceId = owner.workspaceId;
    expect((await errorOf(stranger.get('segments/page'))).status).toBe(404);
  });
});
