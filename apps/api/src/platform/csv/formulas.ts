/**
 * Spreadsheets run a cell that begins with one of these, some also behind a line break inside it; fullwidth forms count where they
 * are typed. The apostrophe in front makes it text.
 */
const START = '[=+\\-@\\t\\r\\uff1d\\uff0b\\uff0d\\uff20]';
const LINE_START = '(?<=^|\\n|\\r(?!\\n))';
const RUN = new RegExp(`${LINE_START}(?='*${START})`, 'g');
const NEUTRALISED = new RegExp(`${LINE_START}'(?='*${START})`, 'g');
/** Most cells have none of these anywhere. */
const SUSPECT = /[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/** One apostrophe more in front of every line that a spreadsheet might run. `restoreFormulas` takes exactly that one off again. */
export function neutraliseFormulas(cell: string): string {
  return SUSPECT.test(cell) ? cell.replace(RUN, "'") : cell;
}

export function restoreFormulas(cell: string): string {
  return cell.includes("'") && SUSPECT.test(cell) ? cell.replace(NEUTRALISED, '') : cell;
}
