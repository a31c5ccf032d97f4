import { decimalMarkOf, isEmptyWord, proposeFieldType, writtenOrders } from '@rapport/common';
import { Injectable } from '@nestjs/common';
import type { CountryCode } from 'libphonenumber-js/max';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { CustomFieldService } from '../customFields/CustomFieldService.js';
import { formatOf } from './running/planImport.js';
import { scanDates } from './scanDates.js';
import { type FileSample, ImportFiles } from './ImportFiles.js';
import { findConsent } from './consent/consentRule.js';
import type { Encoding } from './csv/detectEncoding.js';
import { inspectSample, type SampleRow, tableWidth } from './csv/inspectSample.js';
import { MAX_HEADER_LENGTH } from './csv/RowReader.js';
import { tooManyColumns, unknownHeaderRow } from './importErrors.js';
import type { ImportColumn, ImportTable } from './Import.js';
import { columnNames, findHeader } from './mapping/detectHeader.js';
import { detectPreset } from './mapping/presets.js';
import { suggestColumns } from './mapping/suggestColumns.js';

type Choices = Pick<DetectionInput, 'encoding' | 'delimiter' | 'headerRow'>;

/** Looks at an uploaded file: its beginning for nearly everything, more of it where dates leave their order open. */
@Injectable()
export class TableDetection {
  constructor(
    private readonly files: ImportFiles,
    private readonly customFields: CustomFieldService,
  ) {}

  async detect(
    ctx: WorkspaceContext,
    file: { id: string; fileName: string; defaultCountry: string | null; sample: FileSample },
    choices: Choices = {},
  ): Promise<DetectedTable> {
    const { sample, fileName } = file;
    const country = file.defaultCountry as CountryCode | null;
    const detected = detectTable({ sample, fileName, country, customFields: await this.customFields.list(ctx), ...choices });
    if (sample.isWholeFile) return detected;
    const columns = await scanDates(() => this.files.open(file.id), formatOf(detected), detected.table.columns);
    return { ...detected, table: { ...detected.table, columns } };
  }
}

export interface DetectionInput {
  readonly sample: FileSample;
  readonly fileName: string;
  readonly customFields: readonly { readonly fieldName: string; readonly label: string }[];
  /** The country of phone numbers that do not say theirs. */
  readonly country: CountryCode | null;
  /** What a person chose; the rest is detected. */
  readonly encoding?: Encoding | undefined;
  readonly delimiter?: string | undefined;
  /** Line of the header, null for none, `found` for the best there is. */
  readonly headerRow?: number | 'found' | null | undefined;
}

export interface DetectedTable {
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
  const { encoding, delimiter, hasBackslashes, rows } = inspectSample({
    ...input.sample,
    encoding: input.encoding,
    delimiter: input.delimiter,
  });
  const at = headerAt(rows, input.headerRow);
  const header = rows[at]?.cells.map((cell) => cell.slice(0, MAX_HEADER_LENGTH)) ?? null;
  const below = rows.slice(at + 1).map(({ cells }) => cells);
  const width = tableWidth(header, below);
  if (width > MAX_COLUMNS) throw tooManyColumns(width, MAX_COLUMNS);
  const body = below.map((row) => fit(row, width));
  const preset = header ? detectPreset(header) : null;
  const suggestions = suggestColumns({
    headers: header ?? new Array<string>(width).fill(''),
    rows: body,
    preset,
    country: input.country,
    customFields: input.customFields,
  });
  const columns = columnNames(header, width).map((name, index): ImportColumn => ({
    index,
    header: name,
    target: 'ignore',
    suggestedBy: null,
    newField: null,
    ...judgeContent(body, index),
    ...suggestions[index],
  }));
  return {
    encoding,
    delimiter,
    preset: preset?.name ?? null,
    table: {
      header,
      headerLine: rows[at]?.line ?? 0,
      hasBackslashes,
      leadingRows: rows.slice(0, LEADING_ROWS).map(shortened),
      columns,
      consent: findConsent(preset?.name ?? null, header, input.fileName, body),
    },
    sampleRows: body.slice(0, SHOWN_ROWS).map((row) => row.map((cell) => cell.slice(0, SHOWN_CHARACTERS))),
    isEmpty: body.length === 0,
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
