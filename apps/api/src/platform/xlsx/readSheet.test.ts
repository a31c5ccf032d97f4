import { Readable } from 'node:stream';
import { type Cell, failing, number, shared, type SheetParts, type WorkbookParts, xlsx, zipOf } from '../../../test/support/xlsx.js';
import { readSheet, type SheetRow } from './readSheet.js';
import { Workbook } from './Workbook.js';
import type { ByteSource } from './ZipArchive.js';

const sourceOf = (bytes: Buffer): ByteSource => ({
  size: bytes.length,
  read: (start, end) => Promise.resolve(Readable.from([bytes.subarray(start, end)])),
});

async function rowsOf(parts: WorkbookParts, sheet = 0): Promise<SheetRow[]> {
  return rowsIn(await xlsx(parts), sheet);
}

async function rowsIn(bytes: Buffer, sheet = 0): Promise<SheetRow[]> {
  const workbook = await Workbook.open(sourceOf(bytes));
  const rows: SheetRow[] = [];
  const chosen = workbook.sheets[sheet];
  if (!chosen) throw new Error('There is no such sheet.');
  for await (const piece of readSheet(workbook, chosen)) rows.push(...piece.rows);
  return rows;
}

const cellsOf = async (rows: SheetParts['rows'], parts: Omit<WorkbookParts, 'sheets'> = {}): Promise<(readonly string[])[]> =>
  (await rowsOf({ sheets: [{ rows: rows ?? [] }], ...parts })).map(({ cells }) => cells);
const only = async (cell: Cell, parts: Omit<WorkbookParts, 'sheets'> = {}): Promise<string | undefined> =>
  (await cellsOf([[cell]], parts))[0]?.[0];

describe('texts', () => {
  it('are shared, inline, rich, or the result of a formula', async () => {
    const rows = [
      [
        shared(1),
        'inline',
        { xml: '<c t="inlineStr"><is><r><t>ri</t></r><r><rPr><b/></rPr><t>ch</t></r><rPh><t>reading</t></rPh></is></c>' },
        { xml: '<c t="str"><f>A1&amp;"x"</f><v>result</v></c>' },
      ],
    ];
    expect(await cellsOf(rows, { shared: ['a', 'Müller & <Söhne> 👩‍👩‍👧'] })).toEqual([['Müller & <Söhne> 👩‍👩‍👧', 'inline', 'rich', 'result']]);
  });

  it('keep their blanks, their line ends and what only looks like an escape', async () => {
    const texts = [' two  blanks ', 'a\nb', '_x000D_', '_x005F_x000D_', 'a_x000A_b'];
    expect(await cellsOf([texts.map((_, i) => shared(i))], { shared: texts })).toEqual([
      [' two  blanks ', 'a\nb', '\r', '_x000D_', 'a\nb'],
    ]);
  });

  it('are read whole where a piece of the file ends inside of them', async () => {
    const texts = Array.from({ length: 9_000 }, (_, i) => `é&😀 ${i} ${'x'.repeat(i % 37)}`);
    const rows = await cellsOf(
      texts.map((text, i) => [shared(i), text]),
      { shared: texts },
    );
    expect(rows).toEqual(texts.map((text) => [text, text]));
  });
});

describe('numbers', () => {
  it.each([
    ['1', '1'],
    ['0.30000000000000004', '0.3'],
    ['1234.5', '1234.5'],
    ['-0.05', '-0.05'],
    ['4.915123456789E+12', '4915123456789'],
    ['4.9151234567890001E+12', '4915123456789'],
    ['1E-3', '0.001'],
    ['1.5E-9', '0.0000000015'],
    ['1E+20', '100000000000000000000'],
    ['9007199254740993', '9007199254740993'],
    ['-0', '-0'],
    ['100', '100'],
  ])('%s is %s', async (stored, shown) => {
    expect(await only(number(stored))).toBe(shown);
  });

  it('have the zeros and the percent sign that their format shows', async () => {
    const formats = ['00000', '0.00%', '#,##0.00 "€"', '[Red]0.00'];
    const rows = [[number(1069, 1), number('0.125', 2), number('1234.5', 3), number('7.5', 4)]];
    expect(await cellsOf(rows, { formats })).toEqual([['01069', '12.5%', '1234.5', '7.5']]);
  });

  it('are yes and no where the cell says so', async () => {
    expect(await cellsOf([[{ xml: '<c t="b"><v>1</v></c>' }, { xml: '<c t="b"><v>0</v></c>' }]])).toEqual([['TRUE', 'FALSE']]);
  });
});

describe('dates', () => {
  const formats = ['yyyy-mm-dd', 'dd/mm/yy hh:mm', '[h]:mm', 'h:mm AM/PM', '"Day "0', '[$-407]d. mmmm yyyy;@', 'mmm', 'General', 'ss.0'];
  const read = (serial: string, style: number, date1904 = false) => only(number(serial, style), { formats, date1904 });
  it.each([
    ['46112', 1, '2026-03-31'],
    ['46112.604166666664', 1, '2026-03-31'],
    ['46112.604166666664', 2, '2026-03-31 14:30:00'],
    ['1.5', 3, '36:00:00'],
    ['0.75', 4, '18:00:00'],
    ['46112', 5, '46112'],
    ['46112', 6, '2026-03-31'],
    ['46112', 7, '2026-03-31'],
    ['46112', 8, '46112'],
    ['0.00001', 9, '00:00:00.864'],
    ['1', 1, '1900-01-01'],
    ['59', 1, '1900-02-28'],
    ['60', 1, '1900-02-29'],
    ['61', 1, '1900-03-01'],
    ['2958465', 1, '9999-12-31'],
    ['2958466', 1, '2958466'],
    ['-5', 1, '-5'],
  ])('%s in format %s is %s', async (serial, style, shown) => {
    expect(await read(serial, style)).toBe(shown);
  });

  it('count from 1904 where the workbook says so', async () => {
    expect(await read('44650', 1, true)).toBe('2026-03-31');
    expect(await read('0', 1, true)).toBe('1904-01-01');
  });

  it('may be written as text, as strict workbooks do', async () => {
    expect(await only({ xml: '<c t="d"><v>2026-03-31T00:00:00</v></c>' })).toBe('2026-03-31T00:00:00');
  });

  it('have a format by number alone', async () => {
    const styles =
      '<styleSheet><cellXfs><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="46"/><xf numFmtId="10"/></cellXfs></styleSheet>';
    const rows = [[number('46112', 0), number('46112.5', 1), number('1.25', 2), number('0.5', 3)]];
    expect(await cellsOf(rows, { parts: { 'xl/styles.xml': styles } })).toEqual([['2026-03-31', '2026-03-31 12:00:00', '30:00:00', '50%']]);
  });
});

describe('rows', () => {
  it('know their number and where each cell is, whether or not the file says so', async () => {
    const xml =
      '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="3"><x:c r="B3" t="inlineStr"><x:is><x:t>b</x:t></x:is></x:c><x:c r="D3"><x:v>4</x:v></x:c></x:row>' +
      '<x:row><x:c><x:v>1</x:v></x:c><x:c/><x:c><x:v>3</x:v></x:c></x:row><x:row r="9"/><x:row r="12"><x:c s="0"/></x:row></x:sheetData></x:worksheet>';
    expect((await rowsOf({ sheets: [{ xml }] })).map(({ number, cells }) => [number, cells])).toEqual([
      [3, ['', 'b', '', '4']],
      [4, ['1', '', '3']],
    ]);
  });

  it('say which of their cells hold an error or a formula without a result', async () => {
    const [row] = await rowsOf({
      sheets: [{ rows: [[failing('#N/A'), 'x', { xml: '<c><f>B1</f></c>' }, { xml: '<c t="str"><f>B1</f><v></v></c>' }]] }],
    });
    expect(row).toMatchObject({
      cells: ['', 'x'],
      flaws: [
        { index: 0, error: '#N/A' },
        { index: 2, error: null },
      ],
    });
  });

  it('repeat the value of a cell that is merged with those below, in rows that say something', async () => {
    const rows = [
      ['Company', 'Name'],
      ['Acme', 'Ann'],
      [null, 'Bob'],
      [null, null],
      [null, 'Cy'],
      ['Other', 'Dee'],
    ];
    const [read] = [await rowsOf({ sheets: [{ rows, merged: ['A2:A5', 'A1:C1', 'B9:B8'] }] })];
    expect(read.map(({ cells }) => cells)).toEqual([
      ['Company', 'Name'],
      ['Acme', 'Ann'],
      ['Acme', 'Bob'],
      ['Acme', 'Cy'],
      ['Other', 'Dee'],
    ]);
  });

  it('are hidden where the spreadsheet hides them', async () => {
    const read = await rowsOf({ sheets: [{ rows: [['a'], ['b'], ['c']], hidden: [2] }] });
    expect(read.map(({ isHidden }) => isHidden)).toEqual([false, true, false]);
  });
});

describe('a workbook', () => {
  it('tells its sheets in order, and which are hidden', async () => {
    const workbook = await Workbook.open(
      sourceOf(
        await xlsx({ sheets: [{ name: 'Übersicht & Co' }, { name: 'Kontakte', rows: [['x']] }, { name: 'alt', state: 'veryHidden' }] }),
      ),
    );
    expect(workbook.sheets.map(({ name, isHidden }) => [name, isHidden])).toEqual([
      ['Übersicht & Co', false],
      ['Kontakte', false],
      ['alt', true],
    ]);
  });

  it.each<[string, () => Promise<Buffer>, string]>([
    ['cut off', async () => (await xlsx({ sheets: [{ rows: [['a']] }] })).subarray(0, -60), 'workbook.damaged'],
    ['without its sheet', () => xlsx({ sheets: [{ rows: [['a']] }], parts: { 'xl/worksheets/sheet1.xml': null } }), 'workbook.damaged'],
    [
      'whose sheet ends in the middle',
      () => xlsx({ sheets: [{ xml: '<worksheet><sheetData><row><c><v>1</v></c></row>' }] }),
      'workbook.damaged',
    ],
    ['whose texts are missing', () => xlsx({ sheets: [{ rows: [[shared(7)]] }], shared: ['a'] }), 'workbook.damaged'],
    ['without a workbook', () => zipOf({ 'xl/x.xml': 'x', '[Content_Types].xml': 'x' }), 'workbook.damaged'],
    [
      'in the binary format',
      () =>
        zipOf({ 'xl/workbook.bin': 'x', '_rels/.rels': '<r><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.bin"/></r>' }),
      'workbook.binary',
    ],
    [
      'with too wide a row',
      () => xlsx({ sheets: [{ xml: '<worksheet><sheetData><row><c r="XFE1"><v>1</v></c></row></sheetData></worksheet>' }] }),
      'workbook.damaged',
    ],
    ['with a cell of many megabytes', () => xlsx({ sheets: [{ rows: [['x'.repeat(10_000_000)]] }] }), 'workbook.damaged'],
  ])('%s is refused', async (_, make, code) => {
    await expect(rowsIn(await make())).rejects.toMatchObject({ code });
  });

  it('that was changed inside is refused, and so is one with a password on its parts', async () => {
    const bytes = await xlsx({ sheets: [{ rows: Array.from({ length: 500 }, (_, i) => [`row ${i} ${i * 7919}`]) }] });
    const at = bytes.indexOf('xl/worksheets/sheet1.xml') + 80;
    for (let i = 0; i < 40; i += 1) bytes[at + i] = 0xff;
    await expect(rowsIn(bytes)).rejects.toMatchObject({ code: 'workbook.damaged' });
  });

  it('that unpacks to far more than it is, is refused before it is unpacked', async () => {
    const bomb = await xlsx({ sheets: [{ rows: [['a']] }], parts: { 'xl/worksheets/sheet1.xml': Buffer.alloc(64 * 1024 * 1024, ' ') } });
    expect(bomb.length).toBeLessThan(200_000);
    const before = performance.now();
    await expect(rowsIn(bomb)).rejects.toMatchObject({ code: 'workbook.tooLarge' });
    expect(performance.now() - before).toBeLessThan(2_000);
  });

  it('does not resolve entities of its own', async () => {
    const xml =
      '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&b;&lt;&#233;</t></is></c></row></sheetData></worksheet>';
    expect((await rowsOf({ sheets: [{ xml }] }))[0]?.cells[0]).toBe('&b;<é');
  });
});
