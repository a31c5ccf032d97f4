import { decimalMarkOf, isEmptyWord, proposeFieldType, writtenOrders } from '@rapport/common';
import { Injectable } from '@nestjs/common';
import type { CountryCode } from 'libphonenumber-js/max';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { CustomFieldService } from '../customFields/CustomFieldService.js';
import { formatOf } from './running/planImport.js';
import { ListService } from '../lists/ListService.js';
import { scanDates } from './scanDates.js';
import { partsOfColumn, scanValues, withOptions } from './mapping/columnValues.js';
import { ImportFiles } from './ImportFiles.js';
import { findConsent } from './consent/consentRule.js';
import type { Encoding } from './csv/detectEncoding.js';
import { type SampleRow, tableWidth } from './csv/inspectSample.js';
import { MAX_HEADER_LENGTH } from './csv/RowReader.js';
import { tooManyColumns, unknownHeaderRow } from './importErrors.js';
import type { ImportColumn, ImportTable } from './Import.js';
import type { FileKind } from './running/RowBatch.js';
import { type InspectedFile, inspectFile, type ReadingChoices } from './inspectFile.js';
import { columnNames, findHeader } from './mapping/detectHeader.js';
import { detectPreset, presetNamed } from './mapping/presets.js';
import { suggestColumns } from './mapping/suggestColumns.js';

type Choices = ReadingChoices & Pick<DetectionInput, 'headerRow'>;

/** Looks at an uploaded file: its beginning for nearly everything, more of it where dates leave their order open. */
@Injectable()
export class TableDetection {
  constructor(
    private readonly files: ImportFiles,
    private readonly customFields: CustomFieldService,
    private readonly lists: ListService,
  ) {}

  async detect(
    ctx: WorkspaceContext,
    file: { id: string; fileName: string; defaultCountry: string | null },
    { headerRow, ...choices }: Choices = {},
  ): Promise<DetectedTable> {
    const inspected = await inspectFile(this.files, file.id, choices);
    const country = file.defaultCountry as CountryCode | null;
    const customFields = await this.customFields.list(ctx);
    const stages = (await this.lists.listNames(ctx)).filter(({ isPrimary }) => isPrimary).map(({ name }) => name);
    const detected = detectTable({ inspected, fileName: file.fileName, country, customFields, stages, headerRow });
    const dated = inspected.isWhole
      ? detected.table.columns
      : await scanDates(this.files.uploadOf(file.id), formatOf(detected), detected.table.columns);
    const columns = await this.withValues(ctx, file.id, { ...detected, table: { ...detected.table, columns: dated } });
    return { ...detected, table: { ...detected.table, columns } };
  }

  /** The columns with what those hold that name lists, stages or options. */
  async withValues(
    ctx: WorkspaceContext,
    id: string,
    table: Parameters<typeof formatOf>[0] & Pick<DetectedTable, 'preset'>,
  ): Promise<ImportColumn[]> {
    const definitions = await this.customFields.list(ctx);
    const isGoogle = presetNamed(table.preset)?.hasMultiValues ?? false;
    const file = { upload: this.files.uploadOf(id), format: formatOf(table) };
    return withOptions(await scanValues(file, table.table.columns, (column) => partsOfColumn(column, definitions, isGoogle)));
  }
}

export interface DetectionInput {
  readonly inspected: InspectedFile;
  readonly fileName: string;
  readonly customFields: readonly { readonly fieldName: string; readonly label: string }[];
  readonly stages?: readonly string[];
  /** The country of phone numbers that do not say theirs. */
  readonly country: CountryCode | null;
  /** Line of the header, null for none, `found` for the best there is. */
  readonly headerRow?: number | 'found' | null | undefined;
}

export interface DetectedTable {
  readonly fileKind: FileKind;
  readonly encoding: Encoding;
  readonly delimiter: string;
  readonly preset: string | null;
  readonly table: ImportTable;
  readonly sampleRows: readonly (readonly string[])[];
  /** No row is left below the header. */
  readonly isEmpty: boolean;
}

/** Nobody maps more columns by hand, and each costs memory in every row. */
export const MAX_COLUMNS = 500;
const SHOWN_ROWS = 20;
const SHOWN_CHARACTERS = 200;
const LEADING_ROWS = 12;
const LEADING_CELLS = 8;
const LEADING_CHARACTERS = 60;

/** What a file seems to be: encoding, delimiter, header, product, and a target for each column. */
export function detectTable(input: DetectionInput): DetectedTable {
  const { kind, encoding, delimiter, hasBackslashes, rows, names, workbook, isWhole } = input.inspected;
  const at = names ? -1 : headerAt(rows, input.headerRow);
  const header = rows[at]?.cells.map((cell) => cell.slice(0, MAX_HEADER_LENGTH)) ?? null;
  const below = rows.slice(at + 1).map(({ cells }) => cells);
  const width = tableWidth(names ?? header, below);
  if (width > MAX_COLUMNS) throw tooManyColumns(width, MAX_COLUMNS);
  const body = below.map((row) => fit(row, width));
  const preset = header ? detectPreset(header) : null;
  const suggestions = suggestColumns({
    headers: names ?? header ?? new Array<string>(width).fill(''),
    rows: body,
    preset,
    country: input.country,
    customFields: input.customFields,
    stages: input.stages ?? [],
  });
  const columns = columnNames(names ?? header, width).map((name, index): ImportColumn => ({
    index,
    header: name,
    target: 'ignore',
    suggestedBy: null,
    newField: null,
    ...judgeContent(body, index),
    ...suggestions[index],
  }));
  return {
    fileKind: kind,
    encoding,
    delimiter,
    preset: preset?.name ?? null,
    table: {
      header,
      headerLine: rows[at]?.line ?? 0,
      hasBackslashes,
      leadingRows: rows.slice(0, LEADING_ROWS).map(shortened),
      columns,
      workbook,
      consent: findConsent(preset?.name ?? null, names ?? header, input.fileName, body),
    },
    sampleRows: body.slice(0, SHOWN_ROWS).map((row) => row.map((cell) => cell.slice(0, SHOWN_CHARACTERS))),
    // The first row may be longer than what is looked at.
    isEmpty: isWhole && body.length === 0,
  };
}

/** Index of the header among the rows, -1 for none. */
function headerAt(rows: readonly SampleRow[], chosen: DetectionInput['headerRow']): number {
  if (chosen === null) return -1;
  if (typeof chosen === 'number') {
    const index = rows.findIndex(({ line }) => line === chosen);
    if (index === -1) throw unknownHeaderRow(chosen);
    return index;
  }
  const found = findHeader(rows.map(({ cells }) => cells));
  return found === -1 && chosen === 'found' ? 0 : found;
}

function judgeContent(rows: readonly (readonly string[])[], index: number): Pick<ImportColumn, 'proposedType' | 'dates' | 'decimalMark'> {
  const cells = rows.map((row) => row[index]?.trim() ?? '').filter((cell) => cell !== '' && !isEmptyWord(cell));
  return {
    proposedType: proposeFieldType(cells),
    dates: { ...writtenOrders(cells), chosen: null },
    decimalMark: decimalMarkOf(cells),
  };
}

function shortened({ line, cells }: SampleRow): SampleRow {
  return { line, cells: cells.slice(0, LEADING_CELLS).map((cell) => cell.trim().slice(0, LEADING_CHARACTERS)) };
}

function fit(row: readonly string[], width: number): string[] {
  return Array.from({ length: width }, (_, i) => row[i] ?? '');
}
