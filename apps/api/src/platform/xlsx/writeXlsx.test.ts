import { buffer } from 'node:stream/consumers';
import readXlsx from 'read-excel-file/node';
import { writeXlsx } from './writeXlsx.js';

type Rows = readonly (readonly string[])[];

async function* pagesOf(rows: Rows, size: number): AsyncGenerator<Rows> {
  yield rows.slice(0, 1);
  for (let start = 1; start < rows.length; start += size) yield await Promise.resolve(rows.slice(start, start + size));
}

/** Sheets as another program reads them. */
async function read(rows: Rows, most?: number): Promise<{ sheet: string; data: (string | null)[][] }[]> {
  const file = await buffer(writeXlsx(pagesOf(rows, 7), 'Contacts', most));
  return (await readXlsx(file, { trim: false })) as unknown as { sheet: string; data: (string | null)[][] }[];
}

it('every value is text, also what looks like a formula, a number or markup', async () => {
  const rows = [
    ['Name', 'Value'],
    ['=1+1', '007'],
    ['<b>&amp;</b>', '1.234,56'],
    [' two  blanks ', 'a\nb'],
    ['王小明 👩‍👩‍👧', 'שלום'],
    ["'=x", '2026-01-31'],
  ];
  expect(await read(rows)).toEqual([{ sheet: 'Contacts', data: rows }]);
});

it('what XML cannot hold is written as the format says', async () => {
  const file = await buffer(writeXlsx(pagesOf([['a\u0001b', '_x0041_', 'c\ud800d', 'e\r\nf']], 7), 'Contacts'));
  const [sheet] = (await readXlsx(file, { trim: false })) as unknown as { data: string[][] }[];
  expect(sheet?.data[0]?.[0]?.replaceAll('_x0001_', '\u0001')).toBe('a\u0001b');
  expect(sheet?.data[0]?.[2]).toBe('c\ufffdd');
});

it('a sheet that is full is followed by another with the same header', async () => {
  const rows = [['No'], ...Array.from({ length: 25 }, (_, n) => [String(n)])];
  const sheets = await read(rows, 11);
  expect(sheets.map(({ sheet, data }) => [sheet, data[0]?.[0], data.length])).toEqual([
    ['Contacts', 'No', 11],
    ['Contacts 2', 'No', 11],
    ['Contacts 3', 'No', 6],
  ]);
  expect(sheets.flatMap(({ data }) => data.slice(1).map(([n]) => n))).toEqual(rows.slice(1).map(([n]) => n));
});

it('a file without rows has its header, and a source that fails makes no file', async () => {
  expect(await read([['Name']])).toEqual([{ sheet: 'Contacts', data: [['Name']] }]);
  async function* broken(): AsyncGenerator<Rows> {
    yield await Promise.resolve([['Name']]);
    throw new Error('The database is away.');
  }
  await expect(buffer(writeXlsx(broken(), 'Contacts'))).rejects.toThrow('The database is away.');
});
