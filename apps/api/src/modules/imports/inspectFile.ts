import type { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { openFileStore } from '../../platform/files/openFileStore.js';
import type { ByteSource } from '../../platform/xlsx/ZipArchive.js';
import { decodeText } from './csv/decodeText.js';
import { detectEncoding, type Encoding, isUtf16 } from './csv/detectEncoding.js';
import { foreignArchive, foreignFile, isArchive, isCards } from './csv/fileKind.js';
import { inspectSample, type SampleRow, type SampleTable } from './csv/inspectSample.js';
import type { SheetChoice } from './Import.js';
import type { FileKind } from './running/RowBatch.js';
import { type FileSample, sampleOf } from './fileSample.js';
import type { StoredUpload } from './ImportFiles.js';
import { importNotCsv } from './importErrors.js';
import { CARD_COLUMNS } from './vcard/cardCells.js';
import { readCards } from './vcard/readCards.js';
import { bytesOf } from './workbook/bytesOf.js';
import { inspectWorkbook } from './workbook/inspectWorkbook.js';
import { isWorkbook, refuseOldWorkbook } from './workbook/workbookKind.js';

/** What a person chose about how a file is read; the rest is detected. */
export interface ReadingChoices {
  readonly encoding?: Encoding | undefined;
  readonly delimiter?: string | undefined;
  readonly sheet?: string | undefined;
  readonly skipsHiddenRows?: boolean | undefined;
}

/** The beginning of a file of any kind, as a table. */
export interface InspectedFile extends SampleTable {
  readonly kind: FileKind;
  /** The sample is all there is. */
  readonly isWhole: boolean;
  /** What its columns are called where no row says so. */
  readonly names: readonly string[] | null;
  readonly workbook: SheetChoice | null;
}

/** Of files that are no text with delimiters: how their rows are shown, and written into the file of rejected ones. */
const AS_TEXT = { encoding: 'utf-8', delimiter: ',', hasBackslashes: false } as const;
/** Cards are read for the columns they fill; a larger file has all columns that a card can have. */
const MOST_BYTES = 32 * 1024 * 1024;
const SAMPLE_CARDS = 5_000;

/** Looks into a file, whatever its name is. Throws what it is when it cannot be imported. */
export async function inspectFile({ store: location, key }: StoredUpload, choices: ReadingChoices): Promise<InspectedFile> {
  const store = openFileStore(location);
  const sample = await sampleOf(store, key);
  const { bytes } = sample;
  const isWide = isUtf16(bytes);
  if (isArchive(bytes)) return inspectArchive(await bytesOf(store, key), sample, choices);
  if (isCards(bytes, isWide)) return inspectCards(await store.get(key), choices.encoding ?? detectEncoding(bytes, sample.isWholeFile));
  await refuseOldWorkbook(bytes, () => bytesOf(store, key));
  const foreign = foreignFile(bytes, isWide);
  if (foreign) throw importNotCsv(foreign);
  const { encoding, delimiter } = choices;
  return { kind: 'csv', names: null, workbook: null, isWhole: sample.isWholeFile, ...inspectSample({ ...sample, encoding, delimiter }) };
}

async function inspectArchive(bytes: ByteSource, sample: FileSample, choices: ReadingChoices): Promise<InspectedFile> {
  if (!(await isWorkbook(bytes, sample.bytes))) throw importNotCsv(foreignArchive(sample.bytes));
  return { kind: 'xlsx', names: null, ...AS_TEXT, ...(await inspectWorkbook(bytes, choices)) };
}

/** The columns are those that some card fills. */
async function inspectCards(file: Readable, encoding: Encoding): Promise<InspectedFile> {
  const rows: SampleRow[] = [];
  const filled = new Set<number>();
  let isWhole = true;
  for await (const batch of readCards(decodeText(file, encoding), CARD_COLUMNS)) {
    for (const { line, cells } of batch.rows) {
      cells.forEach((cell, i) => cell !== '' && filled.add(i));
      if (rows.length < SAMPLE_CARDS) rows.push({ line, cells });
      else isWhole = false;
    }
    if (batch.bytesRead > MOST_BYTES)
      return { kind: 'vcard', names: CARD_COLUMNS, workbook: null, isWhole: false, ...AS_TEXT, encoding, rows };
    await nextTurn();
  }
  const kept = CARD_COLUMNS.map((_, i) => i).filter((i) => filled.has(i));
  return {
    kind: 'vcard',
    names: kept.map((i) => CARD_COLUMNS[i] ?? ''),
    workbook: null,
    isWhole,
    ...AS_TEXT,
    encoding,
    rows: rows.map(({ line, cells }) => ({ line, cells: kept.map((i) => cells[i] ?? '') })),
  };
}
