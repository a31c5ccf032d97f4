import fc from 'fast-check';
import { dataOf, errorOf } from './support/Person.js';
import { personForEach } from './support/personForEach.js';
import {
  allItems,
  type CellAnswer,
  contactByEmail,
  downloadText,
  endOf,
  type ImportAnswer,
  type RejectAnswer,
  runImport,
  uploadFile,
  valueOf,
} from './support/imports.js';
import { writeCsv } from '../src/platform/csv/writeCsv.js';
import { failing, number, shared, type SheetParts, xlsx, zipOf } from './support/xlsx.js';

const app = personForEach('Wanda Workbook');

interface WorkbookAnswer extends ImportAnswer {
  fileKind: string;
  workbook: { sheets: { name: string; isHidden: boolean }[]; sheet: string; hasHiddenRows: boolean; skipHiddenRows: boolean } | null;
}

const HEADER = ['First name', 'Last name', 'Email', 'Phone'];
const sheetOf = (name: string, ...people: string[]): SheetParts => ({
  name,
  rows: [HEADER, ...people.map((first) => [first, 'Sheet', `${first.toLowerCase()}@example.com`, null])],
});
const upload = async (file: Buffer, name = 'people.xlsx') => dataOf<WorkbookAnswer>(uploadFile(app.person, file, name));
async function startAndEnd(id: string): Promise<ImportAnswer> {
  await dataOf(app.person.post(`imports/${id}/start`, { mode: 'createAndUpdate' }));
  return endOf(app.person, id);
}
const contactCount = async (): Promise<number> => (await dataOf<{ count: number }>(app.person.get('contacts/count'))).count;

describe('a workbook', () => {
  it('is known by its content, and imported like a CSV', async () => {
    const file = await xlsx({
      sheets: [
        {
          rows: [
            [...HEADER, 'Birthday', 'Postal code', 'Score', 'Customer'],
            [
              'Ann',
              'Åberg',
              'ann@example.com',
              number('4.930901820E+10'),
              number(32874, 1),
              number(1069, 2),
              number('0.30000000000000004'),
              { xml: '<c t="b"><v>1</v></c>' },
            ],
            ['Bob', null, 'bob@example.com'],
          ],
        },
      ],
      formats: ['dd.mm.yyyy', '00000'],
    });
    const uploaded = await upload(file, 'people.csv');
    expect(uploaded).toMatchObject({
      fileKind: 'xlsx',
      hasHeader: true,
      headerRow: 1,
      workbook: { sheet: 'Sheet1', hasHiddenRows: false },
    });
    expect(uploaded.columns.map(({ target, proposedType }) => [target, proposedType])).toEqual([
      ['firstName', 'text'],
      ['lastName', 'text'],
      ['primaryEmail', 'email'],
      ['primaryPhone', 'number'],
      ['ignore', 'date'],
      ['ignore', 'text'],
      ['ignore', 'number'],
      ['ignore', 'boolean'],
    ]);
    const field = (index: number, name: string, fieldType: string) => ({
      index,
      target: `custom:${name}`,
      newField: { label: name, fieldType },
    });
    const done = await runImport(app.person, file, {
      update: {
        columns: [field(4, 'birthday', 'date'), field(5, 'zip', 'text'), field(6, 'score', 'number'), field(7, 'customer', 'boolean')],
      },
    });
    expect(done).toMatchObject({ status: 'completed', totalRows: 2, counts: { created: 2, rejected: 0, blank: 0 } });
    const ann = await contactByEmail(app.person, 'ann@example.com');
    expect(ann).toMatchObject({ firstName: 'Ann', lastName: 'Åberg', primaryPhone: '49309018200' });
    expect(['birthday', 'zip', 'score', 'customer'].map((name) => valueOf(ann, name))).toEqual(['1990-01-01', '01069', '0.3', 'true']);
  });

  it('proposes the first sheet with rows; another can be chosen', async () => {
    const sheets: SheetParts[] = [
      { name: 'Cover', rows: [['Contacts of 2026']] },
      { name: 'Empty' },
      { ...sheetOf('Old', 'Zed'), state: 'hidden' },
      sheetOf('Customers', 'Ann', 'Bob'),
      { name: 'Partners', rows: [[], ['Firma', 'Mail'], ['Acme', 'acme@example.com']] },
    ];
    const uploaded = await upload(await xlsx({ sheets }));
    expect(uploaded.workbook).toEqual({
      sheets: [
        { name: 'Cover', isHidden: false },
        { name: 'Empty', isHidden: false },
        { name: 'Old', isHidden: true },
        { name: 'Customers', isHidden: false },
        { name: 'Partners', isHidden: false },
      ],
      sheet: 'Customers',
      hasHiddenRows: false,
      skipHiddenRows: false,
    });
    const path = `imports/${uploaded.id}`;
    expect((await errorOf(app.person.patch(path, { sheet: 'Nowhere' }))).fields[0]).toMatchObject({
      field: 'sheet',
      code: 'import.unknownSheet',
    });
    expect((await errorOf(app.person.patch(path, { sheet: 'Empty' }))).fields[0]).toMatchObject({
      field: 'sheet',
      code: 'import.emptySheet',
    });
    const chosen = await dataOf<WorkbookAnswer>(app.person.patch(path, { sheet: 'Partners' }));
    expect(chosen).toMatchObject({ headerRow: 2, workbook: { sheet: 'Partners' } });
    expect(chosen.columns.map(({ header, target }) => [header, target])).toEqual([
      ['Firma', 'company'],
      ['Mail', 'primaryEmail'],
    ]);
    await startAndEnd(uploaded.id);
    expect(await contactByEmail(app.person, 'acme@example.com')).toMatchObject({ company: 'Acme' });
    expect(await contactCount()).toBe(1);
  });

  it('tells of cells with errors, by column and by the row that the spreadsheet shows', async () => {
    const rows = [
      ['Report'],
      [],
      [...HEADER, 'Score'],
      ['Ann', failing('#REF!'), 'ann@example.com', null, failing('#N/A')],
      null,
      [null, null, failing('#N/A')],
      ['Cy', 'Only', null],
    ];
    const uploaded = await upload(await xlsx({ sheets: [{ rows }] }));
    expect(uploaded.headerRow).toBe(3);
    await dataOf(
      app.person.patch(`imports/${uploaded.id}`, {
        columns: [{ index: 4, target: 'custom:score', newField: { label: 'Score', fieldType: 'number' } }],
      }),
    );
    await startAndEnd(uploaded.id);
    const cells = await allItems<CellAnswer>(app.person, `imports/${uploaded.id}/cells`);
    expect(cells.map(({ line, column, code, value }) => [line, column, code, value])).toEqual([
      [4, 'Last name', 'cell.error', '#REF!'],
      [4, 'Score', 'cell.error', '#N/A'],
    ]);
    const rejects = await allItems<RejectAnswer>(app.person, `imports/${uploaded.id}/rejects`);
    expect(rejects.map(({ line, raw }) => [line, raw])).toEqual([[7, 'Cy,Only,,,']]);
    const { text } = await downloadText(app.person, `imports/${uploaded.id}/rejects.csv`);
    expect(text).toContain('Cy,Only,,,,7,');
  });

  it('may leave out the rows that are hidden in it', async () => {
    const file = await xlsx({ sheets: [{ ...sheetOf('People', 'Ann', 'Bob', 'Cy'), hidden: [3] }] });
    const uploaded = await upload(file);
    expect(uploaded.workbook).toMatchObject({ hasHiddenRows: true, skipHiddenRows: false });
    const changed = await dataOf<WorkbookAnswer>(app.person.patch(`imports/${uploaded.id}`, { skipHiddenRows: true }));
    expect(changed.sampleRows.map((row) => row[0])).toEqual(['Ann', 'Cy']);
    expect(changed.workbook).toMatchObject({ hasHiddenRows: true, skipHiddenRows: true });
    await startAndEnd(uploaded.id);
    expect(await contactCount()).toBe(2);
  });

  it.each<[string, string, () => Promise<Buffer>]>([
    ['workbook.damaged', 'ends in the middle', () => xlsx({ sheets: [{ xml: '<worksheet><sheetData><row><c><v>1</v></c></row>' }] })],
    ['workbook.damaged', 'damaged', async () => (await xlsx({ sheets: [sheetOf('A', 'Ann')] })).subarray(0, -40)],
    ['workbook.protected', 'password', () => Promise.resolve(sealed())],
    ['workbook.binary', 'xlsb', () => zipOf({ 'xl/workbook.bin': 'x' })],
    [
      'workbook.tooLarge',
      'unpacked',
      () => xlsx({ sheets: [sheetOf('A', 'Ann')], parts: { 'xl/worksheets/sheet1.xml': Buffer.alloc(48 << 20, ' ') } }),
    ],
    ['import.notCsv', 'OpenDocument', () => zipOf({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet' })],
    ['import.notCsv', 'Unpack it', () => zipOf({ 'contacts.csv': 'a,b\n' })],
    ['import.noRows', 'no rows', () => xlsx({ sheets: [{ rows: [HEADER] }] })],
    ['import.tooManyColumns', '600', () => xlsx({ sheets: [{ rows: [Array.from({ length: 600 }, (_, i) => `Column ${i}`), ['a']] }] })],
  ])('that cannot be read is refused with %s', async (code, words, make) => {
    const error = await errorOf(uploadFile(app.person, await make(), 'people.xlsx'));
    expect(error).toMatchObject({ code });
    expect(error.message).toContain(words);
  });

  it('is no choice for other files', async () => {
    const { id } = await upload(Buffer.from('Email\nann@example.com\n'), 'people.csv');
    expect((await errorOf(app.person.patch(`imports/${id}`, { sheet: 'A' }))).fields[0]).toMatchObject({
      field: 'sheet',
      code: 'import.notAWorkbook',
    });
    expect((await errorOf(app.person.patch(`imports/${id}`, { skipHiddenRows: true }))).fields[0]).toMatchObject({
      field: 'skipHiddenRows',
    });
  });

  it('that is damaged behind its beginning stops the import, which says why and how far it came', async () => {
    const rows = [
      HEADER,
      ...Array.from({ length: 12_000 }, (_, i) => [i === 11_000 ? shared(9) : 'Ann', `Row ${i}`, `row${i}@example.com`, '+49 30 901820']),
    ];
    const { id } = await upload(await xlsx({ sheets: [{ rows }], shared: ['only one'] }));
    const ended = await startAndEnd(id);
    expect(ended).toMatchObject({ status: 'failed', error: { code: 'workbook.damaged' } });
    expect(ended.error?.message).toMatch(
      /^This workbook is damaged: a cell refers to a text that is missing\..* choose the new file\. (?:No row was|The first .* rows are) imported\b[^.]*\.$/,
    );
  });
});

describe('a table', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.constantFrom(
      '',
      ' ',
      'Ærø',
      '=1+1',
      "'=x",
      '+49 30 901820',
      'a;b,c|d',
      '"q"',
      'two\nlines',
      '01069',
      '1.234,56',
      'n/a',
      '👩‍👩‍👧',
      '_x0041_',
    ),
  );
  const row = fc.tuple(
    text,
    text,
    text,
    fc.integer({ min: 1, max: 40 }).map((i) => `p${i}@example.com`),
  );
  const clean = (cell: string): string => cell.replace(/[\u0000-\u0008\u000b-\u001f\ufffd-\uffff]|\p{Surrogate}/gu, '');

  it('gives the same contacts as a workbook and as a CSV', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
        run += 1;
        const table = [['First name', 'Company', 'Note', 'Email'], ...rows.map((cells) => cells.map(clean))];
        const columns = [{ index: 2, target: 'custom:note', newField: { label: 'Note', fieldType: 'text' } }];
        const results: unknown[] = [];
        for (const [file, name] of [
          [writeCsv(table, ',', true), 'people.csv'],
          [
            await xlsx({
              sheets: [{ rows: table.map((cells) => cells.map((cell) => cell.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_'))) }],
            }),
            'people.xlsx',
          ],
        ] as const) {
          const other = await app.test.stranger(`Pam Property ${run}-${name}`);
          const done = await runImport(other, file, { name, update: { columns } });
          const contacts = await allItems<{ id: string; primaryEmail: string }>(other, 'contacts');
          const full = await Promise.all(
            contacts.map(async ({ id }) => {
              const { firstName, company, primaryEmail, customFields } = await dataOf<{
                firstName: string | null;
                company: string | null;
                primaryEmail: string | null;
                customFields: { fieldName: string; value: string | null }[];
              }>(other.get(`contacts/${id}`));
              return { firstName, company, primaryEmail, note: customFields.map(({ value }) => value) };
            }),
          );
          results.push({ counts: done.counts, contacts: full.sort((a, b) => (a.primaryEmail ?? '').localeCompare(b.primaryEmail ?? '')) });
        }
        expect(results[1]).toEqual(results[0]);
      }),
      { numRuns: 12 },
    );
  });
});

it('is not there for a stranger', async () => {
  const { id } = await upload(await xlsx({ sheets: [sheetOf('A', 'Ann')] }));
  const stranger = await app.test.stranger('Stan Stranger');
  expect((await stranger.get(`imports/${id}`)).status).toBe(404);
});

/** The shell that Excel puts around a workbook with a password: a list of parts in UTF-16, one of them the sealed package. */
function sealed(): Buffer {
  const file = Buffer.alloc(4_096);
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(file);
  file.writeUInt16LE(9, 30);
  file.writeUInt32LE(2, 48);
  Buffer.from('EncryptedPackage', 'utf16le').copy(file, 3 * 512);
  return file;
}
