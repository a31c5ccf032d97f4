import type { CustomFieldType, DateOrder, PlainFieldType } from '@rapport/common';
import type { ConsentAnswer, ConsentFinding } from './consent/consentRule.js';
import type { Encoding } from './csv/detectEncoding.js';
import type { Checkpoint, FileKind } from './running/RowBatch.js';
import type { Target } from './mapping/targets.js';
import type { MatchKey, UpdatePolicy, WithoutKey } from '../lists/public.js';

export const IMPORT_STATUSES = ['uploaded', 'running', 'completed', 'cancelled', 'failed'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

export const IMPORT_MODES = ['createAndUpdate', 'createOnly', 'updateOnly'] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];

/** Of a workbook: its sheets, and which is read. */
export interface SheetChoice {
  readonly sheets: readonly { readonly name: string; readonly isHidden: boolean }[];
  readonly sheet: string;
  /** Rows that are hidden in the spreadsheet are left out. */
  readonly skipsHiddenRows: boolean;
  /** There are some near the top. */
  readonly hasHiddenRows: boolean;
}

export interface NewField {
  readonly label: string;
  readonly fieldType: CustomFieldType;
  /** Of amounts of money. */
  readonly currency?: string | null;
  /** Of choices. */
  readonly options?: readonly string[];
}

/** What a column that names lists, stages or options holds. */
export interface FoundValues {
  /** The most frequent ones first, each with the number of its cells. */
  readonly values: readonly { readonly value: string; readonly count: number }[];
  /** The whole file was read. */
  readonly isWhole: boolean;
  /** There are more different ones. */
  readonly isCut: boolean;
}

export const VALUE_CHOICES = ['add', 'use', 'leaveOut'] as const;

/** What becomes of a value that is no list, stage or option yet. */
export interface ValueChoice {
  readonly value: string;
  readonly choice: (typeof VALUE_CHOICES)[number];
  /** The list, stage or option that it stands for. */
  readonly use: string | null;
}

export interface ImportColumn {
  readonly index: number;
  /** Name shown to people; unique within the file. */
  readonly header: string;
  readonly target: Target;
  readonly suggestedBy: 'preset' | 'header' | 'content' | 'customField' | 'person' | null;
  /** The custom field of the target is made when the import starts. */
  readonly newField: NewField | null;
  /** The type that a new field for it should have. */
  readonly proposedType: PlainFieldType;
  readonly found?: FoundValues | null;
  readonly choices?: readonly ValueChoice[];
  readonly dates: ColumnDates;
  /** Which mark its numbers have before the decimals; null when they do not say. */
  readonly decimalMark: '.' | ',' | null;
}

/** What a column tells about its dates, and what a person said about them. */
export interface ColumnDates {
  /** The order that some of them prove; `both` when they contradict each other. */
  readonly proven: DateOrder | 'both' | null;
  /** Some can be read in two ways. */
  readonly isAsked: boolean;
  readonly chosen: DateOrder | null;
}

export interface ImportTable {
  /** The names as they are in the file, cut to a bounded length; null when no row holds names. */
  readonly header: readonly string[] | null;
  /** The line on which the header starts; rows above it are a title. */
  readonly headerLine: number;
  /** Quotation marks inside cells are written as \". */
  readonly hasBackslashes: boolean;
  /** The first rows as they are, for choosing the header. */
  readonly leadingRows: readonly { readonly line: number; readonly cells: readonly string[] }[];
  readonly consent: ConsentFinding;
  readonly columns: readonly ImportColumn[];
  /** Null for a file that is no workbook. */
  readonly workbook: SheetChoice | null;
}

export interface ImportOptions {
  readonly mode: ImportMode;
  readonly listId: string | null;
  readonly newListName: string | null;
  /** ISO 3166 code: the country of phone numbers without a country code. */
  readonly defaultCountry: string | null;
  /** What becomes of rows without email address and phone number; null leaves it to the columns. */
  readonly withoutKey?: WithoutKey | null;
  /** Whether existing values are overwritten, kept, or never touched; left out: overwritten. */
  readonly updatePolicy?: UpdatePolicy | null;
  /** By what rows are recognised; left out: by email address, else by phone number and name. */
  readonly matchBy?: MatchKey | null;
  /** NULL, n/a, - and their like are no values. */
  readonly emptyWords: boolean;
  /** What a person said about who must not be written to. */
  readonly consent: ConsentAnswer | null;
  /** IANA name: the zone of times that name none, as it was when the import started. */
  readonly timeZone: string;
}

export interface ImportCounts {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** Rows with only blank cells. */
  readonly blank: number;
}

/** How far an import has come: rows up to `processedRows` are done; the reader goes on at `reader`, which may lie before them. */
export interface ImportCheckpoint {
  readonly reader: Checkpoint;
}

/** An import as lists show it: without what depends on the width of its file. */
export interface ImportSummary {
  readonly id: string;
  readonly fileName: string;
  readonly fileSize: number;
  readonly fileKind: FileKind;
  readonly status: ImportStatus;
  readonly encoding: Encoding;
  readonly delimiter: string;
  readonly hasHeader: boolean;
  readonly preset: string | null;
  readonly options: ImportOptions;
  readonly totalRows: number | null;
  readonly processedRows: number;
  readonly bytesProcessed: number;
  readonly counts: ImportCounts;
  /** Cells that could not be read; their rows were imported without them. */
  readonly reportedCells: number;
  /** Notes about rows that were imported. */
  readonly reportedNotes: number;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

export interface ImportRecord extends ImportSummary {
  readonly workspaceId: string;
  readonly table: ImportTable;
  readonly sampleRows: readonly (readonly string[])[];
  readonly checkpoint: ImportCheckpoint | null;
}
