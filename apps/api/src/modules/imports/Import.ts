import type { CustomFieldType } from '@rapport/common';
import type { Encoding } from './csv/detectEncoding.js';
import type { Checkpoint } from './csv/readBatches.js';
import type { Target } from './mapping/targets.js';
import type { WithoutKey } from '../lists/ContactIntakeService.js';

export const IMPORT_STATUSES = ['uploaded', 'running', 'completed', 'cancelled', 'failed'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

export const IMPORT_MODES = ['createAndUpdate', 'createOnly', 'updateOnly'] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];

export interface NewField {
  readonly label: string;
  readonly fieldType: Exclude<CustomFieldType, 'select'>;
}

export interface ImportColumn {
  readonly index: number;
  /** Name shown to people; unique within the file. */
  readonly header: string;
  readonly target: Target;
  readonly suggestedBy: 'preset' | 'header' | 'content' | 'customField' | 'person' | null;
  /** The custom field of the target is made when the import starts. */
  readonly newField: NewField | null;
}

export interface ImportTable {
  /** The first row as it stands in the file, when it holds names. */
  readonly header: readonly string[] | null;
  readonly columns: readonly ImportColumn[];
}

export interface ImportOptions {
  readonly mode: ImportMode;
  readonly listId: string | null;
  readonly newListName: string | null;
  /** ISO 3166 code: the country of phone numbers without a country code. */
  readonly defaultCountry: string | null;
  /** What becomes of rows without email address and phone number; null leaves it to the columns. */
  readonly withoutKey?: WithoutKey | null;
}

export interface ImportCounts {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
}

/** How far an import has come: rows up to `processedRows` are done; the reader goes on at `reader`, which may lie before them. */
export interface ImportCheckpoint {
  readonly reader: Checkpoint;
}

export interface ImportRecord {
  readonly id: string;
  readonly workspaceId: string;
  readonly fileName: string;
  readonly fileSize: number;
  readonly status: ImportStatus;
  readonly encoding: Encoding;
  readonly delimiter: string;
  readonly preset: string | null;
  readonly table: ImportTable;
  readonly sampleRows: readonly (readonly string[])[];
  readonly options: ImportOptions;
  readonly totalRows: number | null;
  readonly processedRows: number;
  readonly bytesProcessed: number;
  readonly counts: ImportCounts;
  readonly checkpoint: ImportCheckpoint | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}
