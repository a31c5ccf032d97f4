import { decimalMarkOf, isEmptyWord, proposeFieldType, writtenOrders } from '@rapport/common';
import type { CountryCode } from 'libphonenumber-js/max';
import { findConsent } from './consent/consentRule.js';
import type { Encoding } from './csv/detectEncoding.js';
import { type SampleRow, tableWidth } from './csv/inspectSample.js';
import { MAX_HEADER_LENGTH } from './csv/RowReader.js';
import type { ImportColumn, ImportTable } from './Import.js';
import { tooManyColumns, unknownHeaderRow } from './importErrors.js';
import type { InspectedFile } from './inspectFile.js';
import { columnNames, findHeader } from './mapping/detectHeader.js';
import { detectPreset } from './mapping/presets.js';
import { suggestColumns } from './mapping/suggestColumns.js';
import type { FileKind } from './running/RowBatch.js';

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
