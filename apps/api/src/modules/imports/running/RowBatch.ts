import type { Encoding } from '../csv/detectEncoding.js';
import { START, type SplitPosition } from '../csv/RecordSplitter.js';
import type { Reject, Row, RowCount } from '../csv/RowReader.js';

/** What a file is, by its content. */
export const FILE_KINDS = ['csv', 'xlsx', 'vcard'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** How a file of text with delimiters is cut into rows. */
export interface TextFormat {
  readonly encoding: Encoding;
  readonly delimiter: string;
  /** Quotation marks inside cells are written as \". */
  readonly hasBackslashes: boolean;
  /** The first row as it is in the file, when it holds names. */
  readonly header: readonly string[] | null;
  /** The line on which the header starts, from 1; what is above it is a title and left out. */
  readonly headerLine: number;
  readonly columns: readonly string[];
}

/** How any file is read: of a workbook or a file of cards, the columns and the header alone count of what a text has. */
export interface FileFormat extends TextFormat {
  readonly kind: FileKind;
  /** The sheet of a workbook; null for other files. */
  readonly sheet: string | null;
  /** Rows that are hidden in the spreadsheet are left out. */
  readonly skipsHiddenRows: boolean;
}

/** Where reading stopped; reading goes on from here with nothing lost and nothing twice. */
export interface Checkpoint extends SplitPosition, RowCount {}

export const FROM_THE_START: Checkpoint = { ...START, rows: 0, hasSeenHeader: false };

export interface RowBatch {
  readonly rows: readonly Row[];
  readonly rejects: readonly Reject[];
  /** Numbers of the rows that hold nothing but blanks. */
  readonly blankRows: readonly number[];
  /** Before the first row of this batch. */
  readonly start: Checkpoint;
  /** Behind the last row of this batch. */
  readonly checkpoint: Checkpoint;
  readonly bytesRead: number;
}
