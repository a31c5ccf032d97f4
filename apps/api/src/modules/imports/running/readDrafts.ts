import { openFileStore } from '../../../platform/files/openFileStore.js';
import { readBatches, type Checkpoint, type FileFormat } from '../csv/readBatches.js';
import type { Reject } from '../csv/RowReader.js';
import type { StoredUpload } from '../ImportFiles.js';
import { RowMapper, type ContactDraft, type MappingPlan } from '../mapping/RowMapper.js';

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
