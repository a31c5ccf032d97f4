import { useCallback, useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';

/** What a page keeps in its URL: plain strings, each with the value that is left out of the URL. */
export type UrlDefaults = Readonly<Record<string, string>>;
export type UrlState<D extends UrlDefaults> = { readonly [K in keyof D]: string };
export type UrlPatch<D extends UrlDefaults> = { readonly [K in keyof D]?: string | null };

/**
 * Table state lives in the URL, so that a view can be shared, reloaded and gone back to.
 * Every patch replaces the history entry, unless `push` is asked for. Parameters of others are left alone.
 */
export function useUrlState<D extends UrlDefaults>(defaults: D): [UrlState<D>, (patch: UrlPatch<D>, options?: { push?: boolean }) => void] {
  const [params, setParams] = useSearchParams();
  const state = readUrlState(params, defaults);
  const latest = useRef({ setParams, defaults });
  useEffect(() => {
    latest.current = { setParams, defaults };
  });
  // A stable identity, so that callers can list it in dependencies or pass it to memoised children.
  const patchState = useCallback((patch: UrlPatch<D>, options?: { push?: boolean }) => {
    const { setParams: set, defaults: known } = latest.current;
    set((current) => writeUrlState(current, known, patch), { replace: !options?.push });
  }, []);
  return [state, patchState];
}

export function readUrlState<D extends UrlDefaults>(params: URLSearchParams, defaults: D): UrlState<D> {
  const entries = Object.entries(defaults).map(([key, fallback]) => [key, params.get(key) ?? fallback]);
  return Object.fromEntries(entries) as UrlState<D>;
}

export function writeUrlState<D extends UrlDefaults>(current: URLSearchParams, defaults: D, patch: UrlPatch<D>): URLSearchParams {
  const next = new URLSearchParams(current);
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    if (value === null || value === '' || value === defaults[key]) next.delete(key);
    else next.set(key, value);
  }
  return next;
}
