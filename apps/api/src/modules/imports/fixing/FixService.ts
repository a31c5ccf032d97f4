import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { restoreFormulas } from '../../../platform/csv/formulas.js';
import { rejectedCells } from '../csv/rejectedCells.js';
import type { ImportRecord } from '../Import.js';
import { importNotEnded, rowNotRejected } from '../importErrors.js';
import { ImportReportRepository } from '../ImportReportRepository.js';
import { ImportService } from '../ImportService.js';
import type { FixedRowDto, FixedRowsDto, RejectedRowDto } from './FixDtos.js';
import { FixWriter } from './FixWriter.js';

/** Rejected rows of an import that has ended: their cells are corrected and the rows imported, by the rules of that import. */
@Injectable()
export class FixService {
  constructor(
    private readonly imports: ImportService,
    private readonly reports: ImportReportRepository,
    private readonly writer: FixWriter,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  async get(ctx: WorkspaceContext, id: string, rowNumber: number): Promise<RejectedRowDto> {
    const { table, delimiter } = await this.imports.require(ctx, id);
    const [reject] = await this.reports.findRejects(ctx, id, [rowNumber]);
    if (!reject) throw rowNotRejected();
    const cells = rejectedCells(reject.raw, delimiter, table.columns.length);
    return {
      ...reject,
      isSeparated: cells !== null,
      cells: table.columns.map(({ index, header, target }) => ({ index, header, target, value: restoreFormulas(cells?.[index] ?? '') })),
    };
  }

  /** A row that is still rejected stays among the rejected ones, with its new cells and the new reason. */
  async fix(ctx: WorkspaceContext, id: string, rows: readonly FixedRowDto[]): Promise<FixedRowsDto> {
    if (rows.length === 0) return { created: 0, updated: 0, unchanged: 0, rejected: [] };
    return this.unitOfWork.run(ctx, async (ctx) => {
      const record = await this.imports.require(ctx, id);
      assertEnded(record);
      const fixed = await this.writer.write(ctx, record, new Map(rows.map((row) => [row.rowNumber, row.cells ?? []])));
      const { created, updated, unchanged, rejected } = fixed;
      await this.audit.record(ctx, {
        action: 'import.rowsFixed',
        entity: ['import', id],
        details: { fileName: record.fileName, created, updated, unchanged, rejected: rejected.length },
      });
      return fixed;
    });
  }
}

function assertEnded({ status }: ImportRecord): void {
  if (status === 'uploaded' || status === 'running') throw importNotEnded();
}
