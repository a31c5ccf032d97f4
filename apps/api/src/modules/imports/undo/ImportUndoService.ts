import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { BulkWorkService } from '../../contacts/BulkWorkService.js';
import type { ImportDto } from '../ImportDtos.js';
import { importNothingToUndo } from '../importErrors.js';
import { ImportService } from '../ImportService.js';

/** Begins the undo of an import; one that was stopped goes on. */
@Injectable()
export class ImportUndoService {
  constructor(
    private readonly imports: ImportService,
    private readonly bulkWork: BulkWorkService,
    private readonly audit: AuditTrail,
  ) {}

  async undo(ctx: WorkspaceContext, id: string): Promise<ImportDto> {
    const { fileName } = await this.imports.require(ctx, id);
    if (!(await this.bulkWork.listUndoable(ctx, [id])).get(id)?.affected) throw importNothingToUndo();
    await this.bulkWork.undo(ctx, id, (ctx) =>
      this.audit.record(ctx, { action: 'import.undoStarted', entity: ['import', id], details: { fileName } }),
    );
    return this.imports.get(ctx, id);
  }
}
