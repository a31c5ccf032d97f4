import { importCsv, rejectsOf } from './support/importCsv.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

let test: TestApp;
let owner: Person;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());
beforeEach(async () => {
  owner = await test.stranger(`Nora ${Math.random()}`);
});

const WITH_COLUMNS = 'First name,Last name,Email,Phone,Company\nAnn,Lee,ann@example.com,,Acme\nBo,Wu,,,Acme\n';
const names = async (): Promise<string[]> =>
  (await dataOf<{ items: { displayName: string }[] }>(owner.get('contacts?sort=name&limit=100'))).items.map(
    ({ displayName }) => displayName,
  );

it('rejects a row without address and number where the file has a column for one, and says what to do', async () => {
  for (const created of [1, 0]) {
    const { id, counts } = await importCsv(owner, WITH_COLUMNS);
    expect(counts).toMatchObject({ created, rejected: 1 });
    expect(await rejectsOf(owner, id)).toMatchObject([
      { line: 3, code: 'contact.noKey', reason: expect.stringContaining('name and company') },
    ]);
  }
  expect(await names()).toEqual(['Ann Lee']);
});

it('matches such rows by name and company when it is told so', async () => {
  const start = { withoutKey: 'matchByName' };
  expect((await importCsv(owner, WITH_COLUMNS, start)).counts).toMatchObject({ created: 2, rejected: 0 });
  expect((await importCsv(owner, WITH_COLUMNS, start)).counts).toMatchObject({ created: 0, updated: 0, unchanged: 2, rejected: 0 });
  expect((await importCsv(owner, 'First name,Last name,Email,Company\nBO,Wú,,acme\nBo,Wu,,Other\n', start)).counts).toMatchObject({
    created: 1,
  });
  expect(await names()).toEqual(['Ann Lee', 'BO Wú', 'Bo Wu']);
});

it('matches a file of names alone by name and company', async () => {
  const csv = 'First name,Last name,Company\nAnn,Lee,Acme\nAnn,Lee,Acme\nBo,Wu,\n,,Only a company\n';
  expect((await importCsv(owner, csv)).counts).toMatchObject({ created: 3, unchanged: 1, rejected: 0 });
  expect((await importCsv(owner, csv)).counts).toMatchObject({ created: 0, updated: 0, unchanged: 4, rejected: 0 });
  expect(await names()).toHaveLength(3);
});

it('does not choose between namesakes', async () => {
  for (const primaryEmail of ['ann1@example.com', 'ann2@example.com'])
    await dataOf(owner.post('contacts', { firstName: 'Ann', lastName: 'Lee', company: 'Acme', primaryEmail }));
  const { id, counts } = await importCsv(owner, 'First name,Last name,Company\nAnn,Lee,Acme\n');
  expect(counts).toMatchObject({ created: 0, updated: 0, rejected: 1 });
  expect((await rejectsOf(owner, id))[0]?.code).toBe('contact.nameAmbiguous');
});

it('takes a number of an unknown country for no key, but keeps its person single', async () => {
  const csv = 'First name,Last name,Phone\nAnn,Lee,030 901820\nAnn,Lee,030 901821\n';
  expect((await importCsv(owner, csv)).counts).toMatchObject({ created: 2, rejected: 0 });
  expect((await importCsv(owner, csv)).counts).toMatchObject({ created: 0, unchanged: 2, rejected: 0 });
});

it('knows no other rule, and shows the import to nobody else', async () => {
  const { id } = await dataOf<{ id: string }>(owner.post('imports').attach('file', Buffer.from(WITH_COLUMNS), 'people.csv'));
  expect((await errorOf(owner.post(`imports/${id}/start`, { mode: 'createAndUpdate', withoutKey: 'guess' }))).fields[0]?.field).toBe(
    'withoutKey',
  );
  expect((await errorOf((await test.stranger()).get(`imports/${id}`))).status).toBe(404);
});
