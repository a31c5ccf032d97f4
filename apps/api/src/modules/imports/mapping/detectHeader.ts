import { readEmail } from '@rapport/common';
import { fieldOfHeader } from './headerNames.js';

/**
 * Whether the first row names the columns. Names we know decide; else a first row that holds an address, a number or a date, or an
 * empty cell, is a row like the others.
 */
export function hasHeaderRow(rows: readonly (readonly string[])[]): boolean {
  const first = rows[0];
  if (!first) return false;
  if (first.some((cell) => isEmail(cell))) return false;
  if (first.some((cell) => fieldOfHeader(cell) !== null)) return true;
  const cells = first.map((cell) => cell.trim());
  if (cells.some((cell) => cell === '' || /^[+\d]/.test(cell))) return false;
  return new Set(cells.map((cell) => cell.toLowerCase())).size === cells.length && differsFromColumns(cells, rows.slice(1));
}

/** A name stands above its column; a value tends to come again in it. Columns with addresses or numbers under a word prove a header. */
function differsFromColumns(names: readonly string[], rows: readonly (readonly string[])[]): boolean {
  if (rows.length === 0) return false;
  const repeats = names.some((name, i) => rows.some((row) => row[i]?.trim().toLowerCase() === name.toLowerCase()));
  const differs = names.some((_, i) => rows.every((row) => /^[+\d]/.test(row[i]?.trim() ?? '') || isEmail(row[i] ?? '')));
  return differs && !repeats;
}

/** Names for the columns: the header where it says something, `Column 3` where not, `Email (2)` where it comes again. */
export function columnNames(header: readonly string[] | null, width: number): string[] {
  const seen = new Map<string, number>();
  return Array.from({ length: width }, (_, i) => {
    const name = header?.[i]?.trim().replace(/\s+/g, ' ').slice(0, 200) || `Column ${i + 1}`;
    const count = (seen.get(name.toLowerCase()) ?? 0) + 1;
    seen.set(name.toLowerCase(), count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

function isEmail(cell: string): boolean {
  return 'email' in readEmail(cell);
}
