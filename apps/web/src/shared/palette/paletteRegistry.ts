import { useEffect, useEffectEvent, useSyncExternalStore, type ReactNode } from 'react';

export interface PaletteEntry {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly group: string;
  readonly icon?: ReactNode;
  /** It was not found itself, but is like what was typed: what differs is marked. */
  readonly isSimilar?: boolean;
  /** Further words that find it. */
  readonly keywords?: string;
  readonly shortcut?: string;
  readonly run: () => void;
}

/** Answers while one types: contacts, campaigns. Asked after a pause, with the previous question aborted. */
export interface PaletteSource {
  readonly id: string;
  readonly search: (query: string, signal: AbortSignal) => Promise<readonly PaletteEntry[]>;
}

interface PaletteContents {
  readonly entries: readonly PaletteEntry[];
  readonly sources: readonly PaletteSource[];
}

let contents: PaletteContents = { entries: [], sources: [] };
const listeners = new Set<() => void>();

function change(next: PaletteContents): void {
  contents = next;
  listeners.forEach((listener) => listener());
}

/** Adds commands while the component is mounted. `signature` says when they have changed (a joined list of labels is enough). */
export function usePaletteEntries(entries: readonly PaletteEntry[], signature = entries.map((entry) => entry.id).join()): void {
  const read = useEffectEvent(() => entries);
  useEffect(() => {
    const added = read();
    change({ ...contents, entries: [...contents.entries, ...added] });
    return () => change({ ...contents, entries: contents.entries.filter((entry) => !added.includes(entry)) });
  }, [signature]);
}

/** Adds a search (contacts, campaigns …) while the component is mounted. */
export function usePaletteSource(source: PaletteSource): void {
  const search = useEffectEvent(source.search);
  useEffect(() => {
    const added: PaletteSource = { id: source.id, search: (query, signal) => search(query, signal) };
    change({ ...contents, sources: [...contents.sources, added] });
    return () => change({ ...contents, sources: contents.sources.filter((other) => other !== added) });
  }, [source.id]);
}

export function usePaletteContents(): PaletteContents {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => contents,
  );
}

/** Every word of the query must occur; what starts with the query comes first. */
export function matchEntries(entries: readonly PaletteEntry[], query: string): readonly PaletteEntry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = entries.filter((entry) => {
    const haystack = `${entry.label} ${entry.group} ${entry.keywords ?? ''}`.toLowerCase();
    return words.every((word) => haystack.includes(word));
  });
  const first = words[0] ?? '';
  return first ? [...matches].sort((a, b) => rank(a, first) - rank(b, first)) : matches;
}

function rank(entry: PaletteEntry, word: string): number {
  return entry.label.toLowerCase().startsWith(word) ? 0 : 1;
}
