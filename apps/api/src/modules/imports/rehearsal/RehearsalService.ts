import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { newId } from '../../../platform/database/ids.js';
import { toPage } from '../../../platform/database/keyset.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import type { Page } from '../../../platform/http/Page.js';
import { JobQueue } from '../../../platform/jobs/JobQueue.js';
import type { ImportDto, StartImportDto } from '../ImportDtos.js';
import { importNotStartable, rehearsalNotRunning } from '../importErrors.js';
import { ImportService } from '../ImportService.js';
import { ImportTargets } from '../ImportTargets.js';
import { RUN_IMPORT_ATTEMPTS } from '../running/runImport.js';
import type { RehearsalQuery, ImportRehearsalRowDto } from './RehearsalDtos.js';
import { rehearsalJobKey, REHEARSE_IMPORT, settingsHash } from './rehearsal.js';
import { RehearsalRepository } from './RehearsalRepository.js';

/** Rehearsals before an import: started, cancelled, and looked at. */
@Injectable()
export class RehearsalService {
  constructor(
    private readonly imports: ImportService,
    private readonly targets: ImportTargets,
    private readonly rehearsals: RehearsalRepository,
    private readonly jobQueue: JobQueue,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  /** In place of the one before, which ends when it is still running. */
  async start(ctx: WorkspaceContext, id: string, input: StartImportDto): Promise<ImportDto> {
    await this.imports.requireFile(ctx, id);
    await this.unitOfWork.run(ctx, async (ctx) => {
      const record = await this.imports.require(ctx, id);
      if (record.status !== 'uploaded') throw importNotStartable(record.status);
      await this.targets.check(ctx, record, input);
      const payload = { workspaceId: ctx.workspaceId, importId: id, runId: newId() };
      await this.rehearsals.begin(ctx, { importId: id, runId: payload.runId, input, hash: settingsHash(record) });
      await this.audit.record(ctx, {
        action: 'import.rehearsed',
        entity: ['import', id],
        details: { fileName: record.fileName, ...input },
      });
      await this.jobQueue.enqueue(ctx, { name: REHEARSE_IMPORT, payload, key: rehearsalJobKey(payload), maxAttempts: RUN_IMPORT_ATTEMPTS });
    });
    return this.imports.get(ctx, id);
  }

  async cancel(ctx: WorkspaceContext, id: string): Promise<ImportDto> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      const { fileName } = await this.imports.require(ctx, id);
      const rehearsal = await this.rehearsals.find(ctx, id);
      if (!rehearsal || !(await this.rehearsals.finish(ctx, id, { status: 'cancelled' }))) throw rehearsalNotRunning();
      await this.jobQueue.cancel(ctx.manager, rehearsalJobKey(rehearsal));
      await this.audit.record(ctx, { action: 'import.rehearsalCancelled', entity: ['import', id], details: { fileName } });
    });
    return this.imports.get(ctx, id);
  }

  async listRows(ctx: WorkspaceContext, id: string, { group, cursor, limit }: RehearsalQuery): Promise<Page<ImportRehearsalRowDto>> {
    await this.imports.require(ctx, id);
    return toPage(
      await this.rehearsals.listRows(ctx, id, { group, cursor, limit }),
      limit,
      (row) => [row.rowNumber],
      ({ rowNumber, line, name, column, code, reason, raw, changes }) => ({
        rowNumber,
        line,
        name,
        column,
        code,
        reason,
        raw,
        changes: changes.map((change) => ({ ...change })),
      }),
    );
  }
}
