import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CountryCode } from 'libphonenumber-js/max';
import { type DetectedTable, type DetectionInput, detectTable } from './detectTable.js';
import type { ImportColumn } from './Import.js';
import type { StoredUpload } from './ImportFiles.js';
import { inspectFile, type ReadingChoices } from './inspectFile.js';
import { partsOfColumn, scanValues, withOptions } from './mapping/columnValues.js';
import { presetNamed } from './mapping/presets.js';
import { type FieldDefinition, formatOf } from './running/planImport.js';
import { scanDates } from './scanDates.js';

/** What a file is looked at with. Plain data, like the answers: a thread does it (InspectionPool). */
export interface FileToDetect {
  readonly upload: StoredUpload;
  readonly fileName: string;
  readonly defaultCountry: string | null;
  readonly choices: ReadingChoices & Pick<DetectionInput, 'headerRow'>;
  readonly customFields: readonly FieldDefinition[];
  readonly stages: readonly string[];
}

/** A table whose columns may name lists, stages or options by now. */
export interface ValuesToFind {
  readonly upload: StoredUpload;
  readonly table: Parameters<typeof formatOf>[0] & Pick<DetectedTable, 'preset'>;
  readonly customFields: readonly FieldDefinition[];
}

export type InspectionTask = ({ readonly kind: 'detect' } & FileToDetect) | ({ readonly kind: 'values' } & ValuesToFind);

export interface InspectionResults {
  detect: DetectedTable;
  values: ImportColumn[];
}

export function inspect(task: InspectionTask): Promise<InspectionResults[InspectionTask['kind']]> {
  return task.kind === 'detect' ? detectFile(task) : findValues(task);
}

/** Looks at an uploaded file: its beginning for nearly everything, more of it where dates leave their order open. */
async function detectFile({ upload, fileName, defaultCountry, choices, customFields, stages }: FileToDetect): Promise<DetectedTable> {
  const { headerRow, ...reading } = choices;
  const inspected = await inspectFile(upload, reading);
  // Where a small file is looked at on the event loop, others get their turn between reading and judging it.
  await nextTurn();
  const country = defaultCountry as CountryCode | null;
  const detected = detectTable({ inspected, fileName, country, customFields, stages, headerRow });
  const { columns } = detected.table;
  const dated = inspected.isWhole ? columns : await scanDates(upload, formatOf(detected), columns);
  const table = { ...detected, table: { ...detected.table, columns: dated } };
  return { ...table, table: { ...table.table, columns: await findValues({ upload, table, customFields }) } };
}

/** The columns with what those hold that name lists, stages or options. */
async function findValues({ upload, table, customFields }: ValuesToFind): Promise<ImportColumn[]> {
  const isGoogle = presetNamed(table.preset)?.hasMultiValues ?? false;
  const file = { upload, format: formatOf(table) };
  return withOptions(await scanValues(file, table.table.columns, (column) => partsOfColumn(column, customFields, isGoogle)));
}
