import { parse, type Options } from 'csv-parse/sync';
import { isTotalLine } from './isTotalLine.js';
import { decodeEscaped } from './quotes.js';
import { MAX_RAW_LENGTH, MAX_ROW_LENGTH, type RawRecord } from './RecordSplitter.js';

/** Longest cell (UTF-16 units, close to 64 KiB of text). */
export const MAX_CELL_LENGTH = 64 * 1024;

/** A row that is not imported, told so that a person finds and mends it. */
export interface Reject {
  /** Physical line of the file on which the row starts, from 1. */
  readonly line: number;
  /** Which row it is, from 1, counting rejected and blank rows too, but neither the header nor lines without anything. */
  readonly rowNumber: number;
  /** Header of the column that is to blame, when one is. */
  readonly column: string | null;
  readonly code: string;
  readonly reason: string;
  /** The row as it is in the file, at most 2,048 characters. */
  readonly raw: string;
}

/** A record that is a row of the table. */
export interface Row extends Pick<Reject, 'line' | 'rowNumber' | 'raw'> {
  /** As many cells as there are columns. */
  readonly cells: readonly string[];
  /** Cells that are empty because their value cannot be known. */
  readonly flaws?: readonly RowFlaw[];
}

export interface RowFlaw {
  /** Place of the column, from 0. */
  readonly index: number;
  readonly code: string;
  readonly reason: string;
  /** What the cell shows. */
  readonly value: string;
}

/** A row of a file whose cells need no decoding. */
export interface CellRow extends Pick<Reject, 'line'> {
  /** No fewer than there are columns. */
  readonly cells: string[];
  readonly flaws: readonly RowFlaw[];
}

export interface RowReaderOptions {
  readonly delimiter: string;
  readonly columns: readonly string[];
  /** The first row as it is in the file when it holds the column names; it is not imported. */
  readonly header: readonly string[] | null;
  /** The line on which the header starts; rows above it are a title. 1 when left out. */
  readonly headerLine?: number;
}

/** The longest name of a column (UTF-16 units); what is behind is cut off. */
export const MAX_HEADER_LENGTH = 200;

/** Where a reader is, to go on later. */
export interface RowCount {
  readonly rows: number;
  readonly hasSeenHeader: boolean;
}

/** Turns records into rows of the right width. Every record comes out: as a row, as a blank one, or as a reject with its reason. */
export class RowReader {
  private rows: number;
  private hasSeenHeader: boolean;
  private readonly firstName: string;

  constructor(
    private readonly options: RowReaderOptions,
    from: RowCount = { rows: 0, hasSeenHeader: false },
  ) {
    this.rows = from.rows;
    this.hasSeenHeader = from.hasSeenHeader || !options.header;
    this.firstName = normalName(options.header?.[0]);
  }

  get count(): RowCount {
    return { rows: this.rows, hasSeenHeader: this.hasSeenHeader };
  }

  read(records: readonly RawRecord[]): RowResults {
    const { delimiter, columns } = this.options;
    const decoded = decodeRecords(records, delimiter, columns.length);
    const results = records.map((record, i) => (isNoRow(record, delimiter) ? null : this.readOne(record, decoded[i] ?? null)));
    return sorted(results);
  }

  /** Rows that come as cells. What is shown of one is how a CSV has it. */
  readCells(rows: readonly CellRow[]): RowResults {
    return sorted(
      rows.map(({ line, cells, flaws }) => {
        const result = this.readOne({ line, text: csvText(cells), shape: 'plain', isDoubtful: false }, cells);
        return flaws.length > 0 && result !== null && 'cells' in result ? { ...result, flaws } : result;
      }),
    );
  }

  private readOne(record: RawRecord, cells: string[] | null): RowResult | null {
    const isEmpty = cells !== null && isBlank(cells);
    if (!this.hasSeenHeader) {
      this.hasSeenHeader = !isEmpty && record.line >= (this.options.headerLine ?? 1);
      return null;
    }
    this.rows += 1;
    if (isEmpty) return { blank: this.rows };
    const problem = this.problemOf(record, cells);
    const place = { line: record.line, rowNumber: this.rows };
    if (problem || !cells) return { ...place, column: null, ...(problem ?? UNREADABLE), raw: cutRaw(record.text) };
    return { ...place, cells: this.fit(cells), raw: record.text };
  }

  private problemOf(record: RawRecord, cells: string[] | null): Problem | null {
    const { columns } = this.options;
    if (record.shape === 'unclosed') return UNCLOSED;
    if (record.shape === 'endless' || record.text.length > MAX_ROW_LENGTH) return TOO_LONG;
    if (!cells) return record.text.includes('"') ? UNCLOSED_OR_LOOSE : UNREADABLE;
    if (record.isDoubtful && cells.length !== columns.length) return INSIDE_UNCLOSED;
    const long = record.text.length > MAX_CELL_LENGTH ? cells.findIndex((cell) => cell.length > MAX_CELL_LENGTH) : -1;
    if (long !== -1) return { ...CELL_TOO_LONG, column: columns[long] ?? null };
    if (cells.length > columns.length && cells.slice(columns.length).some((cell) => cell.trim() !== ''))
      return tooManyCells(cells.length, columns.length);
    if (this.isHeader(cells)) return REPEATED_HEADER;
    if (isTotalLine(cells)) return TOTAL;
    if (cells.length === 1 && columns.length > 2 && !cells[0]?.includes('@')) return tooFewCells(columns.length);
    return null;
  }

  private isHeader(cells: readonly string[]): boolean {
    const { header } = this.options;
    if (!header || normalName(cells[0]) !== this.firstName) return false;
    return cells.length === header.length && cells.every((cell, i) => normalName(cell) === normalName(header[i]));
  }

  /** Spreadsheets leave out empty cells at the end of a row, or add some. */
  private fit(cells: string[]): string[] {
    const width = this.options.columns.length;
    if (cells.length === width) return cells;
    if (cells.length > width) return cells.slice(0, width);
    return [...cells, ...new Array<string>(width - cells.length).fill('')];
  }
}

export interface RowResults {
  readonly rows: Row[];
  readonly rejects: Reject[];
  /** Numbers of the rows with nothing but blanks. */
  readonly blankRows: number[];
}

type RowResult = Row | Reject | { readonly blank: number };

function sorted(results: readonly (RowResult | null)[]): RowResults {
  const all: RowResults = { rows: [], rejects: [], blankRows: [] };
  for (const result of results) {
    if (result === null) continue;
    if ('blank' in result) all.blankRows.push(result.blank);
    else if ('code' in result) all.rejects.push(result);
    else all.rows.push(result);
  }
  return all;
}

/** Cells as a row of a CSV with commas. */
export function csvText(cells: readonly string[]): string {
  return cells.map((cell) => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
}

/** At most 2,048 characters of a row, never half of a surrogate pair. */
export function cutRaw(text: string): string {
  if (text.length <= MAX_RAW_LENGTH) return text;
  const last = text.charCodeAt(MAX_RAW_LENGTH - 2);
  const isHalf = last >= 0xd800 && last <= 0xdbff;
  return `${text.slice(0, MAX_RAW_LENGTH - (isHalf ? 2 : 1))}…`;
}

type Problem = Pick<Reject, 'code' | 'reason'> & Partial<Pick<Reject, 'column'>>;

const UNCLOSED: Problem = {
  code: 'row.unclosedQuote',
  reason: 'A quotation mark is opened in this row and never properly closed. Close it, or remove it, and import the row again.',
};
const UNCLOSED_OR_LOOSE: Problem = {
  code: 'row.brokenQuotes',
  reason: 'The quotation marks in this row don’t match, so its cells can’t be separated. Double every quotation mark inside a quoted cell.',
};
const INSIDE_UNCLOSED: Problem = {
  code: 'row.insideUnclosedQuote',
  reason:
    'This line follows a quotation mark that was never closed and does not have the right number of columns. It is probably the rest of that row.',
};
const TOO_LONG: Problem = { code: 'row.tooLong', reason: 'The row is longer than 1 MB. Is a line break or a quotation mark missing?' };
const CELL_TOO_LONG: Problem = { code: 'row.cellTooLong', reason: 'This cell is longer than 64 kB. Shorten it and import the row again.' };
const REPEATED_HEADER: Problem = {
  code: 'row.repeatedHeader',
  reason: 'This repeats the header in the middle of the file. It is not a contact, so it was left out.',
};
const UNREADABLE: Problem = { code: 'row.unreadable', reason: 'The cells of this row can’t be separated.' };

const TOTAL: Problem = {
  code: 'row.total',
  reason: 'This is a total or a note at the edge of the table, not a contact, so it was left out.',
};

function tooFewCells(expected: number): Problem {
  return {
    code: 'row.tooFewColumns',
    reason: `The row has one cell where the file has ${expected} columns. Is it a note, or the rest of a cell that needs quotation marks?`,
  };
}

function tooManyCells(found: number, expected: number): Problem {
  return {
    code: 'row.tooManyColumns',
    reason: `The row has ${found} columns where the file has ${expected}. Is a delimiter inside a cell that needs quotation marks?`,
  };
}

/** Blank lines, and the `sep=;` line that tells Excel the delimiter. */
function isNoRow(record: RawRecord, delimiter: string): boolean {
  if (record.text === '') return true;
  return record.line === 1 && /^(\ufeff)?sep=/i.test(record.text) && record.text.length <= 6 && record.text.includes(delimiter);
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell === '' || cell.trim() === '');
}

function normalName(cell: string | undefined): string {
  return (cell ?? '').slice(0, MAX_HEADER_LENGTH).trim().toLowerCase();
}

/**
 * The cells of each record, in the same order; null for a record whose cells cannot be told apart. `plain` records are split at
 * the delimiter; all `quoted` ones of a batch go through csv-parse in one call (measured: 280k rows/s; one call a row: 25k).
 */
export function decodeRecords(records: readonly RawRecord[], delimiter: string, columnCount: number): (string[] | null)[] {
  const cells: (string[] | null)[] = new Array<string[] | null>(records.length).fill(null);
  const quoted: number[] = [];
  for (let i = 0; i < records.length; i += 1) {
    const record = records[i];
    if (record?.shape === 'plain') cells[i] = record.text.split(delimiter);
    else if (record?.shape === 'quoted') quoted.push(i);
    else if (record?.shape === 'backslash' || record?.shape === 'backslashOrEnd')
      cells[i] = decodeEscaped(record.text, delimiter, record.shape);
    else if (record?.shape === 'loose') cells[i] = decodeLoose(record.text, delimiter, columnCount);
  }
  decodeQuoted(records, quoted, delimiter).forEach((row, i) => {
    cells[quoted[i] ?? -1] = row;
  });
  return cells;
}

function decodeQuoted(records: readonly RawRecord[], places: readonly number[], delimiter: string): (string[] | null)[] {
  if (places.length === 0) return [];
  const texts = places.map((place) => records[place]?.text ?? '');
  const rows = tryParse(texts.join('\n'), { delimiter });
  // Both halves must agree on how many rows there are; when they do not, each record is asked for alone.
  if (rows?.length === texts.length) return rows;
  return texts.map((text) => onlyRow(tryParse(text, { delimiter })));
}

/** Rows as people and careless programs write them: `"Acme "Best" Inc"`, `5" pipe`, a blank before a quote. */
function decodeLoose(text: string, delimiter: string, columnCount: number): string[] | null {
  const withBlanks = onlyRow(tryParse(text, { delimiter, trim: true, relax_quotes: true }));
  if (withBlanks) return withBlanks;
  const withQuotes = onlyRow(tryParse(text, { delimiter, relax_quotes: true }));
  return withQuotes?.length === columnCount ? withQuotes.map(withoutOuterQuotes) : null;
}

function withoutOuterQuotes(cell: string): string {
  const trimmed = cell.trim();
  return trimmed.length >= 2 && trimmed.startsWith('"') && trimmed.endsWith('"') ? trimmed.slice(1, -1) : cell;
}

function tryParse(text: string, options: Options): string[][] | null {
  try {
    return parse(text, { relax_column_count: true, record_delimiter: '\n', ...options });
  } catch {
    // Whatever csv-parse objects to, the row is reported as unreadable with its text; its wording would not help anybody.
    return null;
  }
}

function onlyRow(rows: string[][] | null): string[] | null {
  return rows?.length === 1 ? (rows[0] ?? null) : null;
}
