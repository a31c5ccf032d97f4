import { ContactReferences } from '../src/platform/references/ContactReferences.js';
import { jobContext } from '../src/platform/context/contexts.js';
import { importCsv, rejectsOf } from './support/importCsv.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

interface Point {
  value: string;
  normalized: string | null;
  isPrimary: boolean;
  label: string | null;
  sharedWith: { id: string; displayName: string }[];
}
interface Contact {
  id: string;
  displayName: string;
  primaryEmail: string | null;
  primaryPhone: string | null;
  version: number;
  emails: Point[];
  phones: Point[];
}

let test: TestApp;
let owner: Person;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());
beforeEach(async () => {
  owner = await test.stranger(`Sam ${Math.random()}`);
});

const create = (input: object): Promise<Contact> => dataOf<Contact>(owner.post('contacts', input));
const get = (id: string): Promise<Contact> => dataOf<Contact>(owner.get(`contacts/${id}`));
const all = async (): Promise<Contact[]> => {
  const { items } = await dataOf<{ items: { id: string }[] }>(owner.get('contacts?sort=name&limit=100'));
  return Promise.all(items.map(({ id }) => get(id)));
};
const names = async (): Promise<string[]> => (await all()).map((contact) => contact.displayName);

const FIRST = 'First name,Last name,Email,Phone\r\nIlse,Varga,ilse.varga@example.com,+49 30 23125 210\r\n';
const THEN = 'First name,Last name,Email,Phone\r\nTom,Varga,,+49 30 23125 210\r\n';
const SWITCHBOARD = `First name,Last name,Email,Phone,Company
Ada,Quist,ada.quist@works.example,+49 30 23125 300,Quist Works
Bo,Lindner,bo.lindner@works.example,+49 30 23125 300,Quist Works
Cy,Moravec,cy.moravec@works.example,+49 30 23125 300,Quist Works
Di,Nakamura,di.nakamura@works.example,+49 30 23125 300,Quist Works
`;

describe('a phone number that several people have, in an import', () => {
  it('leaves the first person alone and keeps the number with the second', async () => {
    await importCsv(owner, FIRST);
    const { id, counts } = await importCsv(owner, THEN);
    expect(counts).toMatchObject({ created: 1, updated: 0, rejected: 0 });
    expect(await rejectsOf(owner, id)).toEqual([]);
    const [ilse, tom] = await all();
    expect(ilse).toMatchObject({
      displayName: 'Ilse Varga',
      primaryPhone: '+49 30 23125 210',
      phones: [{ isPrimary: true, normalized: '+493023125210', sharedWith: [{ displayName: 'Tom Varga' }] }],
    });
    expect(tom).toMatchObject({
      displayName: 'Tom Varga',
      primaryPhone: null,
      phones: [{ value: '+49 30 23125 210', isPrimary: false, normalized: '+493023125210', sharedWith: [{ displayName: 'Ilse Varga' }] }],
      emails: [],
    });
  });

  it('does the same however often it runs', async () => {
    await importCsv(owner, FIRST);
    for (const expected of [{ created: 1 }, { created: 0, unchanged: 1 }, { created: 0, unchanged: 1 }])
      expect((await importCsv(owner, THEN)).counts).toMatchObject(expected);
    expect((await importCsv(owner, FIRST)).counts).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
    expect(await names()).toEqual(['Ilse Varga', 'Tom Varga']);
  });

  it('keeps every colleague behind a switchboard, again and again', async () => {
    expect((await importCsv(owner, SWITCHBOARD)).counts).toMatchObject({ created: 4, rejected: 0 });
    expect((await importCsv(owner, SWITCHBOARD)).counts).toMatchObject({ created: 0, updated: 0, unchanged: 4, rejected: 0 });
    const people = await all();
    expect(people.map(({ displayName }) => displayName)).toEqual(['Ada Quist', 'Bo Lindner', 'Cy Moravec', 'Di Nakamura']);
    expect(people.map(({ phones }) => phones.map(({ normalized, isPrimary }) => [normalized, isPrimary]))).toEqual([
      [['+493023125300', true]],
      [['+493023125300', false]],
      [['+493023125300', false]],
      [['+493023125300', false]],
    ]);
    const found = await dataOf<{ items: { displayName: string }[] }>(
      owner.get(`contacts?sort=name&search=${encodeURIComponent('+49 30 23125 300')}`),
    );
    expect(found.items.map(({ displayName }) => displayName)).toEqual(['Ada Quist', 'Bo Lindner', 'Cy Moravec', 'Di Nakamura']);
  });

  it('is of one person where the names agree, in any order and spelling, or one has none', async () => {
    await importCsv(owner, 'First name,Last name,Email,Phone\nZoë,Weiß,,+49 30 23125 210\n');
    for (const row of [
      'Zoe,Weiss,,0049 30 23125210',
      'Weiß,Zoë,,+49 30 23125 210',
      'Zoë Weiß,,,+49 30 23125 210',
      'Zoë,,,+49 30 23125 210',
      ',,,+49 (0)30 23125-210',
      'Zoe\u200b,WEISS,,\u202a+49 30 23125 210\u202c',
    ])
      expect({ row, counts: (await importCsv(owner, `First name,Last name,Email,Phone\n${row}\n`)).counts }).toMatchObject({
        row,
        counts: { created: 0, rejected: 0 },
      });
    expect((await importCsv(owner, 'First name,Last name,Email,Phone\nZoë,Weiß,zoe@example.com,+49 30 23125 210\n')).counts).toMatchObject({
      created: 0,
      updated: 1,
    });
    expect(await all()).toMatchObject([{ primaryEmail: 'zoe@example.com' }]);
  });

  it('merges the twins that only a spelling kept apart', async () => {
    const spellings = [
      '+1 202 555 0143',
      '\u202a+1 202 555 0143\u202c',
      '+1\ufe0f-202-555-0143',
      '+1\u00a0202\u00a0555\u00a00143',
      '+1\u2011202\u2011555\u20110143',
      '\u2068+1 202 555 0143\u2069',
    ];
    const csv = ['First name,Last name,Email,Phone', ...spellings.map((spelling) => `Rhea,Stone,,${spelling}`)].join('\n');
    expect((await importCsv(owner, csv)).counts).toMatchObject({ created: 1, rejected: 0 });
    const digits = `First name,Email,Phone\n美咲,misaki@example.com,＋４９\u3000３０\u3000２３１２５\u3000５０１\nليلى,layla@example.com,+٤٤ ٢٠ ٧٩٤٦ ٠٥٠٢\nنیلوفر,niloufar@example.com,+۴۴ ۲۰ ۷۹۴۶ ۰۵۰۳\n`;
    expect((await importCsv(owner, digits)).counts).toMatchObject({ created: 3, rejected: 0 });
    const numbers = (await all()).map(({ phones }) => phones[0]?.normalized);
    expect(numbers.toSorted()).toEqual(['+12025550143', '+442079460502', '+442079460503', '+493023125501']);
  });

  it('updates nobody else when it may only update', async () => {
    await importCsv(owner, FIRST);
    const { id, counts } = await importCsv(owner, THEN, { mode: 'updateOnly' });
    expect(counts).toMatchObject({ created: 0, updated: 0, rejected: 1 });
    expect((await rejectsOf(owner, id))[0]).toMatchObject({ line: 2, code: 'contact.noMatch' });
    expect(await names()).toEqual(['Ilse Varga']);
  });

  it('stays a further one of whom an email address names', async () => {
    await importCsv(owner, `${FIRST}Tom,Varga,tom@example.com,+49 30 23125 211\r\n`);
    await importCsv(owner, 'Email,Phone,Company\ntom@example.com,+49 30 23125 210,Varga KG\n');
    const [, tom] = await all();
    expect(tom).toMatchObject({
      displayName: 'Tom Varga',
      primaryPhone: '+49 30 23125 211',
      phones: [
        { value: '+49 30 23125 211', isPrimary: true },
        { value: '+49 30 23125 210', isPrimary: false },
      ],
    });
  });
});

describe('a phone number that several people have, in the API', () => {
  it('is a further one of the second person', async () => {
    const ilse = await create({ firstName: 'Ilse', lastName: 'Varga', primaryPhone: '+49 30 23125 210' });
    const tom = await create({ firstName: 'Tom', lastName: 'Varga', primaryPhone: '0049 30 23125210' });
    expect(tom).toMatchObject({
      primaryPhone: null,
      phones: [
        {
          value: '0049 30 23125210',
          normalized: '+493023125210',
          isPrimary: false,
          sharedWith: [{ id: ilse.id, displayName: 'Ilse Varga' }],
        },
      ],
    });
    expect((await get(ilse.id)).phones).toMatchObject([{ isPrimary: true, sharedWith: [{ id: tom.id }] }]);
    for (const again of [{ firstName: 'Tom', lastName: 'Varga' }, { firstName: 'Tom' }, { lastName: 'Varga', firstName: 'TOM' }])
      expect(await errorOf(owner.post('contacts', { ...again, primaryPhone: '+49 30 23125 210' }))).toMatchObject({
        status: 409,
        code: 'contact.phoneTaken',
        details: { existingContactId: tom.id },
      });
    expect(await errorOf(owner.post('contacts', { company: 'Varga KG', primaryPhone: '+49 30 23125 210' }))).toMatchObject({
      code: 'contact.phoneTaken',
      details: { existingContactId: ilse.id },
    });
  });

  it('can be given by a change, and becomes the primary one when it is free', async () => {
    const ilse = await create({ firstName: 'Ilse', primaryPhone: '+49 30 23125 210' });
    const tom = await create({ firstName: 'Tom' });
    const changed = await dataOf<Contact>(owner.patch(`contacts/${tom.id}`, { primaryPhone: '+49 30 23125 210', version: 1 }));
    expect(changed).toMatchObject({ primaryPhone: null, phones: [{ isPrimary: false }] });
    await dataOf(owner.patch(`contacts/${ilse.id}`, { primaryPhone: '+49 30 23125 211', version: 1 }));
    const own = await dataOf<Contact>(owner.patch(`contacts/${tom.id}`, { primaryPhone: '+49 30 23125 210', version: changed.version }));
    expect(own.phones).toMatchObject([{ value: '+49 30 23125 210', isPrimary: true, sharedWith: [] }]);
    const log = await dataOf<{ items: { action: string }[] }>(owner.get(`audit?entityType=contact&entityId=${tom.id}`));
    expect(log.items.filter(({ action }) => action === 'contact.updated')).toHaveLength(2);
  });

  it('stays with its people through the trash and back', async () => {
    const ilse = await create({ firstName: 'Ilse', primaryPhone: '+49 30 23125 210' });
    const tom = await create({ firstName: 'Tom', primaryPhone: '+49 30 23125 210' });
    await dataOf(owner.delete(`contacts/${tom.id}`));
    expect((await get(ilse.id)).phones).toMatchObject([{ sharedWith: [] }]);
    expect((await dataOf<Contact>(owner.post(`contacts/${tom.id}/restore`))).phones).toMatchObject([
      { isPrimary: false, value: '+49 30 23125 210' },
    ]);
    await dataOf(owner.delete(`contacts/${ilse.id}`));
    const uma = await create({ firstName: 'Uma', primaryPhone: '+49 30 23125 210' });
    expect(uma).toMatchObject({ primaryPhone: '+49 30 23125 210', phones: [{ isPrimary: true, sharedWith: [{ displayName: 'Tom' }] }] });
  });

  it('moves with a merge', async () => {
    await create({ firstName: 'Ilse', primaryPhone: '+49 30 23125 210' });
    const [from, to] = [await create({ firstName: 'Tom', primaryPhone: '+49 30 23125 210' }), await create({ firstName: 'Thomas' })];
    const ctx = jobContext(test.services.dataSource.manager, owner.workspaceId, 'test');
    await test.app.get(ContactReferences, { strict: false }).move(ctx, from.id, to.id);
    expect((await get(from.id)).phones).toEqual([]);
    expect((await get(to.id)).phones).toMatchObject([{ value: '+49 30 23125 210' }]);
  });

  it('is refused where it is no number, with the reason', async () => {
    for (const [primaryPhone, code] of [
      ['4.91512E+11', 'phone.lostBySpreadsheet'],
      ['2024-01-31', 'phone.invalid'],
      ['000 000', 'phone.invalid'],
      ['+49 30 231255; +49 30 231256', 'phone.severalNumbers'],
    ])
      expect((await errorOf(owner.post('contacts', { firstName: 'A', primaryPhone }))).fields[0]).toMatchObject({
        field: 'primaryPhone',
        code,
      });
  });

  it('is shown to nobody else', async () => {
    const ilse = await create({ firstName: 'Ilse', primaryPhone: '+49 30 23125 210' });
    const stranger = await test.stranger();
    expect((await errorOf(stranger.get(`contacts/${ilse.id}`))).status).toBe(404);
    const theirs = await dataOf<Contact>(stranger.post('contacts', { firstName: 'Tom', primaryPhone: '+49 30 23125 210' }));
    expect(theirs.phones).toMatchObject([{ isPrimary: true, sharedWith: [] }]);
  });
});
