import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { requireScope } from '../../platform/security/fieldScopes.js';
import { CustomFieldService } from '../customFields/CustomFieldService.js';
import { ListService } from '../lists/ListService.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { assertImportable, columnsWithoutField } from './chooseColumns.js';
import type { ImportColumn, ImportOptions, ImportRecord, NewField } from './Import.js';
import { ValueTargets } from './ValueTargets.js';
import type { StartImportDto } from './ImportDtos.js';
import { consentQuestion } from './consent/consentRule.js';
import { consentNeeded, dateOrderNeeded, noIdColumn } from './importErrors.js';
import { fieldTypesOf } from './ImportPresenter.js';
import { ImportReportRepository } from './ImportReportRepository.js';
import { ImportRepository } from './ImportRepository.js';
import { columnsWithOpenDates } from './mapping/dateOrders.js';
import { customFieldOf } from './mapping/targets.js';

/** More than a row has notes: a note about the whole import comes after those of the last row. */
const BEHIND_THE_NOTES_OF_A_ROW = 1_000;

/** Makes what an import needs to put its rows into, custom fields and a list, and tells what it does without. Inside the unit of work that starts it. */
@Injectable()
export class ImportTargets {
  constructor(
    private readonly customFields: CustomFieldService,
    private readonly lists: ListService,
    private readonly workspaces: WorkspaceService,
    private readonly imports: ImportRepository,
    private readonly reports: ImportReportRepository,
    private readonly values: ValueTargets,
  ) {}

  /**
   * The columns with their new custom fields made. An import that goes on can be given no other columns, so one whose field was deleted
   * meanwhile is left out from here on, and is among `without`: what was in it before went with the field.
   */
  async prepareColumns(
    ctx: WorkspaceContext,
    record: ImportRecord,
    input: StartImportDto,
  ): Promise<{ columns: ImportColumn[]; without: ImportColumn[] }> {
    const fields = await this.customFields.list(ctx);
    const known = new Set(fields.map(({ fieldName }) => fieldName));
    const without = record.startedAt === null ? [] : columnsWithoutField(record.table.columns, known);
    const chosen = record.table.columns.map((column) =>
      without.includes(column) ? { ...column, target: 'ignore' as const, suggestedBy: null } : column,
    );
    assertImportable(chosen, known);
    assertHasId(chosen, input);
    await this.values.check(ctx, record);
    assertAnswered(record, fieldTypesOf(fields));
    const columns: ImportColumn[] = [];
    for (const column of chosen) {
      const fieldName = customFieldOf(column.target);
      if (fieldName !== null && column.newField && !known.has(fieldName)) {
        requireScope(ctx, 'fields:write');
        await this.customFields.create(ctx, newFieldOf(column.newField, fieldName));
      }
      columns.push({ ...column, newField: null });
    }
    if (record.startedAt === null) await this.values.make(ctx, columns);
    return { columns, without };
  }

  /** Throws what the start of the import would throw; makes nothing. */
  async check(ctx: WorkspaceContext, record: ImportRecord, input: StartImportDto): Promise<void> {
    const fields = await this.customFields.list(ctx);
    assertImportable(record.table.columns, new Set(fields.map(({ fieldName }) => fieldName)));
    assertAnswered(record, fieldTypesOf(fields));
    assertHasId(record.table.columns, input);
    await this.values.check(ctx, record);
    if (input.listId) await this.lists.get(ctx, input.listId);
  }

  /** One note for each, at the row from which on it is left out. */
  async tellLeftOut(ctx: WorkspaceContext, record: ImportRecord, without: readonly ImportColumn[]): Promise<void> {
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

  async prepareOptions(ctx: WorkspaceContext, record: ImportRecord, input: StartImportDto): Promise<ImportOptions> {
    const newListName = input.newListName ?? null;
    const listId = await this.prepareList(ctx, input.listId ?? null, newListName);
    const { timeZone } = await this.workspaces.require(ctx);
    // A started import goes on in the zone in which it began.
    return {
      ...record.options,
      mode: input.mode,
      listId,
      newListName,
      withoutKey: input.withoutKey ?? null,
      updatePolicy: input.updatePolicy ?? null,
      matchBy: input.matchBy ?? null,
      timeZone: record.startedAt === null ? timeZone : record.options.timeZone,
    };
  }

  private async prepareList(ctx: WorkspaceContext, listId: string | null, newListName: string | null): Promise<string | null> {
    if (newListName !== null) return (await this.lists.findOrCreate(ctx, newListName)).id;
    if (listId !== null) await this.lists.get(ctx, listId);
    return listId;
  }
}

function newFieldOf({ label, fieldType, currency, options }: NewField, fieldName: string): Parameters<CustomFieldService['create']>[1] {
  return { label, fieldType, fieldName, ...(currency ? { currency } : {}), ...(options ? { options: [...options] } : {}) };
}

function assertHasId(columns: readonly ImportColumn[], { matchBy }: StartImportDto): void {
  if (matchBy === 'id' && !columns.some(({ target }) => target === 'contactId')) throw noIdColumn();
}

/** Throws when the file leaves something open that nobody may guess: how dates are meant, and who must not be written to. */
function assertAnswered(record: ImportRecord, fieldTypes: ReadonlyMap<string, string>): void {
  const openDates = columnsWithOpenDates(record, fieldTypes);
  if (openDates.length > 0) throw dateOrderNeeded(openDates);
  const { consent, columns } = record.table;
  const question = consentQuestion(
    consent,
    columns.map(({ header }) => header),
    record.sampleRows,
  );
  if (question && record.options.consent === null) throw consentNeeded(question, record.fileName);
}
