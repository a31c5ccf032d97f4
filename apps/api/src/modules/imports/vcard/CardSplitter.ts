/** A card as it is in the file: its lines between BEGIN and END. */
export interface RawCard {
  /** The line of its BEGIN, from 1. */
  readonly line: number;
  /** Physical lines, without pictures, sounds and keys. */
  readonly lines: readonly string[];
  /** Why it cannot be read; null when it is whole. */
  readonly problem: 'unclosed' | 'tooLong' | 'outside' | null;
}

export interface CardPosition {
  /** UTF-16 units of decoded text consumed. */
  readonly offset: number;
  readonly line: number;
}

/** Longest card, and longest line, that is read (UTF-16 units). Bounds the memory of a reader. */
const MOST_TEXT = 1024 * 1024;
const BEGIN = /^\s*BEGIN\s*:\s*VCARD\s*$/i;
const END = /^\s*END\s*:\s*VCARD\s*$/i;
/** An assistant's card inside of a card, as version 2.1 has it: the value is on the next line. */
const AGENT = /^\s*(?:[\w-]+\.)?AGENT(?:;[^:]*)?:\s*$/i;
/** What is large and not imported. */
const BINARY = /^(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:]/i;

/** Cuts text into cards, whatever their versions, without trusting it: a card that does not end costs one card. */
export class CardSplitter {
  private buffer = '';
  private pendingReturn = '';
  /** Offset of the buffer's first character in the decoded text. */
  private base: number;
  private line: number;
  private open: { line: number; lines: string[]; length: number; depth: number } | null = null;
  private outside: { line: number; lines: string[] } | null = null;
  private isBinary = false;
  private isSkippingLine = false;
  private cardStart: CardPosition;

  constructor(from: CardPosition) {
    this.base = from.offset;
    this.line = from.line;
    this.cardStart = from;
  }

  /** Reading again from here gives every card that has not come out yet. */
  get position(): CardPosition {
    return this.cardStart;
  }

  push(text: string): RawCard[] {
    this.append(text, false);
    const cards: RawCard[] = [];
    let at = 0;
    for (;;) {
      const end = this.buffer.indexOf('\n', at);
      if (end === -1) break;
      this.takeLine(this.buffer.slice(at, end), this.base + at, cards);
      at = end + 1;
    }
    this.base += at;
    this.buffer = this.buffer.slice(at);
    // The rest of a line that nobody needs whole: a picture of megabytes in one line.
    if (this.buffer.length > MOST_TEXT && !this.isSkippingLine) {
      this.keepLine(this.buffer.slice(0, MOST_TEXT));
      this.isSkippingLine = true;
    }
    if (this.isSkippingLine) {
      this.base += this.buffer.length;
      this.buffer = '';
    }
    return cards;
  }

  /** No more text comes. */
  end(): RawCard[] {
    const cards: RawCard[] = [];
    this.append('', true);
    if (this.buffer !== '' || this.isSkippingLine) this.takeLine(this.buffer, this.base, cards);
    this.buffer = '';
    this.closeOutside(cards);
    if (this.open) cards.push({ line: this.open.line, lines: this.open.lines, problem: 'unclosed' });
    this.open = null;
    return cards;
  }

  /** A lone return ends a line on an old Macintosh; what comes behind one at the end of a piece is not known yet. */
  private append(text: string, isLast: boolean): void {
    const all = this.pendingReturn + text;
    this.pendingReturn = all.endsWith('\r') && !isLast ? '\r' : '';
    this.buffer += (this.pendingReturn === '' ? all : all.slice(0, -1)).replace(/\r(?!\n)/g, '\n');
  }

  private takeLine(raw: string, offset: number, cards: RawCard[]): void {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    const number = this.line;
    this.line += 1;
    if (this.isSkippingLine) {
      this.isSkippingLine = false;
      return;
    }
    this.takeWhole(line, { line: number, offset }, cards);
    if (!this.open && !this.outside) this.cardStart = { offset: offset + raw.length + 1, line: this.line };
  }

  private takeWhole(line: string, at: CardPosition, cards: RawCard[]): void {
    const number = at.line;
    if (BEGIN.test(line)) {
      this.closeOutside(cards);
      if (this.open && AGENT.test(this.open.lines.at(-1) ?? '')) this.open.depth += 1;
      else {
        if (this.open) cards.push({ line: this.open.line, lines: this.open.lines, problem: 'unclosed' });
        this.open = { line: number, lines: [], length: 0, depth: 0 };
        this.cardStart = at;
        this.isBinary = false;
        return;
      }
    } else if (END.test(line) && this.open) {
      if (this.open.depth > 0) this.open.depth -= 1;
      else {
        const { line: start, lines, length } = this.open;
        cards.push({ line: start, lines, problem: length > MOST_TEXT ? 'tooLong' : null });
        this.open = null;
      }
      return;
    }
    if (this.open?.depth === 0) this.keepLine(line);
    else if (!this.open && line.trim() !== '') {
      this.outside ??= { line: number, lines: [] };
      if (this.outside.lines.length < 20) this.outside.lines.push(line.slice(0, 500));
    }
  }

  private keepLine(line: string): void {
    if (!this.open || this.open.depth > 0) return;
    const isContinued = line.startsWith(' ') || line.startsWith('\t') || !line.includes(':');
    if (this.isBinary && isContinued) return;
    this.isBinary = BINARY.test(line);
    if (this.isBinary || line.trim() === '') return;
    this.open.length += line.length;
    if (this.open.length <= MOST_TEXT) this.open.lines.push(line);
  }

  private closeOutside(cards: RawCard[]): void {
    if (this.outside) cards.push({ ...this.outside, problem: 'outside' });
    this.outside = null;
  }
}
