import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { writeCsv } from '../../../platform/csv/writeCsv.js';
import { BulkWorkService } from '../../contacts/BulkWorkService.js';
import { CustomFieldService } from '../../customFields/CustomFieldService.js';
import { ListService } from '../../lists/ListService.js';
import { rejectedCells } from '../csv/rejectedCells.js';
import { cutRaw, type Reject } from '../csv/RowReader.js';
import type { ImportRecord } from '../Import.js';
import { importIsUndone, rowNotRejected } from '../importErrors.js';
import { ImportReportRepository } from '../ImportReportRepository.js';
import { ImportRepository } from '../ImportRepository.js';
import { type ContactDraft, RowMapper } from '../mapping/RowMapper.js';
import { type ImportPlan, planImport } from '../running/planImport.js';
import { SliceWriter } from '../running/SliceWriter.js';
import type { FixedCellDto, FixedRowsDto } from './FixDtos.js';

/** Imports corrected rows as the import itself would have, so that its undo takes them back, too. */
@Injectable()
export class FixWriter {
  constructor(
    private readonly imports: ImportRepository,
    private readonly reports: ImportReportRepository,
    private readonly slices: SliceWriter,
    private readonly bulkWork: BulkWorkService,
    private readonly customFields: CustomFieldService,
    private readonly lists: ListService,
  ) {}

  /** Inside the caller's unit of work. Cells by row number; those left out stay. @throws AppError when a row is not rejected any more. */
  async write(ctx: WorkspaceContext, record: ImportRecord, cellsOf: ReadonlyMap<number, readonly FixedCellDto[]>): Promise<FixedRowsDto> {
    const undo = (await this.bulkWork.listUndoable(ctx, [record.id])).get(record.id);
    if (undo && undo.status !== 'done') throw importIsUndone();
    const rowNumbers = [...cellsOf.keys()];
    const rows = await this.reports.takeRejects(ctx, record.id, rowNumbers);
    if (rows === null) throw rowNotRejected();
    const plan = await this.planOf(ctx, record);
    const drafts: ContactDraft[] = [];
    const rejects: Reject[] = [];
    const mapper = new RowMapper(plan.mapping);
    for (const row of rows) {
      const mapped = mapper.map(corrected(row, record, cellsOf.get(row.rowNumber) ?? []));
      if ('code' in mapped) rejects.push(mapped);
      else drafts.push(mapped);
    }
    const { counts, cells, notes } = await this.slices.write(ctx, record.id, plan, { drafts, rejects, blank: 0 });
    const { created, updated, unchanged } = counts;
    await this.imports.addCounts(ctx, record.id, { created, updated, unchanged, rejected: counts.rejected - rows.length, cells, notes });
    return { created, updated, unchanged, rejected: await this.reports.findRejects(ctx, record.id, rowNumbers) };
  }

  /** Without a list that was deleted since. */
  private async planOf(ctx: WorkspaceContext, record: ImportRecord): Promise<ImportPlan> {
    const { listId } = record.options;
    const lists = await this.lists.listNames(ctx);
    const isThere = lists.some(({ id }) => id === listId);
    const options = { ...record.options, listId: isThere ? listId : null };
    return planImport({ ...record, options }, await this.customFields.list(ctx), lists);
  }
}

function corrected(
  row: Reject,
  { delimiter, table }: ImportRecord,
  changes: readonly FixedCellDto[],
): { line: number; rowNumber: number; raw: string; cells: string[] } {
  const width = table.columns.length;
  const known = rejectedCells(row.raw, delimiter, width);
  const values = new Map(changes.map(({ index, value }) => [index, value]));
  const cells = Array.from({ length: width }, (_, i) => values.get(i) ?? known?.[i] ?? '');
  const raw = changes.length === 0 ? row.raw : cutRaw(writeCsv([cells], delimiter, true).trimEnd());
  return { line: row.line, rowNumber: row.rowNumber, raw, cells };
}
