import { useEffect, useEffectEvent, useRef } from 'react';
import type { TablePeek } from './tableProps';

/** Whoever holds an arrow key passes rows; only the one they stop at is looked at. */
const PATIENCE_MS = 90;

interface PeekRows<Row> {
  readonly rows: readonly Row[];
  readonly rowsBefore: number;
  readonly rowId: (row: Row) => string;
  /** Makes a row the active one and scrolls to it. */
  readonly showRow: (index: number) => void;
}

export interface PeekKeys {
  readonly toggle: (index: number) => void;
  /** False when nothing was open. */
  readonly close: () => boolean;
  /** The keyboard or a click went to another row: an open peek goes along. */
  readonly moved: (index: number) => void;
}

/** The quick look of a table, by the places of its rows. One that is opened from elsewhere (an address, a button beside it) takes the active row along, too. */
export function usePeek<Row>(peek: TablePeek<Row> | undefined, { rows, rowsBefore, rowId, showRow }: PeekRows<Row>): PeekKeys | undefined {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const shown = useRef<string | null>(null);
  useEffect(() => () => clearTimeout(timer.current), []);

  const id = peek?.id ?? null;
  const place = id === null ? -1 : rows.findIndex((row) => rowId(row) === id);
  const follow = useEffectEvent(() => {
    if (id === shown.current || (id !== null && place < 0)) return;
    shown.current = id;
    if (id !== null) showRow(place + rowsBefore);
  });
  useEffect(() => follow(), [id, place]);

  const settle = (index: number) => {
    const row = rows[index - rowsBefore];
    if (peek === undefined || peek.id === null || row === undefined || rowId(row) === peek.id) return;
    shown.current = rowId(row);
    peek.onChange(row);
  };
  /** With the rows there are when the time is over. */
  const later = useRef(settle);
  useEffect(() => {
    later.current = settle;
  });

  if (!peek) return undefined;
  return {
    toggle: (index) => {
      clearTimeout(timer.current);
      const row = rows[index - rowsBefore];
      if (row === undefined) return;
      const next = rowId(row) === peek.id ? null : row;
      shown.current = next && rowId(next);
      peek.onChange(next);
    },
    close: () => {
      clearTimeout(timer.current);
      if (peek.id === null) return false;
      peek.onChange(null);
      return true;
    },
    moved: (index) => {
      clearTimeout(timer.current);
      if (peek.id !== null) timer.current = setTimeout(() => later.current(index), PATIENCE_MS);
    },
  };
}
