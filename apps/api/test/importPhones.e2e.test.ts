import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Import {
  id: string;
  status: string;
  counts: { created: number; updated: number; unchanged: number; rejected: number };
}

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

const upload = (person: Person, csv: string) => dataOf<Import>(person.post('imports').attach('file', Buffer.from(csv), 'people.csv'));

async function run(person: Person, csv: string): Promise<Import> {
  const { id } = await upload(person, csv);
  await dataOf(person.post(`imports/${id}/start`, { mode: 'createAndUpdate' }));
  await waitFor('the import to end', async () => (await dataOf<Import>(person.get(`imports/${id}`))).status !== 'running', 60_000);
  return dataOf<Import>(person.get(`imports/${id}`));
}

it('reads national phone numbers by the country of the workspace', async () => {
  await dataOf(test.owner.patch('', { defaultCountry: 'DE' }));
  await run(test.owner, 'Name,Phone\nAnn Doe,030 901820\n');
  const again = await run(test.owner, 'Phone,Company\n+49 30 901820,Acme\n');
  expect(again.counts).toEqual({ created: 0, updated: 1, unchanged: 0, rejected: 0, blank: 0 });
});

it('refuses a country that does not exist, and shows an import to nobody else', async () => {
  const { id } = await upload(test.owner, 'Name,Phone\nAnn Doe,030 901820\n');
  expect((await errorOf(test.owner.patch(`imports/${id}`, { defaultCountry: 'XX' }))).fields[0]?.field).toBe('defaultCountry');
  const stranger = await test.stranger();
  expect((await errorOf(stranger.get(`imports/${id}`))).status).toBe(404);
});
