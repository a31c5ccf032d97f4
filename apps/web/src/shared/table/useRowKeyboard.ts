import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { PeekKeys } from './usePeek';

interface RowKeyboardInput {
  count: number;
  /** False while a row is only held a place for. */
  isLoaded: (index: number) => boolean;
  open: (index: number) => void;
  toggle: (index: number) => void;
  clear: () => void;
  /** Undefined: there is no quick look, and Space selects. */
  peek: PeekKeys | undefined;
  /** Scrolls a row into the virtual window. */
  reveal: (index: number) => void;
  rowSelector: (index: number) => HTMLElement | null;
}

const PAGE = 12;

/** One row is in the tab order at a time. Arrows, Home, End and Page keys move; Enter opens; Space peeks or else selects, X selects; Escape ends the peek, then clears the selection. */
export function useRowKeyboard({ count, isLoaded, open, toggle, clear, peek, reveal, rowSelector }: RowKeyboardInput) {
  const [activeIndex, setActiveIndex] = useState(0);
  const active = Math.min(activeIndex, Math.max(0, count - 1));

  /** A row that the focus goes to once it is there. */
  const awaited = useRef<number | null>(null);
  useEffect(() => {
    if (awaited.current === null || !isLoaded(awaited.current)) return;
    rowSelector(awaited.current)?.focus({ preventScroll: true });
    awaited.current = null;
  });

  const moveTo = (index: number) => {
    const target = Math.max(0, Math.min(count - 1, index));
    setActiveIndex(target);
    peek?.moved(target);
    reveal(target);
    awaited.current = isLoaded(target) ? null : target;
    // The row may be drawn only after the scroll; focus follows then.
    requestAnimationFrame(() => rowSelector(target)?.focus({ preventScroll: true }));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const isOnRow = event.target instanceof HTMLElement && event.target.dataset.rowIndex !== undefined;
    if (!isOnRow || event.altKey || event.ctrlKey || event.metaKey) return;
    const act = keyAction(event.key, active, count, peek !== undefined);
    if (!act) return;
    event.preventDefault();
    if (act.kind === 'move') moveTo(act.to);
    if (act.kind === 'open') open(active);
    if (act.kind === 'toggle') toggle(active);
    if (act.kind === 'peek') peek?.toggle(active);
    if (act.kind === 'clear' && !peek?.close()) clear();
  };

  return { activeIndex: active, setActiveIndex, onKeyDown };
}

type KeyAction = { kind: 'move'; to: number } | { kind: 'open' } | { kind: 'peek' } | { kind: 'toggle' } | { kind: 'clear' };

function keyAction(key: string, active: number, count: number, canPeek: boolean): KeyAction | null {
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return { kind: 'move', to: active + 1 };
    case 'ArrowUp':
    case 'k':
      return { kind: 'move', to: active - 1 };
    case 'PageDown':
      return { kind: 'move', to: active + PAGE };
    case 'PageUp':
      return { kind: 'move', to: active - PAGE };
    case 'Home':
      return { kind: 'move', to: 0 };
    case 'End':
      return { kind: 'move', to: count - 1 };
    case 'Enter':
      return { kind: 'open' };
    case ' ':
      return { kind: canPeek ? 'peek' : 'toggle' };
    case 'x':
      return { kind: 'toggle' };
    case 'Escape':
      return { kind: 'clear' };
    default:
      return null;
  }
}
