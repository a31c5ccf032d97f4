import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { toPage } from '../../platform/database/keyset.js';
import type { Page, PageQuery } from '../../platform/http/Page.js';
import type { ImportCellDto, ImportNoteDto, ImportRejectDto } from './ImportReportDtos.js';
import { ImportReportRepository } from './ImportReportRepository.js';
import { ImportService } from './ImportService.js';

/** What an import tells of single rows, in the order of the file. */
@Injectable()
export class ImportReportService {
  constructor(
    private readonly imports: ImportService,
    private readonly reports: ImportReportRepository,
  ) {}

  async listCells(ctx: WorkspaceContext, id: string, { cursor, limit }: PageQuery): Promise<Page<ImportCellDto>> {
    await this.imports.require(ctx, id);
    const rows = await this.reports.listCells(ctx, id, cursor, limit);
    return toPage(
      rows,
      limit,
      (row) => [row.rowNumber, row.columnIndex],
      ({ rowNumber, line, column, code, reason, value }) => ({ rowNumber, line, column, code, reason, value }),
    );
  }

  async listNotes(ctx: WorkspaceContext, id: string, { cursor, limit }: PageQuery): Promise<Page<ImportNoteDto>> {
    await this.imports.require(ctx, id);
    const rows = await this.reports.listNotes(ctx, id, cursor, limit);
    return toPage(
      rows,
      limit,
      (row) => [row.rowNumber, row.noteIndex],
      ({ rowNumber, line, column, code, reason, value }) => ({ rowNumber, line, column, code, reason, value }),
    );
  }

  async listRejects(ctx: WorkspaceContext, id: string, { cursor, limit }: PageQuery): Promise<Page<ImportRejectDto>> {
    await this.imports.require(ctx, id);
    const rows = await this.reports.listRejects(ctx, id, cursor, limit);
    return toPage(
      rows,
      limit,
      (row) => [row.rowNumber],
      ({ rowNumber, line, column, code, reason, raw }) => ({ rowNumber, line, column, code, reason, raw }),
    );
  }
}
