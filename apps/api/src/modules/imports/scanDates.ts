import { writtenOrders } from '@rapport/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ImportColumn } from './Import.js';
import type { StoredUpload } from './ImportFiles.js';
import { readTable } from './running/readDrafts.js';
import type { FileFormat } from './running/RowBatch.js';

/** A column of dates without a single day beyond 12 in so much text does not exist. */
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * Looks further for a date that proves its order, in the columns whose sample could be read both ways: the whole column decides, so
 * that the first page of a file does not. Reads until each column is decided, in pieces between which requests get their turn.
 */
export async function scanDates(upload: StoredUpload, format: FileFormat, columns: readonly ImportColumn[]): Promise<ImportColumn[]> {
  const open = new Map(columns.filter(({ dates }) => dates.isAsked && dates.proven === null).map((column) => [column.index, column]));
  const decided = new Map<number, ImportColumn>();
  if (open.size === 0) return [...columns];
  for await (const { rows, bytesRead } of readTable(upload, format)) {
    for (const [index, column] of open) {
      const { proven } = writtenOrders(rows.map(({ cells }) => cells[index] ?? ''));
      if (proven === null) continue;
      decided.set(index, { ...column, dates: { ...column.dates, proven } });
      open.delete(index);
    }
    if (open.size === 0 || bytesRead > MOST_BYTES) break;
    await nextTurn();
  }
  return columns.map((column) => decided.get(column.index) ?? column);
}
