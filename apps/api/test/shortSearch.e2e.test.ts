import { RefoldContactsJob } from '../src/modules/contacts/RefoldContactsJob.js';
import { execute, queryOne, sql } from '../src/platform/database/sql.js';
import { importCsv } from './support/importCsv.js';
import { dataOf, type Person } from './support/Person.js';
import { seedMany } from './support/seedMany.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

const CSV = `First name,Last name,Email,Company
Ann,Li,ann.li@example.com,Northwind
Bo,Wu,bo.wu@example.com,Yu & Co
小明,王,xiaoming@example.com,北京贸易
구,김,gu.kim@example.com,서울상사
Łucja,Łódź,lucja@example.com,Łódź Sp.
Søren,Østergaard,soren@example.com,Øresund
Per 100%,Under_score,percent@example.com,"Say ""Hi"" AND * OR (NEAR"
Đorđe,Weiß,dorde@example.com,Æther Œuvre
Işıl,Þorvald,isil@example.com,Əli Ħal
ナナ,たなか,nana@example.com,株式会社トヨタ
Alice,Lisbon,alice@example.com,Northwind
`;

let test: TestApp;
let owner: Person;
beforeAll(async () => {
  test = await TestApp.start();
  owner = await test.stranger('Sue Search');
  await importCsv(owner, CSV);
});
afterAll(() => test.stop());

const found = async (search: string, by = owner): Promise<string[]> =>
  (
    await dataOf<{ items: { primaryEmail: string | null; displayName: string }[] }>(
      by.get(`contacts?sort=email&search=${encodeURIComponent(search)}`),
    )
  ).items.map((contact) => (contact.primaryEmail ?? contact.displayName).replace('@example.com', ''));

const CASES: [string, string[]][] = [
  ['Li', ['alice', 'ann.li']],
  ['li', ['alice', 'ann.li']],
  ['ann li', ['ann.li']],
  ['Li, Ann', ['ann.li']],
  ['Wu', ['bo.wu']],
  ['Bo W', ['bo.wu']],
  ['w', ['bo.wu', 'dorde']],
  ['Yu', ['bo.wu']],
  ['&', ['bo.wu']],
  ['王', ['xiaoming']],
  ['小', ['xiaoming']],
  ['小明', ['xiaoming']],
  ['王小', ['xiaoming']],
  ['王小明', ['xiaoming']],
  ['王 小明', ['xiaoming']],
  ['小明 王', ['xiaoming']],
  ['北京', ['xiaoming']],
  ['贸易', ['xiaoming']],
  ['京贸', ['xiaoming']],
  ['北京贸易', ['xiaoming']],
  ['김', ['gu.kim']],
  ['김구', ['gu.kim']],
  ['구', ['gu.kim']],
  ['상사', ['gu.kim']],
  ['서울상', ['gu.kim']],
  ['たなか', ['nana']],
  ['なか', ['nana']],
  ['トヨタ', ['nana']],
  ['会社', ['nana']],
  ['lodz', ['lucja']],
  ['Łódź', ['lucja']],
  ['lo', ['lucja']],
  ['ŁÓ', ['lucja']],
  ['lucja', ['lucja']],
  ['ostergaard', ['soren']],
  ['Østergaard', ['soren']],
  ['os', ['soren']],
  ['Ør', ['percent', 'soren']],
  ['soren', ['soren']],
  ['dorde', ['dorde']],
  ['weiss', ['dorde']],
  ['Weiß', ['dorde']],
  ['aether', ['dorde']],
  ['oeuvre', ['dorde']],
  ['isil', ['isil']],
  ['thorvald', ['isil']],
  ['eli hal', ['isil']],
  ['%', ['percent']],
  ['100%', ['percent']],
  ['_', ['percent']],
  ['*', ['percent']],
  ['"', ['percent']],
  ['OR', ['percent', 'soren']],
  ['NEAR', ['percent']],
  ['(NEAR', ['percent']],
  ['zz', []],
  ['龍', []],
  ["'", []],
  ['\\', []],
];

describe('the search for short and foreign names', () => {
  it.each(CASES)('finds %s', async (search, expected) => {
    expect(await found(search)).toEqual(expected);
  });

  it('finds the same once the new contacts are in its index', async () => {
    if (!test.database.isPostgres)
      await waitFor(
        'the index',
        async () => {
          const state = await queryOne<{ pending: number }>(
            test.services.dataSource.manager,
            sql`SELECT COUNT(*) AS pending FROM base_contacts WHERE search_id > (SELECT indexed_up_to FROM contact_search_state)`,
          );
          return state?.pending === 0;
        },
        30_000,
      );
    for (const [search, expected] of CASES) expect({ search, found: await found(search) }).toEqual({ search, found: expected });
  });

  it('finds the same behind more contacts than are walked for a page', async () => {
    await seedMany(test, owner.workspaceId, 6_000);
    for (const [search, expected] of CASES) expect({ search, found: await found(search) }).toEqual({ search, found: expected });
    const page = await dataOf<{ items: unknown[]; nextCursor: string }>(owner.get('contacts?sort=-email&limit=1&search=li'));
    expect(page.items).toHaveLength(1);
    const next = await owner.get(`contacts?sort=-email&limit=1&search=li&cursor=${page.nextCursor}`);
    expect(next.body).toMatchObject({ data: { items: [{ primaryEmail: 'alice@example.com' }], nextCursor: null } });
  });

  it('follows a change of the name and the trash', async () => {
    const { id, version } = await dataOf<{ id: string; version: number }>(
      owner.post('contacts', { firstName: 'Xi', primaryEmail: 'xi@example.com' }),
    );
    expect(await found('xi')).toEqual(['xi', 'xiaoming']);
    await dataOf(owner.patch(`contacts/${id}`, { firstName: 'Qi', primaryEmail: 'qi@example.com', version }));
    expect(await found('xi')).toEqual(['xiaoming']);
    expect(await found('qi')).toEqual(['qi']);
    await dataOf(owner.delete(`contacts/${id}`));
    expect(await found('qi')).toEqual([]);
  });

  it('shows nobody of another workspace', async () => {
    expect(await found('li', await test.stranger())).toEqual([]);
  });
});

describe('contacts of the version before', () => {
  it('are folded anew by a job, in steps, with their numbers', async () => {
    const person = await test.stranger('Rita Refold');
    const { manager } = test.services.dataSource;
    const rows = Array.from({ length: 450 }, (_, n) => `Łu ${n},x${n}@example.com,${n === 7 ? '+44 20 7946 0502' : ''}`);
    await importCsv(person, `First name,Email,Phone\n${rows.join('\n')}\n`);
    await execute(
      manager,
      sql`UPDATE base_contacts SET sort_name = 'łu', search_text = 'łu', search_short = '', phone_e164 = NULL, primary_phone = CASE WHEN primary_phone IS NULL THEN NULL ELSE '+٤٤ ٢٠ ٧٩٤٦ ٠٥٠٢' END
          WHERE workspace_id = ${person.workspaceId}`,
    );
    expect(await found('lu', person)).toEqual([]);
    await execute(manager, sql`INSERT INTO contact_refold (after_id) VALUES ('')`);
    await test.app.get(RefoldContactsJob, { strict: false }).onApplicationBootstrap();
    await waitFor('the job', async () => (await queryOne(manager, sql`SELECT after_id FROM contact_refold`)) === null, 60_000);
    expect((await dataOf<{ count: number }>(person.get('contacts/count?search=lu'))).count).toBe(450);
    expect(await found('+442079460502', person)).toEqual(['x7']);
    const { items } = await dataOf<{ items: { id: string }[] }>(person.get('contacts?search=x0@example.com'));
    expect(await dataOf(person.get(`contacts/${items[0]?.id}`))).toMatchObject({ displayName: 'Łu 0', version: 1 });
  });
});
