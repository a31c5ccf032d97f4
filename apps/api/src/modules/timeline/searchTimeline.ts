import { foldText, timelineText } from '@rapport/common';
import { encodeCursor } from '../../platform/database/keyset.js';
import { storedContent } from './presentEntry.js';
import type { TimelineFilter, TimelineRow } from './timelineTypes.js';

/** Entries read at a time: a few milliseconds of folding between two answers of the database. */
const STEP = 200;
/** Read for one page. A longer timeline goes on with the next page, so that no request reads without end. */
const MOST_READ = 10_000;

export interface Found {
  readonly rows: readonly TimelineRow[];
  /** Where to go on; null at the end of the timeline. */
  readonly nextCursor: string | null;
}

/**
 * The entries with all words of `search`, without case and accents, newest first. It reads the timeline of one contact, which an index
 * finds, and compares in the process: the same on both databases, and without a search index that every sent message would have to fill.
 */
export async function searchTimeline(
  read: (filter: TimelineFilter) => Promise<readonly TimelineRow[]>,
  filter: TimelineFilter,
  search: string,
): Promise<Found> {
  const words = wordsOf(search);
  const rows: TimelineRow[] = [];
  let { cursor } = filter;
  for (let isRead = 0; isRead < MOST_READ; isRead += STEP) {
    const found = await read({ ...filter, cursor, limit: STEP });
    for (const row of found.slice(0, STEP)) {
      cursor = encodeCursor([row.timestamp, row.id]);
      if (!holds(row, words)) continue;
      rows.push(row);
      if (rows.length === filter.limit) return { rows, nextCursor: cursor };
    }
    if (found.length <= STEP) return { rows, nextCursor: null };
  }
  return { rows, nextCursor: cursor ?? null };
}

export function wordsOf(search: string): string[] {
  return foldText(search).split(/\s+/u).filter(Boolean);
}

export function holds({ type, content }: Pick<TimelineRow, 'type' | 'content'>, words: readonly string[]): boolean {
  const text = foldText(timelineText(storedContent(type, content)));
  return words.every((word) => text.includes(word));
}
