import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { JobQueue } from '../../../platform/jobs/JobQueue.js';
import { BulkWorkService } from '../../contacts/BulkWorkService.js';
import type { ImportOptions, ImportTable } from '../Import.js';
import { importNotRunning, importNotStartable, importIsUndone } from '../importErrors.js';
import { ImportRepository } from '../ImportRepository.js';
import { RehearsalRepository } from '../rehearsal/RehearsalRepository.js';
import { IMPORT_ACTION } from '../undo/ImportUndo.js';
import { importJobKey, RUN_IMPORT, RUN_IMPORT_ATTEMPTS, type RunImportPayload } from './runImport.js';

/** What begins and ends with the running of an import, inside the caller's unit of work. Both are conditional updates, so a double click acts once. */
@Injectable()
export class ImportRuns {
  constructor(
    private readonly imports: ImportRepository,
    private readonly rehearsals: RehearsalRepository,
    private readonly bulkWork: BulkWorkService,
    private readonly jobQueue: JobQueue,
  ) {}

  /** A rehearsal that still runs ends: it is about to be overtaken. */
  async begin(ctx: WorkspaceContext, id: string, input: { table: ImportTable; options: ImportOptions }): Promise<void> {
    if (!(await this.imports.start(ctx, id, input))) throw importNotStartable('running');
    const undo = (await this.bulkWork.listUndoable(ctx, [id])).get(id);
    if (undo && undo.status !== 'done') throw importIsUndone();
    await this.bulkWork.open(ctx, { id, action: IMPORT_ACTION, listId: input.options.listId });
    await this.rehearsals.finish(ctx, id, { status: 'cancelled' });
    const payload: RunImportPayload = { workspaceId: ctx.workspaceId, importId: id };
    await this.jobQueue.enqueue(ctx, { name: RUN_IMPORT, payload, key: importJobKey(id), maxAttempts: RUN_IMPORT_ATTEMPTS });
  }

  /** The step being written is rolled back; what was imported before stays. */
  async cancel(ctx: WorkspaceContext, id: string): Promise<void> {
    if (!(await this.imports.finish(ctx, id, { status: 'cancelled' }))) throw importNotRunning();
    await this.jobQueue.cancel(ctx.manager, importJobKey(id));
  }
}
