import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { restoreFormulas } from '../../platform/csv/formulas.js';
import { CSV_MARK, writeCsv } from '../../platform/csv/writeCsv.js';
import { encodeCursor } from '../../platform/database/keyset.js';
import type { Download } from '../../platform/http/asDownload.js';
import { decodeRecords } from './csv/RowReader.js';
import { sampleRecords } from './csv/detectDelimiter.js';
import { MAX_RAW_LENGTH } from './csv/RecordSplitter.js';
import type { ImportRecord } from './Import.js';
import { ImportReportRepository, type RejectRow } from './ImportReportRepository.js';
import { ImportService } from './ImportService.js';

const ROWS_AT_A_TIME = 500;

/** The rejected rows as a CSV: the columns of the file, then where and why, so that the file can be mended and imported again. */
@Injectable()
export class RejectsCsv {
  constructor(
    private readonly importService: ImportService,
    private readonly reports: ImportReportRepository,
  ) {}

  async download(ctx: WorkspaceContext, importId: string): Promise<Download> {
    const record = await this.importService.require(ctx, importId);
    const fileName = `${record.fileName.replace(/\.[a-z0-9]{1,5}$/i, '')}-rejected.csv`;
    return { fileName, stream: Readable.from(this.lines(ctx, record)) };
  }

  private async *lines(ctx: WorkspaceContext, record: ImportRecord): AsyncGenerator<string> {
    const header = [...record.table.columns.map(({ header }) => header), 'Line', 'Column', 'Reason', 'Original row'];
    yield `${CSV_MARK}${writeCsv([header], record.delimiter)}`;
    let cursor: string | undefined;
    do {
      const rows = await this.reports.listRejects(ctx, record.id, cursor, ROWS_AT_A_TIME);
      const page = rows.slice(0, ROWS_AT_A_TIME);
      if (page.length > 0)
        yield writeCsv(
          page.map((row) => rowOf(row, record)),
          record.delimiter,
        );
      // SQLite answers at once: without this a large file would be one turn of the event loop.
      await nextTurn();
      const last = page.at(-1);
      cursor = rows.length > ROWS_AT_A_TIME && last ? encodeCursor([last.rowNumber]) : undefined;
    } while (cursor);
  }
}

/**
 * The cells go back into their columns where they can be told apart; else the whole row is in the last column. A cell that came with
 * the apostrophe of an export leaves with one, so that importing it again means the same.
 */
function rowOf(reject: RejectRow, record: ImportRecord): string[] {
  const width = record.table.columns.length;
  const cells = cellsOf(reject.raw, record.delimiter, width);
  const fitted = Array.from({ length: width }, (_, i) => restoreFormulas(cells?.[i] ?? ''));
  return [...fitted, String(reject.line), reject.column ?? '', reject.reason, cells ? '' : reject.raw];
}

function cellsOf(raw: string, delimiter: string, width: number): string[] | null {
  if (raw.length >= MAX_RAW_LENGTH - 1) return null;
  const records = sampleRecords(raw, delimiter, { isWholeFile: true });
  const cells = records.length === 1 ? (decodeRecords(records, delimiter, width)[0] ?? null) : null;
  return cells && cells.length <= width ? cells : null;
}
