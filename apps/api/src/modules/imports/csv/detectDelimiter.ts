import { decodeRecords } from './RowReader.js';
import { RecordSplitter, type RawRecord } from './RecordSplitter.js';

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

const ROWS_LOOKED_AT = 200;
/** Characters of a sample that are split first. */
const FIRST_PIECE = 16 * 1024;

/**
 * The delimiter under which the sample falls into the most regular table. Quotes are honoured, so the commas of
 * `"Doe, Jane";jane@example.com` do not count. A file of one column answers a comma.
 */
export function detectDelimiter(sample: string): Delimiter {
  const announced = /^\ufeff?sep=([,;|\t])\r?\n/i.exec(sample)?.[1];
  const named = DELIMITERS.find((delimiter) => delimiter === announced);
  if (named) return named;
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const score = regularity(sample, delimiter);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

export interface SampleRecords {
  readonly isWholeFile: boolean;
  readonly hasBackslashes?: boolean;
  /** No more are needed than so many for which it holds: a sample of nothing but line ends has a quarter of a million. */
  readonly enough?: { readonly count: number; readonly of: (record: RawRecord) => boolean };
}

/** The first records of a sample; what the end of the sample cuts off is left out unless nothing else is there. */
export function sampleRecords(
  sample: string,
  delimiter: string,
  { isWholeFile, hasBackslashes = false, enough }: SampleRecords,
): RawRecord[] {
  const splitter = new RecordSplitter(delimiter, undefined, hasBackslashes);
  const records: RawRecord[] = [];
  let counted = 0;
  // Each piece is twice as long as the one before: a row without an end is looked through anew with every piece.
  for (let at = 0, piece = FIRST_PIECE; at < sample.length; at += piece, piece = at) {
    for (const record of splitter.push(sample.slice(at, at + piece))) {
      records.push(record);
      if (enough?.of(record)) counted += 1;
    }
    if (enough && counted >= enough.count) return records;
  }
  return isWholeFile || records.length === 0 ? [...records, ...splitter.end()] : records;
}

/** Whether quotation marks inside cells are written as \" in this sample: then fewer of its records are out of order when read so. */
export function detectBackslashes(sample: string, delimiter: string, isWholeFile: boolean): boolean {
  if (!sample.includes('\\"')) return false;
  const disorder = (hasBackslashes: boolean): number => {
    const expected = hasBackslashes ? ['plain', 'backslash'] : ['plain', 'quoted'];
    return sampleRecords(sample, delimiter, { isWholeFile, hasBackslashes }).filter(({ shape }) => !expected.includes(shape)).length;
  };
  return disorder(true) < disorder(false);
}

function regularity(sample: string, delimiter: Delimiter): number {
  const isFilled = (record: RawRecord): boolean => record.text.trim() !== '';
  const records = sampleRecords(sample, delimiter, { isWholeFile: false, enough: { count: ROWS_LOOKED_AT, of: isFilled } })
    .filter(isFilled)
    .slice(0, ROWS_LOOKED_AT);
  const widths = decodeRecords(records, delimiter, 0).map((cells) => cells?.length ?? 0);
  const header = widths[0] ?? 0;
  const usual = mostFrequent(widths.filter((width) => width > 1));
  if (usual < 2) return 0;
  const agreeing = widths.filter((width) => width === usual).length / widths.length;
  return agreeing * (1 + Math.log2(usual) / 10) + (header === usual ? 0.25 : 0);
}

function mostFrequent(widths: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}
