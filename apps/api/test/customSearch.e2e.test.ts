import { foldText } from '@rapport/common';
import fc from 'fast-check';
import { RenewFieldTextsJob } from '../src/modules/customFields/RenewFieldTextsJob.js';
import { execute, queryOne, sql } from '../src/platform/database/sql.js';
import { importCsv } from './support/importCsv.js';
import { dataOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Field {
  readonly id: string;
  readonly choices: readonly { readonly key: string; readonly label: string }[];
}

interface Contact {
  readonly id: string;
  readonly version: number;
}

let test: TestApp;
let owner: Person;
let plan: Field;
let bio: Field;
beforeAll(async () => {
  test = await TestApp.start();
  owner = await test.stranger('Cora Custom');
  const field = (input: object): Promise<Field> => dataOf<Field>(owner.post('custom-fields', input));
  bio = await field({ label: 'Bio', fieldName: 'bio', fieldType: 'longText' });
  plan = await field({ label: 'Plan', fieldName: 'plan', fieldType: 'select', options: ['Enterprise', 'Team'] });
  await field({ label: 'Tags', fieldName: 'tags', fieldType: 'multiSelect', options: ['Żółty', 'R&D', 'Vip'] });
  await field({ label: 'Site', fieldName: 'site', fieldType: 'url' });
  await field({ label: 'Other', fieldName: 'other', fieldType: 'email' });
  await field({ label: 'Fax', fieldName: 'fax', fieldType: 'phone' });
  await field({ label: 'Seats', fieldName: 'seats', fieldType: 'number' });
  await field({ label: 'Since', fieldName: 'since', fieldType: 'date' });
});
afterAll(() => test.stop());

const create = (firstName: string, customFields: object, by = owner): Promise<Contact> =>
  dataOf<Contact>(by.post('contacts', { firstName, customFields }));
const found = async (search: string, by = owner): Promise<string[]> =>
  (
    await dataOf<{ items: { firstName: string | null; primaryEmail: string | null }[] }>(
      by.get(`contacts?sort=name&search=${encodeURIComponent(search)}`),
    )
  ).items.map(({ firstName, primaryEmail }) => firstName ?? primaryEmail ?? '');
const count = async (search: string): Promise<number> =>
  (await dataOf<{ count: number }>(owner.get(`contacts/count?search=${encodeURIComponent(search)}`))).count;
const change = async (id: string, customFields: object): Promise<unknown> => {
  const { version } = await dataOf<Contact>(owner.get(`contacts/${id}`));
  return dataOf(owner.patch(`contacts/${id}`, { version, customFields }));
};
const renewed = (): Promise<void> =>
  waitFor(
    'the texts of all contacts',
    async () => (await queryOne(test.services.dataSource.manager, sql`SELECT after_id FROM custom_text_refold`)) === null,
    30_000,
  );
const indexed = async (): Promise<void> => {
  if (test.database.isPostgres) return;
  await waitFor(
    'the index',
    async () =>
      (await queryOne(
        test.services.dataSource.manager,
        sql`SELECT 1 AS one FROM base_contacts WHERE search_id > (SELECT indexed_up_to FROM contact_search_state) LIMIT 1`,
      )) === null,
    30_000,
  );
};

const CASES: [string, string[]][] = [
  ['plumber', ['Anna']],
  ['PLUMB', ['Anna']],
  ['anna plumber', ['Anna']],
  ['ostersund', ['Anna']],
  ['Östersund', ['Anna']],
  ['strasse', ['Anna']],
  ['Straße', ['Anna']],
  ['100%', ['Anna']],
  ['_x', ['Anna']],
  ['back\\slash', ['Anna']],
  ['"quoted"', ['Anna']],
  ["o'neil", ['Anna']],
  ['pl', ['Anna', 'Bo']],
  ['enterprise', ['Bo']],
  ['enter', ['Bo']],
  ['en', ['Bo']],
  ['zolty', ['Bo']],
  ['R&D', ['Bo']],
  ['&', ['Bo']],
  ['bo enterprise żółty', ['Bo']],
  ['bo plumber', []],
  ['profiles.example', ['Bo']],
  ['second@mailbox.example', ['Bo']],
  ['+49 30 901820', ['Bo']],
  ['030 901820', ['Bo']],
  ['北京大学', ['Cem']],
  ['北京', ['Cem']],
  ['大', ['Cem']],
  ['ภาษาไทย', ['Cem']],
  ['ไทย', ['Cem']],
  ['مدرسة', ['Cem']],
  ['🎉', ['Cem']],
  ['77123', []],
  ['2024', []],
];

describe('the search in custom fields', () => {
  beforeAll(async () => {
    await create('Anna', { bio: 'A plumber from Östersund, Lange Straße 7\n100% _x back\\slash "quoted" O\'Neil' });
    await create('Bo', {
      plan: 'Enterprise',
      tags: ['Żółty', 'R&D'],
      site: 'https://profiles.example/pl',
      other: 'Second@Mailbox.example',
      fax: '+49 30 901820',
      seats: 77123,
      since: '2024-02-03',
    });
    await importCsv(owner, 'First name,Email,Bio\nCem,cem@example.com,"北京大学 ภาษาไทย مدرسة 🎉"\n');
    await create('Nobody', {});
  });

  it.each(CASES)('finds %s', async (search, expected) => {
    expect(await found(search)).toEqual(expected);
    expect(await count(search)).toBe(expected.length);
  });

  it('finds the same once the new contacts are in its index', async () => {
    // Only an import, or the next sixty-four, bring the newest into it.
    await importCsv(owner, 'First name,Email\nFiller,filler@example.com\n');
    await indexed();
    for (const [search, expected] of CASES) expect({ search, found: await found(search) }).toEqual({ search, found: expected });
  });

  it('follows the value: changed, removed, given back by an import and its undo', async () => {
    const { id } = await create('Dora', { bio: 'first wording' });
    await change(id, { bio: 'second wording' });
    expect(await found('first wording')).toEqual([]);
    expect(await found('second wording')).toEqual(['Dora']);
    await change(id, { bio: null });
    expect(await found('second wording')).toEqual([]);
    await dataOf(owner.post('contacts', { firstName: 'Emil', primaryEmail: 'emil@example.com', customFields: { bio: 'before import' } }));
    const { id: importId } = await importCsv(owner, 'Email,Bio\nemil@example.com,after import\nnew@example.com,brandnew\n');
    expect(await found('after import')).toEqual(['Emil']);
    expect(await found('brandnew')).toEqual(['new@example.com']);
    expect(await found('before import')).toEqual([]);
    await dataOf(owner.post(`imports/${importId}/undo`));
    await waitFor('the undo', async () => (await found('brandnew')).length === 0, 30_000);
    await waitFor('the old value', async () => (await found('before import')).length === 1, 30_000);
    expect(await found('after import')).toEqual([]);
  });

  it('follows the field: renamed options, archived and restored, another type, deleted', async () => {
    await dataOf(
      owner.patch(`custom-fields/${plan.id}`, {
        choices: [
          { key: 'Enterprise', label: 'Flagship' },
          { key: 'Team', label: 'Team' },
        ],
      }),
    );
    await renewed();
    expect(await found('flagship')).toEqual(['Bo']);
    expect(await found('enterprise')).toEqual([]);
    await dataOf(owner.post(`custom-fields/${plan.id}/archive`));
    await renewed();
    expect(await found('flagship')).toEqual([]);
    await dataOf(owner.post(`custom-fields/${plan.id}/restore`));
    await renewed();
    expect(await found('flagship')).toEqual(['Bo']);
    const size = await dataOf<Field>(owner.post('custom-fields', { label: 'Size', fieldName: 'size', fieldType: 'text' }));
    await create('Size', { size: '424242' });
    expect(await found('424242')).toEqual(['Size']);
    const path = `custom-fields/${size.id}/type-change`;
    await dataOf(owner.post(path, { fieldType: 'number' }));
    await waitFor('the rehearsal', async () => (await dataOf<{ status: string }>(owner.get(path))).status === 'checked');
    await dataOf(owner.post(`${path}/apply`));
    await waitFor('the change', async () => (await dataOf<{ status: string }>(owner.get(path))).status === 'done');
    await renewed();
    expect(await found('424242')).toEqual([]);
    await dataOf(owner.delete(`custom-fields/${plan.id}`));
    await renewed();
    expect(await found('flagship')).toEqual([]);
    expect(await found('zolty')).toEqual(['Bo']);
  });

  it('finds who a merge leaves, and everyone again when it is undone', async () => {
    const [primary, other] = [await create('Gero', { bio: null }), await create('Hanno', { bio: 'saxophone' })];
    const { id } = await dataOf<{ id: string }>(owner.post('merges', { primaryId: primary.id, secondaryIds: [other.id] }));
    expect(await found('saxophone')).toEqual(['Gero']);
    await dataOf(owner.post(`merges/${id}/undo`));
    expect(await found('saxophone')).toEqual(['Hanno']);
  });

  it('finds nobody in the trash, and whoever comes back', async () => {
    const { id } = await create('Ida', { bio: 'trombone' });
    await dataOf(owner.delete(`contacts/${id}`));
    expect(await found('trombone')).toEqual([]);
    await dataOf(owner.post(`contacts/${id}/restore`));
    expect(await found('trombone')).toEqual(['Ida']);
  });

  it('fills in contacts of the version before, with the words of defaults', async () => {
    const person = await test.stranger('Olga Older');
    await dataOf(person.post('custom-fields', { label: 'City', fieldName: 'city', fieldType: 'text', defaultValue: 'Trondheim' }));
    await create('Kim', {}, person);
    expect(await found('trondheim', person)).toEqual(['Kim']);
    const { manager } = test.services.dataSource;
    await execute(
      manager,
      sql`UPDATE base_contacts SET custom_text = NULL, custom_short = NULL WHERE workspace_id = ${person.workspaceId}`,
    );
    await execute(manager, sql`INSERT INTO custom_text_refold (workspace_id, after_id) VALUES (${person.workspaceId}, '')`);
    expect(await found('trondheim', person)).toEqual([]);
    await test.app.get(RenewFieldTextsJob, { strict: false }).onApplicationBootstrap();
    await renewed();
    expect(await found('trondheim', person)).toEqual(['Kim']);
  });

  it('finds each part of three characters and more of each value', async () => {
    const person = await test.stranger('Paul Property');
    await dataOf(person.post('custom-fields', { label: 'Text', fieldName: 'text', fieldType: 'text' }));
    let n = 0;
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[\p{L}\p{N} .&%_'-]{6,40}$/u), fc.nat(), fc.nat(), async (value, at, length) => {
        const name = `P${(n += 1)}`;
        await create(name, { text: value }, person);
        const [part = ''] = foldText(value)
          .split(/\s+/)
          .filter((word) => [...word].length >= 3)
          .map((word) => {
            const characters = [...word];
            const from = at % (characters.length - 2);
            return characters.slice(from, from + 3 + (length % (characters.length - from - 2))).join('');
          });
        if (part === '' || /[\d.'%_&-]/.test(part)) return;
        expect({ value, part, found: (await found(part, person)).includes(name) }).toEqual({ value, part, found: true });
      }),
      { numRuns: 40 },
    );
  });

  it('takes a search of five hundred characters', async () => {
    expect(await found('x'.repeat(200))).toEqual([]);
    expect((await owner.get(`contacts?search=${'y'.repeat(500)}`)).status).toBeLessThan(500);
  });

  it('keeps its words short: what is long is found by its beginning', async () => {
    await create('Long', { bio: `beginning ${'word '.repeat(150)}ending` });
    expect(await found('beginning')).toEqual(['Long']);
    expect(await found('ending')).toEqual([]);
    expect(bio.id).toBeTruthy();
  });
});
