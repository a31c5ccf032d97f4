import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { foldText, optionsOfField } from '@rapport/common';
import { CustomFieldService } from '../customFields/CustomFieldService.js';
import { ListService } from '../lists/ListService.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { BulkWorkService, type UndoableRecord } from '../contacts/BulkWorkService.js';
import { consentQuestion } from './consent/consentRule.js';
import type { ImportColumn, ImportRecord, ImportSummary, SheetChoice } from './Import.js';
import type { ImportColumnDto, ImportColumnValuesDto } from './ImportColumnDtos.js';
import type { ImportDto, ImportPreviewRowDto, ImportSummaryDto, ImportUndoDto, ImportWorkbookDto } from './ImportDtos.js';
import { choiceFor, isKnownOption } from './mapping/columnValues.js';
import { findList, type PlanList } from './mapping/listNames.js';
import { columnsWithOpenDates, orderOfColumn } from './mapping/dateOrders.js';
import { previewRow } from './mapping/previewRow.js';
import { withNewFields } from './mapping/newFields.js';
import { RowMapper } from './mapping/RowMapper.js';
import { type RehearsalRecord, settingsHash } from './rehearsal/rehearsal.js';
import type { ImportRehearsalDto } from './rehearsal/RehearsalDtos.js';
import { RehearsalRepository } from './rehearsal/RehearsalRepository.js';
import { type FieldDefinition, planImport } from './running/planImport.js';

const SAMPLES = 5;
const PREVIEW_ROWS = 10;

/** An import as the API shows it: before it starts with what is open, and with its first rows as they will be read. */
@Injectable()
export class ImportPresenter {
  constructor(
    private readonly customFields: CustomFieldService,
    private readonly lists: ListService,
    private readonly workspaces: WorkspaceService,
    private readonly rehearsals: RehearsalRepository,
    private readonly bulkWork: BulkWorkService,
  ) {}

  async summaries(ctx: WorkspaceContext, page: readonly ImportSummary[]): Promise<Map<string, ImportSummaryDto>> {
    const undos = await this.bulkWork.listUndoable(
      ctx,
      page.map(({ id }) => id),
    );
    return new Map(page.map((summary) => [summary.id, presentSummary(summary, undos.get(summary.id))]));
  }

  private async undoOf(ctx: WorkspaceContext, id: string): Promise<UndoableRecord | undefined> {
    return (await this.bulkWork.listUndoable(ctx, [id])).get(id);
  }

  async present(ctx: WorkspaceContext, record: ImportRecord): Promise<ImportDto> {
    const fields = await this.customFields.list(ctx);
    const isWaiting = record.status === 'uploaded';
    const lists = isWaiting ? await this.lists.listNames(ctx) : [];
    const { timeZone } = isWaiting ? await this.workspaces.require(ctx) : record.options;
    const { header, headerLine, leadingRows, consent, columns, workbook } = record.table;
    const question = isWaiting
      ? consentQuestion(
          consent,
          columns.map((column) => column.header),
          record.sampleRows,
        )
      : null;
    const rehearsal = isWaiting ? await this.rehearsals.find(ctx, record.id) : null;
    return {
      ...presentSummary(record, await this.undoOf(ctx, record.id)),
      rehearsal: rehearsal && presentRehearsal(rehearsal, record),
      workbook: workbook && presentWorkbook(workbook),
      headerRow: header === null ? null : headerLine,
      leadingRows: leadingRows.map(({ line, cells }) => ({ line, cells: [...cells] })),
      columns: presentColumns(record, fields, lists),
      sampleRows: record.sampleRows.map((row) => [...row]),
      preview: isWaiting ? previewOf({ ...record, options: { ...record.options, timeZone } }, fields, lists) : [],
      consent: {
        columns: consent.columns.map(({ index }) => columns[index]?.header ?? ''),
        question: question && { ...question, values: [...question.values] },
        answer: record.options.consent,
      },
    };
  }
}

function presentWorkbook({ sheets, sheet, hasHiddenRows, skipsHiddenRows }: SheetChoice): ImportWorkbookDto {
  return { sheets: sheets.map(({ name, isHidden }) => ({ name, isHidden })), sheet, hasHiddenRows, skipHiddenRows: skipsHiddenRows };
}

export function presentSummary(summary: ImportSummary, undo?: UndoableRecord): ImportSummaryDto {
  const { mode, listId, newListName, defaultCountry, withoutKey, updatePolicy, matchBy, emptyWords } = summary.options;
  return {
    id: summary.id,
    fileName: summary.fileName,
    fileSize: summary.fileSize,
    fileKind: summary.fileKind,
    status: summary.status,
    encoding: summary.encoding,
    delimiter: summary.delimiter,
    hasHeader: summary.hasHeader,
    preset: summary.preset,
    totalRows: summary.totalRows,
    processedRows: summary.processedRows,
    bytesProcessed: summary.bytesProcessed,
    counts: { ...summary.counts },
    reportedCells: summary.reportedCells,
    reportedNotes: summary.reportedNotes,
    options: {
      mode,
      listId,
      newListName,
      defaultCountry,
      withoutKey: withoutKey ?? null,
      updatePolicy: updatePolicy ?? 'overwrite',
      matchBy: matchBy ?? 'auto',
      emptyWords,
    },
    undo: summary.status === 'running' || summary.status === 'uploaded' || !undo || undo.affected === 0 ? null : presentUndo(undo),
    error: summary.error,
    createdAt: summary.createdAt,
    startedAt: summary.startedAt,
    finishedAt: summary.finishedAt,
  };
}

function presentUndo(record: UndoableRecord): ImportUndoDto {
  const { status, affected, undoProcessed, undoAffected, undoUntil, isTooLate, left, errorMessage } = record;
  const hasBegun = undoProcessed > 0 || status === 'failed' || status === 'cancelled';
  const rest = hasBegun ? 'stopped' : 'possible';
  return {
    status: status === 'undone' || status === 'undoing' ? status : isTooLate ? 'expired' : rest,
    total: affected,
    processed: undoProcessed,
    affected: undoAffected,
    left,
    until: undoUntil,
    error: errorMessage,
  };
}

function presentRehearsal(rehearsal: RehearsalRecord, record: ImportRecord): ImportRehearsalDto {
  const { status, input, processedRows, bytesProcessed, counts, errorMessage, startedAt, finishedAt } = rehearsal;
  return {
    status,
    isStale: rehearsal.settingsHash !== settingsHash(record),
    mode: input.mode,
    withoutKey: input.withoutKey ?? null,
    updatePolicy: input.updatePolicy ?? 'overwrite',
    matchBy: input.matchBy ?? 'auto',
    processedRows,
    bytesProcessed,
    counts: { ...counts },
    error: errorMessage,
    startedAt,
    finishedAt,
  };
}

/** Types of the custom fields by their names. */
export function fieldTypesOf(fields: readonly Pick<FieldDefinition, 'fieldName' | 'fieldType'>[]): ReadonlyMap<string, string> {
  return new Map(fields.map(({ fieldName, fieldType }) => [fieldName, fieldType]));
}

function presentColumns(record: ImportRecord, fields: readonly FieldDefinition[], lists: readonly PlanList[]): ImportColumnDto[] {
  const open = new Set(columnsWithOpenDates(record, fieldTypesOf(fields)).map(({ index }) => index));
  return record.table.columns.map((column) => {
    const { index, header, target, suggestedBy, newField, proposedType } = column;
    const resolved = orderOfColumn(column, record);
    return {
      index,
      header,
      samples: samplesOf(record, index),
      target,
      suggestedBy,
      newField: newField && { ...newField, options: [...(newField.options ?? [])], currency: newField.currency ?? null },
      proposedType,
      dateOrder: column.dates.isAsked || column.dates.proven ? (resolved?.order ?? null) : null,
      dateOrderFrom: column.dates.isAsked || column.dates.proven ? (resolved?.from ?? null) : null,
      needsDateOrder: open.has(index),
      values: record.status === 'uploaded' ? presentValues(column, fields, lists) : null,
    };
  });
}

/** What the column holds that is no list, stage or option yet, with what was decided about it. */
function presentValues(column: ImportColumn, fields: readonly FieldDefinition[], lists: readonly PlanList[]): ImportColumnValuesDto | null {
  const { found, target, choices } = column;
  if (!found || column.newField) return null;
  const ofLists = target === 'lists' || target === 'stage';
  const own = lists.filter(({ isPrimary }) => isPrimary === (target === 'stage'));
  const definition = fields.find(({ fieldName }) => `custom:${fieldName}` === target);
  if (!ofLists && !definition) return null;
  const options = definition ? optionsOfField(definition) : [];
  const labels = ofLists ? own.map(({ name }) => name) : options.filter(({ isArchived }) => !isArchived).map(({ label }) => label);
  const isKnown = (value: string): boolean => (ofLists ? findList(own, value) !== undefined : isKnownOption(value, { options }));
  const unknown = found.values.filter(({ value }) => !isKnown(value));
  return {
    isWhole: found.isWhole,
    isCut: found.isCut,
    unknown: unknown.map(({ value, count }) => {
      const chosen = choiceFor(value, choices);
      const suggests = labels.find((label) => foldText(label) === foldText(value)) ?? null;
      return { value, count, choice: chosen?.choice ?? null, use: chosen?.use ?? null, suggests };
    }),
  };
}

function samplesOf(record: ImportRecord, index: number): string[] {
  const filled = record.sampleRows.map((row) => row[index] ?? '').filter((cell) => cell.trim() !== '');
  return [...new Set(filled)].slice(0, SAMPLES);
}

/** New fields do not exist yet, so they are read as what they will be; a field that was deleted meanwhile is refused at the start. */
function previewOf(record: ImportRecord, fields: readonly FieldDefinition[], lists: readonly PlanList[]): ImportPreviewRowDto[] {
  const known = new Set(fields.map(({ fieldName }) => fieldName));
  const isThere = ({ target, newField }: ImportRecord['table']['columns'][number]): boolean =>
    !target.startsWith('custom:') || newField !== null || known.has(target.slice('custom:'.length));
  const columns = record.table.columns.map((column) => (isThere(column) ? column : { ...column, target: 'ignore' as const }));
  const { mapping, intake } = planImport({ ...record, table: { ...record.table, columns } }, withNewFields(columns, fields), lists);
  const mapper = new RowMapper(mapping);
  return record.sampleRows
    .slice(0, PREVIEW_ROWS)
    .map((row) => ({ cells: previewRow(mapper, { columns: mapping.columns, listNames: intake.listNames ?? {} }, row) }));
}
