import { dataOf, errorOf } from './support/Person.js';
import { personForEach } from './support/personForEach.js';
import {
  allItems,
  type CellAnswer,
  contactByEmail,
  endOf,
  fixture,
  type ImportAnswer,
  type PageAnswer,
  type RejectAnswer,
  runImport,
  uploadFile,
  valueOf,
} from './support/imports.js';

const app = personForEach('Rea Reading');

const cellsOf = (id: string): Promise<CellAnswer[]> => allItems<CellAnswer>(app.person, `imports/${id}/cells`);
const rejectsOf = (id: string): Promise<RejectAnswer[]> => allItems<RejectAnswer>(app.person, `imports/${id}/rejects`);
const contactCount = async (): Promise<number> => (await dataOf<{ count: number }>(app.person.get('contacts/count'))).count;
const newField = (index: number, name: string, fieldType: string) => ({
  index,
  target: `custom:${name}`,
  newField: { label: name, fieldType },
});
const shown = (answer: ImportAnswer, column: number) => answer.preview.map(({ cells }) => cells.find(({ index }) => index === column));

describe('numbers and ids', () => {
  it('are proposed as text when a number would change any of them', async () => {
    const uploaded = await dataOf<ImportAnswer>(uploadFile(app.person, fixture('zeros_and_long_ids.csv')));
    expect(uploaded.columns.map(({ header, proposedType }) => [header, proposedType])).toEqual([
      ['First name', 'text'],
      ['Email', 'email'],
      ['Postal code', 'text'],
      ['Member id', 'text'],
    ]);
    const done = await runImport(app.person, fixture('zeros_and_long_ids.csv'), {
      update: { columns: [newField(2, 'zip', 'number'), newField(3, 'member', 'number')] },
    });
    const [dresden, boston] = [
      await contactByEmail(app.person, 'dresden@example.com'),
      await contactByEmail(app.person, 'boston@example.com'),
    ];
    expect(valueOf(boston, 'member')).toBe('9007199254740993');
    expect([valueOf(dresden, 'zip'), valueOf(boston, 'zip')]).toEqual([null, null]);
    expect((await cellsOf(done.id)).map(({ column, code, value }) => [column, code, value])).toEqual([
      ['Postal code', 'number.leadingZero', '01069'],
      ['Postal code', 'number.leadingZero', '02108'],
      ['Postal code', 'number.leadingZero', '00501'],
    ]);
  });

  it('are read as the API reads them', async () => {
    const cells = ['12', '١٢', '"1.234,56"', '"1,234.56"', '12 %', '0x10', '1e3', '-0.50'];
    await runImport(app.person, `Email,Amount\n${cells.map((cell, i) => `n${i}@example.com,${cell}`).join('\n')}\n`, {
      update: { columns: [newField(1, 'amount', 'number')] },
    });
    const stored = await Promise.all(cells.map(async (_, i) => valueOf(await contactByEmail(app.person, `n${i}@example.com`), 'amount')));
    expect(stored).toEqual(['12', '12', '1234.56', '1234.56', '12', null, null, '-0.5']);
  });
});

describe('times', () => {
  it('mean the zone that they name, whole or not at all', async () => {
    await runImport(app.person, fixture('postgres_offsets.csv'));
    const added = async (name: string) => (await contactByEmail(app.person, `${name}@example.com`)).createdAt;
    for (const name of ['utc', 'berlin', 'kolkata', 'newyork', 'minutes']) expect(await added(name)).toBe('2025-06-30T22:30:00.000Z');
    expect(await added('micros')).toBe('2025-06-30T22:30:00.123Z');
  });

  it('without a zone are on the clocks of the workspace; a zone that is not clear is reported', async () => {
    await dataOf(app.person.patch('', { timeZone: 'Europe/Berlin' }));
    const done = await runImport(
      app.person,
      'email,created_at\nplain@example.com,2025-07-01 00:30:00\nday@example.com,2025-07-01\nest@example.com,2025-07-01 00:30 EST\ntail@example.com,2025-07-01 00:30:00+02x\n',
    );
    expect((await contactByEmail(app.person, 'plain@example.com')).createdAt).toBe('2025-06-30T22:30:00.000Z');
    expect((await contactByEmail(app.person, 'day@example.com')).createdAt).toBe('2025-06-30T22:00:00.000Z');
    expect(done).toMatchObject({ counts: { created: 4, rejected: 0 }, reportedCells: 2 });
    expect((await cellsOf(done.id)).map(({ line, code }) => [line, code])).toEqual([
      [4, 'date.unknownZone'],
      [5, 'date.unknownZone'],
    ]);
  });
});

describe('dates', () => {
  const file = (dates: string[]): string => `Email,Since\n${dates.map((date, i) => `d${i}@example.com,${date}`).join('\n')}\n`;
  const update = { columns: [newField(1, 'since', 'date')] };
  const sinceOf = async (i: number) => valueOf(await contactByEmail(app.person, `d${i}@example.com`), 'since');

  it('are read in the order of the column, else of the country', async () => {
    await dataOf(app.person.patch('', { defaultCountry: 'GB' }));
    await runImport(app.person, file(['03/04/2026']), { update });
    expect(await sinceOf(0)).toBe('2026-04-03');
    const american = await dataOf<ImportAnswer>(uploadFile(app.person, file(['03/04/2026', '12/25/2026'])));
    expect(american.columns[1]).toMatchObject({ dateOrder: 'mdy', dateOrderFrom: 'column', proposedType: 'date' });
  });

  it('are asked about when nothing tells, and shown as they will be read', async () => {
    const { id } = await dataOf<ImportAnswer>(uploadFile(app.person, file(['03/04/2026', '05/06/2026'])));
    const open = await dataOf<ImportAnswer>(app.person.patch(`imports/${id}`, update));
    expect(open.columns[1]).toMatchObject({ needsDateOrder: true, dateOrder: null });
    expect(shown(open, 1)[0]).toMatchObject({ value: null, problem: expect.stringContaining('two different days') as string });
    const refusal = await errorOf(app.person.post(`imports/${id}/start`, { mode: 'createAndUpdate' }));
    expect([refusal.status, refusal.fields[0]?.code, refusal.fields[0]?.field]).toEqual([422, 'import.dateOrderNeeded', 'columns']);
    const answered = await dataOf<ImportAnswer>(
      app.person.patch(`imports/${id}`, { columns: [{ index: 1, target: 'custom:since', dateOrder: 'dmy' }] }),
    );
    expect(answered.columns[1]).toMatchObject({ needsDateOrder: false, dateOrder: 'dmy', dateOrderFrom: 'person' });
    expect(shown(answered, 1).map((cell) => cell?.value)).toEqual(['2026-04-03', '2026-06-05']);
    await dataOf(app.person.post(`imports/${id}/start`, { mode: 'createAndUpdate' }));
    expect((await endOf(app.person, id)).counts.created).toBe(2);
    expect(await sinceOf(0)).toBe('2026-04-03');
  });

  it('are asked about in the column of when people were added, and where a column contradicts itself', async () => {
    const added = await dataOf<ImportAnswer>(uploadFile(app.person, 'Email,Created on\na@example.com,03/04/2026\n'));
    expect(added.columns[1]).toMatchObject({ target: 'createdOn', needsDateOrder: true });
    const both = await dataOf<ImportAnswer>(
      uploadFile(app.person, 'Email,Created on\na@example.com,25/12/2025\nb@example.com,12/25/2025\n'),
    );
    expect(both.columns[1]).toMatchObject({ needsDateOrder: true });
    const ignored = await dataOf<ImportAnswer>(uploadFile(app.person, 'Email,Other\na@example.com,03/04/2026\n'));
    await dataOf(app.person.post(`imports/${ignored.id}/start`, { mode: 'createAndUpdate' }));
  });

  it('are decided by the whole column, not by its first page', async () => {
    const filler = 'x'.repeat(150);
    const rows = Array.from({ length: 3000 }, (_, i) => `w${i}@example.com,03/04/2026,${filler}`);
    const uploaded = await dataOf<ImportAnswer>(
      uploadFile(app.person, `Email,Created on,Note\n${rows.join('\n')}\nlast@example.com,04/25/2026,\n`),
    );
    expect(uploaded.columns[1]).toMatchObject({ dateOrder: 'mdy', dateOrderFrom: 'column', needsDateOrder: false });
  });

  it('are whole cells: what is no date is reported, and nothing is guessed', async () => {
    const given = [
      '2026-02-28',
      '10.12.20.5',
      '1985-05-1587',
      '2026-02-30',
      '3 April 2026',
      '3. März 2026',
      '31.12.85',
      '45678',
      '0000-00-00',
    ];
    const done = await runImport(app.person, file(given), { update });
    const stored = await Promise.all(given.map((_, i) => sinceOf(i)));
    expect(stored).toEqual(['2026-02-28', null, null, null, '2026-04-03', '2026-03-03', '1985-12-31', null, null]);
    expect((await cellsOf(done.id)).map(({ value, code }) => [value, code])).toEqual([
      ['10.12.20.5', 'date.invalid'],
      ['1985-05-1587', 'date.invalid'],
      ['2026-02-30', 'date.invalid'],
      ['45678', 'date.serial'],
    ]);
    expect(done.counts).toMatchObject({ created: 9, rejected: 0 });
  });
});

describe('words for nothing', () => {
  it('are no values, and never overwrite one', async () => {
    await dataOf(app.person.post('contacts', { firstName: 'Nina', company: 'Acme', primaryEmail: 'null.one@example.com' }));
    const done = await runImport(app.person, fixture('null_words.csv'));
    expect(done.counts).toMatchObject({ created: 5, unchanged: 1, rejected: 0 });
    expect(await contactByEmail(app.person, 'null.one@example.com')).toMatchObject({ firstName: 'Nina', lastName: null, company: 'Acme' });
    for (const name of ['two', 'four', 'five'])
      expect(await contactByEmail(app.person, `null.${name}@example.com`)).toMatchObject({
        firstName: null,
        lastName: null,
        primaryPhone: null,
        company: null,
      });
    expect(await contactByEmail(app.person, 'null.three@example.com')).toMatchObject({ firstName: null, lastName: 'Meyer', company: null });
    expect(await contactByEmail(app.person, 'null.six@example.com')).toMatchObject({
      firstName: 'Anna',
      lastName: 'Null',
      company: 'Null GmbH',
    });
    expect((await cellsOf(done.id)).map(({ line, column, code }) => [line, column, code])).toEqual([[6, 'phone', 'phone.invalid']]);
  });

  it('are values when a person says so', async () => {
    const file = 'First name,Last name,Email\nNone,NULL,none@example.com\n';
    await runImport(app.person, file, { update: { emptyWords: false } });
    expect(await contactByEmail(app.person, 'none@example.com')).toMatchObject({ firstName: 'None', lastName: 'NULL' });
  });
});

describe('cells that cannot be read', () => {
  it('cost the cell and not the row', async () => {
    const done = await runImport(
      app.person,
      `First name,Email,Phone\nAnn,ann@example.com,4.91512E+11\nBob,bob@example.com,call me\nCy,cy@example.com,2026-01-31\nDee,dee@example.com,0\n${'x'.repeat(250)},eve@example.com,+49 30 901820\n`,
    );
    expect(done).toMatchObject({ counts: { created: 5, rejected: 0 }, reportedCells: 5 });
    expect((await cellsOf(done.id)).map(({ line, column, code }) => [line, column, code])).toEqual([
      [2, 'Phone', 'phone.lostBySpreadsheet'],
      [3, 'Phone', 'phone.invalid'],
      [4, 'Phone', 'phone.invalid'],
      [5, 'Phone', 'phone.invalid'],
      [6, 'First name', 'value.tooLong'],
    ]);
    expect(await contactByEmail(app.person, 'eve@example.com')).toMatchObject({ firstName: null, primaryPhone: '+49 30 901820' });
    const stranger = await app.test.stranger('Sid Stranger');
    expect((await errorOf(stranger.get(`imports/${done.id}/cells`))).status).toBe(404);
  });
});

describe('rows', () => {
  it('keep their cells together when quotes are escaped with backslashes', async () => {
    const done = await runImport(app.person, fixture('backslash_quotes.csv'), { update: { columns: [newField(2, 'note', 'text')] } });
    expect(done).toMatchObject({ totalRows: 7, counts: { created: 7, rejected: 0 } });
    expect(await contactByEmail(app.person, 'bud@example.com')).toMatchObject({ firstName: 'Bud "Buddy"', lastName: 'Lee' });
    const noteOf = async (name: string) => valueOf(await contactByEmail(app.person, `${name}@example.com`), 'note');
    expect(await Promise.all(['carl', 'pam', 'abe', 'lou', 'liv'].map(noteOf))).toEqual([
      'said "yes, maybe", then left',
      'C:\\temp\\',
      'the row behind the trailing backslash',
      'first "line\nsecond" line',
      'must still be here',
    ]);
  });

  it('begin below a title, and end before a total', async () => {
    const uploaded = await dataOf<ImportAnswer>(uploadFile(app.person, fixture('title_above_header.csv')));
    expect(uploaded).toMatchObject({ headerRow: 3, hasHeader: true });
    expect(uploaded.leadingRows.slice(0, 2)).toMatchObject([{ line: 1 }, { line: 3, cells: ['Full name', 'E-mail', 'Phone', 'Company'] }]);
    await dataOf(app.person.post(`imports/${uploaded.id}/start`, { mode: 'createAndUpdate' }));
    const done = await endOf(app.person, uploaded.id);
    expect(done.counts).toEqual({ created: 3, updated: 0, unchanged: 0, rejected: 1, blank: 0 });
    expect(await rejectsOf(done.id)).toMatchObject([{ line: 7, code: 'row.total', raw: 'Total: 3,,,' }]);
    expect(await contactByEmail(app.person, 'ada.quist@example.com')).toMatchObject({
      firstName: 'Ada',
      lastName: 'Quist',
      company: 'Quist Works',
    });
  });

  it('have the header that a person chooses', async () => {
    const { id } = await dataOf<ImportAnswer>(uploadFile(app.person, 'Wer,Wo\nAlpha,Beta\nx,ann@example.com\n'));
    const chosen = await dataOf<ImportAnswer>(app.person.patch(`imports/${id}`, { headerRow: 2 }));
    expect(chosen).toMatchObject({ headerRow: 2, hasHeader: true });
    expect(chosen.columns.map(({ header }) => header)).toEqual(['Alpha', 'Beta']);
    expect(await dataOf<ImportAnswer>(app.person.patch(`imports/${id}`, { headerRow: null }))).toMatchObject({
      headerRow: null,
      hasHeader: false,
    });
    const refusals = await Promise.all([99, 3].map((headerRow) => errorOf(app.person.patch(`imports/${id}`, { headerRow }))));
    expect(refusals.map(({ fields }) => [fields[0]?.field, fields[0]?.code])).toEqual([
      ['headerRow', 'import.unknownHeaderRow'],
      ['headerRow', 'import.noRows'],
    ]);
  });

  it('are all counted, the blank ones too', async () => {
    const done = await runImport(app.person, 'Name,Email,Phone\n,,\nAnn,ann@example.com,\n ,  ,\nbad,bad(at)example.com,\n"","",""\n,,\n');
    expect(done).toMatchObject({ totalRows: 6, processedRows: 6 });
    expect(done.counts).toEqual({ created: 1, updated: 0, unchanged: 0, rejected: 1, blank: 4 });
  });

  it('are all counted where a file is written in many steps', async () => {
    const rows = Array.from({ length: 6000 }, (_, i) => (i % 3 === 0 ? ',,' : `A${i},a${i}@example.com,${i % 5 === 0 ? 'x' : ''}`));
    const done = await runImport(app.person, `Name,Email,Phone\n${rows.join('\n')}\n`);
    expect(done.counts).toEqual({ created: 4000, updated: 0, unchanged: 0, rejected: 0, blank: 2000 });
    expect(done.reportedCells).toBe(800);
    expect(await cellsOf(done.id)).toHaveLength(800);
    expect(await contactCount()).toBe(4000);
  });

  it('with too many cells, too few or the header again say what they are', async () => {
    const done = await runImport(
      app.person,
      'Name,Email,Company,Phone\nAnn,ann@example.com\nDoe, Jane,jane@example.com,Acme,1\nthe rest of a note\nNAME,Email,company,Phone\nBob,bob@example.com,Acme,,,,\n',
    );
    expect(done.counts).toMatchObject({ created: 2, rejected: 3 });
    expect((await rejectsOf(done.id)).map(({ line, code }) => [line, code])).toEqual([
      [3, 'row.tooManyColumns'],
      [4, 'row.tooFewColumns'],
      [5, 'row.repeatedHeader'],
    ]);
  });
});

describe('wide files', () => {
  it('are refused beyond 500 columns, and lists do without their width', async () => {
    const refusal = await errorOf(uploadFile(app.person, `${'a,'.repeat(125_000)}b\nann@example.com\n`));
    expect([refusal.status, refusal.code]).toEqual([422, 'import.tooManyColumns']);
    expect(refusal.message).toContain('at most 500');
    const long = 'h'.repeat(5000);
    const header = ['Email', long, ...Array.from({ length: 498 }, (_, i) => `c${i}`)];
    const uploaded = await dataOf<ImportAnswer>(
      uploadFile(app.person, `${header.join(',')}\na@example.com${','.repeat(499)}\n${header.join(',')}\n`),
    );
    expect(uploaded.columns).toHaveLength(500);
    expect(uploaded.columns[1]?.header).toHaveLength(200);
    const [listed] = (await dataOf<PageAnswer<Record<string, unknown>>>(app.person.get('imports'))).items;
    for (const wide of ['columns', 'sampleRows', 'preview', 'leadingRows', 'consent']) expect(listed).not.toHaveProperty(wide);
    expect(listed).toMatchObject({ id: uploaded.id, hasHeader: true, counts: { blank: 0 } });
    await dataOf(app.person.post(`imports/${uploaded.id}/start`, { mode: 'createAndUpdate' }));
    expect(await rejectsOf((await endOf(app.person, uploaded.id)).id)).toMatchObject([{ code: 'row.repeatedHeader' }]);
  });
});
