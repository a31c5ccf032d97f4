import type { Readable } from 'node:stream';
import { openFileStore } from '../../../platform/files/openFileStore.js';
import { decodeText, skipText } from '../csv/decodeText.js';
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
