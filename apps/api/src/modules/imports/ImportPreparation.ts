import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { chooseColumns } from './chooseColumns.js';
import { chooseOptions } from './chooseOptions.js';
import type { ImportRecord, ValueChoice } from './Import.js';
import type { ImportDto, UpdateImportDto } from './ImportDtos.js';
import { emptySheet, importNotEditable, noRowsBelowHeader, notAWorkbook } from './importErrors.js';
import { ImportRepository } from './ImportRepository.js';
import { ImportService } from './ImportService.js';
import { TableDetection } from './TableDetection.js';

/** How a file is read and where its columns go, as a person changes it before the import starts. */
@Injectable()
export class ImportPreparation {
  constructor(
    private readonly importService: ImportService,
    private readonly imports: ImportRepository,
    private readonly detection: TableDetection,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  /** Another encoding, delimiter or header row means other columns, so they are detected anew; choices of columns are put in after that. */
  async update(ctx: WorkspaceContext, id: string, changes: UpdateImportDto): Promise<ImportDto> {
    const record = await this.importService.require(ctx, id);
    if (record.status !== 'uploaded') throw importNotEditable();
    const options = chooseOptions(record.options, changes);
    const settings = { ...record, ...(await this.redetected(ctx, record, changes)) };
    const chosen = { ...settings.table, columns: chooseColumns(settings.table.columns, changes.columns ?? []) };
    const table = { ...chosen, columns: await this.detection.withValues(ctx, id, { ...settings, table: chosen }) };
    const saved = { ...settings, table, options };
    await this.unitOfWork.run(ctx, async (ctx) => {
      if (!(await this.imports.saveSettings(ctx, id, saved))) throw importNotEditable();
      const [before, after] = [auditedSettings(record), auditedSettings(saved)];
      await this.audit.record(ctx, { action: 'import.updated', entity: ['import', id], before, after });
    });
    return this.importService.get(ctx, id);
  }

  private async redetected(ctx: WorkspaceContext, record: ImportRecord, changes: UpdateImportDto): Promise<Partial<ImportRecord>> {
    const { encoding, delimiter, hasHeader, headerRow, sheet, skipHiddenRows } = changes;
    const { workbook } = record.table;
    if (sheet !== undefined && !workbook) throw notAWorkbook('sheet');
    if (skipHiddenRows !== undefined && !workbook) throw notAWorkbook('skipHiddenRows');
    if ([encoding, delimiter, hasHeader, headerRow, sheet, skipHiddenRows].every((change) => change === undefined)) return {};
    const isOtherSheet = sheet !== undefined && sheet !== workbook?.sheet;
    const { id, fileName, options } = record;
    const header = hasHeader === false ? null : hasHeader || record.table.header || isOtherSheet ? 'found' : null;
    const { isEmpty, ...detected } = await this.detection.detect(
      ctx,
      { id, fileName, defaultCountry: options.defaultCountry },
      {
        encoding: encoding ?? record.encoding,
        delimiter: delimiter ?? record.delimiter,
        // Another sheet is looked at like a new file.
        headerRow: headerRow === undefined ? (isOtherSheet && hasHeader === undefined ? undefined : header) : headerRow,
        sheet: sheet ?? workbook?.sheet,
        skipsHiddenRows: skipHiddenRows ?? workbook?.skipsHiddenRows,
      },
    );
    if (isEmpty && typeof headerRow === 'number') throw noRowsBelowHeader(headerRow);
    if (isEmpty && isOtherSheet) throw emptySheet(sheet);
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
    ({ header, target, dates, choices = [] }) =>
      `${header} → ${target}${dates.chosen ? ` (${dates.chosen === 'dmy' ? 'day' : 'month'} first)` : ''}${choices.length > 0 ? ` (${choices.map(choiceWords).join(', ')})` : ''}`,
  );
  const { defaultCountry, emptyWords, consent } = options;
  return {
    encoding,
    delimiter,
    sheet: table.workbook?.sheet,
    headerRow: table.header ? table.headerLine : null,
    columns,
    defaultCountry,
    emptyWords,
    consent,
  };
}

function choiceWords({ value, choice, use }: ValueChoice): string {
  return choice === 'add' ? `${value} is added` : choice === 'use' ? `${value} → ${use ?? ''}` : `${value} is left out`;
}
