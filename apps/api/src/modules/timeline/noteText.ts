import { findMatches, foldText, isDenseScript, isLoggedType, shortTermsOf, timelineText } from '@rapport/common';
import { storedContent } from './presentEntry.js';
import type { TimelineRow } from './timelineTypes.js';

/** Characters of an entry that the search looks through; what is longer is found by its beginning. */
const MOST_OF_ENTRY = 8_000;
/** Characters in front of the first match of a snippet, and in all. */
const BEFORE = 40;
const SNIPPET = 160;

export interface NoteWords {
  readonly text: string;
  readonly short: string;
}

type Written = Pick<TimelineRow, 'type' | 'content'> & { readonly campaignId?: string | null; readonly messageId?: string | null };

/** Null for what the product wrote or sent, and for an entry without words. */
export function noteWords(entry: Written): NoteWords | null {
  if (!isLoggedType(entry.type) || entry.campaignId || entry.messageId) return null;
  const text = foldText(readableText(entry)).replace(/\s+/gu, ' ').trim().slice(0, MOST_OF_ENTRY);
  if (text === '') return null;
  const short = isDenseScript(text) ? [...shortTermsOf(text)].filter(isDenseScript).join(' ') : '';
  return { text, short };
}

/** The part of an entry around what was found, as it was written. */
export function snippetOf(entry: Written, terms: readonly string[]): string {
  const text = readableText(entry).replace(/\s+/gu, ' ').trim();
  const [first] = findMatches(text, terms);
  const from = first ? beginOfWord(text, Math.max(0, first[0] - BEFORE), first[0]) : 0;
  const part = text.slice(from, from + SNIPPET);
  return `${from > 0 ? '…' : ''}${part.trim()}${from + SNIPPET < text.length ? '…' : ''}`;
}

function readableText({ type, content }: Written): string {
  return timelineText(storedContent(type, content));
}

function beginOfWord(text: string, from: number, until: number): number {
  if (from === 0) return 0;
  const blank = text.indexOf(' ', from);
  return blank >= 0 && blank < until ? blank + 1 : from;
}
