import { toTsv } from './copyCells';

test('cells are parted by tabs and rows by lines', () => {
  expect(
    toTsv([
      ['Ada', 'Acme'],
      ['Bo', ''],
    ]),
  ).toBe('Ada\tAcme\nBo\t');
});

test('what would break the grid is quoted, and nothing else', () => {
  expect(toTsv([['a\tb', 'c\nd', '"e"', 'f "g"', '=1+1']])).toBe('"a\tb"\t"c\nd"\t"""e"""\tf "g"\t=1+1');
});
