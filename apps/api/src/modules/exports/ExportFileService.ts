import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import type { Download } from '../../platform/http/asDownload.js';
import type { ExportDto } from './ExportDtos.js';
import { ExportEnding } from './ExportEnding.js';
import { exportExpired, exportFinished, exportIsRunning, exportNotReady, exportOfSomeoneElse } from './exportErrors.js';
import { ExportFiles } from './ExportFiles.js';
import { ExportRepository } from './ExportRepository.js';
import { ExportService } from './ExportService.js';
import type { ExportFormat } from './exportTypes.js';
import { fileNameOf, isOf } from './presentExport.js';

const TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json; charset=utf-8',
};

/** What is done with an export that there is: its file is fetched, it is stopped, it is deleted. */
@Injectable()
export class ExportFileService {
  constructor(
    private readonly service: ExportService,
    private readonly exports: ExportRepository,
    private readonly files: ExportFiles,
    private readonly ending: ExportEnding,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  /** Recorded when it begins: what left the house cannot be taken back by breaking off. */
  async download(ctx: WorkspaceContext, id: string): Promise<Download> {
    const record = await this.service.require(ctx, id);
    if (!isOf(ctx, record)) throw exportOfSomeoneElse();
    if (!record.hasFile) throw record.status === 'done' ? exportExpired() : exportNotReady();
    const stream = await this.files.open(id, record.format);
    await this.audit.record(ctx, {
      action: 'export.downloaded',
      entity: ['export', id],
      details: { kind: record.kind, rows: record.rowCount },
    });
    return { fileName: fileNameOf(record), stream, type: TYPES[record.format] };
  }

  async cancel(ctx: WorkspaceContext, id: string): Promise<ExportDto> {
    await this.service.require(ctx, id);
    if (!(await this.ending.cancel(ctx, id))) throw exportFinished();
    return this.service.get(ctx, id);
  }

  /** The file first: a row without a file says so, a file without a row would be found by the sweep alone. */
  async delete(ctx: WorkspaceContext, id: string): Promise<void> {
    const { status, format, kind, rowCount } = await this.service.require(ctx, id);
    if (status === 'waiting' || status === 'running') throw exportIsRunning();
    await this.files.remove(id, format);
    await this.unitOfWork.run(ctx, async (ctx) => {
      if (await this.exports.delete(ctx, id))
        await this.audit.record(ctx, { action: 'export.deleted', entity: ['export', id], details: { kind, rows: rowCount } });
    });
  }
}
