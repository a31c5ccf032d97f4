import { useEffect, useEffectEvent } from 'react';
import type { DataColumn } from './columns';
import { parseTsv } from './parseTsv';
import type { PastedCells } from './tableProps';
import type { CellRange } from './useCellKeyboard';

interface PasteInput<Row> {
  /** What is chosen; null: no cell. */
  range: CellRange | null;
  rows: readonly Row[];
  rowsBefore: number;
  columns: readonly DataColumn<Row>[];
  onPaste: ((pasted: PastedCells<Row>) => void) | undefined;
}

/** Text on the clipboard fills cells from the chosen one on. One value fills a whole chosen range, as in a spreadsheet. */
export function usePasteCells<Row>({ range, rows, rowsBefore, columns, onPaste }: PasteInput<Row>): void {
  const paste = useEffectEvent((event: ClipboardEvent) => {
    const isOnCell = document.activeElement instanceof HTMLElement && document.activeElement.dataset['cellRow'] !== undefined;
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!onPaste || !range || !isOnCell || text === '') return;
    event.preventDefault();
    const parsed = parseTsv(text);
    const [only] = parsed[0] ?? [];
    const isOne = parsed.length === 1 && parsed[0]?.length === 1;
    const cells = isOne ? filled(only ?? '', range) : parsed;
    onPaste({ cells, rows: rows.slice(Math.max(0, range.rows[0] - rowsBefore)), columns: columns.slice(range.columns[0]) });
  });
  useEffect(() => {
    // At the document: with nothing that can be typed into, browsers differ in where they tell of it.
    const listen = (event: ClipboardEvent) => paste(event);
    document.addEventListener('paste', listen);
    return () => document.removeEventListener('paste', listen);
  }, []);
}

function filled(value: string, { rows, columns }: CellRange): string[][] {
  const row = Array.from({ length: columns[1] - columns[0] + 1 }, () => value);
  return Array.from({ length: rows[1] - rows[0] + 1 }, () => row);
}
