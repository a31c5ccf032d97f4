import type { ContactSelectionDto } from '../contacts/public.js';

export const EXPORT_KINDS = ['contacts', 'timeline', 'person'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

export const EXPORT_FORMATS = ['csv', 'xlsx', 'json'] as const;
/** Those that can be chosen: JSON is for what has no columns. */
export const TABLE_FORMATS = ['csv', 'xlsx'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const DELIMITERS = { comma: ',', semicolon: ';', tab: '\t' } as const;
export type DelimiterName = keyof typeof DELIMITERS;
export const DELIMITER_NAMES = Object.keys(DELIMITERS) as DelimiterName[];

export const EXPORT_STATUSES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export type ExportStatus = (typeof EXPORT_STATUSES)[number];

/** Which entries of which timeline. */
export interface TimelineSelection {
  /** Of this contact alone; else of the whole workspace. */
  readonly contactId: string | null;
  readonly types: readonly string[];
  /** UTC; from this moment on. */
  readonly from: string | null;
  /** UTC; before this moment. */
  readonly to: string | null;
}

/** What is exported: one of them, by the kind. */
export interface ExportSelection {
  readonly contacts?: ContactSelectionDto;
  readonly timeline?: TimelineSelection;
  /** A contact of whom everything is told. */
  readonly personId?: string;
}

export interface ExportOptions {
  /** Keys, in their order. */
  readonly columns: readonly string[];
  readonly delimiter: DelimiterName;
  readonly byteOrderMark: boolean;
  readonly formulaSafe: boolean;
}

/** An export as it is stored. */
export interface ExportRecord {
  readonly id: string;
  readonly userId: string | null;
  readonly actorName: string | null;
  readonly kind: ExportKind;
  readonly format: ExportFormat;
  readonly options: ExportOptions;
  readonly selection: ExportSelection;
  readonly status: ExportStatus;
  readonly total: number | null;
  readonly rowCount: number;
  readonly fileSize: number | null;
  readonly hasFile: boolean;
  readonly errorMessage: string | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly expiresAt: string | null;
}

/** A column of a file: how it is chosen, what is above it, and what it holds of a row. */
export interface ExportColumn<Row> {
  readonly key: string;
  readonly header: string;
  readonly cell: (row: Row) => string;
}
