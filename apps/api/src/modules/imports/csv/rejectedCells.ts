import { sampleRecords } from './detectDelimiter.js';
import { MAX_RAW_LENGTH } from './RecordSplitter.js';
import { decodeRecords } from './RowReader.js';

/** The cells of a rejected row, at most `width`; null where they cannot be told apart, or the row was too long to be kept whole. */
export function rejectedCells(raw: string, delimiter: string, width: number): string[] | null {
  if (raw.length >= MAX_RAW_LENGTH - 1) return null;
  const records = sampleRecords(raw, delimiter, { isWholeFile: true });
  const cells = records.length === 1 ? (decodeRecords(records, delimiter, width)[0] ?? null) : null;
  return cells && cells.length <= width ? cells : null;
}
