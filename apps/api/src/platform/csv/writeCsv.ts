import { stringify } from 'csv-stringify/sync';
import { neutraliseFormulas } from './formulas.js';

/** Tells Excel that the file is UTF-8. Stands before the first row. */
export const CSV_MARK = '\ufeff';

/** Every mark that some program takes for the end of a cell or of a row, whatever separates cells here; and blanks that some trim. */
const NEEDS_QUOTES = /["\r\n\v\f\u0085\u2028\u2029,;|\t]|^\s|\s$/;

/** Rows of an export: lines end with CR LF, nothing in a cell can end it early or, unless it `isRaw`, be run as a formula. All exports are written here. */
export function writeCsv(rows: readonly (readonly string[])[], delimiter = ',', isRaw = false): string {
  return stringify(
    rows.map((row) => (isRaw ? [...row] : row.map(neutraliseFormulas))),
    {
      delimiter,
      record_delimiter: '\r\n',
      quoted_match: NEEDS_QUOTES,
    },
  );
}
