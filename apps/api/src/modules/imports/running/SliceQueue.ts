import type { Checkpoint } from '../csv/readBatches.js';
import type { Reject } from '../csv/RowReader.js';
import type { ContactDraft } from '../mapping/RowMapper.js';
import type { DraftSource } from './DraftSource.js';
import type { DraftBatch } from './readDrafts.js';

/** Rows that follow one another; everything up to `lastRow` is done when they are written. */
export interface Slice {
  readonly drafts: readonly ContactDraft[];
  readonly rejects: readonly Reject[];
  /** How many of the rows hold nothing but blanks. */
  readonly blank: number;
  readonly lastRow: number;
  /** Reading again from here gives every row behind `lastRow`, and perhaps some before it. */
  readonly start: Checkpoint;
  readonly bytesRead: number;
}

/** Cuts what is read into slices of a bounded number of contacts, over the borders of batches. */
export class SliceQueue {
  private batch: DraftBatch | null = null;
  private draftsDone = 0;
  private rejectsDone = 0;
  private blankDone = 0;

  constructor(
    private readonly source: DraftSource,
    private readonly size: number,
  ) {}

  get hasNext(): boolean {
    return this.batch !== null || this.source.hasNext;
  }

  /** Null when nothing is read yet. Never waits. */
  next(): Slice | null {
    let slice: Slice | null = null;
    while (slice === null || slice.drafts.length < this.size) {
      const batch = (this.batch ??= this.source.next());
      if (!batch) break;
      slice = join(slice, this.takeFrom(batch, this.size - (slice?.drafts.length ?? 0)));
    }
    return slice;
  }

  private takeFrom(batch: DraftBatch, most: number): Slice {
    const drafts = batch.drafts.slice(this.draftsDone, this.draftsDone + most);
    const isWhole = this.draftsDone + drafts.length >= batch.drafts.length;
    const lastRow = isWhole ? batch.lastRow : (drafts.at(-1)?.rowNumber ?? batch.lastRow);
    const rejects = this.rejectsUpTo(batch, lastRow);
    this.draftsDone += drafts.length;
    this.rejectsDone += rejects.length;
    const blank = batch.blankRows.filter((row) => row <= lastRow).length - this.blankDone;
    this.blankDone += blank;
    if (isWhole) {
      this.batch = null;
      this.draftsDone = this.rejectsDone = this.blankDone = 0;
    }
    return { drafts, rejects, blank, lastRow, start: batch.start, bytesRead: batch.bytesRead };
  }

  private rejectsUpTo(batch: DraftBatch, row: number): Reject[] {
    let end = this.rejectsDone;
    while ((batch.rejects[end]?.rowNumber ?? Infinity) <= row) end += 1;
    return batch.rejects.slice(this.rejectsDone, end);
  }
}

function join(first: Slice | null, second: Slice): Slice {
  if (first === null) return second;
  return {
    ...second,
    drafts: [...first.drafts, ...second.drafts],
    rejects: [...first.rejects, ...second.rejects],
    blank: first.blank + second.blank,
  };
}
