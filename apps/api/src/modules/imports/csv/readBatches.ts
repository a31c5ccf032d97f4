import type { Readable } from 'node:stream';
import { decodeText, skipText } from './decodeText.js';
import type { Encoding } from './detectEncoding.js';
import { RecordSplitter, START, type RawRecord, type SplitPosition } from './RecordSplitter.js';
import { RowReader, type Reject, type Row, type RowCount } from './RowReader.js';

export interface FileFormat {
  readonly encoding: Encoding;
  readonly delimiter: string;
  /** Quotation marks inside cells are written as \". */
  readonly hasBackslashes: boolean;
  /** The first row as it stands in the file, when it holds names. */
  readonly header: readonly string[] | null;
  /** The line on which the header starts, from 1; what is above it is a title and left out. */
  readonly headerLine: number;
  readonly columns: readonly string[];
}

/** Where reading stopped; reading goes on from here with nothing lost and nothing twice. */
export interface Checkpoint extends SplitPosition, RowCount {}

export const FROM_THE_START: Checkpoint = { ...START, rows: 0, hasSeenHeader: false };

export interface RowBatch {
  readonly rows: readonly Row[];
  readonly rejects: readonly Reject[];
  /** Numbers of the rows that hold nothing but blanks. */
  readonly blankRows: readonly number[];
  /** Before the first row of this batch. */
  readonly start: Checkpoint;
  /** Behind the last row of this batch. */
  readonly checkpoint: Checkpoint;
  readonly bytesRead: number;
}

/**
 * Reads a file from a checkpoint on, a batch for each piece of the stream. Memory does not grow with the file. The stream begins with the
 * first byte whatever the checkpoint: that counts characters, and where one begins is known only by decoding those before it.
 */
export async function* readBatches(bytes: Readable, format: FileFormat, from: Checkpoint = FROM_THE_START): AsyncGenerator<RowBatch> {
  const splitter = new RecordSplitter(format.delimiter, from, format.hasBackslashes);
  const reader = new RowReader(format, from);
  let start = from;
  let bytesRead = 0;
  const nextBatch = (records: readonly RawRecord[]): RowBatch => {
    const batch = { ...reader.read(records), start, checkpoint: { ...splitter.position, ...reader.count }, bytesRead };
    start = batch.checkpoint;
    return batch;
  };
  for await (const chunk of skipText(decodeText(bytes, format.encoding), from.offset)) {
    bytesRead = chunk.bytesRead;
    yield nextBatch(splitter.push(chunk.text));
  }
  yield nextBatch(splitter.end());
}
