import type { Reject } from '../csv/RowReader.js';
import type { ContactDraft } from '../mapping/RowMapper.js';
import type { DraftSource } from './DraftSource.js';
import { type DraftBatch, FROM_THE_START } from './readDrafts.js';
import { SliceQueue } from './DraftSource.js';

/** Rows 1 to n in batches of the given sizes; every third row is a reject. */
function sourceOf(sizes: readonly number[]): DraftSource {
  let row = 0;
  const batches = sizes.map((size): DraftBatch => {
    const rows = Array.from({ length: size }, () => (row += 1));
    return {
      drafts: rows.filter((n) => n % 3 !== 0).map((rowNumber) => ({ rowNumber }) as ContactDraft),
      rejects: rows.filter((n) => n % 3 === 0).map((rowNumber) => ({ rowNumber }) as Reject),
      blankRows: [],
      start: { ...FROM_THE_START, rows: (rows[0] ?? 1) - 1 },
      lastRow: rows.at(-1) ?? 0,
      bytesRead: row * 10,
    };
  });
  return {
    fill: () => Promise.resolve(),
    next: () => batches.shift() ?? null,
    get hasNext() {
      return batches.length > 0;
    },
    close: () => Promise.resolve(),
  };
}

describe('SliceQueue', () => {
  it.each([1, 2, 3, 7, 50, 1000])('gives every row once, in order, in slices of at most %i contacts', (size) => {
    const queue = new SliceQueue(sourceOf([10, 1, 30, 3, 3, 100, 2]), size);
    let done = 0;
    while (queue.hasNext) {
      const slice = queue.next();
      if (!slice) break;
      const rows = [...slice.drafts, ...slice.rejects].map(({ rowNumber }) => rowNumber).sort((a, b) => a - b);
      expect(slice.drafts.length).toBeLessThanOrEqual(size);
      expect(rows).toEqual(Array.from({ length: slice.lastRow - done }, (_, i) => done + 1 + i));
      expect(slice.start.rows).toBeLessThanOrEqual(slice.lastRow);
      done = slice.lastRow;
    }
    expect(done).toBe(149);
  });
});
