import { importCsv } from './support/importCsv.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

interface Summary {
  readonly id: string;
  readonly displayName: string;
  readonly foundIn?: { kind: string; label: string; text: string; at: string | null; entryId: string | null };
}

const CSV = `First name,Last name,Email,Company
Jonathan,Smith,jonathan.smith@example.com,Northwind
Jonas,Smythe,jonas@example.com,Northwind
Catherine,Meyer,c.meyer@example.com,Müller & Söhne
Łukasz,Wójcik,lukasz@example.com,Østergaard
Bob,Ng,bob@example.com,Contoso
王,小明,xiaoming@example.com,北京贸易
`;

let test: TestApp;
let owner: Person;
beforeAll(async () => {
  test = await TestApp.start();
  owner = await test.stranger('Simon Similar');
  await importCsv(owner, CSV);
});
afterAll(() => test.stop());

const similar = async (search: string, by = owner): Promise<string[]> =>
  (await dataOf<Summary[]>(by.get(`contacts/similar?search=${encodeURIComponent(search)}`))).map(({ displayName }) => displayName);

describe('who is like a misspelt search', () => {
  it.each<[string, string[]]>([
    ['Jonathon Smiht', ['Jonathan Smith']],
    ['jonathansmith', ['Jonathan Smith']],
    ['Jonathan Smit', ['Jonathan Smith']],
    ['Smiht Jonathan', ['Jonathan Smith']],
    ['smoth', ['Jonathan Smith']],
    ['Simth', ['Jonathan Smith']],
    ['smitth', ['Jonathan Smith']],
    ['Kathrine', ['Catherine Meyer']],
    ['Catharine', ['Catherine Meyer']],
    ['Meier', ['Catherine Meyer']],
    ['muler', ['Catherine Meyer']],
    ['Lucasz', ['Łukasz Wójcik']],
    ['ostergard', ['Łukasz Wójcik']],
    ['Bob Contozo', ['Bob Ng']],
    ['jonathan.smiht@example.com', ['Jonathan Smith']],
    ['xyzzy', []],
    ['bo', []],
    ['小朋', []],
    ['12345678', []],
    ['%_\\"', []],
    ["'", []],
    ['🎉🎉🎉🎉', []],
    ['x'.repeat(200), []],
  ])('%s', async (search, expected) => {
    expect((await similar(search)).slice(0, Math.max(1, expected.length))).toEqual(expected);
  });

  it('are nobody of another workspace, in the trash or erased', async () => {
    expect(await similar('Jonathon Smiht', await test.stranger())).toEqual([]);
    const { id } = await dataOf<Summary>(owner.post('contacts', { firstName: 'Wilhelmina', lastName: 'Trashed' }));
    expect(await similar('Wilhelmnia')).toEqual(['Wilhelmina Trashed']);
    await dataOf(owner.delete(`contacts/${id}`));
    expect(await similar('Wilhelmnia')).toEqual([]);
  });

  it('are found where more have a part of a word than are read', async () => {
    const crowd = await test.stranger('Quentin Crowd');
    const rows = Array.from({ length: 10_050 }, (_, n) => `Quintessa,Common,quintessa${n}@example.com`);
    await importCsv(crowd, `First name,Last name,Email\n${rows.join('\n')}\n`);
    expect(await similar('Qiuntessa', crowd)).toEqual(Array.from({ length: 8 }, () => 'Quintessa Common'));
    await dataOf(crowd.post('contacts', { firstName: 'Quintessa', lastName: 'Wolfgang' }));
    expect(await similar('Qiuntessa Wolfgnag', crowd)).toEqual(['Quintessa Wolfgang']);
    expect(await similar('Qiuntessa Comon', crowd)).toHaveLength(8);
  });

  it('asks for a search', async () => {
    expect((await errorOf(owner.get('contacts/similar'))).fields[0]?.field).toBe('search');
    expect((await errorOf(owner.get(`contacts/similar?search=${'x'.repeat(201)}`))).fields[0]?.field).toBe('search');
  });
});

describe('where a search found someone', () => {
  it('is told where no column says it', async () => {
    await dataOf(owner.post('custom-fields', { label: 'Plan', fieldName: 'plan', fieldType: 'select', options: ['Enterprise'] }));
    const { id } = await dataOf<Summary>(owner.post('contacts', { firstName: 'Vera', customFields: { plan: 'Enterprise' } }));
    const entry = await dataOf<{ id: string; timestamp: string }>(
      owner.post(`contacts/${id}/timeline`, { type: 'note', text: `${'Words before it. '.repeat(10)}Wants the Renewal in autumn.` }),
    );
    const foundIn = async (search: string): Promise<Summary['foundIn']> =>
      (await dataOf<{ items: Summary[] }>(owner.get(`contacts?search=${encodeURIComponent(search)}`))).items[0]?.foundIn;
    expect(await foundIn('vera')).toBeUndefined();
    expect(await foundIn('enterpr')).toEqual({ kind: 'field', label: 'Plan', text: 'Enterprise', at: null, entryId: null });
    expect(await foundIn('vera enterpr')).toMatchObject({ kind: 'field', text: 'Enterprise' });
    const inNote = await foundIn('renewal');
    expect(inNote).toMatchObject({ kind: 'note', label: 'note', at: entry.timestamp, entryId: entry.id });
    expect(inNote?.text).toMatch(/^….*Renewal in autumn\.$/);
    expect(await dataOf<{ items: Summary[] }>(owner.get('contacts'))).not.toHaveProperty('items.0.foundIn');
  });
});
