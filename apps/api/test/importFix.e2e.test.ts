import { contactByEmail, endOf, type ImportAnswer, runImport, uploadFile, valueOf } from './support/imports.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';
import { xlsx } from './support/xlsx.js';

interface Reject {
  rowNumber: number;
  line: number;
  column: string | null;
  code: string;
  reason: string;
  raw: string;
}
interface RejectedRow extends Reject {
  isSeparated: boolean;
  cells: { index: number; header: string; target: string; value: string }[];
}
interface Fixed {
  created: number;
  updated: number;
  unchanged: number;
  rejected: Reject[];
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

const rejectsOf = async (id: string): Promise<Reject[]> => (await dataOf<{ items: Reject[] }>(owner.get(`imports/${id}/rejects`))).items;
const countsOf = async (id: string): Promise<ImportAnswer['counts']> => (await dataOf<ImportAnswer>(owner.get(`imports/${id}`))).counts;
const fix = (id: string, rows: object[]): Promise<Fixed> => dataOf<Fixed>(owner.post(`imports/${id}/rejects/fix`, { rows }));

const HEADER = 'First name,Last name,Email,Shoe size';

it('imports rejected rows with corrected cells, by the rules of their import', async () => {
  await dataOf(owner.post('custom-fields', { label: 'Shoe size', fieldName: 'shoe_size', fieldType: 'number' }));
  await runImport(owner, 'Email,Last name\ntom@example.com,Weiss\n');
  const run = await runImport(
    owner,
    [
      HEADER,
      'Ann,Lee,ann@example.com,38',
      '"Uma, the first",Lund,uma(at)example.com,39',
      'Tom,,tom example.com,',
      'Nobody,Known,also not,1',
    ].join('\n'),
    { start: { newListName: 'Autumn' } },
  );
  expect(run.counts).toMatchObject({ created: 1, rejected: 3 });
  const [uma, tom, nobody] = await rejectsOf(run.id);
  expect(await dataOf<RejectedRow>(owner.get(`imports/${run.id}/rejects/row?rowNumber=${uma?.rowNumber}`))).toMatchObject({
    line: 3,
    column: 'Email',
    isSeparated: true,
    cells: [
      { header: 'First name', target: 'firstName', value: 'Uma, the first' },
      { value: 'Lund' },
      { value: 'uma(at)example.com' },
      { header: 'Shoe size', target: 'custom:shoe_size', value: '39' },
    ],
  });
  expect(
    await fix(run.id, [
      { rowNumber: uma?.rowNumber, cells: [{ index: 2, value: 'uma@example.com' }] },
      { rowNumber: tom?.rowNumber, cells: [{ index: 2, value: 'tom@example.com' }] },
      { rowNumber: nobody?.rowNumber, cells: [{ index: 2, value: 'still, not' }] },
    ]),
  ).toMatchObject({ created: 1, updated: 1, unchanged: 0, rejected: [{ rowNumber: nobody?.rowNumber, column: 'Email' }] });
  expect(await countsOf(run.id)).toEqual({ created: 2, updated: 1, unchanged: 0, rejected: 1, blank: 0 });
  const found = await contactByEmail(owner, 'uma@example.com');
  expect(found).toMatchObject({ firstName: 'Uma, the first', lists: [{ name: 'Autumn' }] });
  expect(valueOf(found, 'shoe_size')).toBe('39');
  expect(await contactByEmail(owner, 'tom@example.com')).toMatchObject({ firstName: 'Tom', lastName: 'Weiss' });
  expect(await rejectsOf(run.id)).toMatchObject([{ rowNumber: nobody?.rowNumber, raw: 'Nobody,Known,"still, not",1' }]);

  expect(await errorOf(owner.post(`imports/${run.id}/rejects/fix`, { rows: [{ rowNumber: uma?.rowNumber }] }))).toMatchObject({
    code: 'import.rowNotRejected',
  });
  expect(await countsOf(run.id)).toMatchObject({ created: 2, rejected: 1 });
});

it('runs rows again as they are, once what stopped them is gone', async () => {
  const run = await runImport(owner, 'First name,Email\nAnn,ann@example.com\n', { start: { mode: 'updateOnly' } });
  expect(run.counts).toMatchObject({ rejected: 1 });
  expect(await fix(run.id, [{ rowNumber: 1 }])).toMatchObject({ updated: 0, rejected: [{ code: 'contact.noMatch' }] });
  await dataOf(owner.post('contacts', { primaryEmail: 'ann@example.com' }));
  expect(await fix(run.id, [{ rowNumber: 1 }])).toMatchObject({ updated: 1, rejected: [] });
  expect(await fix(run.id, [])).toEqual({ created: 0, updated: 0, unchanged: 0, rejected: [] });
});

it('gives a row whose cells cannot be separated empty cells to fill in', async () => {
  const run = await runImport(owner, `${HEADER}\nAnn,"Lee,ann@example.com,38\nBob,Wu,bob@example.com,41\n`);
  const [broken] = await rejectsOf(run.id);
  const row = await dataOf<RejectedRow>(owner.get(`imports/${run.id}/rejects/row?rowNumber=${broken?.rowNumber}`));
  expect(row).toMatchObject({ code: 'row.unclosedQuote', isSeparated: false });
  expect(row.cells.map(({ value }) => value)).toEqual(['', '', '', '']);
  const cells = ['Ann', 'Lee', 'ann@example.com', ''].map((value, index) => ({ index, value }));
  expect(await fix(run.id, [{ rowNumber: broken?.rowNumber, cells }])).toMatchObject({ created: 1, rejected: [] });
});

it('fixes rows of a workbook, by its columns', async () => {
  const rows = [
    ['First name', 'Email', 'Further emails'],
    ['Ann', 'ann(at)example.com', 'a2@example.com'],
    ['Bob', 'bob@example.com', null],
  ];
  const run = await runImport(owner, await xlsx({ sheets: [{ rows }] }), { name: 'people.xlsx' });
  expect(run.counts).toMatchObject({ created: 1, rejected: 1 });
  expect(await dataOf<RejectedRow>(owner.get(`imports/${run.id}/rejects/row?rowNumber=1`))).toMatchObject({
    line: 2,
    isSeparated: true,
    cells: [{ value: 'Ann' }, { header: 'Email', value: 'ann(at)example.com' }, { target: 'furtherEmail', value: 'a2@example.com' }],
  });
  expect(await fix(run.id, [{ rowNumber: 1, cells: [{ index: 1, value: 'ann@example.com' }] }])).toMatchObject({
    created: 1,
    rejected: [],
  });
  expect(await contactByEmail(owner, 'a2@example.com')).toMatchObject({ firstName: 'Ann', primaryEmail: 'ann@example.com' });
});

it('fixes cards, with what they hold further', async () => {
  const card = ['BEGIN:VCARD', 'N:Lee;Ann', 'EMAIL:ann(at)example.com', 'EMAIL;TYPE=HOME:a2@example.com', 'END:VCARD', ''].join('\r\n');
  const run = await runImport(owner, card, { name: 'ann.vcf' });
  expect(run.counts).toMatchObject({ created: 0, rejected: 1 });
  const row = await dataOf<RejectedRow>(owner.get(`imports/${run.id}/rejects/row?rowNumber=1`));
  expect(row).toMatchObject({ line: 1, column: 'Email', isSeparated: true });
  const index = row.cells.find(({ header }) => header === 'Email')?.index;
  expect(await fix(run.id, [{ rowNumber: 1, cells: [{ index, value: 'ann@example.com' }] }])).toMatchObject({ created: 1, rejected: [] });
  const { emails } = (await contactByEmail(owner, 'ann@example.com')) as unknown as { emails: { value: string; label: string | null }[] };
  expect(emails.map(({ value, label }) => [value, label])).toEqual([
    ['ann@example.com', null],
    ['a2@example.com', 'Home'],
  ]);
});

it('is taken back with its import, and refused before the import has ended and after its undo', async () => {
  const { id: waiting } = await dataOf<ImportAnswer>(uploadFile(owner, 'Email\nann(at)example.com\n'));
  expect(await errorOf(owner.post(`imports/${waiting}/rejects/fix`, { rows: [{ rowNumber: 1 }] }))).toMatchObject({
    code: 'import.notEnded',
  });
  await dataOf(owner.post(`imports/${waiting}/start`, { mode: 'createAndUpdate' }));
  const run = await endOf(owner, waiting);
  await fix(run.id, [{ rowNumber: 1, cells: [{ index: 0, value: 'ann@example.com' }] }]);
  expect((await contactByEmail(owner, 'ann@example.com')).id).toEqual(expect.any(String));
  await dataOf(owner.post(`imports/${run.id}/undo`));
  await waitFor(
    'the undo to end',
    async () => (await dataOf<{ undo: { status: string } }>(owner.get(`imports/${run.id}`))).undo.status === 'undone',
  );
  expect((await dataOf<{ count: number }>(owner.get('contacts/count'))).count).toBe(0);
  expect(await errorOf(owner.post(`imports/${run.id}/rejects/fix`, { rows: [{ rowNumber: 1 }] }))).toMatchObject({ code: 'import.undone' });
});

it('is a 404 for someone else', async () => {
  const run = await runImport(owner, 'Email\nann(at)example.com\n');
  const stranger = await test.stranger('Dora Direct');
  expect(await errorOf(stranger.get(`imports/${run.id}/rejects/row?rowNumber=1`))).toMatchObject({ status: 404 });
  expect(await errorOf(stranger.post(`imports/${run.id}/rejects/fix`, { rows: [{ rowNumber: 1 }] }))).toMatchObject({ status: 404 });
});
