import type { Readable } from 'node:stream';
import iconv from 'iconv-lite';
import { openFileStore } from '../../../platform/files/openFileStore.js';
import type { Encoding } from '../csv/detectEncoding.js';
import { RecordSplitter, START, type RawRecord, type SplitPosition } from '../csv/RecordSplitter.js';
import { RowReader, type Reject, type Row, type RowCount } from '../csv/RowReader.js';
import type { StoredUpload } from '../ImportFiles.js';
import { RowMapper, type ContactDraft, type MappingPlan } from '../mapping/RowMapper.js';

export interface FileFormat {
  readonly encoding: Encoding;
  readonly delimiter: string;
  /** Quotation marks inside cells are written as \". */
  readonly hasBackslashes: boolean;
  /** The first row as it is in the file, when it holds names. */
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

/** Everything a reader needs; plain data, so that it can be handed to a thread. */
export interface ReadingJob {
  readonly upload: StoredUpload;
  readonly format: FileFormat;
  readonly mapping: MappingPlan;
  readonly from: Checkpoint;
  /** Rows up to this one are done already and left out. */
  readonly afterRow: number;
  readonly chunkBytes: number;
}

/** The contacts and the rejects of one piece of the file, both in the order of the rows. */
export interface DraftBatch {
  readonly drafts: readonly ContactDraft[];
  readonly rejects: readonly Reject[];
  /** Numbers of the rows with nothing but blanks, in order. */
  readonly blankRows: readonly number[];
  /** Reading again from here gives this batch again. */
  readonly start: Checkpoint;
  /** Rows read up to the end of this batch, from the beginning of the file. */
  readonly lastRow: number;
  readonly bytesRead: number;
}

export async function* readDrafts(job: ReadingJob): AsyncGenerator<DraftBatch> {
  const mapper = new RowMapper(job.mapping);
  const bytes = await openFileStore(job.upload.store).get(job.upload.key, { chunkBytes: job.chunkBytes });
  for await (const batch of readBatches(bytes, job.format, job.from)) {
    const drafts: ContactDraft[] = [];
    const rejects = batch.rejects.filter((reject) => reject.rowNumber > job.afterRow);
    for (const row of batch.rows) {
      if (row.rowNumber <= job.afterRow) continue;
      const mapped = mapper.map(row);
      if ('code' in mapped) rejects.push(mapped);
      else drafts.push(mapped);
    }
    const blankRows = batch.blankRows.filter((row) => row > job.afterRow);
    if (drafts.length === 0 && rejects.length === 0 && blankRows.length === 0) continue;
    rejects.sort((a, b) => a.rowNumber - b.rowNumber);
    yield { drafts, rejects, blankRows, start: batch.start, lastRow: batch.checkpoint.rows, bytesRead: batch.bytesRead };
  }
}

/** A piece of decoded text and how many bytes of the file have been read so far. */
interface TextChunk {
  readonly text: string;
  readonly bytesRead: number;
}

/**
 * Turns bytes into text piece by piece. A character cut in two by a chunk border comes out whole; a byte-order mark is dropped;
 * bytes that are no character come out as U+FFFD, so that the row they stand in can be reported.
 */
export async function* decodeText(bytes: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<TextChunk> {
  const decoder = iconv.getDecoder(encoding);
  let bytesRead = 0;
  for await (const chunk of bytes) {
    bytesRead += chunk.length;
    yield { text: decoder.write(chunk), bytesRead };
  }
  const rest = decoder.end();
  if (rest) yield { text: rest, bytesRead };
}

/** Leaves out the first `count` UTF-16 units of the text: how a reader goes on where an earlier one stopped. */
async function* skipText(chunks: AsyncIterable<TextChunk>, count: number): AsyncGenerator<TextChunk> {
  let left = count;
  for await (const chunk of chunks) {
    if (left >= chunk.text.length) {
      left -= chunk.text.length;
      continue;
    }
    yield left > 0 ? { ...chunk, text: chunk.text.slice(left) } : chunk;
    left = 0;
  }
}
