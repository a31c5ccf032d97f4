import { dataOf, errorOf, type Person } from './support/Person.js';
import { Program } from './support/Program.js';
import { TestApp } from './support/startTestApp.js';

interface Row {
  displayName: string;
  fields: Record<string, string | null>;
}

let test: TestApp;
let ann: Person;
let bob: Person;
const ids: string[] = [];
beforeAll(async () => {
  test = await TestApp.start();
});
beforeEach(async () => {
  ann = await test.stranger('Ann Own');
  bob = await test.member('admin', ann);
  for (const body of [
    { label: 'Gift', fieldType: 'text' },
    { label: 'Score', fieldType: 'number' },
    { label: 'Met', fieldType: 'select', options: ['Fair', 'Friend'] },
  ])
    await dataOf(ann.post('/api/v1/me/fields', body));
  ids.length = 0;
  for (const [firstName, values] of [
    ['Cal', { gift: 'Zebra', score: 9, met: 'Friend' }],
    ['Dee', { gift: 'apple', score: 10, met: 'Fair' }],
    ['Eve', {}],
  ] as const) {
    const { id } = await dataOf<{ id: string }>(ann.post('contacts', { firstName }));
    ids.push(id);
    await dataOf(ann.patch(`contacts/${id}/personal-fields`, { values }));
  }
});
afterAll(() => test.stop());

interface Page {
  items: Row[];
  nextCursor: string | null;
}
const page = (person: Person, query: string): Promise<Page> => dataOf(person.get(`contacts?${query}`));
const rows = async (person: Person, query: string): Promise<Row[]> => (await page(person, query)).items;
const names = async (person: Person, query: string): Promise<string[]> => (await rows(person, query)).map(({ displayName }) => displayName);
const own = (fieldName: string, operator: string, more: object = {}): object => ({
  rule: 'personalField',
  with: { fieldName, operator, ...more },
});
const rulesOf = (...and: object[]): string => `rules=${encodeURIComponent(JSON.stringify({ and }))}`;

describe('fields that only one member sees, in their own table', () => {
  it('are columns beside those of the workspace', async () => {
    await dataOf(ann.post('custom-fields', { label: 'Gift', fieldType: 'text' }));
    const [cal] = await rows(ann, 'fields=gift,mine:gift,mine:score&sort=name');
    expect(cal?.fields).toEqual({ gift: null, 'mine:gift': 'Zebra', 'mine:score': '9' });
  });

  it('give an order, page by page, with those without a value last', async () => {
    expect(await names(ann, 'sort=mine:gift')).toEqual(['Dee', 'Cal', 'Eve']);
    expect(await names(ann, 'sort=-mine:gift')).toEqual(['Cal', 'Dee', 'Eve']);
    expect(await names(ann, 'sort=-mine:score')).toEqual(['Dee', 'Cal', 'Eve']);
    expect(await names(ann, 'sort=mine:met')).toEqual(['Dee', 'Cal', 'Eve']);
    const walked: string[] = [];
    for (let cursor = ''; ;) {
      const { items, nextCursor } = await page(ann, `sort=mine:score&limit=1${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      walked.push(...items.map(({ displayName }) => displayName));
      if (nextCursor === null) break;
      cursor = nextCursor;
    }
    expect(walked).toEqual(['Cal', 'Dee', 'Eve']);
  });

  it('filter the rows and their count', async () => {
    expect(await names(ann, `sort=name&${rulesOf(own('gift', 'contains', { value: 'ZEB' }))}`)).toEqual(['Cal']);
    expect(await names(ann, `sort=name&${rulesOf(own('score', 'above', { value: 9 }))}`)).toEqual(['Dee']);
    expect(await names(ann, `sort=name&${rulesOf(own('met', 'is', { value: 'Friend' }))}`)).toEqual(['Cal']);
    expect(await names(ann, `sort=name&${rulesOf({ not: own('gift', 'isFilled') })}`)).toEqual(['Eve']);
    expect(await dataOf(ann.get(`contacts/count?${rulesOf(own('gift', 'isFilled'))}`))).toEqual({ count: 2 });
  });

  it('tell nobody else anything: one of another member is refused as one that there is not', async () => {
    const program = await Program.of(ann, ['contacts:read', 'contacts:write', 'fields:read']);
    const asked = (name: string): string[] => [
      `contacts?fields=mine:${name}`,
      `contacts?sort=mine:${name}`,
      `contacts?sort=-mine:${name}&limit=1`,
      `contacts?${rulesOf(own(name, 'isFilled'))}`,
      `contacts/count?${rulesOf(own(name, 'is', { value: 'Zebra' }))}`,
      `contacts/count?${rulesOf({ not: own(name, 'contains', { value: 'z' }) })}`,
    ];
    for (const person of [bob, program])
      for (const [place, path] of asked('gift').entries()) {
        const refused = async (address: string, name: string): Promise<string> => {
          const { status, code, message, fields } = await errorOf(person.get(address));
          return JSON.stringify({ status, code, message, fields }).replaceAll(name, '*');
        };
        expect(await refused(path, 'gift')).toBe(await refused(asked('nothing')[place] ?? '', 'nothing'));
      }
    // A field of the same name is one's own, with one's own values alone.
    await dataOf(bob.post('/api/v1/me/fields', { label: 'Gift', fieldType: 'text' }));
    await dataOf(bob.patch(`contacts/${ids[2]}/personal-fields`, { values: { gift: 'theirs' } }));
    expect(await names(bob, rulesOf(own('gift', 'isFilled')))).toEqual(['Eve']);
    expect(await names(bob, 'sort=mine:gift&limit=1')).toEqual(['Eve']);
    expect((await rows(bob, 'fields=mine:gift&sort=name')).map(({ fields }) => fields['mine:gift'])).toEqual([null, null, 'theirs']);
    expect(await names(ann, rulesOf(own('gift', 'is', { value: 'theirs' })))).toEqual([]);
  });

  it('are refused wherever others see the result, their owner too', async () => {
    const tree = { and: [own('gift', 'isFilled')] };
    const filter = { rules: JSON.stringify(tree) };
    const refusals = [
      ann.post('segments', { name: 'Mine', tree }),
      ann.post('segments/preview', { tree }),
      ann.post('contacts/bulk', { action: 'trash', selection: { filter } }),
      ann.post('exports', { kind: 'contacts', contacts: { filter } }),
      ann.get(`board?${rulesOf(own('gift', 'isFilled'))}`),
    ];
    for (const { status, body } of await Promise.all(refusals)) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(JSON.stringify(body)).not.toContain('Zebra');
    }
    expect((await errorOf(ann.post('segments', { name: 'Mine', tree }))).code).toBe('segment.personalField');
    expect((await errorOf(ann.post('contacts/bulk', { action: 'trash', selection: { filter } }))).code).toBe('segment.personalField');
    expect((await errorOf(ann.post('exports', { kind: 'contacts', contacts: { filter } }))).code).toBe('segment.personalField');
  });

  it('are in views of their owner, which cannot be shared and leave no trace in the log', async () => {
    const look = {
      columns: [{ id: 'name' }, { id: 'mine:gift' }],
      sort: '-mine:score',
      filter: { rules: JSON.stringify({ and: [own('gift', 'is', { value: 'Zebra' })] }) },
    };
    const view = await dataOf<{ id: string; version: number; missing: object[]; columns: object[] }>(
      ann.post('views', { name: 'Gifts', ...look }),
    );
    expect(view.missing).toEqual([]);
    expect(view.columns).toHaveLength(2);
    const share = await errorOf(ann.patch(`views/${view.id}`, { isShared: true, version: view.version }));
    expect(share).toMatchObject({ status: 422, code: 'view.personalField', fields: [{ field: 'columns', code: 'view.personalField' }] });
    expect(share.message).toContain('“Gift”');
    for (const part of [{ columns: look.columns }, { sort: look.sort }, { filter: look.filter }])
      expect((await errorOf(ann.post('views', { name: 'Others', isShared: true, ...part }))).code).toBe('view.personalField');
    const shared = await dataOf<{ id: string; version: number }>(ann.post('views', { name: 'Shared', isShared: true }));
    expect((await errorOf(bob.patch(`views/${shared.id}`, { sort: 'mine:gift', version: shared.version }))).code).toBe(
      'view.personalField',
    );
    const history = await bob.get(`audit/history?entityType=view&entityId=${view.id}`);
    const log = JSON.stringify([(await bob.get('audit')).body, history.body]);
    expect(log).toContain('Gifts');
    for (const told of ['mine:', 'Zebra', 'personalField']) expect(log).not.toContain(told);
    const [field] = await dataOf<{ id: string }[]>(ann.get('/api/v1/me/fields'));
    await dataOf(ann.delete(`/api/v1/me/fields/${field?.id}`));
    expect((await dataOf<{ missing: object[] }>(ann.get(`views/${view.id}`))).missing).toEqual([
      { kind: 'field', key: 'mine:gift', place: 'columns' },
      { kind: 'field', key: 'mine:gift', place: 'filter' },
    ]);
  });
});
