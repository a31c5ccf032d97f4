import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import type { ImportDto, StartImportDto } from './ImportDtos.js';
import { importNotStartable } from './importErrors.js';
import { ImportService } from './ImportService.js';
import { ImportTargets } from './ImportTargets.js';
import { ImportRuns } from './running/ImportRuns.js';

/** Starts and cancels imports. */
@Injectable()
export class ImportLauncher {
  constructor(
    private readonly importService: ImportService,
    private readonly targets: ImportTargets,
    private readonly runs: ImportRuns,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  async start(ctx: WorkspaceContext, id: string, input: StartImportDto): Promise<ImportDto> {
    await this.importService.requireFile(ctx, id);
    await this.unitOfWork.run(ctx, async (ctx) => {
      const record = await this.importService.require(ctx, id);
      if (record.status !== 'uploaded' && record.status !== 'failed') throw importNotStartable(record.status);
      const { columns, without } = await this.targets.prepareColumns(ctx, record, input);
      const table = { ...record.table, columns };
      const options = await this.targets.prepareOptions(ctx, record, input);
      await this.runs.begin(ctx, id, { table, options });
      await this.targets.tellLeftOut(ctx, record, without);
      const leftOut = without.length > 0 ? { leftOutColumns: without.map(({ header }) => header) } : {};
      await this.audit.record(ctx, {
        action: 'import.started',
        entity: ['import', id],
        details: { fileName: record.fileName, ...input, ...leftOut },
      });
    });
    return this.importService.get(ctx, id);
  }

  async cancel(ctx: WorkspaceContext, id: string): Promise<ImportDto> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      await this.importService.require(ctx, id);
      await this.runs.cancel(ctx, id);
      const { fileName, counts } = await this.importService.require(ctx, id);
      await this.audit.record(ctx, { action: 'import.cancelled', entity: ['import', id], details: { fileName, ...counts } });
    });
    return this.importService.get(ctx, id);
  }
}
