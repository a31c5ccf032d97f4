import { isUtf8 } from 'node:buffer';
import chardet from 'chardet';

/** The encodings a file can be read in; the names are iconv-lite's, and the ones a person may choose by hand. */
export const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1250',
  'windows-1251',
  'windows-1252',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'iso-8859-1',
  'iso-8859-2',
  'iso-8859-5',
  'iso-8859-7',
  'iso-8859-9',
  'iso-8859-15',
  'koi8-r',
  'macintosh',
  'shift_jis',
  'euc-jp',
  'euc-kr',
  'gb18030',
  'big5',
] as const;
export type Encoding = (typeof ENCODINGS)[number];

/**
 * The most likely encoding of a file, from its first bytes. A mark decides; then the pattern of zero bytes that UTF-16
 * leaves; then UTF-8, whose validity is next to proof; only then is the language guessed at.
 */
export function detectEncoding(sample: Buffer, isWholeFile = false): Encoding {
  return encodingOfMark(sample) ?? utf16WithoutMark(sample) ?? (isValidUtf8(sample, isWholeFile) ? 'utf-8' : guessLegacyEncoding(sample));
}

/** Whether it is UTF-16, which the first bytes tell without a guess. */
export function isUtf16(sample: Buffer): boolean {
  return (encodingOfMark(sample) ?? utf16WithoutMark(sample))?.startsWith('utf-16') ?? false;
}

function encodingOfMark(sample: Buffer): Encoding | null {
  if (sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf) return 'utf-8';
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le';
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be';
  return null;
}

/** In UTF-16 the delimiters, quotes and line ends of a CSV have a zero high byte: on odd places little-endian, on even places big-endian. */
function utf16WithoutMark(sample: Buffer): Encoding | null {
  const pairs = Math.floor(Math.min(sample.length, 4096) / 2);
  if (pairs < 2) return null;
  let zeroFirst = 0;
  let zeroSecond = 0;
  for (let i = 0; i < pairs * 2; i += 2) {
    if (sample[i] === 0) zeroFirst += 1;
    if (sample[i + 1] === 0) zeroSecond += 1;
  }
  const many = pairs * 0.2;
  if (zeroSecond > many && zeroFirst < zeroSecond * 0.1) return 'utf-16le';
  if (zeroFirst > many && zeroSecond < zeroFirst * 0.1) return 'utf-16be';
  return null;
}

/** A sample may end inside a character, and a damaged file may hold a few wrong bytes: neither makes it another encoding. */
function isValidUtf8(sample: Buffer, isWholeFile: boolean): boolean {
  const whole = isWholeFile ? sample : sample.subarray(0, endOfLastCharacter(sample));
  return isUtf8(whole) || isMostlyUtf8(whole);
}

function endOfLastCharacter(sample: Buffer): number {
  for (let back = 1; back <= Math.min(3, sample.length); back += 1) {
    const byte = sample[sample.length - back] ?? 0;
    if (byte < 0x80) return sample.length;
    if (byte >= 0xc0) return sample.length - back;
  }
  return sample.length;
}

/** Well-formed multi-byte characters far outnumber the broken bytes: text in a one-byte encoding practically never looks so. */
function isMostlyUtf8(bytes: Buffer): boolean {
  let wellFormed = 0;
  let broken = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x80) continue;
    const length = lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
    if (length > 0 && hasContinuations(bytes, i + 1, length - 1)) {
      wellFormed += 1;
      i += length - 1;
    } else broken += 1;
  }
  return wellFormed >= 3 && wellFormed >= broken * 4;
}

function hasContinuations(bytes: Buffer, from: number, count: number): boolean {
  for (let i = from; i < from + count; i += 1) {
    if (((bytes[i] ?? 0) & 0xc0) !== 0x80) return false;
  }
  return true;
}

/**
 * The guesser compares letter statistics, and on the short, name-heavy text of an address list it confuses the western
 * code pages with their Turkish or Hebrew siblings. Where only western letters occur, the western page is right far more often.
 */
function guessLegacyEncoding(sample: Buffer): Encoding {
  const nonAscii = Buffer.from(sample.filter((byte) => byte >= 0x80));
  if (nonAscii.every((byte) => WESTERN_LETTERS.has(byte))) return 'windows-1252';
  for (const { name } of chardet.analyse(tellingLines(sample))) {
    const encoding = asEncoding(name);
    if (encoding && encoding !== 'utf-8' && encoding !== 'utf-16le' && encoding !== 'utf-16be') return encoding;
  }
  return 'windows-1252';
}

/** The guesser takes a third of a second for a quarter of a megabyte; lines without a letter beyond ASCII tell it nothing. */
const GUESSED_BYTES = 24 * 1024;

function tellingLines(sample: Buffer): Buffer {
  if (sample.length <= GUESSED_BYTES) return sample;
  const lines: Buffer[] = [];
  let length = 0;
  for (let start = 0; start < sample.length && length < GUESSED_BYTES;) {
    const end = sample.indexOf(NEW_LINE, start);
    const line = sample.subarray(start, Math.min(end === -1 ? sample.length : end + 1, start + GUESSED_BYTES - length));
    if (line.some((byte) => byte >= 0x80)) {
      lines.push(line);
      length += line.length;
    }
    start += line.length;
  }
  return Buffer.concat(lines);
}

const NEW_LINE = 0x0a;
const WESTERN_LETTERS = new Set(Buffer.from('äöüÄÖÜßéèêëàâáãåçñóòôõøúùûíìîïæÉÈÊÀÂÁÅÇÑÓØÍÆ ´°', 'latin1'));
for (const punctuation of [0x80, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97, 0x85, 0x8c, 0x9c, 0xa9, 0xab, 0xbb, 0xae, 0xa7])
  WESTERN_LETTERS.add(punctuation);

function asEncoding(name: string): Encoding | null {
  const wanted = name.toLowerCase();
  // ISO-8859-1 and -9 leave 0x80-0x9F to control characters nobody uses; the Windows page that fills them reads both kinds of file.
  if (wanted === 'iso-8859-1') return 'windows-1252';
  if (wanted === 'iso-8859-9') return 'windows-1254';
  return ENCODINGS.find((encoding) => encoding === wanted) ?? null;
}
