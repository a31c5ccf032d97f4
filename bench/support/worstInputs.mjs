/** What costs a server much for little: texts that expressions and decoders stumble over, shapes of JSON, forms, templates, pictures. */
import { deflateSync } from 'node:zlib';

/** Repeated to any length. @type {[name: string, unit: string][]} */
export const texts = [
  ['letters', 'x'],
  ['blanks', ' '],
  ['addresses', 'a@a.'],
  ['signs of an address', 'a.a-a_a+'],
  ['digits and blanks', '+1 (2)-'],
  ['brackets', '<{[('],
  ['merge tags', '{{ a | b: "'],
  ['combining marks', 'e\u0301\u0327\u0323'],
  ['letters that unfold', '\ufdfa'],
  ['faces', '👩‍👩‍👧‍👦'],
  ['invisible ones', '\u200b\u202e'],
  ['slashes and dots', '../'],
];

/** The largest body that is read. */
export const BODY_BYTES = 5 * 1024 * 1024;

/** @param {string} unit @param {number} length in characters */
export function repeat(unit, length) {
  return unit.repeat(Math.max(1, Math.floor(length / unit.length)));
}

/** JSON of no schema. @type {[name: string, body: () => string][]} */
export const shapes = [
  ['an open bracket, over and over', () => '['.repeat(BODY_BYTES - 10)],
  ['49,000 keys', () => JSON.stringify(Object.fromEntries(Array.from({ length: 49_000 }, (_, n) => [`key${n}`, n])))],
  ['200 long keys', () => JSON.stringify(Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`${n}`.padEnd(25_000, 'k'), n])))],
  ['10,000 entries', () => JSON.stringify({ list: Array.from({ length: 9_990 }, () => ({})) })],
  [
    '50 objects of 190 keys',
    () => JSON.stringify(Array.from({ length: 50 }, () => Object.fromEntries(Array.from({ length: 190 }, (_, n) => [`k${n}`, 'v'])))),
  ],
  ['32 levels', () => '{"a":['.repeat(16) + '1' + ']}'.repeat(16)],
  ['escapes', () => `{"a":"${'\\u0041'.repeat(850_000)}"}`],
  ['a long number', () => `{"a":${'9'.repeat(BODY_BYTES - 100)}}`],
  ['blanks', () => `{${' '.repeat(BODY_BYTES - 100)}}`],
  ['halves of surrogates', () => `{"a":"${'\\ud800'.repeat(850_000)}"}`],
  ['bytes that are no text', () => `{"a":"${'\xff'.repeat(2_600_000)}"}`],
  ['commas', () => `[${','.repeat(BODY_BYTES - 100)}]`],
];

/** Bodies that are no JSON. @type {[name: string, type: string, body: () => string][]} */
export const strangeBodies = [
  ['a form of one long field', 'application/x-www-form-urlencoded', () => `a=${'%41'.repeat(1_700_000)}`],
  ['a form of many fields', 'application/x-www-form-urlencoded', () => 'a=1&'.repeat(1_250_000)],
  [
    'a multipart form without end',
    'multipart/form-data; boundary=x',
    () => `--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n${'-'.repeat(5_000_000)}`,
  ],
  [
    'a multipart form of almost boundaries',
    'multipart/form-data; boundary=x',
    () => `--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n${'\r\n--'.repeat(1_200_000)}`,
  ],
  ['plain text', 'text/plain', () => 'x'.repeat(5_000_000)],
];

/** @type {[name: string, bodyHtml: string][]} */
export const templates = [
  ['siblings', `<style>b${' ~ p'.repeat(6)}{color:red}</style>${'<p>x</p>'.repeat(55)}`],
  ['many rules', `<style>${'*{}'.repeat(33_000)}</style>${'<p>x</p>'.repeat(2_000)}`],
  ['descendants', `<style>${'div '.repeat(40)}b{color:red}</style>${'<div>'.repeat(150)}${'<p>x</p>'.repeat(5_000)}`],
  ['attributes', `<style>${'[class*="a"]'.repeat(5_000)}{a:b}</style>${`<p class="${'b'.repeat(50)}">x</p>`.repeat(5_000)}`],
  ['loops', '{%for a in (1..9999)%}{%for b in (1..9999)%}{%for c in (1..9999)%}{{c}}{%endfor%}{%endfor%}{%endfor%}'],
  ['silent loops', '{%for a in (1..9999)%}{%for b in (1..9999)%}{%endfor%}{%endfor%}'],
  ['doubling', `{%assign s="aaaaaaaaaaaaaaaa"%}${'{%assign s=s|append:s%}'.repeat(40)}{{s|upcase}}`],
  ['tags', '{{ email }}'.repeat(90_000)],
  ['tags in addresses', `<a href="${'{{ email }}'.repeat(80_000)}">x</a>`],
  ['conditions', `${'{% if email %}'.repeat(30_000)}${'{% endif %}'.repeat(30_000)}`],
  ['elements without end', '<div>'.repeat(190_000)],
  ['attributes without end', `<a ${'b=c '.repeat(240_000)}`],
  ['style elements', '<style>a{b:c}</style>'.repeat(45_000)],
  ['entities', '&amp'.repeat(240_000)],
  ['comments', '<!--'.repeat(240_000)],
  ['links', '<a href="https://example.com/">x</a>'.repeat(25_000)],
  ['pictures', '<img src="https://example.com/x.png">'.repeat(25_000)],
  ['paragraphs', '<p>Hello {{ first_name }}</p>'.repeat(33_000)],
  ['data addresses', `<img src="data:image/png;base64,${'A'.repeat(980_000)}">`],
];

/** @type {[name: string, content: () => Buffer][]} */
export const tables = [
  ['16,000 columns', () => Buffer.from(`${row(16_000, 'Column')}\n${row(16_000, 'x')}\n`.concat(`${row(16_000, 'y')}\n`.repeat(20)))],
  ['a million empty columns', () => Buffer.from(`${','.repeat(1_000_000)}\n${','.repeat(1_000_000)}\n`)],
  ['one long line', () => Buffer.from('Email\n'.concat('x'.repeat(30_000_000)))],
  ['an open quote', () => Buffer.from('Email,Name\n"'.concat('a,b\n'.repeat(7_000_000)))],
  ['quotes', () => Buffer.from('Email,Name\n'.concat('"'.repeat(30_000_000)))],
  ['many short lines', () => Buffer.from('Email\n'.concat('a\n'.repeat(10_000_000)))],
  ['empty lines', () => Buffer.from('\n'.repeat(30_000_000))],
  ['zeros', () => Buffer.alloc(30_000_000)],
  ['bytes of no encoding', () => Buffer.alloc(20_000_000, Buffer.from([0xff, 0x81, 0x0a]))],
  ['dates of many kinds', () => Buffer.from('Date,Email\n'.concat('01/02/2026 03:04:05 PM +01:00,a@b.example\n'.repeat(300_000)))],
  ['UTF-16', () => Buffer.from(`\ufeff${'Email,Name\n'.concat('ü,é\n'.repeat(2_000_000))}`, 'utf16le')],
];

/** @type {[name: string, content: () => Buffer][]} */
export const pictures = [
  ['a PNG of gigapixels', () => png(60_000, 60_000, 2_000_000)],
  ['a PNG of 16 megapixels', () => png(4_000, 4_000, 4_001 * 4_000)],
  [
    'a PNG of one long text',
    () => Buffer.concat([png(1, 1, 4).subarray(0, 33), chunk('tEXt', Buffer.alloc(4_000_000, 0x61)), png(1, 1, 4).subarray(33)]),
  ],
  [
    'a JPEG of many segments',
    () =>
      Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(4_000_000, Buffer.from([0xff, 0xfe, 0x00, 0x02])), Buffer.from([0xff, 0xd9])]),
  ],
  ['a PDF', () => Buffer.from(`%PDF-1.7\n${'1 0 obj<</Kids[1 0 R]>>endobj\n'.repeat(100_000)}`)],
  ['zeros', () => Buffer.alloc(4_000_000)],
];

/** @param {number} cells @param {string} text */
function row(cells, text) {
  return Array.from({ length: cells }, (_, n) => `${text} ${n}`).join(',');
}

/** Black pixels, packed a thousandfold. @param {number} width @param {number} height @param {number} bytes of pixels there are */
function png(width, height, bytes) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([start, chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(bytes))), chunk('IEND', Buffer.alloc(0))]);
}

/** @param {string} type @param {Buffer} content */
function chunk(type, content) {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** @param {Buffer} bytes */
function crc32(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
