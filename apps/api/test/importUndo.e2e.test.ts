import { SeededRandom } from './support/fuzz/SeededRandom.js';
import { allItems, contactByEmail, type ContactAnswer, type ImportAnswer, runImport, uploadFile } from './support/imports.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';
import { execute, sql } from '../src/platform/database/sql.js';

interface Undo {
  status: string;
  total: number;
  processed: number;
  affected: number;
  left: number;
  error: string | null;
}
interface Left {
  contactId: string;
  displayName: string | null;
  reason: string;
  message: string;
  existingContactId: string | null;
}

let test: TestApp;
let owner: Person;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());
beforeEach(async () => {
  owner = await test.stranger(`Nora ${Math.random()}`);
});

const undoOf = async (id: string): Promise<Undo | null> =>
  (await dataOf<ImportAnswer & { undo: Undo | null }>(owner.get(`imports/${id}`))).undo;

async function undone(id: string): Promise<Undo> {
  await dataOf(owner.post(`imports/${id}/undo`));
  await waitFor('the undo to end', async () => (await undoOf(id))?.status !== 'undoing', 60_000);
  const undo = await undoOf(id);
  if (!undo) throw new Error('There is nothing to undo.');
  return undo;
}
const leftOf = (id: string): Promise<Left[]> => allItems<Left>(owner, `contacts/bulk/${id}/left`);

/** Everything that an import changes, and nothing that it may leave behind (versions, times). */
async function state(): Promise<object[]> {
  const items = await allItems<ContactAnswer>(owner, 'contacts');
  const all = await Promise.all(items.map(({ id }) => dataOf<ContactAnswer & { points?: object[] }>(owner.get(`contacts/${id}`))));
  return all
    .map(({ id, firstName, lastName, company, primaryEmail, primaryPhone, lists, customFields, points }) => ({
      id,
      firstName,
      lastName,
      company,
      primaryEmail,
      primaryPhone,
      lists: lists.map((list) => list.id).sort(),
      customFields: customFields.map(({ fieldName, value }) => `${fieldName}=${value ?? ''}`).sort(),
      points,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

const HEADER = 'First name,Last name,Email,Phone,Company';

it('puts whom it created into the trash, and gives the others back what they had', async () => {
  await dataOf(owner.post('custom-fields', { label: 'Shoe size', fieldName: 'shoe_size', fieldType: 'number' }));
  await runImport(owner, `${HEADER},shoe_size\nIlse,Varga,ilse@example.com,+49 30 23125 210,Varga KG,38\nTom,Weiss,tom@example.com,,,\n`);
  const list = await dataOf<{ id: string }>(owner.post('lists', { name: 'Autumn' }));
  const before = await state();
  const run = await runImport(
    owner,
    [
      `${HEADER},shoe_size`,
      'Ilse,Varga-Lund,ilse@example.com,+49 30 23125 211,Lund AB,39',
      'Tom,Weiss,tom@example.com,+49 30 23125 210,,41',
      'Uma,Lund,uma@example.com,,,',
      'Ilse,Varga-Weiss,ilse@example.com,,,40',
    ].join('\n'),
    { start: { listId: list.id } },
  );
  expect(run.counts).toMatchObject({ created: 1, updated: 3 });
  expect(await undoOf(run.id)).toMatchObject({ status: 'possible', total: 3, processed: 0 });
  expect(await undone(run.id)).toMatchObject({ status: 'undone', total: 3, processed: 3, affected: 3, error: null });
  expect(await state()).toEqual(before);
  expect(await leftOf(run.id)).toEqual([]);
  expect(await errorOf(owner.post(`imports/${run.id}/undo`))).toMatchObject({ status: 409 });
  const { items } = await dataOf<{ items: (ImportAnswer & { undo: Undo })[] }>(owner.get('imports?limit=1'));
  expect(items).toMatchObject([{ id: run.id, undo: { status: 'undone' } }]);
});

it('keeps what a person has changed since, field by field, and says so', async () => {
  await runImport(owner, `${HEADER}\nIlse,Varga,ilse@example.com,,Varga KG\nTom,Weiss,tom@example.com,,Weiss AG\n`);
  const run = await runImport(owner, `${HEADER}\nIlsa,Lund,ilse@example.com,,Lund AB\nTim,Weiss,tom@example.com,,Weiss SE\n`);
  const ilse = await contactByEmail(owner, 'ilse@example.com');
  await dataOf(owner.patch(`contacts/${ilse.id}`, { lastName: 'Lindgren', version: ilse.version }));
  expect(await undone(run.id)).toMatchObject({ status: 'undone', affected: 2, left: 1 });
  expect(await contactByEmail(owner, 'ilse@example.com')).toMatchObject({ firstName: 'Ilse', lastName: 'Lindgren', company: 'Varga KG' });
  expect(await contactByEmail(owner, 'tom@example.com')).toMatchObject({ firstName: 'Tom', company: 'Weiss AG' });
  expect(await leftOf(run.id)).toMatchObject([{ contactId: ilse.id, reason: 'changedSince' }]);
});

it('leaves a number with whom it belongs to by now, and undoes the rest', async () => {
  await runImport(owner, `${HEADER}\nIlse,Varga,ilse@example.com,+49 30 23125 210,Varga KG\n`);
  const run = await runImport(owner, `${HEADER}\nIlse,Varga,ilse@example.com,+49 30 23125 211,Lund AB\n`);
  const uma = await dataOf<{ id: string }>(owner.post('contacts', { firstName: 'Uma', primaryPhone: '+49 30 23125 210' }));
  const ilse = await contactByEmail(owner, 'ilse@example.com');
  expect(await undone(run.id)).toMatchObject({ status: 'undone', affected: 1, left: 1 });
  expect(await contactByEmail(owner, 'ilse@example.com')).toMatchObject({ primaryPhone: '+49 30 23125 211', company: 'Varga KG' });
  expect(await leftOf(run.id)).toMatchObject([{ contactId: ilse.id, reason: 'phoneTaken', existingContactId: uma.id }]);
});

it('gives numbers back that went from one to another, also where many are between them', async () => {
  const others = (company: string): string[] => Array.from({ length: 260 }, (_, i) => `Ann,Row ${i},p${i}@example.com,,${company}`);
  const rows = (phones: readonly string[], company: string): string =>
    [
      HEADER,
      `Old,Giver,old.giver@example.com,${phones[0] ?? ''},${company}`,
      `Old,Taker,old.taker@example.com,${phones[1] ?? ''},${company}`,
      ...others(company),
      `New,Giver,new.giver@example.com,${phones[2] ?? ''},${company}`,
      `New,Taker,new.taker@example.com,${phones[3] ?? ''},${company}`,
    ].join('\n');
  await runImport(owner, rows(['+49 30 23125 212', '', '+49 30 23125 213', ''], 'Möwe'));
  const before = await state();
  const run = await runImport(
    owner,
    [
      rows(['+49 30 23125 220', '', '+49 30 23125 221', ''], 'Weiss'),
      'New,Taker,new.taker@example.com,+49 30 23125 212,',
      'Old,Taker,old.taker@example.com,+49 30 23125 213,',
    ].join('\n'),
  );
  expect((await contactByEmail(owner, 'new.taker@example.com')).primaryPhone).toBe('+49 30 23125 212');
  expect((await contactByEmail(owner, 'old.taker@example.com')).primaryPhone).toBe('+49 30 23125 213');
  expect(await undone(run.id)).toMatchObject({ status: 'undone', left: 0, total: 264, affected: 264 });
  expect(await state()).toEqual(before);
});

it('puts whom it created into the trash whatever has happened with them since, from where they can be restored', async () => {
  const run = await runImport(owner, `${HEADER}\nUma,Lund,uma@example.com,,\n`, { start: { newListName: 'Spring' } });
  const uma = await contactByEmail(owner, 'uma@example.com');
  await dataOf(owner.patch(`contacts/${uma.id}`, { company: 'Lund AB', version: uma.version }));
  expect(await undone(run.id)).toMatchObject({ status: 'undone', total: 1, affected: 1, left: 0 });
  expect(await state()).toEqual([]);
  await dataOf(owner.post(`contacts/${uma.id}/restore`));
  expect(await state()).toMatchObject([{ id: uma.id, company: 'Lund AB', lists: [expect.any(String)] }]);
});

it('never takes back that someone must not be emailed', async () => {
  const run = await runImport(owner, 'Email,Status\nann@example.com,unsubscribed\n', { update: { consent: 'asMarked' } });
  await undone(run.id);
  await runImport(owner, 'Email\nann@example.com\n');
  expect((await contactByEmail(owner, 'ann@example.com')).emailStatus).toBe('unsubscribed');
});

it('is refused while the import runs, and for an import that has changed nothing', async () => {
  const run = await runImport(owner, `${HEADER}\nAnn,Lee,ann@example.com,,\n`);
  await execute(test.services.dataSource.manager, sql`UPDATE import_jobs SET status = 'running' WHERE id = ${run.id}`);
  expect(await errorOf(owner.post(`imports/${run.id}/undo`))).toMatchObject({ code: 'import.running' });
  await execute(test.services.dataSource.manager, sql`UPDATE import_jobs SET status = 'completed' WHERE id = ${run.id}`);
  const same = await runImport(owner, `${HEADER}\nAnn,Lee,ann@example.com,,\n`);
  expect(await undoOf(same.id)).toBeNull();
  expect(await errorOf(owner.post(`imports/${same.id}/undo`))).toMatchObject({ status: 409, code: 'import.nothingToUndo' });
});

it('cannot go on once its undo has begun', async () => {
  const { id } = await dataOf<ImportAnswer>(uploadFile(owner, `${HEADER}\nAnn,Lee,ann@example.com,,\n`));
  const { manager } = test.services.dataSource;
  await execute(manager, sql`UPDATE import_jobs SET status = 'failed' WHERE id = ${id}`);
  await execute(
    manager,
    sql`INSERT INTO bulk_actions (id, workspace_id, action, details_json, affected, created_at, status)
        VALUES (${id}, ${owner.workspaceId}, 'import', '{"listId":null}', 1, '2026-01-31T09:00:00.000Z', 'undone')`,
  );
  expect(await errorOf(owner.post(`imports/${id}/start`, { mode: 'createAndUpdate' }))).toMatchObject({ code: 'import.undone' });
  expect((await dataOf<ImportAnswer>(owner.get(`imports/${id}`))).status).toBe('failed');
});

/** Few people, so that rows meet each other and numbers change hands. */
const VALUES = [
  ['', 'Ann', 'Bob', 'Li'],
  ['', 'Lee', 'Wu'],
  ['', 'a@example.com', 'b@example.com', 'c@example.com'],
  ['', '', '+49 30 23125 210', '+49 30 23125 211', '+49 30 23125 212'],
  ['', 'Acme', 'Möwe'],
];

it.each([11, 12, 13, 14, 15, 16, 17, 18, 19, 20])('is the identity where nobody has changed anything (%d)', async (seed) => {
  const random = new SeededRandom(seed);
  const file = (): string =>
    [HEADER, ...Array.from({ length: 1 + random.below(40) }, () => VALUES.map((values) => random.pick(values)).join(','))].join('\n');
  await runImport(owner, file(), { start: { withoutKey: 'matchByName' } });
  const before = await state();
  const rules = { updatePolicy: random.pick(['overwrite', 'fillEmpty']), matchBy: random.pick(['auto', 'auto', 'email', 'phone', 'none']) };
  const run = await runImport(owner, file(), { start: { withoutKey: 'matchByName', newListName: 'Autumn', ...rules } });
  expect(run.status).toBe('completed');
  if (await undoOf(run.id)) await undone(run.id);
  expect(await leftOf(run.id)).toEqual([]);
  expect(await state()).toEqual(before);
});
