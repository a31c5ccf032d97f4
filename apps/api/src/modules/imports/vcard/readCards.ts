import { skipText, type TextChunk } from '../csv/decodeText.js';
import { START } from '../csv/RecordSplitter.js';
import { csvText, cutRaw, MAX_CELL_LENGTH, type Reject, type Row } from '../csv/RowReader.js';
import { type Checkpoint, FROM_THE_START, type RowBatch } from '../running/RowBatch.js';
import { cardCells } from './cardCells.js';
import { CardSplitter, type RawCard } from './CardSplitter.js';
import { readProperties } from './properties.js';

/** Reads a file of cards from a checkpoint on; each card is a row with these columns. Memory does not grow with the file. */
export async function* readCards(
  text: AsyncIterable<TextChunk>,
  columns: readonly string[],
  from: Checkpoint = FROM_THE_START,
): AsyncGenerator<RowBatch> {
  const splitter = new CardSplitter(from);
  let start = from;
  let count = from.rows;
  let bytesRead = 0;
  const nextBatch = (cards: readonly RawCard[]): RowBatch => {
    const rows: Row[] = [];
    const rejects: Reject[] = [];
    for (const card of cards) {
      count += 1;
      const result = readCard(card, count, columns);
      if ('code' in result) rejects.push(result);
      else rows.push(result);
    }
    const checkpoint: Checkpoint = { ...START, ...splitter.position, rows: count, hasSeenHeader: true };
    const batch = { rows, rejects, blankRows: [], start, checkpoint, bytesRead };
    start = checkpoint;
    return batch;
  };
  for await (const chunk of skipText(text, from.offset)) {
    bytesRead = chunk.bytesRead;
    yield nextBatch(splitter.push(chunk.text));
  }
  yield nextBatch(splitter.end());
}

function readCard(card: RawCard, rowNumber: number, columns: readonly string[]): Row | Reject {
  const place = { line: card.line, rowNumber };
  const reject = ({ code, reason }: Pick<Reject, 'code' | 'reason'>, column: string | null = null): Reject => ({
    ...place,
    column,
    code,
    reason,
    raw: cutRaw(card.lines.join('\n')),
  });
  if (card.problem) return reject(PROBLEMS[card.problem]);
  const properties = readProperties(card.lines);
  if (typeof properties === 'string') return reject(PROBLEMS[properties]);
  const byColumn = cardCells(properties);
  if (byColumn === null) return reject(PROBLEMS.group);
  const cells = columns.map((column) => byColumn.get(column) ?? '');
  const long = cells.findIndex((cell) => cell.length > MAX_CELL_LENGTH);
  if (long !== -1) return reject(PROBLEMS.longValue, columns[long]);
  return { ...place, cells, raw: csvText(cells) };
}

const PROBLEMS = {
  unclosed: { code: 'card.unclosed', reason: 'This card has no END:VCARD, so it isn’t known where it ends. The file may be cut off here.' },
  tooLong: { code: 'card.tooLong', reason: 'This card has more than 1 MB of text, not counting pictures.' },
  outside: { code: 'card.outside', reason: 'These lines are between two cards and belong to none of them.' },
  noColon: { code: 'card.brokenLine', reason: 'This card has a line without a colon, so its values can’t be told apart.' },
  unknownCharset: { code: 'card.unknownCharset', reason: 'This card names a character set that isn’t known.' },
  group: { code: 'card.group', reason: 'This card describes a group of contacts, not a person.' },
  longValue: { code: 'row.cellTooLong', reason: 'This value is longer than 64 kB. Shorten it and import the card again.' },
} as const satisfies Record<string, Pick<Reject, 'code' | 'reason'>>;
