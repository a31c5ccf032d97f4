import { useState } from 'react';

/**
 * What someone is writing, kept in this tab until it is sent: it survives a reload and another page. `key` names the person and the
 * place, and never changes while the component is mounted. A browser without storage keeps it as long as the page.
 */
export function useDraft<Draft extends object>(
  key: string,
  blank: Draft,
): [Draft, (patch: Partial<Draft> | ((before: Draft) => Partial<Draft>)) => void, () => void] {
  const [draft, setDraft] = useState(() => ({ ...blank, ...readDraft<Draft>(key) }));
  const patch = (change: Partial<Draft> | ((before: Draft) => Partial<Draft>)) =>
    setDraft((before) => {
      const next = { ...before, ...(typeof change === 'function' ? change(before) : change) };
      keepDraft(key, next);
      return next;
    });
  const clear = () => {
    keepDraft(key, null);
    setDraft(blank);
  };
  return [draft, patch, clear];
}

function readDraft<Draft extends object>(key: string): Partial<Draft> {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(key) ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Partial<Draft>) : {};
  } catch {
    return {};
  }
}

/** Null: forgotten. */
export function keepDraft(key: string, draft: object | null): void {
  try {
    if (draft === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(draft));
  } catch {
    return;
  }
}
