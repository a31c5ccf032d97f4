import type { Encoding } from './csv/detectEncoding.js';
import { inspectSample, tableWidth } from './csv/inspectSample.js';
import type { FileSample } from './ImportFiles.js';
import type { ImportColumn, ImportTable } from './Import.js';
import { columnNames, hasHeaderRow } from './mapping/detectHeader.js';
import { detectPreset } from './mapping/presets.js';
import { suggestColumns } from './mapping/suggestColumns.js';

export interface DetectionInput {
  readonly sample: FileSample;
  readonly customFields: readonly { readonly fieldName: string; readonly label: string }[];
  /** What a person chose; the rest is detected. */
  readonly encoding?: Encoding | undefined;
  readonly delimiter?: string | undefined;
  readonly hasHeader?: boolean | undefined;
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

const SHOWN_ROWS = 20;
const SHOWN_CHARACTERS = 200;

/** What a file seems to be: encoding, delimiter, header, product, and a target for each column. */
export function detectTable(input: DetectionInput): DetectedTable {
  const { encoding, delimiter, rows } = inspectSample({ ...input.sample, encoding: input.encoding, delimiter: input.delimiter });
  const hasHeader = input.hasHeader ?? hasHeaderRow(rows);
  const width = tableWidth(rows, hasHeader);
  const header = hasHeader ? (rows[0] ?? null) : null;
  const body = (hasHeader ? rows.slice(1) : rows).map((row) => fit(row, width));
  const names = columnNames(header, width);
  const preset = header ? detectPreset(header) : null;
  const suggestions = suggestColumns({
    headers: header ?? new Array<string>(width).fill(''),
    rows: body,
    preset,
    customFields: input.customFields,
  });
  const columns = names.map((name, index): ImportColumn => ({
    index,
    header: name,
    target: 'ignore',
    suggestedBy: null,
    newField: null,
    ...suggestions[index],
  }));
  return {
    encoding,
    delimiter,
    preset: preset?.name ?? null,
    table: { header, columns },
    sampleRows: body.slice(0, SHOWN_ROWS).map((row) => row.map((cell) => cell.slice(0, SHOWN_CHARACTERS))),
    isEmpty: body.length === 0,
  };
}

function fit(row: readonly string[], width: number): string[] {
  return Array.from({ length: width }, (_, i) => row[i] ?? '');
}
