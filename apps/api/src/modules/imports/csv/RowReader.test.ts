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

  it('names the column of a cell that is too long', () => {
    const { rejects } = read(`Name,Email\nAnn,${'x'.repeat(70_000)}\n`);
    expect(rejects[0]).toMatchObject({ code: 'row.cellTooLong', column: 'Email', line: 2 });
    expect(rejects[0]?.raw).toHaveLength(2048);
  });

  it('reports a header that comes again', () => {
    expect(read('Name,Email\nAnn,a@example.com\nname, EMAIL\n').rejects[0]).toMatchObject({ code: 'row.repeatedHeader', line: 3 });
  });

  it('leaves out blank lines, rows of empty cells and the line that names the delimiter', () => {
    const { rows, rejects } = read('sep=;\nName;Email\n\n;;;\nAnn;a@example.com\n   \n', undefined, undefined, ';');
    expect(rows.map(({ line, rowNumber }) => [line, rowNumber])).toEqual([[5, 1]]);
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
