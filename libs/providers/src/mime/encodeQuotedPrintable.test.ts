import { simpleParser } from 'mailparser';
import { encodeQuotedPrintable, isPlainText } from './encodeQuotedPrintable.js';

const encoded = (text: string): string => encodeQuotedPrintable(Buffer.from(text, 'utf8'));

/** As a mailbox reads it. */
function decoded(text: string): string {
  const joined = text.replace(/=\r\n/g, '');
  const bytes: number[] = [];
  for (let at = 0; at < joined.length; at += 1) {
    if (joined[at] !== '=') bytes.push(joined.charCodeAt(at));
    else {
      expect(joined.slice(at + 1, at + 3)).toMatch(/^[0-9A-F]{2}$/);
      bytes.push(parseInt(joined.slice(at + 1, at + 3), 16));
      at += 2;
    }
  }
  return Buffer.from(bytes).toString('utf8');
}

it('leaves what is plain as it is, and escapes the sign of an escape', () => {
  expect(encoded('Dear Ada,\r\n\r\n1 + 1 = 2')).toBe('Dear Ada,\r\n\r\n1 + 1 =3D 2');
});

it('escapes a blank before the end of a line or of the text, where servers strip it', () => {
  expect(encoded('one \r\ntwo\t\r\nthree  ')).toBe('one=20\r\ntwo=09\r\nthree =20');
});

it('folds at 76 characters', () => {
  expect(encoded('a'.repeat(75))).toBe('a'.repeat(75));
  expect(encoded('a'.repeat(160))).toBe(`${'a'.repeat(75)}=\r\n${'a'.repeat(75)}=\r\n${'a'.repeat(10)}`);
});

it('escapes a line break that is only half of one', () => {
  expect(encoded('a\rb\nc')).toBe('a=0Db=0Ac');
});

it('keeps a character of several bytes on one line', () => {
  for (const before of [66, 67, 68, 69, 70, 71, 72, 73, 74, 75])
    for (const character of ['é', '€', '🌳']) {
      const lines = encoded('a'.repeat(before) + character).split('=\r\n');
      const escaped = encoded(character);
      expect(lines.filter((line) => line.includes(escaped))).toHaveLength(1);
    }
});

/** Texts of pieces that are hard to fold, the same in each run. */
function hardTexts(runs: number): string[] {
  const pieces = [
    'a',
    'Z',
    '=',
    ' ',
    '  ',
    '\t',
    '\r\n',
    '.',
    'é',
    '€',
    '🌳',
    '\u0000',
    '~',
    '<a href="https://example.org/?q=1&r=2">',
    'x'.repeat(90),
  ];
  let seed = 7;
  const next = (most: number): number => (seed = (seed * 48_271) % 2_147_483_647) % most;
  return Array.from({ length: runs }, () => Array.from({ length: next(60) }, () => pieces[next(pieces.length)]).join(''));
}

it('says the same to whoever decodes it, in lines that any server takes', () => {
  for (const text of hardTexts(300)) {
    const result = encoded(text);
    expect(decoded(result)).toBe(text);
    expect(result).toMatch(/^[\t\r\n\x20-\x7e]*$/);
    for (const line of result.split('\r\n')) {
      expect(line.length).toBeLessThanOrEqual(76);
      expect(line).not.toMatch(/[ \t]$/);
    }
  }
});

it('is read by another mail program as it was written', async () => {
  for (const text of hardTexts(200)) {
    const head = 'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n';
    // A text that ends with a mark has no end that a parser trims; it also gives lines back with \n.
    const mail = await simpleParser(Buffer.from(`${head}${encoded(`${text}|`)}`, 'latin1'));
    expect(mail.text).toBe(`${text}|`.replaceAll('\r\n', '\n'));
  }
});

it('has room for text of which every byte is escaped', () => {
  for (const length of [1, 2, 24, 25, 26, 1_000]) expect(decoded(encoded('='.repeat(length)))).toBe('='.repeat(length));
  expect(decoded(encoded('🌳'.repeat(1_000)))).toBe('🌳'.repeat(1_000));
});

it.each<[string, boolean]>([
  ['', true],
  ['Dear Ada,\r\n\r\n\t1 + 1 = 2\r\n', true],
  ['a'.repeat(76), true],
  [`${'a'.repeat(76)}\r\n${'b'.repeat(76)}\r\n`, true],
  ['a'.repeat(77), false],
  [`a\r\n${'b'.repeat(77)}\r\nc`, false],
  ['Grüße', false],
  ['\u007f', false],
  ['a\u0000b', false],
  ['a \r\nb', false],
  ['a\t\r\nb', false],
  ['a ', false],
])('knows what may travel as it is: %j', (text, expected) => {
  expect(isPlainText(Buffer.from(text, 'utf8'))).toBe(expected);
});
