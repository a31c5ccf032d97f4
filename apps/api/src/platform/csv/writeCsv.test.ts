import { parse } from 'csv-parse/sync';
import { neutraliseFormulas, restoreFormulas } from './formulas.js';
import { writeCsv } from './writeCsv.js';

const ALPHABET = ['=', '+', '-', '@', '\t', '\r', '\n', '\r\n', '＝', '＋', '－', '＠', "'", "'", '"', ',', ';', ' ', 'a', '1', 'ü'];
/** The same texts in every run. */
function* texts(count: number): Generator<string> {
  let state = 7;
  const random = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(state / 65_536) % below;
  };
  for (let i = 0; i < count; i += 1) yield Array.from({ length: random(7) }, () => ALPHABET[random(ALPHABET.length)]).join('');
}

describe('formulas', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+49', "'+49"],
    ['-5', "'-5"],
    ['@home', "'@home"],
    ['\tx', "'\tx"],
    ['\rx', "'\rx"],
    ['＝1', "'＝1"],
    ["'=x", "''=x"],
    ['a\n=1', "a\n'=1"],
    ['a\r\n@b\n+c', "a\r\n'@b\n'+c"],
    ['a\r=1', "a\r'=1"],
    ['Note:\n- one\n- two', "Note:\n'- one\n'- two"],
    ['a=b', 'a=b'],
    ["'t Hooft", "'t Hooft"],
    ["O'Neil", "O'Neil"],
  ])('%j becomes %j and comes back', (cell, neutral) => {
    expect(neutraliseFormulas(cell)).toBe(neutral);
    expect(restoreFormulas(neutral)).toBe(cell);
  });

  it('come back from any text, once', () => {
    for (const text of texts(4000)) {
      expect(restoreFormulas(neutraliseFormulas(text))).toBe(text);
      expect(neutraliseFormulas(text)).not.toMatch(/(^|\n|\r(?!\n))[=+\-@＝＋－＠]/);
    }
  });
});

describe('writeCsv', () => {
  it('is read back cell by cell, by any delimiter that a program may look for', () => {
    const rows = [...texts(2000)].map((text, i) => [String(i), text, 'end']);
    const parsed = parse(writeCsv(rows), { record_delimiter: '\r\n', bom: true });
    expect(parsed.map((row: string[]) => row.map(restoreFormulas))).toEqual(rows);
  });

  it('quotes line ends of every kind and foreign delimiters', () => {
    expect(writeCsv([['a\nb', 'c\rd', 'e;f', 'g\th', ' i', 'plain', '=1']])).toBe(`"a\nb","c\rd","e;f","g\th"," i",plain,'=1\r\n`);
    expect(writeCsv([['a,b', 'c']], ';')).toBe('"a,b";c\r\n');
  });
});
