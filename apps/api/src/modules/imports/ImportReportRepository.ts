import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { BulkInsert } from '../../platform/database/BulkInsert.js';
import { afterCursor, orderAndLimit } from '../../platform/database/keyset.js';
import { execute, queryRows, sql } from '../../platform/database/sql.js';
import type { Reject } from './csv/RowReader.js';
import type { LeftOutCell } from './mapping/RowMapper.js';

export type RejectRow = Reject;

export interface CellRow extends LeftOutCell {
  readonly rowNumber: number;
  readonly line: number;
}

/** Something about a row that was imported all the same. */
export interface NoteRow {
  readonly rowNumber: number;
  /** Which note of its row it is, from 0. */
  readonly noteIndex: number;
  readonly line: number;
  /** Name of the column that the note is about, when it is about one. */
  readonly column: string | null;
  readonly code: string;
  readonly reason: string;
  /** What the row says there, as it was read. */
  readonly value: string | null;
}

const SAID = { line: 'bigint', column_name: 'text', code: 'text', reason: 'text' } as const;
const intoRejects = new BulkInsert('import_rejects', { import_id: 'text', row_number: 'bigint', ...SAID, raw: 'text' });
const intoCells = new BulkInsert('import_cells', {
  import_id: 'text',
  row_number: 'bigint',
  column_index: 'bigint',
  ...SAID,
  value: 'text',
});
const intoNotes = new BulkInsert('import_notes', { import_id: 'text', row_number: 'bigint', note_index: 'bigint', ...SAID, value: 'text' });

/**
 * What an import tells of single rows: those it rejected, the cells it left out, and notes about rows that it imported. Lists are in
 * the order of the file, with one row more than asked for when there is one; the caller has made sure that the import is the workspace's.
 */
@Injectable()
export class ImportReportRepository {
  async insertRejects(ctx: WorkspaceContext, importId: string, rejects: readonly RejectRow[]): Promise<void> {
    await intoRejects.run(
      ctx.manager,
      rejects.map((reject) => [
        importId,
        reject.rowNumber,
        reject.line,
        storable(reject.column),
        reject.code,
        storable(reject.reason),
        storable(reject.raw),
      ]),
    );
  }

  async insertCells(ctx: WorkspaceContext, importId: string, cells: readonly CellRow[]): Promise<void> {
    await intoCells.run(
      ctx.manager,
      cells.map((cell) => [
        importId,
        cell.rowNumber,
        cell.columnIndex,
        cell.line,
        storable(cell.column),
        cell.code,
        storable(cell.reason),
        storable(cell.value),
      ]),
    );
  }

  async insertNotes(ctx: WorkspaceContext, importId: string, notes: readonly NoteRow[]): Promise<void> {
    await intoNotes.run(
      ctx.manager,
      notes.map((note) => [
        importId,
        note.rowNumber,
        note.noteIndex,
        note.line,
        storable(note.column),
        note.code,
        storable(note.reason),
        storable(note.value),
      ]),
    );
  }

  listRejects(ctx: WorkspaceContext, importId: string, cursor: string | undefined, limit: number): Promise<RejectRow[]> {
    return queryRows<RejectRow>(
      ctx.manager,
      sql`SELECT row_number AS "rowNumber", line, column_name AS "column", code, reason, raw FROM import_rejects
          WHERE import_id = ${importId} ${afterCursor({ row_number: 'number' }, cursor, 'asc')} ${orderAndLimit({ row_number: 'number' }, 'asc', limit)}`,
    );
  }

  /** Those of these rows that are rejected, in their order. */
  findRejects(ctx: WorkspaceContext, importId: string, rowNumbers: readonly number[]): Promise<RejectRow[]> {
    return queryRows<RejectRow>(
      ctx.manager,
      sql`SELECT row_number AS "rowNumber", line, column_name AS "column", code, reason, raw FROM import_rejects
          WHERE import_id = ${importId} AND row_number IN (${sql.list(rowNumbers)}) ORDER BY row_number`,
    );
  }

  /** Rejected rows are taken off the list, to be imported. Null when one of them is not there, or someone else has just taken it. */
  async takeRejects(ctx: WorkspaceContext, importId: string, rowNumbers: readonly number[]): Promise<RejectRow[] | null> {
    const rows = await this.findRejects(ctx, importId, rowNumbers);
    const taken = await execute(
      ctx.manager,
      sql`DELETE FROM import_rejects WHERE import_id = ${importId} AND row_number IN (${sql.list(rowNumbers)})`,
    );
    return rows.length === rowNumbers.length && taken === rows.length ? rows : null;
  }

  listCells(ctx: WorkspaceContext, importId: string, cursor: string | undefined, limit: number): Promise<CellRow[]> {
    const keys = { row_number: 'number', column_index: 'number' } as const;
    return queryRows<CellRow>(
      ctx.manager,
      sql`SELECT row_number AS "rowNumber", column_index AS "columnIndex", line, column_name AS "column", code, reason, value FROM import_cells
          WHERE import_id = ${importId} ${afterCursor(keys, cursor, 'asc')} ${orderAndLimit(keys, 'asc', limit)}`,
    );
  }

  listNotes(ctx: WorkspaceContext, importId: string, cursor: string | undefined, limit: number): Promise<NoteRow[]> {
    const keys = { row_number: 'number', note_index: 'number' } as const;
    return queryRows<NoteRow>(
      ctx.manager,
      sql`SELECT row_number AS "rowNumber", note_index AS "noteIndex", line, column_name AS "column", code, reason, value FROM import_notes
          WHERE import_id = ${importId} ${afterCursor(keys, cursor, 'asc')} ${orderAndLimit(keys, 'asc', limit)}`,
    );
  }
}

/** PostgreSQL stores no NUL character: it is shown as its picture instead. */
function storable<T extends string | null>(text: T): T {
  return (text === null ? null : text.replaceAll('\0', '␀')) as T;
}
