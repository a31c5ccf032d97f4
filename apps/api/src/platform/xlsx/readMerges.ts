import { columnOf } from './columnOf.js';
import { XmlReader } from './readXml.js';
import { workbookError } from './workbookErrors.js';
import type { ZipArchive } from './ZipArchive.js';

/** A cell whose value stands for the cells below it too. */
export interface Merged {
  /** Place of the column, from 0. */
  readonly column: number;
  /** The last row that it stands for, as the spreadsheet counts. */
  readonly until: number;
}

const MOST_MERGES = 100_000;
/** Columns behind are not imported, and each would cost a step in every row. */
const MOST_MERGED_COLUMNS = 1_000;
const END_OF_ROWS = /<(?:[\w.-]+:)?sheetData\s*\/>|<\/(?:[\w.-]+:)?sheetData\s*>/;
/** More than the longest end tag. */
const OVERLAP = 100;

/**
 * The ranges of a sheet that are merged over several rows, by their first row. They are written behind the rows, so these are unpacked
 * here without being read.
 */
export async function readMerges(archive: ZipArchive, path: string): Promise<ReadonlyMap<number, readonly Merged[]>> {
  const merges = new Map<number, Merged[]>();
  let count = 0;
  const xml = new XmlReader({
    open: (name, { ref }) => {
      const range = name === 'mergeCell' ? /^([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})$/i.exec(ref ?? '') : null;
      const [first, until, column] = [Number(range?.[2]), Number(range?.[3]), columnOf(range?.[1])];
      if (!range || column === null || column >= MOST_MERGED_COLUMNS || until <= first || count >= MOST_MERGES) return;
      merges.set(first, [...(merges.get(first) ?? []), { column, until }]);
      count += 1;
    },
  });
  let isBehindRows = false;
  let end = '';
  for await (const { bytes } of archive.read(path)) {
    if (isBehindRows) {
      xml.write(bytes);
      continue;
    }
    const text = end + bytes.toString('latin1');
    const found = END_OF_ROWS.exec(text);
    if (found) {
      isBehindRows = true;
      xml.write(Buffer.from(`<x>${text.slice(found.index + found[0].length)}`, 'latin1'));
    } else end = text.slice(-OVERLAP);
  }
  if (!isBehindRows) throw workbookError('damaged', 'a sheet ends in the middle');
  return merges;
}
