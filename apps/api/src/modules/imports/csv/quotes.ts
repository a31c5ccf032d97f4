const QUOTE = 34;
const BACKSLASH = 92;

/**
 * How a quotation mark inside a quoted cell is written: doubled, as RFC 4180 has it; with a backslash before it; or with a backslash
 * by a program that leaves a backslash at the end of a cell as it is, so that `"C:\temp\"` ends there.
 */
export type QuoteStyle = 'doubled' | 'backslash' | 'backslashOrEnd';

/** The quote that closes the cell opened at `open`; -1 when it is not in the text, or may be the first half of a doubled one. */
export function closingQuote(
  text: string,
  open: number,
  { isLast, style, delimiter }: { isLast: boolean; style: QuoteStyle; delimiter: string },
): number {
  let quote = text.indexOf('"', open + 1);
  while (quote !== -1) {
    if (style !== 'doubled' && isEscaped(text, quote, open) && !(style === 'backslashOrEnd' && endsCellAt(text, quote + 1, delimiter)))
      quote = text.indexOf('"', quote + 1);
    else if (text.charCodeAt(quote + 1) === QUOTE) quote = text.indexOf('"', quote + 2);
    else break;
  }
  return quote === text.length - 1 && !isLast ? -1 : quote;
}

export function skipBlanks(text: string, from: number, delimiter: string): number {
  let place = from;
  for (;;) {
    const char = text.charCodeAt(place);
    if ((char !== 32 && char !== 9) || text.startsWith(delimiter, place)) return place;
    place += 1;
  }
}

/** The cells of a record whose quotes are escaped with backslashes. */
export function decodeEscaped(text: string, delimiter: string, style: QuoteStyle): string[] {
  const cells: string[] = [];
  let place = 0;
  for (;;) {
    const start = skipBlanks(text, place, delimiter);
    if (text.charCodeAt(start) === QUOTE) {
      const close = closingQuote(text, start, { isLast: true, style, delimiter });
      cells.push(unescape(text.slice(start + 1, close === -1 ? text.length : close)));
      place = close === -1 ? text.length : skipBlanks(text, close + 1, delimiter);
    } else {
      const end = text.indexOf(delimiter, place);
      cells.push(text.slice(place, end === -1 ? text.length : end));
      place = end === -1 ? text.length : end;
    }
    if (place >= text.length) return cells;
    place += delimiter.length;
  }
}

function isEscaped(text: string, quote: number, open: number): boolean {
  let first = quote;
  while (first - 1 > open && text.charCodeAt(first - 1) === BACKSLASH) first -= 1;
  return (quote - first) % 2 === 1;
}

function endsCellAt(text: string, place: number, delimiter: string): boolean {
  return place >= text.length || text[place] === '\n' || text[place] === '\r' || text.startsWith(delimiter, place);
}

/** Programs that escape quotes only write `C:\temp` as it is: there a doubled backslash is two. */
function unescape(cell: string): string {
  const escapesAll = /^(?:[^\\]|\\[\\"])*$/.test(cell);
  return cell.replace(escapesAll ? /\\([\\"])|""/g : /\\(")|""/g, (_, escaped: string | undefined) => escaped ?? '"');
}
