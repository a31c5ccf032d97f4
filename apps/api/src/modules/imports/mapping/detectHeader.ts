import { MAX_HEADER_LENGTH } from '../csv/RowReader.js';
import { isAddress } from './cells.js';
import { fieldOfHeader } from './headerNames.js';

/**
 * Whether the first row names the columns. Names we know decide; else a first row that holds an address, a number or a date, or an
 * empty cell, is a row like the others.
 */
export function hasHeaderRow(rows: readonly (readonly string[])[]): boolean {
  const first = rows[0];
  if (!first) return false;
  if (first.some((cell) => isAddress(cell))) return false;
  if (first.some((cell) => fieldOfHeader(cell) !== null)) return true;
  const cells = first.map((cell) => cell.trim());
  if (cells.some((cell) => cell === '' || /^[+\d]/.test(cell))) return false;
  return new Set(cells.map((cell) => cell.toLowerCase())).size === cells.length && differsFromColumns(cells, rows.slice(1));
}

/** Rows in which a header is looked for below a title. */
const LOOKED_THROUGH = 20;

/**
 * Which row names the columns; -1 when none does. Reports put a title, a date or a logo above their table: then the row with the most
 * names that we know is it, if it is as wide as the table and nobody's address is above it.
 */
export function findHeader(rows: readonly (readonly string[])[]): number {
  const known = rows.slice(0, LOOKED_THROUGH).map((row) => (row.some((cell) => isAddress(cell.trim())) ? -1 : countKnown(row)));
  const end = known.indexOf(-1);
  const candidates = end === -1 ? known : known.slice(0, end);
  const best = Math.max(0, ...candidates);
  const wide = Math.max(...rows.slice(0, LOOKED_THROUGH).map(countFilled)) / 2;
  if (best >= 2) return candidates.indexOf(best);
  const start = rows.findIndex((row) => countFilled(row) >= wide);
  return hasHeaderRow(rows.slice(start)) ? start : -1;
}

function countKnown(row: readonly string[]): number {
  return row.filter((cell) => fieldOfHeader(cell) !== null).length;
}

function countFilled(row: readonly string[]): number {
  return row.filter((cell) => cell.trim() !== '').length;
}

/** A name is above its column; a value tends to come again in it. Columns with addresses or numbers under a word prove a header. */
function differsFromColumns(names: readonly string[], rows: readonly (readonly string[])[]): boolean {
  if (rows.length === 0) return false;
  const repeats = names.some((name, i) => rows.some((row) => row[i]?.trim().toLowerCase() === name.toLowerCase()));
  const differs = names.some((_, i) => rows.every((row) => /^[+\d]/.test(row[i]?.trim() ?? '') || isAddress(row[i] ?? '')));
  return differs && !repeats;
}

/** Names for the columns: the header where it says something, `Column 3` where not, `Email (2)` where it comes again. */
export function columnNames(header: readonly string[] | null, width: number): string[] {
  const seen = new Map<string, number>();
  return Array.from({ length: width }, (_, i) => {
    const name = header?.[i]?.trim().replace(/\s+/g, ' ').slice(0, MAX_HEADER_LENGTH) || `Column ${i + 1}`;
    const count = (seen.get(name.toLowerCase()) ?? 0) + 1;
    seen.set(name.toLowerCase(), count);
    return count === 1 ? name : `${name} (${count})`;
  });
}
