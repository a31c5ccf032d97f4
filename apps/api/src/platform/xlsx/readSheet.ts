import { numberText } from './cellNumbers.js';
import { columnOf, MOST_COLUMNS } from './columnOf.js';
import { readMerges } from './readMerges.js';
import type { SharedStrings } from './SharedStrings.js';
import { MOST_TEXT, TextCollector, unescapeText } from './TextCollector.js';
import { isOn, type Sheet, type Workbook } from './Workbook.js';
import { workbookError } from './workbookErrors.js';
import { XmlReader } from './readXml.js';

/** A cell without a value that says so. */
export interface CellFlaw {
  /** Place in the row, from 0. */
  readonly index: number;
  /** What it shows, such as `#N/A`; null for a formula that no program has worked out yet. */
  readonly error: string | null;
}

/** A row with at least one value, or a cell that should have one. */
export interface SheetRow {
  /** As the spreadsheet counts, from 1. */
  readonly number: number;
  readonly isHidden: boolean;
  /** Up to the last one with a value; an empty cell is ''. */
  readonly cells: readonly string[];
  readonly flaws: readonly CellFlaw[];
}

export interface SheetPiece {
  readonly rows: readonly SheetRow[];
  /** How much of the sheet has been read so far, 0 to 1. */
  readonly share: number;
}

/** What a sheet can have. */
const MOST_ROWS = 1_048_576;
/** A piece has about so many cells: enough to be worth a message to another thread. */
const CELLS_IN_PIECE = 2_000;

/** The rows of a sheet from the first on, in pieces. Memory holds a piece and the texts that cells share. */
export async function* readSheet(workbook: Workbook, sheet: Sheet): AsyncGenerator<SheetPiece> {
  const strings = await workbook.sharedStrings();
  const reader = new RowCollector(workbook, strings, await readMerges(workbook.archive, sheet.path));
  const xml = new XmlReader(reader);
  let share = 0;
  for await (const piece of workbook.archive.read(sheet.path)) {
    share = piece.share;
    xml.write(piece.bytes);
    if (reader.size >= CELLS_IN_PIECE) yield { rows: reader.take(), share };
    if (reader.isOver) break;
  }
  if (!reader.isOver) throw workbookError('damaged', 'a sheet ends in the middle');
  yield { rows: reader.take(), share: 1 };
}

/** A value that the cells below share, because they are merged with its cell. */
interface Shared {
  readonly until: number;
  readonly value: string;
}

class RowCollector {
  /** Cells of the rows that are waiting to be taken. */
  size = 0;
  isOver = false;
  private rows: SheetRow[] = [];
  private number = 0;
  private isHidden = false;
  private cells: string[] = [];
  private flaws: CellFlaw[] = [];
  private isInRow = false;
  private column = 0;
  private type = 'n';
  private style: string | undefined;
  private isInCell = false;
  private isInValue = false;
  private hasValue = false;
  private hasFormula = false;
  private value = '';
  private readonly inline = new TextCollector();
  private readonly shared = new Map<number, Shared>();

  constructor(
    private readonly workbook: Workbook,
    private readonly strings: SharedStrings,
    private readonly merges: Awaited<ReturnType<typeof readMerges>>,
  ) {}

  take(): SheetRow[] {
    const taken = this.rows;
    this.rows = [];
    this.size = 0;
    return taken;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.isInCell) {
      if (name === 'v') this.isInValue = this.hasValue = true;
      else if (name === 'f') this.hasFormula = true;
      else this.inline.open(name);
    } else if (name === 'c' && this.isInRow) this.openCell(attributes);
    else if (name === 'row') this.openRow(attributes);
  }

  text(piece: string): void {
    if (this.isInValue) {
      if (this.value.length < MOST_TEXT) this.value += piece.slice(0, MOST_TEXT - this.value.length);
    } else if (this.isInCell) this.inline.add(piece);
  }

  close(name: string): void {
    if (name === 'c' && this.isInCell) this.closeCell();
    else if (this.isInCell) {
      if (name === 'v') this.isInValue = false;
      else this.inline.close(name);
    } else if (name === 'row') this.closeRow();
    else if (name === 'sheetData') this.isOver = true;
  }

  private openRow({ r, hidden }: Readonly<Record<string, string>>): void {
    const written = Number(r);
    this.number = Number.isInteger(written) && written > this.number ? written : this.number + 1;
    if (this.number > MOST_ROWS) throw workbookError('damaged', 'it has more rows than a sheet can have');
    this.isHidden = isOn(hidden);
    this.cells = [];
    this.flaws = [];
    this.column = -1;
    this.isInRow = true;
  }

  private openCell({ r, t, s }: Readonly<Record<string, string>>): void {
    this.column = columnOf(r) ?? this.column + 1;
    if (this.column >= MOST_COLUMNS) throw workbookError('damaged', 'it has more columns than a sheet can have');
    this.type = t ?? 'n';
    this.style = s;
    this.value = '';
    this.hasValue = this.hasFormula = this.isInValue = false;
    this.inline.begin();
    this.isInCell = true;
  }

  private closeCell(): void {
    this.isInCell = this.isInValue = false;
    const value = this.valueOfCell();
    if (value === '') return;
    for (let i = this.cells.length; i < this.column; i += 1) this.cells.push('');
    this.cells[this.column] = value;
  }

  private valueOfCell(): string {
    if (this.hasFormula && !this.hasValue && this.type !== 'inlineStr') this.flaws.push({ index: this.column, error: null });
    switch (this.type) {
      case 's': {
        if (!this.hasValue) return '';
        const text = this.strings.get(Number(this.value));
        if (text === null) throw workbookError('damaged', 'a cell refers to a text that is missing');
        return text;
      }
      case 'inlineStr':
        return this.inline.take();
      case 'b':
        return this.value.trim() === '' ? '' : isOn(this.value.trim()) ? 'TRUE' : 'FALSE';
      case 'e':
        this.flaws.push({ index: this.column, error: this.value.trim().slice(0, 40) || '#ERROR' });
        return '';
      case 'str':
        return unescapeText(this.value);
      case 'd':
        return this.value.trim();
      default:
        return this.value === '' ? '' : numberText(this.value, this.workbook.formatOf(this.style), this.workbook.hasDatesFrom1904);
    }
  }

  private closeRow(): void {
    this.isInRow = false;
    const hasOwnValue = this.cells.length > 0 || this.flaws.length > 0;
    if (hasOwnValue) this.fillMerged();
    this.rememberMerged();
    if (!hasOwnValue) return;
    this.rows.push({ number: this.number, isHidden: this.isHidden, cells: this.cells, flaws: this.flaws });
    this.size += this.cells.length + 1;
  }

  /** The first cell of a merged range holds its value; a person sees it beside each of the rows. A row without anything else stays empty. */
  private fillMerged(): void {
    for (const [column, { until, value }] of this.shared) {
      if (this.number > until) this.shared.delete(column);
      else if ((this.cells[column] ?? '') === '') {
        for (let i = this.cells.length; i < column; i += 1) this.cells.push('');
        this.cells[column] = value;
      }
    }
  }

  private rememberMerged(): void {
    for (const { column, until } of this.merges.get(this.number) ?? []) {
      const value = this.cells[column] ?? '';
      if (value !== '') this.shared.set(column, { until, value });
    }
  }
}
