import { parse } from 'csv-parse/sync';
import { RecordSplitter } from './RecordSplitter.js';
import { RowReader } from './RowReader.js';

function read(text: string, columns = ['Name', 'Email'], header: string[] | null = columns, delimiter = ',') {
  const splitter = new RecordSplitter(delimiter);
  return new RowReader({ delimiter, columns, header }).read([...splitter.push(text), ...splitter.end()]);
}

describe('RowReader', () => {
  it('fills short rows and forgives empty cells at the end', () => {
    const { rows, rejects } = read('Name,Email\nAnn\nBob,bob@example.com,,\n');
    expect(rows.map((row) => row.cells)).toEqual([
      ['Ann', ''],
      ['Bob', 'bob@example.com'],
    ]);
    expect(rejects).toEqual([]);
  });

  it('rejects a row with too many cells with line, code and text', () => {
    const { rejects } = read('Name,Email\nOk,ok@example.com\nDoe, Jane,jane@example.com\n');
    expect(rejects).toEqual([
      {
        line: 3,
        rowNumber: 2,
        column: null,
        code: 'row.tooManyColumns',
        reason: expect.stringContaining('3 columns'),
        raw: 'Doe, Jane,jane@example.com',
      },
    ]);
  });

  it('takes a row of a single cell in a wide file for the rest of something, unless it is an address', () => {
    const wide = ['Email', 'Name', 'Company'];
    const { rows, rejects } = read('Email,Name,Company\nann@example.com\nsecond line of a note\nbob@example.com,Bob\n', wide);
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['ann@example.com', '', ''],
      ['bob@example.com', 'Bob', ''],
    ]);
    expect(rejects).toMatchObject([{ line: 3, code: 'row.tooFewColumns', reason: expect.stringContaining('3 columns') as string }]);
  });

  it('counts rows with nothing but blanks', () => {
    const { rows, blankRows } = read('Name,Email\n,\nAnn,ann@example.com\n  , \n\nBob,bob@example.com\n"",""\n');
    expect(rows.map(({ rowNumber }) => rowNumber)).toEqual([2, 4]);
    expect(blankRows).toEqual([1, 3, 5]);
  });

  it('leaves out what is above the header', () => {
    const splitter = new RecordSplitter(',');
    const text = 'Title,\n,\nName,Email\nAnn,ann@example.com\nName,Email\n';
    const header = ['Name', 'Email'];
    const reader = new RowReader({ delimiter: ',', columns: header, header, headerLine: 3 });
    const { rows, rejects, blankRows } = reader.read([...splitter.push(text), ...splitter.end()]);
    expect(rows).toMatchObject([{ line: 4, rowNumber: 1 }]);
    expect(rejects).toMatchObject([{ line: 5, code: 'row.repeatedHeader' }]);
    expect(blankRows).toEqual([]);
  });

  it.each([
    'Total: 3,,',
    'Total,,3',
    'TOTAL 1.234,,',
    'Grand total,,12.50 €',
    'Summe,,',
    ',Gesamt: 3,',
    'Total number of contacts: 3,,',
    'Total: 3 contacts,,',
    'Totaal 3,,',
    '(3 rows),,',
    '3 records exported,,',
    'Page 1 of 2,,',
    '--- End of report ---,,',
    '------,,',
    'Exported on 12 March 2026,,',
    'Итого: 3,,',
    '合計,3,',
  ])('takes %s for no contact', (line) => {
    expect(read(`Name,Email,Company\n${line}\n`, ['Name', 'Email', 'Company']).rejects).toMatchObject([{ code: 'row.total' }]);
  });

  it.each([
    'Total,total@example.com,',
    'Totila Roth,,',
    'Sumner,,Acme',
    'Page Turner,,',
    'Count Dracula,,',
    'Anzahl,a@example.com,',
    '3 Doors,,Down',
  ])('takes %s for a contact', (line) => {
    expect(read(`Name,Email,Company\n${line}\n`, ['Name', 'Email', 'Company']).rows).toHaveLength(1);
  });

  it('names the column of a cell that is too long', () => {
    const { rejects } = read(`Name,Email\nAnn,${'x'.repeat(70_000)}\n`);
    expect(rejects[0]).toMatchObject({ code: 'row.cellTooLong', column: 'Email', line: 2 });
    expect(rejects[0]?.raw).toHaveLength(2048);
  });

  it('reports a header that comes again', () => {
    expect(read('Name,Email\nAnn,a@example.com\nname, EMAIL\n').rejects[0]).toMatchObject({ code: 'row.repeatedHeader', line: 3 });
  });

  it('leaves out blank lines and the line that names the delimiter', () => {
    const { rows, rejects, blankRows } = read('sep=;\nName;Email\n\n;;;\nAnn;a@example.com\n   \n', undefined, undefined, ';');
    expect(rows.map(({ line, rowNumber }) => [line, rowNumber])).toEqual([[5, 2]]);
    expect(blankRows).toEqual([1, 3]);
    expect(rejects).toEqual([]);
  });

  it('makes no contacts out of the inside of a broken cell', () => {
    const { rows, rejects } = read('Name,Email\nAnn,"ann@example.com\njust text\nBob,bob@example.com\nCy,"cy@example.com"\n');
    expect(rows.map((row) => row.cells[0])).toEqual(['Bob', 'Cy']);
    expect(rejects.map(({ line, code }) => [line, code])).toEqual([
      [2, 'row.unclosedQuote'],
      [3, 'row.insideUnclosedQuote'],
    ]);
  });

  it('reads loose quotes when the row still fits, and rejects it when not', () => {
    const { rows, rejects } = read('Name,Email\n"Acme "Best" Inc",a@example.com\n "Bell, Ann" , b@example.com\n"x,"y",z",1\nlast,"open');
    expect(rows.map((row) => row.cells[0])).toEqual(['Acme "Best" Inc', 'Bell, Ann']);
    expect(rejects.map(({ line }) => line)).toEqual([4, 5]);
  });

  it('agrees with csv-parse on well-formed files', () => {
    const words = ['Ann', 'O"Neil', 'Doe, J', 'two\nlines', 'ü😀', ' blank ', '', '=1+1'];
    let seed = 7;
    const random = (limit: number): number => (seed = (seed * 48271) % 2147483647) % limit;
    const quote = (word: string): string => (/[",\n]|^ | $/.test(word) || random(3) === 0 ? `"${word.replaceAll('"', '""')}"` : word);
    const lines = Array.from({ length: 2000 }, () =>
      ['k', ...Array.from({ length: 3 }, () => words[random(words.length)] ?? '')].map(quote).join(','),
    );
    const text = `${lines.join('\n')}\n`;
    const { rows, rejects } = read(text, ['a', 'b', 'c', 'd'], null);
    expect(rejects).toEqual([]);
    expect(rows.map((row) => row.cells)).toEqual(parse(text));
  });
});
