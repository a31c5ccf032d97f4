/** What a file is, when it is certainly none that can be imported. The hint says how to get one that can. */
export interface ForeignFile {
  readonly kind: string;
  readonly hint: string;
}

interface Signature extends ForeignFile {
  readonly bytes: readonly number[];
}

const SPREADSHEET_HINT = 'Open it in your spreadsheet program, save it as an Excel workbook (.xlsx) or as CSV, then import that file.';
const UNPACK_HINT = 'Unpack it and import the file inside.';

const SIGNATURES: readonly Signature[] = [
  { kind: 'a compressed archive', hint: UNPACK_HINT, bytes: [0x1f, 0x8b] },
  { kind: 'a compressed archive', hint: UNPACK_HINT, bytes: [0x37, 0x7a, 0xbc, 0xaf] },
  { kind: 'a compressed archive', hint: UNPACK_HINT, bytes: [0x52, 0x61, 0x72, 0x21] },
  { kind: 'an old Excel workbook', hint: SPREADSHEET_HINT, bytes: [0xd0, 0xcf, 0x11, 0xe0] },
  { kind: 'a PDF document', hint: 'Go back to the program the list came from and export it as CSV.', bytes: [0x25, 0x50, 0x44, 0x46] },
  { kind: 'an image', hint: 'Go back to the program the list came from and export it as CSV.', bytes: [0x89, 0x50, 0x4e, 0x47] },
  { kind: 'an image', hint: 'Go back to the program the list came from and export it as CSV.', bytes: [0xff, 0xd8, 0xff] },
  { kind: 'an SQLite database', hint: 'Export the table you need as CSV.', bytes: [...Buffer.from('SQLite format 3\0')] },
];

const TEXT_OPENINGS: readonly (ForeignFile & { readonly opening: RegExp })[] = [
  {
    kind: 'a web page',
    hint: 'Sign in to the service the list comes from and download the CSV file itself.',
    opening: /^\s*<(!doctype html|html)/i,
  },
  { kind: 'an XML file', hint: SPREADSHEET_HINT, opening: /^\s*<\?xml/i },
  { kind: 'a rich-text document', hint: SPREADSHEET_HINT, opening: /^\{\\rtf/ },
  {
    kind: 'a JSON file',
    hint: 'Go back to the program the list came from and export it as CSV, or add the contacts through the API.',
    opening: /^\s*(?:\{\s*"|\[\s*\{)/,
  },
];

/** A zip file: a workbook, or something foreign. */
export function isArchive(sample: Buffer): boolean {
  return sample[0] === 0x50 && sample[1] === 0x4b && sample[2] === 0x03 && sample[3] === 0x04;
}

/** Address cards, in whatever version. */
export function isCards(sample: Buffer, isUtf16: boolean): boolean {
  return /^\s*BEGIN\s*:\s*VCARD\b/i.test(openingOf(sample, isUtf16));
}

/**
 * Looks at the first bytes of a file; null when it may be text with delimiters. More than a few zero bytes outside UTF-16 mean a binary
 * file; a few are a damaged CSV.
 */
export function foreignFile(sample: Buffer, isUtf16: boolean): ForeignFile | null {
  const bySignature = SIGNATURES.find(({ bytes }) => bytes.every((byte, i) => sample[i] === byte));
  if (bySignature) return { kind: bySignature.kind, hint: bySignature.hint };
  const opening = openingOf(sample, isUtf16);
  const byOpening = TEXT_OPENINGS.find((candidate) => candidate.opening.test(opening));
  if (byOpening) return { kind: byOpening.kind, hint: byOpening.hint };
  if (!isUtf16 && isBinary(sample)) return { kind: 'a binary file', hint: SPREADSHEET_HINT };
  return null;
}

function openingOf(sample: Buffer, isUtf16: boolean): string {
  const start = sample.subarray(0, 400);
  const isBigEndian = isUtf16 && (start[0] === 0xfe || start[0] === 0);
  const text = isUtf16
    ? (isBigEndian ? Buffer.from(start).swap16() : start).toString('utf16le')
    : start.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '');
  return text.replace(/^\ufeff/, '');
}

/** What a zip file is that is no workbook, by the first names in it. */
export function foreignArchive(sample: Buffer): ForeignFile {
  const names = sample.toString('latin1');
  if (names.includes('opendocument')) return { kind: 'an OpenDocument file', hint: SPREADSHEET_HINT };
  if (names.includes('.iwa')) return { kind: 'an Apple Numbers file', hint: SPREADSHEET_HINT };
  if (names.includes('word/') || names.includes('ppt/')) return { kind: 'an Office document', hint: SPREADSHEET_HINT };
  return { kind: 'a compressed archive', hint: UNPACK_HINT };
}

function isBinary(sample: Buffer): boolean {
  let strange = 0;
  for (const byte of sample) {
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) strange += 1;
  }
  return strange > 8 && strange > sample.length * 0.02;
}
