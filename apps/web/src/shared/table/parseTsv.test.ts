import { toTsv } from './copyCells';
import { parseTsv } from './parseTsv';

test('tabs part cells and lines part rows, whichever line break there is', () => {
  expect(parseTsv('a\tb\r\nc\t\r\n')).toEqual([
    ['a', 'b'],
    ['c', ''],
  ]);
  expect(parseTsv('one')).toEqual([['one']]);
  expect(parseTsv('')).toEqual([['']]);
  expect(parseTsv('a\n\nb')).toEqual([['a'], [''], ['b']]);
});

test('a quoted cell holds tabs, lines and quotes; a quote that is not closed is a character', () => {
  expect(parseTsv('"a\tb"\tc')).toEqual([['a\tb', 'c']]);
  expect(parseTsv('"two\nlines"\n"say ""hi"""')).toEqual([['two\nlines'], ['say "hi"']]);
  expect(parseTsv('"open\tb')).toEqual([['"open', 'b']]);
  expect(parseTsv('"a" b\tc')).toEqual([['"a" b', 'c']]);
});

test('what was copied from a table comes back as it was', () => {
  const cells = [
    ['plain', 'with\ttab', ''],
    ['"quoted"', 'two\nlines', 'ünï'],
  ];
  expect(parseTsv(toTsv(cells))).toEqual(cells);
});
