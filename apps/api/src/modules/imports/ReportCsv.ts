import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { restoreFormulas } from '../../platform/csv/formulas.js';
import { CSV_MARK, writeCsv } from '../../platform/csv/writeCsv.js';
import { encodeCursor, type Keyset } from '../../platform/database/keyset.js';
import type { Download } from '../../platform/http/asDownload.js';
import { rejectedCells } from './csv/rejectedCells.js';
import type { ImportRecord } from './Import.js';
import { ImportReportRepository, type RejectRow } from './ImportReportRepository.js';
import { ImportService } from './ImportService.js';

const ROWS_AT_A_TIME = 500;
const HEADER = ['Line', 'Result', 'Column', 'Value', 'Reason'];

/** What an import tells of single rows, as CSV files. */
@Injectable()
export class ReportCsv {
  constructor(
    private readonly imports: ImportService,
    private readonly reports: ImportReportRepository,
  ) {}

  /** Everything: the rejected ones, then the values left out, then the notes. */
  async download(ctx: WorkspaceContext, importId: string): Promise<Download> {
    const { fileName, delimiter } = await this.imports.require(ctx, importId);
    const stream = Readable.from(this.lines(ctx, importId, delimiter));
    return { fileName: `${bare(fileName)}-report.csv`, stream };
  }

  /** The rejected rows alone: the columns of the file, then where and why, so that the file can be mended and imported again. */
  async downloadRejects(ctx: WorkspaceContext, importId: string): Promise<Download> {
    const record = await this.imports.require(ctx, importId);
    return { fileName: `${bare(record.fileName)}-rejected.csv`, stream: Readable.from(this.rejectLines(ctx, record)) };
  }

  private async *rejectLines(ctx: WorkspaceContext, record: ImportRecord): AsyncGenerator<string> {
    const header = [...record.table.columns.map(({ header }) => header), 'Line', 'Column', 'Reason', 'Original row'];
    yield `${CSV_MARK}${writeCsv([header], record.delimiter)}`;
    const pages = pagesOf(
      (cursor) => this.reports.listRejects(ctx, record.id, cursor, ROWS_AT_A_TIME),
      ({ rowNumber }) => [rowNumber],
      (reject) => rowOf(reject, record),
    );
    for await (const rows of pages) yield writeCsv(rows, record.delimiter);
  }

  private async *lines(ctx: WorkspaceContext, importId: string, delimiter: string): AsyncGenerator<string> {
    yield `${CSV_MARK}${writeCsv([HEADER], delimiter)}`;
    for await (const rows of this.rows(ctx, importId)) yield writeCsv(rows, delimiter);
  }

  private async *rows(ctx: WorkspaceContext, importId: string): AsyncGenerator<string[][]> {
    const { reports } = this;
    yield* pagesOf(
      (cursor) => reports.listRejects(ctx, importId, cursor, ROWS_AT_A_TIME),
      ({ rowNumber }) => [rowNumber],
      ({ line, column, reason }) => [String(line), 'Rejected', column ?? '', '', reason],
    );
    yield* pagesOf(
      (cursor) => reports.listCells(ctx, importId, cursor, ROWS_AT_A_TIME),
      ({ rowNumber, columnIndex }) => [rowNumber, columnIndex],
      ({ line, column, value, reason }) => [String(line), 'Value left out', column, value, reason],
    );
    yield* pagesOf(
      (cursor) => reports.listNotes(ctx, importId, cursor, ROWS_AT_A_TIME),
      ({ rowNumber, noteIndex }) => [rowNumber, noteIndex],
      ({ line, column, value, reason }) => [String(line), 'Note', column ?? '', value ?? '', reason],
    );
  }
}

/** Without its ending. */
function bare(fileName: string): string {
  return fileName.replace(/\.[a-z0-9]{1,5}$/i, '');
}

async function* pagesOf<Row>(
  list: (cursor: string | undefined) => Promise<Row[]>,
  keysetOf: (row: Row) => Keyset,
  present: (row: Row) => string[],
): AsyncGenerator<string[][]> {
  let cursor: string | undefined;
  do {
    const rows = await list(cursor);
    const page = rows.slice(0, ROWS_AT_A_TIME);
    if (page.length > 0) yield page.map(present);
    // SQLite answers at once: without this a large report would be one turn of the event loop.
    await nextTurn();
    const last = page.at(-1);
    cursor = rows.length > ROWS_AT_A_TIME && last ? encodeCursor(keysetOf(last)) : undefined;
  } while (cursor);
}

/**
 * The cells go back into their columns where they can be told apart; else the whole row is in the last column. A cell that came with
 * the apostrophe of an export leaves with one, so that importing it again means the same.
 */
function rowOf(reject: RejectRow, record: ImportRecord): string[] {
  const width = record.table.columns.length;
  const cells = rejectedCells(reject.raw, record.delimiter, width);
  const fitted = Array.from({ length: width }, (_, i) => restoreFormulas(cells?.[i] ?? ''));
  return [...fitted, String(reject.line), reject.column ?? '', reject.reason, cells ? '' : reject.raw];
}
