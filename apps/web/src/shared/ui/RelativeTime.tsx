import { useEffect, useState } from 'react';
import { formatExact, formatRelative } from '../format/format';

const TICK = 30_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for all times on the page; it stands still while nothing shows a time. */
function onTick(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => listeners.forEach((listen) => listen()), TICK);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Relative in the text, exact on hover. The browser's own tooltip: long tables have one of these in each row. `iso` null shows `fallback`. */
export function RelativeTime({ iso, fallback = '–' }: { iso: string | null | undefined; fallback?: string }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => onTick(() => setNow(Date.now())), []);
  // What was saved since the last tick is read against the clock itself; it would lie in the future otherwise.
  if (!iso) return <span>{fallback}</span>;
  return (
    <time dateTime={iso} title={formatExact(iso)} className="rp-num" style={{ whiteSpace: 'nowrap' }}>
      {formatRelative(iso, Date.parse(iso) > now ? Date.now() : now)}
    </time>
  );
}
