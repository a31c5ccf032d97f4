import iconv from 'iconv-lite';
import { decodeRecords } from './RowReader.js';
import { detectBackslashes, detectDelimiter, sampleRecords } from './detectDelimiter.js';
import { detectEncoding, type Encoding } from './detectEncoding.js';
import type { RawRecord } from './RecordSplitter.js';

/** Bytes looked at before an import starts. */
export const SAMPLE_BYTES = 256 * 1024;
const SAMPLE_ROWS = 5000;

export interface SampleInput {
  readonly bytes: Buffer;
  /** The sample is the whole file, so its last row is whole too. */
  readonly isWholeFile: boolean;
  /** What a person chose instead of what was detected. */
  readonly encoding?: Encoding | undefined;
  readonly delimiter?: string | undefined;
}

export interface SampleTable {
  readonly encoding: Encoding;
  readonly delimiter: string;
  /** Quotation marks inside cells are written as \". */
  readonly hasBackslashes: boolean;
  /** The first rows, unpadded; a header is one of them. */
  readonly rows: readonly SampleRow[];
}

export interface SampleRow {
  /** Physical line it starts on, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** The beginning of a file as a table. */
export function inspectSample(input: SampleInput): SampleTable {
  const encoding = input.encoding ?? detectEncoding(input.bytes, input.isWholeFile);
  const text = decodeSample(input.bytes, encoding);
  const delimiter = input.delimiter ?? detectDelimiter(text);
  const hasBackslashes = detectBackslashes(text, delimiter, input.isWholeFile);
  const enough = { count: SAMPLE_ROWS + 1, of: isRow };
  const records = sampleRecords(text, delimiter, { isWholeFile: input.isWholeFile, hasBackslashes, enough })
    .filter(isRow)
    .slice(0, SAMPLE_ROWS + 1);
  const rows = decodeRecords(records, delimiter, 0).flatMap((cells, i) =>
    cells?.some((cell) => cell.trim() !== '') ? [{ line: records[i]?.line ?? 0, cells }] : [],
  );
  return { encoding, delimiter, hasBackslashes, rows };
}

/** Not blank, and not the line by which spreadsheets are told the delimiter. */
function isRow({ text, line }: RawRecord): boolean {
  return text.trim() !== '' && !(line === 1 && /^sep=.$/i.test(text));
}

/** How many columns the file has: the header's, or without one the widest of the usual rows. */
export function tableWidth(header: readonly string[] | null, rows: readonly (readonly string[])[]): number {
  if (header) return header.length;
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  const enough = rows.length * 0.1;
  return Math.max(0, ...[...counts].filter(([, count]) => count >= enough).map(([width]) => width));
}

/** Decodes the beginning of a file at once; a character cut by the end of the sample is left out. */
function decodeSample(sample: Buffer, encoding: Encoding): string {
  return iconv.getDecoder(encoding).write(sample);
}
