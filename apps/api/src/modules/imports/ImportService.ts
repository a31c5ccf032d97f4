import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { toPage } from '../../platform/database/keyset.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { notFound } from '../../platform/http/AppError.js';
import type { Page, PageQuery } from '../../platform/http/Page.js';
import { Removals } from '../../platform/removal/Removals.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { chooseColumns } from './chooseColumns.js';
import { chooseOptions } from './chooseOptions.js';
import type { ImportRecord } from './Import.js';
import type { ImportDto, ImportSummaryDto, UpdateImportDto } from './ImportDtos.js';
import { importFileMissing, importIsRunning, importNotEditable, noRowsBelowHeader } from './importErrors.js';
import { ImportFiles } from './ImportFiles.js';
import { ImportRepository } from './ImportRepository.js';
import { ImportPresenter, presentSummary } from './ImportPresenter.js';
import { TableDetection } from './TableDetection.js';

/** Imports before and after they run. */
@Injectable()
export class ImportService implements OnModuleInit {
  constructor(
    private readonly imports: ImportRepository,
    private readonly files: ImportFiles,
    private readonly detection: TableDetection,
    private readonly presenter: ImportPresenter,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly removals: Removals,
  ) {}

  onModuleInit(): void {
    this.removals.register('import', (ctx, { targetId }, limits) => this.imports.remove(ctx, targetId, limits));
  }

  async list(ctx: WorkspaceContext, { cursor, limit }: PageQuery): Promise<Page<ImportSummaryDto>> {
    return toPage(await this.imports.list(ctx, cursor, limit), limit, (summary) => [summary.id], presentSummary);
  }

  async get(ctx: WorkspaceContext, id: string): Promise<ImportDto> {
    return this.presenter.present(ctx, await this.require(ctx, id));
  }

  /** Another encoding, delimiter or header row means other columns, so they are detected anew; choices of columns are put in after that. */
  async update(ctx: WorkspaceContext, id: string, changes: UpdateImportDto): Promise<ImportDto> {
    const record = await this.require(ctx, id);
    const options = chooseOptions(record.options, changes);
    const settings = { ...record, ...(await this.redetected(ctx, record, changes)) };
    const table = { ...settings.table, columns: chooseColumns(settings.table.columns, changes.columns ?? []) };
    const saved = { ...settings, table, options };
    await this.unitOfWork.run(ctx, async (ctx) => {
      if (!(await this.imports.saveSettings(ctx, id, saved))) throw importNotEditable();
      const [before, after] = [auditedSettings(record), auditedSettings(saved)];
      await this.audit.record(ctx, { action: 'import.updated', entity: ['import', id], before, after });
    });
    return this.get(ctx, id);
  }

  /** Removes an import that does not run, with its file and its rejected rows. Imported contacts stay. */
  async discard(ctx: WorkspaceContext, id: string): Promise<void> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      const { fileName, status } = await this.require(ctx, id);
      if (!(await this.imports.markDeleted(ctx, id, nowIso(this.clock)))) throw importIsRunning();
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

  private async redetected(ctx: WorkspaceContext, record: ImportRecord, changes: UpdateImportDto): Promise<Partial<ImportRecord>> {
    const { encoding, delimiter, hasHeader, headerRow } = changes;
    if (encoding === undefined && delimiter === undefined && hasHeader === undefined && headerRow === undefined) return {};
    const sample = await this.files.sample(record.id);
    const { id, fileName, options } = record;
    const header = hasHeader === false ? null : hasHeader || record.table.header ? 'found' : null;
    const { isEmpty, ...detected } = await this.detection.detect(
      ctx,
      { id, fileName, sample, defaultCountry: options.defaultCountry },
      {
        encoding: encoding ?? record.encoding,
        delimiter: delimiter ?? record.delimiter,
        headerRow: headerRow === undefined ? header : headerRow,
      },
    );
    if (isEmpty && typeof headerRow === 'number') throw noRowsBelowHeader(headerRow);
    return detected;
  }
}

/** Where each column goes to, and how the file is read. */
function auditedSettings({
  encoding,
  delimiter,
  table,
  options,
}: Pick<ImportRecord, 'encoding' | 'delimiter' | 'table' | 'options'>): object {
  const columns = table.columns.map(
    ({ header, target, dates }) => `${header} → ${target}${dates.chosen ? ` (${dates.chosen === 'dmy' ? 'day' : 'month'} first)` : ''}`,
  );
  const { defaultCountry, emptyWords, consent } = options;
  return { encoding, delimiter, headerRow: table.header ? table.headerLine : null, columns, defaultCountry, emptyWords, consent };
}
