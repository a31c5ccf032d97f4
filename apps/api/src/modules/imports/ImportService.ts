import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { toPage } from '../../platform/database/keyset.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { notFound } from '../../platform/http/AppError.js';
import type { Page, PageQuery } from '../../platform/http/Page.js';
import { Removals } from '../../platform/removal/Removals.js';
import type { ImportRecord } from './Import.js';
import type { ImportDto, ImportSummaryDto } from './ImportDtos.js';
import { importFileMissing, importIsRunning } from './importErrors.js';
import { ImportFiles } from './ImportFiles.js';
import { ImportRepository } from './ImportRepository.js';
import { ImportPresenter, presentSummary } from './ImportPresenter.js';

/** Imports before and after they run. */
@Injectable()
export class ImportService implements OnModuleInit {
  constructor(
    private readonly imports: ImportRepository,
    private readonly files: ImportFiles,
    private readonly presenter: ImportPresenter,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly removals: Removals,
  ) {}

  onModuleInit(): void {
    this.removals.register('import', (ctx, { targetId }, limits) => this.imports.remove(ctx, targetId, limits));
  }

  async list(ctx: WorkspaceContext, { cursor, limit }: PageQuery): Promise<Page<ImportSummaryDto>> {
    const rows = await this.imports.list(ctx, cursor, limit);
    const shown = await this.presenter.summaries(ctx, rows);
    return toPage(
      rows,
      limit,
      (summary) => [summary.id],
      (summary) => shown.get(summary.id) ?? presentSummary(summary),
    );
  }

  async get(ctx: WorkspaceContext, id: string): Promise<ImportDto> {
    return this.presenter.present(ctx, await this.require(ctx, id));
  }

  /** Removes an import that does not run, with its file and its rejected rows. Imported contacts stay. */
  async discard(ctx: WorkspaceContext, id: string): Promise<void> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      const { fileName, status } = await this.require(ctx, id);
      if (!(await this.imports.markDeleted(ctx, id))) throw importIsRunning();
      await this.removals.begin(ctx, { kind: 'import', targetId: id, workspaceId: ctx.workspaceId });
      await this.audit.record(ctx, { action: 'import.discarded', entity: ['import', id], details: { fileName, status } });
    });
    await this.files.remove(id);
  }

  async require(ctx: WorkspaceContext, id: string): Promise<ImportRecord> {
    const record = await this.imports.find(ctx, id);
    if (!record) throw notFound('import');
    return record;
  }

  /** Throws when the uploaded file has gone, before a started import would find out. */
  async requireFile(ctx: WorkspaceContext, id: string): Promise<void> {
    const { status } = await this.require(ctx, id);
    const isWaiting = status === 'uploaded' || status === 'failed';
    if (isWaiting && !(await this.files.exists(id))) throw importFileMissing();
  }
}
