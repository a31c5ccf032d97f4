/** What a sheet can have. */
export const MOST_COLUMNS = 16_384;

/** Place of the column that a reference such as `AB12` names, from 0; null when it names none. */
export function columnOf(reference: string | undefined): number | null {
  if (reference === undefined) return null;
  let column = 0;
  for (let i = 0; i < reference.length; i += 1) {
    const code = reference.charCodeAt(i) & ~32;
    if (code < 65 || code > 90) return i === 0 ? null : column - 1;
    column = column * 26 + (code - 64);
    if (column > MOST_COLUMNS) return column;
  }
  return column === 0 ? null : column - 1;
}
