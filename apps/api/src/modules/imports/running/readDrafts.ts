import type { Readable } from 'node:stream';
import { openFileStore } from '../../../platform/files/openFileStore.js';
import { decodeText } from '../csv/decodeText.js';
import { readBatches } from '../csv/readBatches.js';
import type { Reject, Row } from '../csv/RowReader.js';
import type { StoredUpload } from '../ImportFiles.js';
import { RowMapper, type ContactDraft, type MappingPlan } from '../mapping/RowMapper.js';
import { readCards } from '../vcard/readCards.js';
import { bytesOf } from '../workbook/bytesOf.js';
import { readWorkbook } from '../workbook/readWorkbook.js';
import { type Checkpoint, type FileFormat, FROM_THE_START, type RowBatch } from './RowBatch.js';

export { type Checkpoint, type FileFormat, FROM_THE_START } from './RowBatch.js';

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
  for await (const batch of readTable(job.upload, job.format, { from: job.from, chunkBytes: job.chunkBytes })) {
    const drafts: ContactDraft[] = [];
    const rejects = batch.rejects.filter((reject) => reject.rowNumber > job.afterRow);
    for (const row of batch.rows) {
      if (row.rowNumber <= job.afterRow) continue;
      const mapped = mapper.map(row);
      if ('code' in mapped) rejects.push(mapped);
      else drafts.push(withFlaws(mapped, row, job.mapping));
    }
    const blankRows = batch.blankRows.filter((row) => row > job.afterRow);
    if (drafts.length === 0 && rejects.length === 0 && blankRows.length === 0) continue;
    rejects.sort((a, b) => a.rowNumber - b.rowNumber);
    yield { drafts, rejects, blankRows, start: batch.start, lastRow: batch.checkpoint.rows, bytesRead: batch.bytesRead };
  }
}

/** A file of any kind, from a checkpoint on. Throws what is wrong with the file as a whole, told for people. */
export async function* readTable(
  upload: StoredUpload,
  format: FileFormat,
  { from = FROM_THE_START, chunkBytes }: { from?: Checkpoint; chunkBytes?: number } = {},
): AsyncGenerator<RowBatch> {
  const store = openFileStore(upload.store);
  const open = (): Promise<Readable> => store.get(upload.key, chunkBytes === undefined ? {} : { chunkBytes });
  switch (format.kind) {
    case 'csv':
      return yield* readBatches(await open(), format, from);
    case 'vcard':
      return yield* readCards(decodeText(await open(), format.encoding), format.columns, from);
    case 'xlsx':
      return yield* readWorkbook(await bytesOf(store, upload.key), format, from);
  }
}

/** Cells that hold an error or a formula without a result are empty, and told like other values that cannot be read. */
function withFlaws(draft: ContactDraft, { flaws = [] }: Row, { columns }: MappingPlan): ContactDraft {
  const told = flaws.flatMap(({ index, ...flaw }) => {
    const column = columns.find((candidate) => candidate.index === index);
    return column ? [{ columnIndex: index, column: column.name, ...flaw }] : [];
  });
  return told.length === 0 ? draft : { ...draft, leftOut: [...draft.leftOut, ...told].sort((a, b) => a.columnIndex - b.columnIndex) };
}
