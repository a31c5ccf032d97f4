import {
  allItems,
  type CellAnswer,
  contactByEmail,
  endOf,
  type ImportAnswer,
  type RejectAnswer,
  runImport,
  uploadFile,
  valueOf,
} from './support/imports.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Values {
  isWhole: boolean;
  isCut: boolean;
  unknown: { value: string; count: number; choice: string | null; use: string | null; suggests: string | null }[];
}
interface Named {
  id: string;
  name: string;
  isPrimary: boolean;
  count: number;
}

let test: TestApp;
let owner: Person;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());
beforeEach(async () => {
  owner = await test.stranger(`Lia List ${Math.random()}`);
});

const upload = (file: string, name?: string): Promise<ImportAnswer> => dataOf<ImportAnswer>(uploadFile(owner, file, name));
const choose = (id: string, ...columns: object[]) => owner.patch(`imports/${id}`, { columns });
const valuesOf = (answer: ImportAnswer, index: number): Values | null =>
  (answer.columns[index] as unknown as { values: Values | null } | undefined)?.values ?? null;
const unknownOf = (answer: ImportAnswer, index: number) => valuesOf(answer, index)?.unknown.map(({ value, count }) => [value, count]);
const lists = async (): Promise<Named[]> => dataOf<Named[]>(owner.get('lists'));
const listsOf = async (email: string): Promise<string[]> => (await contactByEmail(owner, email)).lists.map(({ name }) => name).sort();
const makeList = (name: string, isPrimary = false): Promise<Named> => dataOf<Named>(owner.post('lists', { name, isPrimary }));
async function startAndEnd(id: string, body: object = {}): Promise<ImportAnswer> {
  await dataOf(owner.post(`imports/${id}/start`, { mode: 'createAndUpdate', ...body }));
  return endOf(owner, id);
}
async function undone(id: string): Promise<void> {
  await dataOf(owner.post(`imports/${id}/undo`));
  await waitFor('the undo', async () => (await dataOf<{ undo: { status: string } }>(owner.get(`imports/${id}`))).undo.status === 'undone');
}
const add = (...values: string[]) => values.map((value) => ({ value, choice: 'add' }));

describe('lists of a column', () => {
  it('are found by name in any case, added where that is chosen, and told where they are unknown', async () => {
    await makeList('VIP');
    const file = ['Email,Lists', 'ada@example.com,vip; News; Fans', 'bob@example.com,news;Other', 'cleo@example.com,"""a; b"";NEWS"'].join(
      '\n',
    );
    const uploaded = await upload(file);
    expect(uploaded.columns[1]).toMatchObject({ target: 'lists', suggestedBy: 'header' });
    expect(unknownOf(uploaded, 1)).toEqual([
      ['News', 3],
      ['Fans', 1],
      ['Other', 1],
      ['a; b', 1],
    ]);
    const values = [...add('News', 'a; b'), { value: 'Fans', choice: 'use', use: 'VIP' }];
    const chosen = await dataOf<ImportAnswer>(choose(uploaded.id, { index: 1, target: 'lists', values }));
    expect(valuesOf(chosen, 1)?.unknown.map(({ choice, use }) => [choice, use])).toEqual([
      ['add', null],
      ['use', 'VIP'],
      [null, null],
      ['add', null],
    ]);
    expect(chosen.preview[0]?.cells[1]).toMatchObject({ value: 'VIP; News' });
    const done = await startAndEnd(uploaded.id);
    expect(done.counts).toMatchObject({ created: 3, rejected: 0 });
    expect((await lists()).map(({ name, count }) => [name, count]).sort()).toEqual([
      ['News', 3],
      ['VIP', 1],
      ['a; b', 1],
    ]);
    expect(await listsOf('ada@example.com')).toEqual(['News', 'VIP']);
    const cells = await allItems<CellAnswer>(owner, `imports/${done.id}/cells`);
    expect(cells.map(({ line, code, column }) => [line, code, column])).toEqual([[3, 'list.unknown', 'Lists']]);
  });

  it('of Google leave out the groups of the system', async () => {
    const file = 'First Name,Labels,E-mail 1 - Value\nAda,* myContacts ::: Friends ::: * starred,ada@example.com\n';
    const uploaded = await upload(file);
    expect(uploaded.columns[1]).toMatchObject({ target: 'lists', suggestedBy: 'preset' });
    expect(unknownOf(uploaded, 1)).toEqual([['Friends', 1]]);
    await dataOf(choose(uploaded.id, { index: 1, target: 'lists', values: add('Friends') }));
    expect((await startAndEnd(uploaded.id)).reportedCells).toBe(0);
    expect(await listsOf('ada@example.com')).toEqual(['Friends']);
  });

  it('are a hundred new ones at most, and no stages', async () => {
    await makeList('Lead', true);
    const names = Array.from({ length: 200 }, (_, i) => `List ${i}`);
    const uploaded = await upload(['Email,Lists', ...names.map((name, i) => `p${i}@example.com,${name}`), 'x@example.com,Lead'].join('\n'));
    expect(await errorOf(choose(uploaded.id, { index: 1, target: 'lists', values: add(...names) }))).toMatchObject({
      fields: [{ code: 'import.tooManyNewLists', message: expect.stringContaining('at most 100') as string }],
    });
    await dataOf(choose(uploaded.id, { index: 1, target: 'lists', values: add('Lead') }));
    for (const path of ['start', 'rehearse'])
      expect(await errorOf(owner.post(`imports/${uploaded.id}/${path}`, { mode: 'createAndUpdate' }))).toMatchObject({
        fields: [{ code: 'import.nameTaken' }],
      });
    await dataOf(choose(uploaded.id, { index: 1, target: 'lists', values: [{ value: 'Lead', choice: 'use', use: 'Gone' }] }));
    expect(await errorOf(owner.post(`imports/${uploaded.id}/start`, { mode: 'createAndUpdate' }))).toMatchObject({
      fields: [{ code: 'import.unknownChoice' }],
    });
    expect((await lists()).map(({ name }) => name)).toEqual(['Lead']);
  });
});

describe('the stage of a column', () => {
  it('moves its people, rejects rows with an unknown one, and is undone with the import', async () => {
    await makeList('Lead', true);
    await makeList('Customer', true);
    await makeList('News');
    await runImport(owner, 'Email,Stage,Lists\nada@example.com,lead,\nbob@example.com,,\n');
    expect(await listsOf('ada@example.com')).toEqual(['Lead']);
    const file = [
      'Email,Stage,Lists',
      'ada@example.com,Customer,News',
      'bob@example.com,Lead,',
      'cleo@example.com,Partner,',
      'dan@example.com,News,',
      'ada@example.com,Lead,',
      'ada@example.com,Customer,News',
    ].join('\n');
    const uploaded = await upload(file);
    expect(uploaded.columns[1]).toMatchObject({ target: 'stage' });
    expect(unknownOf(uploaded, 1)).toEqual([
      ['Partner', 1],
      ['News', 1],
    ]);
    await dataOf(owner.post(`imports/${uploaded.id}/rehearse`, { mode: 'createAndUpdate' }));
    const rows = async (group: string) =>
      (
        await dataOf<{ items: { changes: object[]; code: string | null }[] }>(
          owner.get(`imports/${uploaded.id}/rehearsal/rows?group=${group}`),
        )
      ).items;
    await waitFor('the rehearsal', async () => (await rows('rejected')).length === 2);
    expect((await rows('updated'))[0]?.changes).toEqual([
      { field: 'lists', from: null, to: 'News' },
      { field: 'stage', from: 'Lead', to: 'Customer' },
    ]);
    expect((await rows('conflict')).map(({ code }) => code)).toEqual(['import.rowsDisagree', 'import.rowsDisagree']);
    const done = await startAndEnd(uploaded.id);
    expect(done.counts).toMatchObject({ created: 0, updated: 4, rejected: 2 });
    const rejects = await allItems<RejectAnswer>(owner, `imports/${done.id}/rejects`);
    expect(rejects.map(({ line, code, column }) => [line, code, column])).toEqual([
      [4, 'stage.unknown', 'Stage'],
      [5, 'stage.unknown', 'Stage'],
    ]);
    expect(await listsOf('ada@example.com')).toEqual(['Customer', 'News']);
    const { id } = await contactByEmail(owner, 'ada@example.com');
    const { items } = await dataOf<{ items: { type: string }[] }>(owner.get(`contacts/${id}/timeline`));
    expect(items.map(({ type }) => type)).toContain('stage_change');
    await undone(done.id);
    expect([await listsOf('ada@example.com'), await listsOf('bob@example.com')]).toEqual([['Lead'], []]);
  });

  it('is made where that is chosen, stays where only empty values are filled, and can be fixed in a rejected row', async () => {
    const uploaded = await upload('Email,Step\nada@example.com,New\nbob@example.com,Odd\n');
    const target = { index: 1, target: 'stage' };
    expect(unknownOf(await dataOf<ImportAnswer>(choose(uploaded.id, target)), 1)).toEqual([
      ['New', 1],
      ['Odd', 1],
    ]);
    await dataOf(choose(uploaded.id, { ...target, values: add('New') }));
    const { id } = await startAndEnd(uploaded.id);
    expect(await lists()).toMatchObject([{ name: 'New', isPrimary: true, count: 1 }]);
    const fixed = await dataOf<{ created: number }>(
      owner.post(`imports/${id}/rejects/fix`, { rows: [{ rowNumber: 2, cells: [{ index: 1, value: 'new' }] }] }),
    );
    expect(fixed).toMatchObject({ created: 1 });
    expect(await listsOf('bob@example.com')).toEqual(['New']);
    await makeList('Later', true);
    const filling = await runImport(owner, 'Email,Stage\nada@example.com,Later\n', { start: { updatePolicy: 'fillEmpty' } });
    expect(filling.counts).toMatchObject({ unchanged: 1 });
    expect(await listsOf('ada@example.com')).toEqual(['New']);
  });
});

describe('options of a column', () => {
  it('are added, stand for others or are left out, and differ by more than case', async () => {
    await dataOf(owner.post('custom-fields', { label: 'Plan', fieldType: 'select', options: ['Gold', 'Café'] }));
    await dataOf(owner.post('custom-fields', { label: 'Colours', fieldType: 'multiSelect', options: ['Red', 'Blue'] }));
    const file = [
      'Email,Plan,Colours',
      'ada@example.com,GOLD,red; Green',
      'bob@example.com,Cafe,Pink; blue',
      'cleo@example.com,Tin,Grey;Red',
      'dan@example.com,Lead,Mauve',
    ].join('\n');
    const uploaded = await upload(file);
    expect(valuesOf(uploaded, 1)?.unknown).toMatchObject([
      { value: 'Cafe', suggests: 'Café' },
      { value: 'Tin', suggests: null },
      { value: 'Lead' },
    ]);
    expect(unknownOf(uploaded, 2)?.map(([value]) => value)).toEqual(['Green', 'Pink', 'Grey', 'Mauve']);
    const plan = [{ value: 'Cafe', choice: 'use', use: 'Café' }, ...add('Tin')];
    const colours = [...add('Green'), { value: 'Pink', choice: 'use', use: 'Red' }, { value: 'Grey', choice: 'leaveOut' }];
    await dataOf(
      choose(uploaded.id, { index: 1, target: 'custom:plan', values: plan }, { index: 2, target: 'custom:colours', values: colours }),
    );
    const done = await startAndEnd(uploaded.id);
    expect(done.counts).toMatchObject({ created: 4, rejected: 0 });
    const stored = async (name: string) => {
      const contact = await contactByEmail(owner, `${name}@example.com`);
      return [valueOf(contact, 'plan') ?? null, valueOf(contact, 'colours') ?? null];
    };
    const [ada, bob, cleo, dan] = [await stored('ada'), await stored('bob'), await stored('cleo'), await stored('dan')];
    expect(ada).toEqual(['Gold', '["Green","Red"]']);
    expect(bob).toEqual(['Café', '["Blue","Red"]']);
    expect(cleo).toEqual(['Tin', '["Red"]']);
    expect(dan).toEqual([null, null]);
    expect((await allItems<CellAnswer>(owner, `imports/${done.id}/cells`)).map(({ line, code }) => [line, code])).toEqual([
      [5, 'select.invalid'],
      [5, 'select.invalid'],
    ]);
    const fields = await dataOf<{ fieldName: string; options: string[] }[]>(owner.get('custom-fields'));
    expect(fields.map(({ options }) => options)).toEqual([
      ['Gold', 'Café', 'Tin'],
      ['Red', 'Blue', 'Green'],
    ]);
  });

  it('of a new field are what its column holds, fifty at most; amounts need a currency', async () => {
    const many = Array.from({ length: 60 }, (_, i) => `p${i}@example.com,Value ${i},"${i}.50"`);
    const { id } = await upload(['Email,Kind,Fee', ...many].join('\n'));
    const field = (label: string, index: number, newField: object) => ({
      index,
      target: `custom:${label.toLowerCase()}`,
      newField: { label, ...newField },
    });
    expect(await errorOf(choose(id, field('Kind', 1, { fieldType: 'select' })))).toMatchObject({
      fields: [{ code: 'import.tooManyOptions' }],
    });
    expect(await errorOf(choose(id, field('Fee', 2, { fieldType: 'money' })))).toMatchObject({
      fields: [{ code: 'import.currencyNeeded' }],
    });
    const small = await upload('Email,Kind,Fee\nada@example.com,B,"1,50"\nbob@example.com,a,2\ncleo@example.com,b,3\n');
    const chosen = await dataOf<ImportAnswer>(
      choose(small.id, field('Kind', 1, { fieldType: 'select' }), field('Fee', 2, { fieldType: 'money', currency: 'eur' })),
    );
    expect(chosen.columns[1]).toMatchObject({ newField: { fieldType: 'select', options: ['a', 'B'] } });
    expect((await startAndEnd(small.id)).reportedCells).toBe(0);
    const fields = await dataOf<object[]>(owner.get('custom-fields'));
    expect(fields).toMatchObject([
      { fieldType: 'select', options: ['a', 'B'] },
      { fieldType: 'money', currency: 'EUR' },
    ]);
    expect(valueOf(await contactByEmail(owner, 'cleo@example.com'), 'kind')).toBe('B');
    expect(valueOf(await contactByEmail(owner, 'ada@example.com'), 'fee')).toBe('1.50');
  });
});

it('is a 404 for someone else', async () => {
  const { id } = await upload('Email,Lists\nada@example.com,News\n');
  const stranger = await test.stranger('Stan Stranger');
  expect((await stranger.patch(`imports/${id}`, { columns: [{ index: 1, target: 'lists', values: add('News') }] })).status).toBe(404);
});
