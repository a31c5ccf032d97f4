import { DuplicateSearch } from '../src/modules/merge/finding/DuplicateSearch.js';
import { jobContext } from '../src/platform/context/contexts.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

interface Pair {
  a: { id: string; displayName: string };
  b: { id: string; displayName: string };
  score: number;
  isExact: boolean;
  reasons: { kind: string; text: string }[];
}

let test: TestApp;
let owner: Person;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());
beforeEach(async () => {
  owner = await test.stranger(`Dora ${Math.random()}`);
});

const create = async (input: object): Promise<string> => (await dataOf<{ id: string }>(owner.post('contacts', input))).id;
const search = (): Promise<boolean> =>
  test.app
    .get(DuplicateSearch, { strict: false })
    .run(jobContext(test.services.dataSource.manager, owner.workspaceId, 'test'), new AbortController().signal);
const list = async (query = ''): Promise<Pair[]> => (await dataOf<{ items: Pair[] }>(owner.get(`duplicates${query}`))).items;
const of = (id: string): Promise<Pair[]> => dataOf<Pair[]>(owner.get(`contacts/${id}/duplicates`));
const shape = ({ a, b, reasons, isExact }: Pair): unknown => [
  [a.displayName, b.displayName].sort().join(' / '),
  reasons.map(({ text }) => text).join(', '),
  isExact,
];

/** Three pairs, and people who are no pair. */
async function people(): Promise<Record<'jon' | 'john' | 'ann' | 'anne' | 'lee' | 'lee2', string>> {
  return {
    jon: await create({ firstName: 'Jon', lastName: 'Smith', company: 'Acme', primaryEmail: 'jon@acme.example' }),
    john: await create({ firstName: 'John', lastName: 'Smith', company: 'Acme', primaryEmail: 'john@acme.example' }),
    ann: await create({ firstName: 'Ann', lastName: 'Moravec', primaryEmail: 'ann.moravec@one.example', company: 'One' }),
    anne: await create({ firstName: 'Ann', primaryEmail: 'ann.moravec@two.example' }),
    lee: await create({ firstName: 'Lee', lastName: 'Quist', company: 'Quist Works' }),
    lee2: await create({ firstName: 'lee', lastName: 'QUIST', company: 'quist works' }),
    ...{ x: await create({ firstName: 'Ilse', lastName: 'Varga' }), y: await create({ firstName: 'Tom', lastName: 'Varga' }) },
  };
}

describe('duplicates', () => {
  it('are found in the background, the most certain first, with their reasons', async () => {
    await people();
    expect(await search()).toBe(true);
    expect((await list()).map(shape)).toEqual([
      ['Lee Quist / lee QUIST', 'Same name, Same company', true],
      ['John Smith / Jon Smith', 'Name 95% alike, Same company', false],
      ['Ann / Ann Moravec', 'Similar email', false],
    ]);
    expect(await list('?minScore=90')).toHaveLength(1);
    expect(await list('?maxScore=89')).toHaveLength(2);
    expect(await dataOf(owner.get('duplicates/state'))).toMatchObject({
      pairs: 3,
      exactPairs: 1,
      searchedAt: expect.any(String) as string,
    });
  });

  it('are paged, and belong to one workspace', async () => {
    await people();
    await search();
    const first = await dataOf<{ items: Pair[]; nextCursor: string }>(owner.get('duplicates?limit=2'));
    const rest = await dataOf<{ items: Pair[]; nextCursor: null }>(owner.get(`duplicates?limit=2&cursor=${first.nextCursor}`));
    expect([...first.items, ...rest.items]).toEqual(await list());
    const stranger = await test.stranger();
    expect((await dataOf<{ items: Pair[] }>(stranger.get('duplicates'))).items).toEqual([]);
  });

  it('of one contact are looked for at once', async () => {
    const { jon, lee, lee2 } = await people();
    expect((await of(lee)).map(({ b }) => b.id)).toEqual([lee2]);
    expect((await of(jon)).map(shape)).toEqual([['John Smith / Jon Smith', 'Name 95% alike, Same company', false]]);
    const stranger = await test.stranger();
    expect((await errorOf(stranger.get(`contacts/${lee}/duplicates`))).status).toBe(404);
  });

  it('that someone said are none stay away, however often they are found', async () => {
    const { jon, john } = await people();
    await search();
    await dataOf(owner.post('duplicates/dismiss', { contactId: john, otherContactId: jon }));
    await dataOf(owner.post('duplicates/dismiss', { contactId: john, otherContactId: jon }));
    expect(await list()).toHaveLength(2);
    await search();
    expect(await list()).toHaveLength(2);
    expect(await of(jon)).toEqual([]);
    await dataOf(owner.post('duplicates/reopen', { contactId: jon, otherContactId: john }));
    expect(await list()).toHaveLength(3);
    expect(await of(jon)).toHaveLength(1);
    expect((await errorOf(owner.post('duplicates/dismiss', { contactId: jon, otherContactId: jon }))).fields[0]?.code).toBe(
      'duplicate.sameContact',
    );
  });

  it('keep that when one of the two is merged with someone else, and get it back with the undo', async () => {
    const { jon, john } = await people();
    const third = await create({ firstName: 'J.', lastName: 'Smith', company: 'Acme' });
    await dataOf(owner.post('duplicates/dismiss', { contactId: jon, otherContactId: john }));
    const { id } = await dataOf<{ id: string }>(
      owner.post('merges', { primaryId: third, secondaryIds: [jon], choices: { firstName: jon } }),
    );
    expect((await of(third)).map(({ b }) => b.id)).not.toContain(john);
    await dataOf(owner.post(`merges/${id}/undo`));
    expect(await of(jon)).toEqual([]);
  });

  it('leave the list when one of them goes, and when they are no longer alike', async () => {
    const { jon, lee } = await people();
    await search();
    await dataOf(owner.delete(`contacts/${lee}`));
    expect(await list()).toHaveLength(2);
    await dataOf(owner.post(`contacts/${lee}/restore`));
    expect(await list()).toHaveLength(3);
    await dataOf(owner.patch(`contacts/${jon}`, { version: 1, firstName: 'Peter', primaryEmail: null }));
    await search();
    expect((await list()).map(shape)).toHaveLength(2);
  });

  it('that share a further address are exact', async () => {
    const [a, b] = [
      await create({ firstName: 'Kim', primaryEmail: 'kim@one.example' }),
      await create({ firstName: 'Kim', lastName: 'Berg', primaryEmail: 'kim@two.example' }),
    ];
    await dataOf(owner.post('merges', { primaryId: a, secondaryIds: [b] }));
    const c = await create({ firstName: 'K.', primaryEmail: 'kim@two.example' });
    await search();
    expect((await list()).map(shape)).toEqual([['K. / Kim Berg', 'Same email', true]]);
    expect((await of(c)).map(({ b }) => b.id)).toEqual([a]);
  });
});

describe('whoever may be there already', () => {
  const like = (typed: object): Promise<{ contact: { id: string }; isExact: boolean; reasons: { text: string }[] }[]> =>
    dataOf(owner.post('duplicates/like', typed));
  const told = async (typed: object): Promise<unknown[]> =>
    (await like(typed)).map(({ contact, reasons }) => [contact.id, reasons.map(({ text }) => text).join(', ')]);

  it('is found by address, number, and name with company, while a contact is typed', async () => {
    const { jon, ann, lee } = await people();
    const eve = await create({ firstName: 'Eve', primaryPhone: '+49 30 901820' });
    expect(await told({ primaryEmail: 'JON@acme.example' })).toEqual([[jon, 'Same email']]);
    expect(await told({ firstName: 'Eve', primaryPhone: '0049 (30) 901820' })).toEqual([[eve, 'Same phone, Same name']]);
    expect(await told({ firstName: 'Jonn', lastName: 'Smith', company: 'acme' })).toContainEqual([
      jon,
      expect.stringMatching(/^Name \d+% alike, Same company$/),
    ]);
    expect((await told({ firstName: 'Lee', lastName: 'Quist' })).flat()).toContain(lee);
    expect(await told({ firstName: 'Ann', lastName: 'Moravec', primaryEmail: 'ann.moravec@' })).toContainEqual([ann, 'Same name']);
  });

  it('is nobody while what is typed says little, cannot be read yet, or is in the trash', async () => {
    const { jon } = await people();
    for (const typed of [{}, { firstName: 'J' }, { primaryEmail: 'jon@' }, { primaryPhone: '+49 3' }, { company: 'Acme' }])
      expect(await told(typed)).toEqual([]);
    await dataOf(owner.delete(`contacts/${jon}`));
    expect(await told({ primaryEmail: 'jon@acme.example' })).toEqual([]);
  });

  it('is not told to a stranger, nor of another workspace', async () => {
    await people();
    const stranger = await test.stranger('Sven');
    expect(await dataOf(stranger.post('duplicates/like', { primaryEmail: 'jon@acme.example' }))).toEqual([]);
    stranger.workspaceId = owner.workspaceId;
    expect((await errorOf(stranger.post('duplicates/like', { primaryEmail: 'jon@acme.example' }))).status).toBe(404);
  });
});

describe('“merge all exact duplicates”', () => {
  interface Bulk {
    id: string;
    status: string;
    affected: number;
    left: number;
    undoId: string | null;
  }
  const contacts = async (): Promise<string[]> =>
    (await dataOf<{ items: { displayName: string }[] }>(owner.get('contacts?limit=100&sort=name'))).items.map(
      ({ displayName }) => displayName,
    );

  it('is a bulk action that takes the older of each pair, and can be undone as one', async () => {
    const { lee, lee2 } = await people();
    const third = await create({ firstName: 'Lee', lastName: 'Quist', company: 'QUIST works' });
    const before = await contacts();
    await search();
    const bulk = await dataOf<Bulk>(owner.post('duplicates/merge-exact'));
    expect(bulk).toMatchObject({ status: 'done', affected: 2, left: 0 });
    expect(await contacts()).toHaveLength(before.length - 2);
    for (const id of [lee2, third]) expect((await errorOf(owner.get(`contacts/${id}`))).status).toBe(410);
    expect(await dataOf(owner.get(`contacts/${lee}`))).toMatchObject({ displayName: 'Lee Quist' });
    expect(await dataOf(owner.post(`contacts/bulk/${bulk.undoId ?? ''}/undo`))).toMatchObject({ status: 'undone', affected: 2, left: 0 });
    expect(await contacts()).toEqual(before);
  });

  it('leaves alone whoever no longer agrees, and says so when there is nothing', async () => {
    const { lee2 } = await people();
    await search();
    await dataOf(owner.patch(`contacts/${lee2}`, { version: 1, company: 'Elsewhere' }));
    expect(await dataOf<Bulk>(owner.post('duplicates/merge-exact'))).toMatchObject({ status: 'done', affected: 0, left: 1 });
    const empty = await test.stranger();
    expect(await errorOf(empty.post('duplicates/merge-exact'))).toMatchObject({ status: 409, code: 'duplicate.nothingExact' });
  });
});
