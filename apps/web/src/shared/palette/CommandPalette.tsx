import { Group, Kbd, Text } from '@mantine/core';
import { Spotlight, spotlight } from '@mantine/spotlight';
import '@mantine/spotlight/styles.layer.css';
import { IconSearch } from '@tabler/icons-react';
import { findDifferences, misspeltTerms } from '@rapport/common';
import { useEffect, useMemo, useState } from 'react';
import { Marked, SearchMarks } from '../ui/Marked';
import { toastError } from '../ui/toasts';
import { useSearchMarks } from '../ui/useSearchMarks';
import { matchEntries, usePaletteContents, type PaletteEntry, type PaletteSource } from './paletteRegistry';
import classes from './CommandPalette.module.css';

const PAUSE = 180;

/** Loaded on the first Ctrl-K. Mounting it opens it; afterwards it opens on every change of `openedAt`. */
export function CommandPalette({ openedAt }: { openedAt: number }) {
  const [query, setQuery] = useState('');
  const { entries, sources } = usePaletteContents();
  const found = useSourceResults(sources, query);
  const marks = useSearchMarks(query);
  const differences = useMemo(() => {
    const terms = misspeltTerms(query);
    return (text: string) => findDifferences(text, terms);
  }, [query]);
  useEffect(() => spotlight.open(), [openedAt]);

  const groups = groupEntries([...matchEntries(entries, query), ...found]);
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      scrollable
      maxHeight={420}
      radius="lg"
      clearQueryOnClose
      attributes={{ content: { 'aria-label': 'Search and commands' } }}
      centered={false}
      yOffset="14vh"
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
    >
      <Spotlight.Search
        placeholder="Search pages, actions and contacts"
        aria-label="Search Rapport"
        leftSection={<IconSearch size={17} aria-hidden />}
        className={classes.search}
      />
      <Spotlight.ActionsList>
        <SearchMarks value={marks}>
          {groups.map(([label, group]) => (
            <Spotlight.ActionsGroup key={label} label={label} className={classes.group}>
              {group.map((entry) => (
                <Spotlight.Action key={entry.id} onClick={entry.run} className={classes.action}>
                  <Group gap="sm" wrap="nowrap" w="100%">
                    {entry.icon}
                    <Text truncate dir="auto">
                      <SearchMarks value={entry.isSimilar ? differences : marks}>
                        <Marked text={entry.label} />
                      </SearchMarks>
                    </Text>
                    {entry.description && (
                      <Text c="dimmed" size="xs" truncate>
                        <Marked text={entry.description} />
                      </Text>
                    )}
                    {entry.shortcut && <Kbd ml="auto">{entry.shortcut}</Kbd>}
                  </Group>
                </Spotlight.Action>
              ))}
            </Spotlight.ActionsGroup>
          ))}
        </SearchMarks>
        {groups.length === 0 && <Spotlight.Empty>Nothing matches “{query}”</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function useSourceResults(sources: readonly PaletteSource[], query: string): readonly PaletteEntry[] {
  const [found, setFound] = useState<{ query: string; entries: readonly PaletteEntry[] }>({ query: '', entries: [] });
  const wanted = query.trim();
  useEffect(() => {
    if (wanted.length < 2) return;
    const abort = new AbortController();
    const ask = async () => {
      try {
        const answers = await Promise.all(sources.map((source) => source.search(wanted, abort.signal)));
        if (!abort.signal.aborted) setFound({ query: wanted, entries: answers.flat() });
      } catch (error) {
        if (!abort.signal.aborted) toastError(error, 'Search failed. Try again.');
      }
    };
    const timer = setTimeout(() => void ask(), PAUSE);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [sources, wanted]);
  return wanted.length < 2 ? [] : found.entries;
}

function groupEntries(entries: readonly PaletteEntry[]): [string, PaletteEntry[]][] {
  const groups = new Map<string, PaletteEntry[]>();
  for (const entry of entries) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  return [...groups];
}
