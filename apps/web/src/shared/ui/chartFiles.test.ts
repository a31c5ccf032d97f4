import { csvOf } from './chartFiles';

test('a table is a file that a spreadsheet reads, and none of its cells a formula', () => {
  const file = csvOf(
    ['Day', 'Sent "today"'],
    [
      ['=HYPERLINK("https://example.org")', 3],
      ['Zürich, 東京', -1],
      ['two\nlines', 0],
    ],
  );
  expect(file).toBe('\ufeffDay,"Sent ""today"""\r\n"\'=HYPERLINK(""https://example.org"")",3\r\n"Zürich, 東京",-1\r\n"two\nlines",0\r\n');
});
