import iconv from 'iconv-lite';
import { decodeText } from './decodeText.js';
import { detectDelimiter } from './detectDelimiter.js';
import { detectEncoding } from './detectEncoding.js';
import { foreignArchive, foreignFile, isArchive, isCards } from './fileKind.js';
import { inspectSample, tableWidth } from './inspectSample.js';

const text = 'Vorname;Straße\nJürgen;Königsallee 5\nZoë;Größe\n';

describe('detectEncoding', () => {
  it.each([
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(`\ufeff${text}`)],
    ['utf-16le', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['utf-16le', Buffer.from(text, 'utf16le')],
    ['utf-16be', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['utf-16be', Buffer.from(text, 'utf16le').swap16()],
    ['windows-1252', Buffer.from(text, 'latin1')],
    ['windows-1252', iconv.encode('Name,Price\nO’Neil,5 €\n', 'windows-1252')],
    [
      'windows-1251',
      iconv.encode('Имя,Город\nАнна Петрова,Москва\nИван Сидоров,Санкт-Петербург\nОльга Смирнова,Новосибирск\n', 'windows-1251'),
    ],
    ['shift_jis', iconv.encode('名前,会社\n山田太郎,株式会社サンプル\n佐藤花子,テスト工業株式会社\n鈴木一郎,東京商事\n', 'shift_jis')],
    ['utf-8', Buffer.from('plain,ascii\n1,2\n')],
  ])('knows %s (%#)', (encoding, bytes) => {
    expect(detectEncoding(bytes, true)).toBe(encoding);
  });

  it('stays with UTF-8 when a sample ends inside a character or a few bytes are damaged', () => {
    const bytes = Buffer.from('name\nJürgen\nZoë\nGrößé');
    expect(detectEncoding(bytes.subarray(0, bytes.length - 1))).toBe('utf-8');
    expect(detectEncoding(Buffer.concat([bytes, Buffer.from([0x0a, 0xff, 0x0a])]), true)).toBe('utf-8');
  });
});

describe('decodeText', () => {
  it.each(['utf-8', 'utf-16le', 'utf-16be', 'shift_jis'] as const)(
    'puts characters cut by a chunk border together in %s',
    async (encoding) => {
      const sample = encoding === 'shift_jis' ? '山田太郎,"株式"' : 'é,ü,😀,"日本"\n';
      const bytes = iconv.encode(sample, encoding, { addBOM: encoding !== 'shift_jis' });
      async function* oneByteAtATime(): AsyncGenerator<Buffer> {
        for (let i = 0; i < bytes.length; i += 1) yield bytes.subarray(i, i + 1);
      }
      let decoded = '';
      for await (const chunk of decodeText(oneByteAtATime(), encoding)) decoded += chunk.text;
      expect(decoded).toBe(sample);
    },
  );
});

describe('detectDelimiter', () => {
  it.each([
    [',', 'a,b,c\n1,2,3\n'],
    [';', 'name;price\n"Doe, Jane";1,5\n"Roe, Rick";2,5\n'],
    ['\t', 'a\tb\n1,5\t2\n3,5\t4\n'],
    ['|', 'a|b|c\nx, y|2|3\n'],
    [';', 'sep=;\na,b;c\n'],
    [',', 'email\nann@example.com\n'],
    [',', 'name,note\nAnn,"likes; semicolons; a; lot"\nBob,"a\nb;c;d;e"\n'],
    [';', 'a;b;c\n1;2;3\nbroken,"row\n4;5;6\n'],
  ])('finds %j in %j', (delimiter, sample) => {
    expect(detectDelimiter(sample)).toBe(delimiter);
  });
});

describe('inspectSample', () => {
  it('reads the table and leaves out a row that the sample cuts off', () => {
    const table = inspectSample({ bytes: Buffer.from('a;b\n1;2\n3;4'), isWholeFile: false });
    expect(table).toEqual({
      encoding: 'utf-8',
      delimiter: ';',
      hasBackslashes: false,
      rows: [
        { line: 1, cells: ['a', 'b'] },
        { line: 2, cells: ['1', '2'] },
      ],
    });
    expect(inspectSample({ bytes: Buffer.from('a;b\n1;2\n3;4'), isWholeFile: true }).rows).toHaveLength(3);
  });

  it('follows a person who knows better', () => {
    const bytes = iconv.encode('a,b\nГ,1\n', 'windows-1251');
    expect(inspectSample({ bytes, isWholeFile: true, encoding: 'windows-1251', delimiter: ',' }).rows[1]?.cells).toEqual(['Г', '1']);
  });

  it('takes the width from the header, or from the rows when there is none', () => {
    expect(tableWidth(['a', 'b'], [['1', '2', '3']])).toBe(2);
    const rows = [
      ['a', 'b'],
      ['1', '2', '3'],
      ['4', '5', '6'],
    ];
    expect(tableWidth(null, rows)).toBe(3);
  });

  it('knows a file whose quotes are escaped with backslashes', () => {
    const sample = (lines: string[]) => inspectSample({ bytes: Buffer.from(lines.join('\n')), isWholeFile: true });
    const escaped = sample([
      '"n","e","t"',
      String.raw`"Bud \"B\" Lee","b@example.com","a \"x, y\", z"`,
      String.raw`"Pam","C:\temp\","d"`,
      String.raw`"L","l","first \"line`,
      String.raw`second\" line"`,
    ]);
    expect(escaped.hasBackslashes).toBe(true);
    expect(escaped.rows.map(({ cells }) => cells)).toEqual([
      ['n', 'e', 't'],
      ['Bud "B" Lee', 'b@example.com', 'a "x, y", z'],
      ['Pam', 'C:\\temp\\', 'd'],
      ['L', 'l', 'first "line\nsecond" line'],
    ]);
    const doubled = sample(['"n","p"', String.raw`"Pam","C:\temp\"`, '"Doe ""D""","x"']);
    expect(doubled.hasBackslashes).toBe(false);
    expect(doubled.rows.map(({ cells }) => cells)).toEqual([
      ['n', 'p'],
      ['Pam', 'C:\\temp\\'],
      ['Doe "D"', 'x'],
    ]);
    expect(sample(['n,p', String.raw`"a \\ b \"c\"",x`, '"d",e']).rows[1]?.cells).toEqual(['a \\ b "c"', 'x']);
    expect(sample(['n,p', String.raw`"\\server\share \"c\"",x`, '"d",e']).rows[1]?.cells).toEqual(['\\\\server\\share "c"', 'x']);
  });
});

describe('foreignFile', () => {
  it.each([
    ['a PDF document', Buffer.from('%PDF-1.7\n')],
    ['a web page', Buffer.from('<!DOCTYPE html><html>')],
    ['a JSON file', Buffer.from('[\n  { "email": "ann@example.com" }\n]')],
    ['a JSON file', Buffer.from('{"contacts":[]}')],
    ['a binary file', Buffer.from(Array.from({ length: 400 }, (_, i) => i % 7))],
  ])('knows %s', (kind, bytes) => {
    expect(foreignFile(bytes, false)?.kind).toBe(kind);
  });

  it.each([
    ['a compressed archive', 'contacts.csv'],
    ['an OpenDocument file', 'mimetypeapplication/vnd.oasis.opendocument.spreadsheet'],
    ['an Apple Numbers file', 'Index/Document.iwa'],
    ['an Office document', 'word/document.xml'],
  ])('knows %s by the names in it', (kind, names) => {
    const bytes = Buffer.from(`PK\u0003\u0004....${names}`, 'latin1');
    expect(isArchive(bytes)).toBe(true);
    expect(foreignArchive(bytes).kind).toBe(kind);
  });

  it('knows address cards in any encoding', () => {
    const card = '\r\nbegin:vcard\r\nVERSION:3.0\r\n';
    expect(isCards(Buffer.from(`\ufeff${card}`), false)).toBe(true);
    expect(isCards(Buffer.from(`\ufeff${card}`, 'utf16le'), true)).toBe(true);
    expect(isCards(Buffer.from(`\ufeff${card}`, 'utf16le').swap16(), true)).toBe(true);
    expect(isCards(Buffer.from('Name,Card\nAnn,BEGIN:VCARD\n'), false)).toBe(false);
  });

  it('lets a CSV with a damaged row pass', () => {
    expect(foreignFile(Buffer.from(`a,b\n1,\0\n${'x,y\n'.repeat(100)}`), false)).toBeNull();
    expect(foreignFile(Buffer.from(text, 'utf16le'), true)).toBeNull();
    expect(foreignFile(Buffer.from('[id],{name}\n1,Ann\n'), false)).toBeNull();
  });
});
