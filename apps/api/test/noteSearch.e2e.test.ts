import { IndexNotesJob } from '../src/modules/timeline/IndexNotesJob.js';
import { execute, queryOne, queryRows, sql } from '../src/platform/database/sql.js';
import { dataOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Contact {
  readonly id: string;
  readonly version: number;
}

let test: TestApp;
let owner: Person;
beforeAll(async () => {
  test = await TestApp.start();
  owner = await test.stranger('Nora Notes');
});
afterAll(() => test.stop());

const create = (firstName: string, more: object = {}): Promise<Contact> => dataOf<Contact>(owner.post('contacts', { firstName, ...more }));
const log = (id: string, input: object): Promise<{ id: string }> => dataOf<{ id: string }>(owner.post(`contacts/${id}/timeline`, input));
const found = async (search: string, by = owner, more = ''): Promise<string[]> =>
  (await dataOf<{ items: { firstName: string }[] }>(by.get(`contacts?sort=name&search=${encodeURIComponent(search)}${more}`))).items.map(
    ({ firstName }) => firstName,
  );
const count = async (search: string): Promise<number> =>
  (await dataOf<{ count: number }>(owner.get(`contacts/count?search=${encodeURIComponent(search)}`))).count;

describe('the search in what people wrote', () => {
  beforeAll(async () => {
    const [ann, bo, cem] = [await create('Ann'), await create('Bo'), await create('Cem')];
    await log(ann.id, { type: 'note', text: 'Wants the Renewal in Q3, see %_\\ "quoted" Straße' });
    await log(bo.id, { type: 'call', notes: 'Asked for a callback about pricing', duration: 60 });
    await log(bo.id, { type: 'email', subject: 'Offer 77', body: 'As discussed: discount' });
    await log(cem.id, { type: 'text', message: '北京 の会議 R&D 🎉' });
  });

  it.each<[string, string[]]>([
    ['renewal', ['Ann']],
    ['RENEW q3', ['Ann']],
    ['newal', ['Ann']],
    ['strasse', ['Ann']],
    ['%_\\', ['Ann']],
    ['"quoted"', ['Ann']],
    ['callback', ['Bo']],
    ['discount', ['Bo']],
    ['discussed discount', ['Bo']],
    ['callback discount', []],
    ['pricing as', ['Bo']],
    ['pricing ks', []],
    ['北京', ['Cem']],
    ['会', ['Cem']],
    ['会議', ['Cem']],
    ['会議 R&D', ['Cem']],
    ['re', []],
    ['an', ['Ann']],
    ['renewal callback', []],
  ])('finds %s', async (search, expected) => {
    expect(await found(search)).toEqual(expected);
    expect(await count(search)).toBe(expected.length);
  });

  it('finds nobody of another workspace', async () => {
    expect(await found('renewal', await test.stranger())).toEqual([]);
  });

  it('follows the entry: edited, deleted, restored', async () => {
    const { id } = await create('Dora');
    const entry = await log(id, { type: 'note', text: 'xylophone' });
    expect(await found('xylophone')).toEqual(['Dora']);
    await dataOf(owner.patch(`contacts/${id}/timeline/${entry.id}`, { text: 'bassoon' }));
    expect(await found('xylophone')).toEqual([]);
    expect(await found('bassoon')).toEqual(['Dora']);
    await dataOf(owner.delete(`contacts/${id}/timeline/${entry.id}`));
    expect(await found('bassoon')).toEqual([]);
    await dataOf(owner.post(`contacts/${id}/timeline/${entry.id}/restore`));
    expect(await found('bassoon')).toEqual(['Dora']);
    const { id: noteId } = await dataOf<{ id: string }>(owner.post(`contacts/${id}/notes`, { text: 'contrabass' }));
    expect(await found('contrabass')).toEqual(['Dora']);
    await dataOf(owner.delete(`contacts/${id}/notes/${noteId}`));
    expect(await found('contrabass')).toEqual([]);
  });

  it('follows the contact: merged, parted, in the trash, erased', async () => {
    const [primary, other] = [await create('Gero'), await create('Hanno')];
    await log(other.id, { type: 'note', text: 'harpsichord' });
    const { id } = await dataOf<{ id: string }>(owner.post('merges', { primaryId: primary.id, secondaryIds: [other.id] }));
    expect(await found('harpsichord')).toEqual(['Gero']);
    await dataOf(owner.post(`merges/${id}/undo`));
    expect(await found('harpsichord')).toEqual(['Hanno']);
    await dataOf(owner.delete(`contacts/${other.id}`));
    expect(await found('harpsichord')).toEqual([]);
    expect(await found('harpsichord', owner, '&trashed=true')).toEqual(['Hanno']);
    await dataOf(owner.post(`contacts/${other.id}/restore`));
    expect(await found('harpsichord')).toEqual(['Hanno']);
    await dataOf(owner.post(`contacts/${other.id}/erasure`, { confirm: 'Hanno' }));
    await waitFor('the erasure', async () => {
      const rows = await queryRows(test.services.dataSource.manager, sql`SELECT id FROM note_texts WHERE text LIKE '%harpsichord%'`);
      return rows.length === 0;
    });
    expect(await found('harpsichord')).toEqual([]);
    if (!test.database.isPostgres)
      expect(
        await queryRows(test.services.dataSource.manager, sql`SELECT rowid FROM note_search WHERE note_search MATCH ${'"har" AND "psi"'}`),
      ).toEqual([]);
  });

  it('pages, sorts, counts, segments and bulk actions mean the same people', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 7; n += 1) {
      const { id } = await create(`Same ${n}`, n % 2 === 0 ? { company: 'Zither Ltd' } : {});
      if (n % 2 === 1) await log(id, { type: 'note', text: 'plays the zither' });
      ids.push(id);
    }
    const read = async (cursor = ''): Promise<string[]> => {
      const page = await dataOf<{ items: Contact[]; nextCursor: string | null }>(
        owner.get(`contacts?search=zither&sort=-name&limit=2${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`),
      );
      return [...page.items.map(({ id }) => id), ...(page.nextCursor === null ? [] : await read(page.nextCursor))];
    };
    expect(await read()).toEqual([...ids].reverse());
    expect(await count('zither')).toBe(7);
    const rules = { not: { rule: 'search', with: { text: 'zither' } } };
    const others = await dataOf<{ count: number }>(owner.get(`contacts/count?rules=${encodeURIComponent(JSON.stringify(rules))}`));
    expect(others.count).toBe((await dataOf<{ count: number }>(owner.get('contacts/count'))).count - 7);
    const bulk = await dataOf<{ id: string }>(
      owner.post('contacts/bulk', { action: 'trash', selection: { filter: { search: 'zither' } } }),
    );
    await waitFor('the action', async () => (await dataOf<{ status: string }>(owner.get(`contacts/bulk/${bulk.id}`))).status === 'done');
    expect(await count('zither')).toBe(0);
  });

  it('names a set where more are found in notes than are named one by one', async () => {
    const person = await test.stranger('Mona Many');
    const { manager } = test.services.dataSource;
    for (let n = 0; n < 505; n += 1) {
      const { id } = await dataOf<Contact>(person.post('contacts', { firstName: `Many ${n}` }));
      await dataOf(person.post(`contacts/${id}/notes`, { text: 'common words' }));
    }
    expect((await dataOf<{ count: number }>(person.get('contacts/count?search=common'))).count).toBe(505);
    expect(await found('common', person, '&limit=3')).toEqual(['Many 0', 'Many 1', 'Many 10']);
    // The upgrade finds them without their words.
    await execute(manager, sql`DELETE FROM note_texts WHERE workspace_id = ${person.workspaceId}`);
    expect((await dataOf<{ count: number }>(person.get('contacts/count?search=common'))).count).toBe(0);
    await execute(manager, sql`INSERT INTO note_text_refold (after_id) VALUES ('')`);
    await test.app.get(IndexNotesJob, { strict: false }).onApplicationBootstrap();
    await waitFor('older notes', async () => (await queryOne(manager, sql`SELECT after_id FROM note_text_refold`)) === null, 30_000);
    expect((await dataOf<{ count: number }>(person.get('contacts/count?search=common'))).count).toBe(505);
  });
});
