import { closingQuote, type QuoteStyle, skipBlanks } from './quotes.js';

/** Longest row that is read (UTF-16 units, close to 1 MiB of text). */
export const MAX_ROW_LENGTH = 1024 * 1024;
/** How far the end of a quoted cell is looked for before the opening quote counts as never closed. Bounds the memory of a reader. */
const LOOK_AHEAD = 4 * MAX_ROW_LENGTH;
/** How much of a broken row is kept to show to a person. */
export const MAX_RAW_LENGTH = 2048;

/**
 * `plain` has no quotes, `quoted` follows RFC 4180, `loose` does not quite (blanks before a quote, a quote inside a bare cell),
 * the quotes of `backslash` and `backslashOrEnd` are escaped that way, `unclosed` and `endless` cannot be read.
 */
export type RecordShape = 'plain' | 'quoted' | 'loose' | Exclude<QuoteStyle, 'doubled'> | 'unclosed' | 'endless';

/** One logical row as it is in the file, without its line end. */
export interface RawRecord {
  readonly shape: RecordShape;
  readonly text: string;
  /** Physical line it starts on, counted from 1. */
  readonly line: number;
  /** It comes after a quote that was never closed, so it may be the inside of a cell: only an exactly fitting row is to be trusted. */
  readonly isDoubtful: boolean;
}

/** Where a splitter is; another splitter goes on from here. */
export interface SplitPosition {
  /** UTF-16 units of decoded text consumed. */
  readonly offset: number;
  readonly line: number;
  /** Records that start before this offset are doubtful; NOT_KNOWN_YET until the next quote tells. */
  readonly doubtfulUntil: number;
  /** It is inside a line that is too long to read. */
  readonly isSkippingLine: boolean;
}

export const START: SplitPosition = { offset: 0, line: 1, doubtfulUntil: 0, isSkippingLine: false };
const NOT_KNOWN_YET = Number.MAX_SAFE_INTEGER;

type Ending =
  | { readonly kind: 'record'; readonly end: number; readonly shape: RecordShape }
  | { readonly kind: 'needMore' }
  | { readonly kind: 'broken'; readonly at: number };

/**
 * Cuts text into rows without trusting it. csv-parse decodes what is cut here; cutting is ours because no parser reports
 * physical lines, goes on behind an unclosed quote, and bounds its memory on an endless cell, all at once (ADR: reading CSV).
 */
export class RecordSplitter {
  private buffer = '';
  /** Where in the buffer the next record starts. */
  private at = 0;
  /** Offset of the buffer's first character in the decoded text. */
  private base: number;
  private line: number;
  private doubtfulUntil: number;
  private isLast = false;
  private isSkippingLine: boolean;
  /** Next places of these characters in the buffer at or behind `at`; -1 = unknown, Infinity = none. */
  private nextQuote = -1;
  private nextReturn = -1;
  private nextFeed = -1;

  constructor(
    private readonly delimiter: string,
    from: SplitPosition = START,
    private readonly hasBackslashes = false,
  ) {
    this.base = from.offset;
    this.line = from.line;
    this.doubtfulUntil = from.doubtfulUntil;
    this.isSkippingLine = from.isSkippingLine;
  }

  get position(): SplitPosition {
    return { offset: this.base + this.at, line: this.line, doubtfulUntil: this.doubtfulUntil, isSkippingLine: this.isSkippingLine };
  }

  push(text: string): RawRecord[] {
    this.append(text);
    return this.split();
  }

  /** No more text comes: what is left is a record, closed or not. */
  end(): RawRecord[] {
    this.isLast = true;
    return this.split();
  }

  private append(text: string): void {
    this.base += this.at;
    this.buffer = this.at < this.buffer.length ? this.buffer.slice(this.at) + text : text;
    this.at = 0;
    this.nextQuote = this.nextReturn = this.nextFeed = -1;
  }

  private split(): RawRecord[] {
    const records: RawRecord[] = [];
    if (this.isSkippingLine && !this.skipLine()) return records;
    while (this.at < this.buffer.length) {
      const record = this.next();
      if (!record) break;
      records.push(record);
      if (this.isSkippingLine && !this.skipLine()) break;
    }
    return records;
  }

  private next(): RawRecord | null {
    const lineEnd = this.lineEnd(this.at);
    const ending = this.quoteBefore(lineEnd) ? this.endOfQuotedInAnyStyle(lineEnd) : endOfPlain(lineEnd);
    switch (ending.kind) {
      case 'record':
        return this.take(ending.end, ending.shape);
      case 'needMore':
        return this.buffer.length - this.at > LOOK_AHEAD ? this.giveUp(lineEnd, NOT_KNOWN_YET) : null;
      case 'broken':
        return this.giveUp(lineEnd, ending.at);
    }
  }

  private take(end: number, shape: RecordShape): RawRecord {
    const record = { shape, text: this.buffer.slice(this.at, end), line: this.line, isDoubtful: this.base + this.at < this.doubtfulUntil };
    if (shape !== 'plain') {
      this.line += countLineEnds(record.text);
      if (this.doubtfulUntil === NOT_KNOWN_YET) this.doubtfulUntil = this.base + end;
    }
    this.moveBehindLineEnd(end);
    return record;
  }

  /** Reports the physical line on which the trouble began and goes on with the next one, so that one lost quote costs one row. */
  private giveUp(lineEnd: number, troubleAt: number): RawRecord {
    if (lineEnd === Infinity) return this.takeEndless();
    if (troubleAt <= lineEnd) return this.take(lineEnd, 'loose');
    const until = troubleAt === NOT_KNOWN_YET ? NOT_KNOWN_YET : this.base + troubleAt;
    const record = this.take(lineEnd, 'unclosed');
    this.doubtfulUntil = Math.max(this.doubtfulUntil, until);
    return record;
  }

  private takeEndless(): RawRecord {
    const text = this.buffer.slice(this.at, this.at + MAX_RAW_LENGTH);
    const record: RawRecord = { shape: 'endless', text, line: this.line, isDoubtful: false };
    this.isSkippingLine = true;
    return record;
  }

  /** Drops the rest of an endless line; false while its end is not in the buffer. */
  private skipLine(): boolean {
    const end = this.lineEnd(this.at);
    if (end === Infinity) {
      this.at = this.buffer.length;
      return false;
    }
    this.isSkippingLine = false;
    this.moveBehindLineEnd(end);
    return true;
  }

  private moveBehindLineEnd(end: number): void {
    const isPair = this.buffer.charCodeAt(end) === RETURN && this.buffer.charCodeAt(end + 1) === FEED;
    if (end < this.buffer.length) this.line += 1;
    this.at = Math.min(this.buffer.length, end + (isPair ? 2 : 1));
  }

  /** The next line end at or behind `from`; the buffer's end when it is the last text; Infinity when not in the buffer yet. */
  private lineEnd(from: number): number {
    if (this.nextFeed < from) this.nextFeed = orInfinity(this.buffer.indexOf('\n', from));
    if (this.nextReturn < from) this.nextReturn = orInfinity(this.buffer.indexOf('\r', from));
    const end = Math.min(this.nextFeed, this.nextReturn);
    // A return at the very end may be the first half of a pair.
    if (end === this.buffer.length - 1 && end === this.nextReturn && !this.isLast) return Infinity;
    return end === Infinity && this.isLast ? this.buffer.length : end;
  }

  private quoteBefore(lineEnd: number): boolean {
    if (this.nextQuote < this.at) this.nextQuote = orInfinity(this.buffer.indexOf('"', this.at));
    return this.nextQuote < lineEnd;
  }

  /** The style of the file first. A record that it cannot read is tried in another: programs are not consistent, and files are joined. */
  private endOfQuotedInAnyStyle(lineEnd: number): Ending {
    const ending = this.endOfQuoted(this.hasBackslashes ? 'backslash' : 'doubled');
    if (ending.kind !== 'broken' || !this.hasEscapeBefore(lineEnd)) return ending;
    const other = this.endOfQuoted(this.hasBackslashes ? 'backslashOrEnd' : 'backslash');
    return other.kind === 'broken' ? ending : other;
  }

  private hasEscapeBefore(lineEnd: number): boolean {
    const escape = this.buffer.indexOf('\\"', this.at);
    return escape !== -1 && escape < lineEnd;
  }

  private endOfQuoted(style: QuoteStyle): Ending {
    const { buffer, delimiter, isLast } = this;
    let shape: RecordShape = style === 'doubled' ? 'quoted' : style;
    let place = this.at;
    let isMultiLine = false;
    for (;;) {
      const cell = skipBlanks(buffer, place, this.delimiter);
      const isQuoted = buffer.charCodeAt(cell) === QUOTE;
      if (isQuoted && cell !== place && style === 'doubled') shape = 'loose';
      let cellEnd: number;
      if (isQuoted) {
        const close = closingQuote(buffer, cell, { isLast, style, delimiter });
        if (close === -1) return this.isLast ? { kind: 'broken', at: buffer.length } : { kind: 'needMore' };
        cellEnd = skipBlanks(buffer, close + 1, this.delimiter);
        if (cellEnd !== close + 1 && style === 'doubled') shape = 'loose';
        if (cellEnd >= buffer.length && !this.isLast) return { kind: 'needMore' };
        if (!this.endsCell(cellEnd)) return { kind: 'broken', at: close };
      } else cellEnd = this.endOfBareCell(place);
      if (cellEnd === Infinity) return { kind: 'needMore' };
      if (isQuoted && !isMultiLine) isMultiLine = this.lineEnd(this.at) < cellEnd;
      if (!isQuoted && this.hasQuote(place, cellEnd)) {
        // In a row of several lines a loose quote is the sign that a cell was opened by mistake further up.
        if (isMultiLine) return { kind: 'broken', at: cellEnd };
        shape = 'loose';
      }
      if (!buffer.startsWith(this.delimiter, cellEnd)) {
        if (cellEnd === buffer.length - 1 && buffer.charCodeAt(cellEnd) === RETURN && !this.isLast) return { kind: 'needMore' };
        return { kind: 'record', end: cellEnd, shape };
      }
      place = cellEnd + this.delimiter.length;
    }
  }

  private endsCell(place: number): boolean {
    if (place >= this.buffer.length) return true;
    const code = this.buffer.charCodeAt(place);
    return code === FEED || code === RETURN || this.buffer.startsWith(this.delimiter, place);
  }

  private endOfBareCell(from: number): number {
    return Math.min(this.lineEndFrom(from), orInfinity(this.buffer.indexOf(this.delimiter, from)));
  }

  /** Like lineEnd, without disturbing what is remembered for the record's own start. */
  private lineEndFrom(from: number): number {
    const feed = this.nextFeed >= from ? this.nextFeed : orInfinity(this.buffer.indexOf('\n', from));
    const carriageReturn = this.nextReturn >= from ? this.nextReturn : orInfinity(this.buffer.indexOf('\r', from));
    const end = Math.min(feed, carriageReturn);
    return end === Infinity && this.isLast ? this.buffer.length : end;
  }

  private hasQuote(from: number, to: number): boolean {
    const quote = this.buffer.indexOf('"', from);
    return quote !== -1 && quote < to;
  }
}

const QUOTE = 34;
const FEED = 10;
const RETURN = 13;

function endOfPlain(lineEnd: number): Ending {
  return lineEnd === Infinity ? { kind: 'needMore' } : { kind: 'record', end: lineEnd, shape: 'plain' };
}

function countLineEnds(text: string): number {
  let count = 0;
  for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) count += 1;
  for (let i = text.indexOf('\r'); i !== -1; i = text.indexOf('\r', i + 1)) {
    if (text.charCodeAt(i + 1) !== FEED) count += 1;
  }
  return count;
}

function orInfinity(index: number): number {
  return index === -1 ? Infinity : index;
}
