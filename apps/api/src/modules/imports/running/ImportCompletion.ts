import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { AppError } from '../../../platform/http/AppError.js';
import { CustomFieldService } from '../../customFields/CustomFieldService.js';
import { ListService } from '../../lists/ListService.js';
import type { ImportRecord } from '../Import.js';
import { ImportFiles } from '../ImportFiles.js';
import { ImportRepository } from '../ImportRepository.js';
import { type ImportPlan, planImport } from './planImport.js';

/** The two ends of a run: what there is to do, and what is left when it is done. */
@Injectable()
export class ImportCompletion {
  constructor(
    private readonly imports: ImportRepository,
    private readonly files: ImportFiles,
    private readonly customFields: CustomFieldService,
    private readonly lists: ListService,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  /** Null when the import is not running any more: it was cancelled, or has ended in an earlier delivery. */
  async findWork(ctx: WorkspaceContext, importId: string): Promise<{ record: ImportRecord; plan: ImportPlan } | null> {
    const record = await this.imports.find(ctx, importId);
    if (record?.status !== 'running') return null;
    return { record, plan: planImport(record, await this.customFields.list(ctx), await this.lists.listNames(ctx)) };
  }

  /** Answers the import as it is now, like `fail`; null when it is gone. */
  async complete(ctx: WorkspaceContext, importId: string): Promise<ImportRecord | null> {
    await this.finish(ctx, importId, { status: 'completed' });
    await this.tidyUp(ctx, importId);
    return this.imports.find(ctx, importId);
  }

  /** The file stays: a failed import can be started again and goes on where it stopped. */
  async fail(ctx: WorkspaceContext, importId: string, cause: unknown): Promise<ImportRecord | null> {
    const error = errorOf(cause, await this.imports.find(ctx, importId));
    await this.finish(ctx, importId, { status: 'failed', error });
    return this.imports.find(ctx, importId);
  }

  /** A file whose import has ended is of no further use: the rejected rows are kept with their text. */
  async tidyUp(ctx: WorkspaceContext, importId: string): Promise<void> {
    const record = await this.imports.find(ctx, importId);
    if (!record || record.status === 'completed' || record.status === 'cancelled') await this.files.remove(importId);
  }

  /** An import that was cancelled meanwhile stays so, and there is nothing to record. */
  private finish(
    ctx: WorkspaceContext,
    importId: string,
    end: { status: 'completed' | 'failed'; error?: { code: string; message: string } },
  ): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      if (!(await this.imports.finish(ctx, importId, end))) return;
      const record = await this.imports.find(ctx, importId);
      const details = { fileName: record?.fileName, ...record?.counts, ...(end.error ? { code: end.error.code } : {}) };
      await this.audit.record(ctx, { action: `import.${end.status}`, entity: ['import', importId], details });
    });
  }
}

/** What a person can mend is said as it is; of everything else, only that it went wrong. Either way: what is committed already. */
function errorOf(cause: unknown, record: ImportRecord | null): { code: string; message: string } {
  const isTold = cause instanceof AppError && /^(?:import|customField|list|workbook)\./.test(cause.code);
  const what = isTold ? cause.message : 'Something went wrong on our side while rows were being written.';
  const { processedRows } = record ?? { processedRows: 0 };
  const done = record && processedRows > 0 ? doneBy(record) : 'No row was imported.';
  // Without its file, or with a damaged one, it cannot go on.
  const isOver = cause instanceof AppError && /^(?:import\.fileMissing$|workbook\.)/.test(cause.code);
  const next = isOver ? [] : [processedRows > 0 ? 'Start the import again to continue from there.' : 'Start the import again.'];
  return { code: isTold ? cause.code : 'import.failed', message: [what, done, ...next].join(' ') };
}

function doneBy({ processedRows, counts: { created, updated } }: ImportRecord): string {
  const rows = processedRows === 1 ? 'The first row is' : `The first ${processedRows.toLocaleString('en')} rows are`;
  const contacts = `${created.toLocaleString('en')} ${created === 1 ? 'contact' : 'contacts'} added, ${updated.toLocaleString('en')} updated`;
  return `${rows} imported: ${contacts}.`;
}
