import { useEffect, useEffectEvent, useRef } from 'react';
import { isTyping } from './useShortcut';

const PATIENCE = 1_200;

/** Two keys in a row, such as G then C. */
export function useSequence(first: string, seconds: Readonly<Record<string, () => void>>): void {
  const startedAt = useRef(0);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
    const key = event.key.toLowerCase();
    const isSecond = Date.now() - startedAt.current < PATIENCE;
    startedAt.current = !isSecond && key === first ? Date.now() : 0;
    const action = isSecond ? seconds[key] : undefined;
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  });
  useEffect(() => {
    // Captured before the tables see it: the second key may mean something to them as well.
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, []);
}
