import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import type { ImportDto, StartImportDto } from './ImportDtos.js';
import { importNotRunning, importNotStartable } from './importErrors.js';
import { ImportRepository } from './ImportRepository.js';
import { ImportService } from './ImportService.js';
import { ImportTargets } from './ImportTargets.js';
import { RehearsalRepository } from './rehearsal/RehearsalRepository.js';
import { importJobKey, RUN_IMPORT, RUN_IMPORT_ATTEMPTS, type RunImportPayload } from './running/runImport.js';

/** Starts and cancels imports. Whether one may is answered by a conditional update, so a double click starts it once. */
@Injectable()
export class ImportLauncher {
  constructor(
    private readonly importService: ImportService,
    private readonly imports: ImportRepository,
    private readonly targets: ImportTargets,
    private readonly rehearsals: RehearsalRepository,
    private readonly jobQueue: JobQueue,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  async start(ctx: WorkspaceContext, id: string, input: StartImportDto): Promise<ImportDto> {
    await this.importService.requireFile(ctx, id);
    await this.unitOfWork.run(ctx, async (ctx) => {
      const record = await this.importService.require(ctx, id);
      if (record.status !== 'uploaded' && record.status !== 'failed') throw importNotStartable(record.status);
      const { columns, without } = await this.targets.prepareColumns(ctx, record);
      const table = { ...record.table, columns };
      const options = await this.targets.prepareOptions(ctx, record, input);
      if (!(await this.imports.start(ctx, id, { table, options }))) throw importNotStartable('running');
      await this.rehearsals.finish(ctx, id, { status: 'cancelled' });
      await this.targets.tellLeftOut(ctx, record, without);
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

  /** The step being written is rolled back; what was imported before stays. */
  async cancel(ctx: WorkspaceContext, id: string): Promise<ImportDto> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      await this.importService.require(ctx, id);
      if (!(await this.imports.finish(ctx, id, { status: 'cancelled' }))) throw importNotRunning();
      const { fileName, counts } = await this.importService.require(ctx, id);
      await this.audit.record(ctx, { action: 'import.cancelled', entity: ['import', id], details: { fileName, ...counts } });
      await this.jobQueue.cancel(ctx.manager, importJobKey(id));
    });
    return this.importService.get(ctx, id);
  }
}
