import { parse } from 'csv-parse/sync';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { contactByEmail, downloadText, runImport, valueOf } from './support/imports.js';

let test: TestApp;
let person: Person;
beforeAll(async () => {
  test = await TestApp.start();
  person = test.owner;
});
afterAll(() => test.stop());

/** Cells that spreadsheets run or that end a cell early, and those that only look so. */
const NASTY = [
  '＝Full',
  '＋Plus',
  '－Minus',
  '＠At',
  '=1+1',
  '+49',
  '-5',
  '@home',
  "'=x",
  "''=x",
  "'t Hooft",
  "O'Neil",
  'Semi; colon',
  'Bar | bar',
  'Comma, "quoted"',
  '\ttabs\tinside',
  '- one\n- two\r\n=three\r@four',
  "it's\n'=quoted",
];

describe('rejected rows', () => {
  it('mean the same when they are downloaded, mended and imported', async () => {
    await dataOf(person.post('custom-fields', { label: 'Note', fieldType: 'text' }));
    const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
    const file = (sign: string): string =>
      ['Last name,Email,Note', ...NASTY.map((cell, i) => `${quoted(cell)},p${i}${sign}example.com,${quoted(cell)}`)].join('\r\n');
    const update = { columns: [{ index: 2, target: 'custom:note' }] };

    const refused = await runImport(person, file('(at)'), { update });
    expect(refused.counts).toMatchObject({ created: 0, rejected: NASTY.length });
    const { text, headers } = await downloadText(person, `imports/${refused.id}/rejects.csv`);
    expect(headers['content-disposition']).toContain('people-rejected.csv');
    for (const cell of parse(text, { bom: true, record_delimiter: '\r\n' }).flat())
      expect(cell).not.toMatch(/(^|\n|\r(?!\n))[=+\-@＝＋－＠\t]/);
    const mended = await runImport(person, text.replaceAll('(at)', '@'), { update });
    expect(mended.counts).toMatchObject({ created: NASTY.length, rejected: 0 });

    const stranger = await test.stranger('Dora Direct');
    await dataOf(stranger.post('custom-fields', { label: 'Note', fieldType: 'text' }));
    await runImport(stranger, file('@'), { update });
    for (const [i, cell] of NASTY.entries()) {
      const [direct, round] = [await contactByEmail(stranger, `p${i}@example.com`), await contactByEmail(person, `p${i}@example.com`)];
      expect([cell, round.lastName, valueOf(round, 'note')]).toEqual([cell, direct.lastName, valueOf(direct, 'note')]);
      if (/^[^'\t-]*$/.test(cell)) expect(round.lastName).toBe(cell);
    }
    expect((await errorOf(stranger.get(`imports/${refused.id}/rejects.csv`))).status).toBe(404);
  });

  it('keep a row whole that is too long to be told apart', async () => {
    const long = 'x'.repeat(3000);
    const refused = await runImport(person, `Last name,Note,Email\nLong,${long},long(at)example.com\n`);
    const { text } = await downloadText(person, `imports/${refused.id}/rejects.csv`);
    const [, row] = parse(text, { bom: true }) as string[][];
    expect(row?.slice(0, 3)).toEqual(['', '', '']);
    expect(row?.at(-1)).toMatch(/^Long,x+…$/);
  });

  it('reads a file whose first row is longer than what is looked at beforehand', async () => {
    const long = 'x'.repeat(400_000);
    const quoted = await runImport(person, `Email,Notes\nlong1@example.com,"${long}"\nafter1@example.com,ok\n`);
    expect(quoted.counts).toMatchObject({ created: 1, rejected: 1 });
    const endless = await runImport(person, `Email,Notes\nlong2@example.com,${long.repeat(4)}\nafter2@example.com,ok\n`);
    expect(endless.counts).toMatchObject({ created: 1, rejected: 1 });
  });
});
