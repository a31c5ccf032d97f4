const GOOGLE_MARK = ':::';
const SEPARATOR = /\s+:::\s+|[;\n]/g;

/**
 * The values of a cell that may hold several: between semicolons or lines, or ` ::: ` as Google writes. In quotes, doubled inside, a value
 * may hold such marks, too: that is how an export writes one.
 */
export function valuesOf(cell: string): string[] {
  const values: string[] = [];
  let at = 0;
  while (at < cell.length) {
    const { text, end } = quotedFrom(cell, at) ?? plainFrom(cell, at);
    if (text !== '') values.push(text);
    at = end;
  }
  return values;
}

export function mayHoldSeveral(cell: string): boolean {
  return /[;\n]/.test(cell) || isOfGoogle(cell);
}

/** Written as Google writes: several with its mark between them, or the main one marked. */
export function isOfGoogle(cell: string): boolean {
  return cell.includes(GOOGLE_MARK) || isMain(cell);
}

/** Google marks the main one of several. */
export function isMain(value: string): boolean {
  return value.startsWith('* ');
}

export function withoutMark(value: string): string {
  return value.replace(/^\* /, '').trim();
}

interface Piece {
  readonly text: string;
  /** Where the next value begins. */
  readonly end: number;
}

function plainFrom(cell: string, at: number): Piece {
  SEPARATOR.lastIndex = at;
  const mark = SEPARATOR.exec(cell);
  return { text: cell.slice(at, mark?.index ?? cell.length).trim(), end: mark ? mark.index + mark[0].length : cell.length };
}

/** Null unless the quotes hold the whole value. */
function quotedFrom(cell: string, at: number): Piece | null {
  const whole = /^\s*"((?:[^"]|"")*)"\s*(?:;|\n|$)/.exec(cell.slice(at));
  return whole ? { text: (whole[1] ?? '').replaceAll('""', '"').trim(), end: at + whole[0].length } : null;
}
