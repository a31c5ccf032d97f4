import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { PeekKeys } from './usePeek';

export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

interface CellKeyboardInput {
  /** False: the table has rows only. */
  isEnabled: boolean;
  rows: number;
  columns: number;
  canEdit: (place: CellPlace) => boolean;
  /** A switch changes; everything else opens its editor. */
  edit: (place: CellPlace) => void;
  open: (row: number) => void;
  toggleRow: (row: number) => void;
  clearSelection: () => void;
  /** Undefined: there is no quick look, and Space selects. */
  peek: PeekKeys | undefined;
  copy: (range: CellRange) => void;
  /** Scrolls a row into the virtual window. */
  reveal: (row: number) => void;
  cellElement: (place: CellPlace) => HTMLElement | null;
  rowElement: (row: number) => HTMLElement | null;
  setActiveRow: (row: number) => void;
}

export interface CellRange {
  readonly rows: readonly [number, number];
  readonly columns: readonly [number, number];
}

const PAGE = 12;

/**
 * Cells as in a spreadsheet. Arrow right on a row goes into its cells, Escape comes back, so that Tab can leave the table. Arrows, Tab, Home, End
 * and the page keys move, with Shift arrows choose a range; Enter and F2 edit, Space peeks at the row or selects it, Shift+Space selects it, Ctrl+C copies.
 */
export function useCellKeyboard(input: CellKeyboardInput) {
  const { isEnabled, rows, columns, reveal, cellElement } = input;
  const [active, setActive] = useState<CellPlace | null>(null);
  const [anchor, setAnchor] = useState<CellPlace | null>(null);

  /** Its row may be drawn only after the scroll; focus follows then. */
  const awaited = useRef<CellPlace | null>(null);
  useEffect(() => {
    const element = awaited.current && cellElement(awaited.current);
    if (!element) return;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    awaited.current = null;
  });

  const moveTo = (place: CellPlace, keepsAnchor = false) => {
    const to = { row: clamp(place.row, rows), column: clamp(place.column, columns) };
    setAnchor(keepsAnchor ? (anchor ?? active) : null);
    setActive(to);
    input.setActiveRow(to.row);
    input.peek?.moved(to.row);
    reveal(to.row);
    awaited.current = to;
  };
  const leave = (row: number) => {
    setActive(null);
    setAnchor(null);
    input.rowElement(row)?.focus({ preventScroll: true });
  };
  const range: CellRange | null = active && rangeOf(anchor ?? active, active);

  const onCellKey = (event: KeyboardEvent<HTMLElement>, place: CellPlace) => {
    const { row, column } = place;
    const isCommand = event.ctrlKey || event.metaKey;
    if (isCommand && event.key.toLowerCase() === 'c' && !window.getSelection()?.toString()) {
      event.preventDefault();
      if (range) input.copy(range);
      return;
    }
    const target = moveOf(event, place, { rows, columns, isCommand });
    if (target) {
      event.preventDefault();
      moveTo(target, event.shiftKey && event.key !== 'Tab');
      return;
    }
    if (isCommand || event.altKey) return;
    const acts: Record<string, () => void> = {
      Enter: () => (input.canEdit(place) ? input.edit(place) : input.open(row)),
      F2: () => input.canEdit(place) && input.edit(place),
      ' ': () => (input.peek && !event.shiftKey ? input.peek.toggle(row) : input.toggleRow(row)),
      Escape: () => {
        if (anchor) moveTo(place);
        else if (!input.peek?.close()) {
          input.clearSelection();
          leave(row);
        }
      },
    };
    const run = acts[event.key];
    if (!run || (event.key !== ' ' && event.shiftKey)) return;
    event.preventDefault();
    // What is in the cell (a link) does not act as well.
    event.stopPropagation();
    if (column >= 0) run();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (!isEnabled || !(event.target instanceof HTMLElement) || event.defaultPrevented) return;
    const { rowIndex, cellRow, cellColumn } = event.target.dataset;
    if (cellRow !== undefined && cellColumn !== undefined) onCellKey(event, { row: Number(cellRow), column: Number(cellColumn) });
    else if (rowIndex !== undefined && event.key === 'ArrowRight' && !event.altKey && !event.ctrlKey) {
      event.preventDefault();
      moveTo({ row: Number(rowIndex), column: 0 });
    }
  };

  /** A press chooses the cell, with Shift a range up to it; drawing on over others chooses them, too. */
  const onPointerDown = (event: PointerEvent<HTMLElement>, place: CellPlace) => {
    if (event.button !== 0 || isControl(event.target)) return;
    if (event.shiftKey) event.preventDefault();
    moveTo(place, event.shiftKey);
  };
  const onPointerEnter = (event: PointerEvent<HTMLElement>, place: CellPlace) => {
    if (event.buttons !== 1 || !active || (place.row === active.row && place.column === active.column)) return;
    moveTo(place, true);
  };
  const onFocusRow = () => {
    setActive(null);
    setAnchor(null);
  };
  return { active, range, moveTo, onKeyDown, onPointerDown, onPointerEnter, onFocusRow };
}

function clamp(index: number, count: number): number {
  return Math.max(0, Math.min(count - 1, index));
}

function rangeOf(one: CellPlace, other: CellPlace): CellRange {
  return {
    rows: [Math.min(one.row, other.row), Math.max(one.row, other.row)],
    columns: [Math.min(one.column, other.column), Math.max(one.column, other.column)],
  };
}

export function isInRange(range: CellRange | null, row: number, column: number): boolean {
  return range !== null && row >= range.rows[0] && row <= range.rows[1] && column >= range.columns[0] && column <= range.columns[1];
}

function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a, button, input, textarea, label, [data-cell-editor]') !== null;
}

/** Where a key leads; null when it leads nowhere. Tab leaves at the first and the last cell. */
function moveOf(
  event: KeyboardEvent,
  { row, column }: CellPlace,
  { rows, columns, isCommand }: { rows: number; columns: number; isCommand: boolean },
): CellPlace | null {
  switch (event.key) {
    case 'ArrowDown':
      return { row: isCommand ? rows - 1 : row + 1, column };
    case 'ArrowUp':
      return { row: isCommand ? 0 : row - 1, column };
    case 'ArrowRight':
      return { row, column: isCommand ? columns - 1 : column + 1 };
    case 'ArrowLeft':
      return { row, column: isCommand ? 0 : column - 1 };
    case 'PageDown':
      return { row: row + PAGE, column };
    case 'PageUp':
      return { row: row - PAGE, column };
    case 'Home':
      return { row: isCommand ? 0 : row, column: 0 };
    case 'End':
      return { row: isCommand ? rows - 1 : row, column: columns - 1 };
    case 'Tab':
      return besides(row * columns + column + (event.shiftKey ? -1 : 1), rows, columns);
    default:
      return null;
  }
}

function besides(index: number, rows: number, columns: number): CellPlace | null {
  return index < 0 || index >= rows * columns ? null : { row: Math.floor(index / columns), column: index % columns };
}
