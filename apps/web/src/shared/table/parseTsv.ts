/**
 * The cells of text that a spreadsheet put on the clipboard: tabs between, a line for each row. A cell that begins with a quote goes on to
 * its closing quote, over tabs and lines. The line break at the end of the last row is no row.
 */
export function parseTsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let place = 0;
  const source = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  while (place <= source.length) {
    const { value, end } = source[place] === '"' ? quotedCell(source, place) : plainCell(source, place);
    row.push(value);
    if (source[end] !== '\t') {
      rows.push(row);
      row = [];
    }
    place = end + 1;
  }
  return rows;
}

interface Cell {
  readonly value: string;
  /** Where the tab or line break behind it is, or the end of the text. */
  readonly end: number;
}

function plainCell(source: string, start: number): Cell {
  let end = start;
  while (end < source.length && source[end] !== '\t' && source[end] !== '\n') end += 1;
  return { value: source.slice(start, end), end };
}

/** A quote that is never closed is a plain character, as people type it. */
function quotedCell(source: string, start: number): Cell {
  let value = '';
  for (let at = start + 1; at < source.length; at += 1) {
    if (source[at] !== '"') value += source[at];
    else if (source[at + 1] === '"') {
      value += '"';
      at += 1;
    } else return /[\t\n]/.test(source[at + 1] ?? '\n') ? { value, end: at + 1 } : plainCell(source, start);
  }
  return plainCell(source, start);
}
