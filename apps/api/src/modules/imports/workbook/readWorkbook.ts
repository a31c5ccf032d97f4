import { readSheet, type SheetRow } from '../../../platform/xlsx/readSheet.js';
import { type Sheet, Workbook } from '../../../platform/xlsx/Workbook.js';
import type { ByteSource } from '../../../platform/xlsx/ZipArchive.js';
import { START } from '../csv/RecordSplitter.js';
import { type CellRow, type RowFlaw, RowReader } from '../csv/RowReader.js';
import { sheetMissing } from '../importErrors.js';
import { type Checkpoint, type FileFormat, FROM_THE_START, type RowBatch } from '../running/RowBatch.js';

/**
 * Reads a sheet from a checkpoint on. Its `offset` is the last row that was read, as the spreadsheet counts: what is packed can only be
 * read from the front, so the rows before it are passed over.
 */
export async function* readWorkbook(
  source: ByteSource,
  format: Pick<FileFormat, 'delimiter' | 'columns' | 'header' | 'headerLine' | 'sheet' | 'skipsHiddenRows'>,
  from: Checkpoint = FROM_THE_START,
): AsyncGenerator<RowBatch> {
  const workbook = await Workbook.open(source);
  const reader = new RowReader(format, from);
  let start = from;
  for await (const { rows, share } of readSheet(workbook, sheetNamed(workbook.sheets, format.sheet))) {
    const wanted = rows.filter(({ number, isHidden }) => number > from.offset && !(isHidden && format.skipsHiddenRows));
    const last = Math.max(start.offset, rows.at(-1)?.number ?? 0);
    const results = reader.readCells(wanted.map((row) => cellRow(row, format.columns.length)));
    const checkpoint: Checkpoint = { ...START, offset: last, line: last, ...reader.count };
    yield { ...results, start, checkpoint, bytesRead: Math.round(share * source.size) };
    start = checkpoint;
  }
}

export function sheetNamed(sheets: readonly Sheet[], name: string | null): Sheet {
  const found = sheets.find((sheet) => sheet.name === name);
  if (!found) throw sheetMissing(name ?? '', sheets);
  return found;
}

function cellRow({ number, cells, flaws }: SheetRow, width: number): CellRow {
  const padded = [...cells, ...new Array<string>(Math.max(0, width - cells.length)).fill('')];
  return { line: number, cells: padded, flaws: flaws.map(flawOf) };
}

function flawOf({ index, error }: SheetRow['flaws'][number]): RowFlaw {
  if (error === null)
    return {
      index,
      code: 'cell.formulaWithoutResult',
      reason: 'This cell has a formula without a result. Open the workbook in a spreadsheet program, save it, and import it again.',
      value: '',
    };
  return {
    index,
    code: 'cell.error',
    reason: `The spreadsheet shows the error ${error} here instead of a value.`,
    value: error,
  };
}
