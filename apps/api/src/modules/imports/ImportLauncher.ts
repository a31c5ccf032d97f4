import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import type { ImportColumn, ImportRecord } from './Import.js';
import type { ImportDto, StartImportDto } from './ImportDtos.js';
import { importNotRunning, importNotStartable } from './importErrors.js';
import { ImportReportRepository } from './ImportReportRepository.js';
import { ImportRepository } from './ImportRepository.js';
import { ImportService } from './ImportService.js';
import { ImportTargets } from './ImportTargets.js';
import { importJobKey, RUN_IMPORT, RUN_IMPORT_ATTEMPTS, type RunImportPayload } from './running/runImport.js';

/** More than a row has notes: a note about the whole import comes after those of the last row. */
const BEHIND_THE_NOTES_OF_A_ROW = 1_000;

/** Starts and cancels imports. Whether one may is answered by a conditional update, so a double click starts it once. */
@Injectable()
export class ImportLauncher {
  constructor(
    private readonly importService: ImportService,
    private readonly imports: ImportRepository,
    private readonly targets: ImportTargets,
    private readonly reports: ImportReportRepository,
    private readonly jobQueue: JobQueue,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async start(ctx: WorkspaceContext, id: string, input: StartImportDto): Promise<ImportDto> {
    await this.importService.requireFile(ctx, id);
    await this.unitOfWork.run(ctx, async (ctx) => {
      const record = await this.importService.require(ctx, id);
      if (record.status !== 'uploaded' && record.status !== 'failed') throw importNotStartable(record.status);
      const { columns, without } = await this.targets.prepareColumns(ctx, record);
      const table = { ...record.table, columns };
      const options = await this.targets.prepareOptions(ctx, record, input);
      if (!(await this.imports.start(ctx, id, { table, options, at: nowIso(this.clock) }))) throw importNotStartable('running');
      await this.tellLeftOut(ctx, record, without);
      const leftOut = without.length > 0 ? { leftOutColumns: without.map(({ header }) => header) } : {};
      await this.audit.record(ctx, {
        action: 'import.started',
        entity: ['import', id],
        details: { fileName: record.fileName, ...input, ...leftOut },
      });
      const payload: RunImportPayload = { workspaceId: ctx.workspaceId, importId: id };
      await this.jobQueue.enqueue(ctx, { name: RUN_IMPORT, payload, key: importJobKey(id), maxAttempts: RUN_IMPORT_ATTEMPTS });
    });
    return this.importService.get(ctx, id);
  }

  /** One note for each, at the row from which on it is left out. */
  private async tellLeftOut(ctx: WorkspaceContext, record: ImportRecord, without: readonly ImportColumn[]): Promise<void> {
    const line = record.checkpoint?.reader.line ?? record.table.headerLine;
    const notes = without.map(({ index, header }) => ({
      rowNumber: record.processedRows,
      noteIndex: BEHIND_THE_NOTES_OF_A_ROW + index,
      line,
      column: header,
      code: 'import.columnLeftOut',
      reason:
        'The custom field of this column was deleted after the import had started, so from here on the column is left out. To fill a new field, import the file again.',
      value: null,
    }));
    await this.reports.insertNotes(ctx, record.id, notes);
    await this.imports.addNotes(ctx, record.id, notes.length);
  }

  /** The step being written is rolled back; what was imported before stays. */
  async cancel(ctx: WorkspaceContext, id: string): Promise<ImportDto> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      await this.importService.require(ctx, id);
      if (!(await this.imports.finish(ctx, id, { status: 'cancelled', at: nowIso(this.clock) }))) throw importNotRunning();
      const { fileName, counts } = await this.importService.require(ctx, id);
      await this.audit.record(ctx, { action: 'import.cancelled', entity: ['import', id], details: { fileName, ...counts } });
      await this.jobQueue.cancel(ctx.manager, importJobKey(id));
    });
    return this.importService.get(ctx, id);
  }
}
