import { readSheet } from '../../../platform/xlsx/readSheet.js';
import { type Sheet, Workbook } from '../../../platform/xlsx/Workbook.js';
import type { ByteSource } from '../../../platform/xlsx/ZipArchive.js';
import type { SampleRow } from '../csv/inspectSample.js';
import type { SheetChoice } from '../Import.js';
import { unknownSheet } from '../importErrors.js';

export interface InspectedWorkbook {
  readonly rows: readonly SampleRow[];
  /** The sample is the whole sheet. */
  readonly isWhole: boolean;
  readonly workbook: SheetChoice;
}

/** A look at the beginning, as for a CSV. */
const SAMPLE_ROWS = 5_000;
const SAMPLE_CHARACTERS = 512 * 1024;
/** Sheets that are looked into for the first with contacts: what is behind them can be chosen. */
const LOOKED_THROUGH = 20;

/** The beginning of the chosen sheet; without a choice that of the first one with rows, hidden ones last. */
export async function inspectWorkbook(
  source: ByteSource,
  { sheet: chosen, skipsHiddenRows = false }: { sheet?: string | undefined; skipsHiddenRows?: boolean | undefined } = {},
): Promise<InspectedWorkbook> {
  const workbook = await Workbook.open(source);
  const sheets = workbook.sheets.map(({ name, isHidden }) => ({ name, isHidden }));
  const answer = async (sheet: Sheet): Promise<InspectedWorkbook> => {
    const { rows, isWhole, hasHiddenRows } = await sampleOf(workbook, sheet, skipsHiddenRows);
    return { rows, isWhole, workbook: { sheets, sheet: sheet.name, skipsHiddenRows, hasHiddenRows } };
  };
  if (chosen !== undefined) {
    const sheet = workbook.sheets.find(({ name }) => name === chosen);
    if (!sheet) throw unknownSheet(chosen);
    return answer(sheet);
  }
  const [shown, hidden] = [workbook.sheets.filter(({ isHidden }) => !isHidden), workbook.sheets.filter(({ isHidden }) => isHidden)];
  let first: InspectedWorkbook | null = null;
  for (const sheet of [...shown, ...hidden].slice(0, LOOKED_THROUGH)) {
    const inspected = await answer(sheet);
    // A header and a row below it: a sheet with a title or a note alone is a cover.
    if (inspected.rows.length > 1) return inspected;
    if (first === null || (first.rows.length === 0 && inspected.rows.length > 0)) first = inspected;
  }
  if (first === null) throw unknownSheet('');
  return first;
}

async function sampleOf(
  workbook: Workbook,
  sheet: Sheet,
  skipsHiddenRows: boolean,
): Promise<{ rows: SampleRow[]; isWhole: boolean; hasHiddenRows: boolean }> {
  const rows: SampleRow[] = [];
  let hasHiddenRows = false;
  let characters = 0;
  for await (const piece of readSheet(workbook, sheet)) {
    for (const { number, cells, isHidden } of piece.rows) {
      hasHiddenRows ||= isHidden;
      if ((isHidden && skipsHiddenRows) || cells.every((cell) => cell.trim() === '')) continue;
      if (rows.length > SAMPLE_ROWS || characters > SAMPLE_CHARACTERS) return { rows, isWhole: false, hasHiddenRows };
      rows.push({ line: number, cells });
      characters += cells.reduce((sum, cell) => sum + cell.length, 0);
    }
  }
  return { rows, isWhole: true, hasHiddenRows };
}
