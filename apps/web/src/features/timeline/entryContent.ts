import { formatDuration } from '../../shared/format/format';
import type { TimelineEntry } from './timelineQueries';

/** The running text below an entry's title; null when the title says it all. */
export function entryText({
  type,
  title,
  content,
  messageId,
}: Pick<TimelineEntry, 'type' | 'title' | 'content'> & Partial<Pick<TimelineEntry, 'messageId'>>): string | null {
  // Of a message that was sent, the drawer shows all.
  const text = type === 'email' && messageId && !isAnswer(content) ? null : pick(type, content);
  return text && text !== title ? text : null;
}

/** What someone wrote back to a message of ours. */
export function isAnswer(content: TimelineEntry['content']): boolean {
  return content.direction === 'incoming';
}

/** Beside the title of what came back: from whom, where it is someone else, and that a program wrote it. */
export function answerNote({ content }: Pick<TimelineEntry, 'content'>): string | null {
  if (!isAnswer(content)) return null;
  const from = asText(content.from);
  return [content.isAutomatic === true ? 'Automatic answer' : null, from ? `from ${from}` : null].filter(Boolean).join(' ') || null;
}

/** The part of an answer that repeats what it answers. */
export function quotedText({ content }: Pick<TimelineEntry, 'content'>): string | null {
  return asText(content.quoted);
}

/** What AI was asked, of an entry with its answer. */
export function askedText({ type, content }: Pick<TimelineEntry, 'type' | 'content'>): string | null {
  return type === 'ai' ? asText(content.prompt) : null;
}

function pick(type: TimelineEntry['type'], content: TimelineEntry['content']): string | null {
  switch (type) {
    case 'note':
      return asText(content.text);
    case 'text':
    case 'system':
      return asText(content.message);
    case 'call':
      return (
        [typeof content.duration === 'number' && content.duration > 0 ? formatDuration(content.duration) : null, asText(content.notes)]
          .filter(Boolean)
          .join(' · ') || null
      );
    case 'ai':
      return asText(content.response);
    case 'email':
      return asText(content.body);
    case 'stage_change':
      return null;
  }
}

/** In a sentence: “Deleted the note”. */
export const ENTRY_WORDS: Readonly<Record<TimelineEntry['type'], string>> = {
  email: 'email',
  text: 'text',
  call: 'call',
  ai: 'answer',
  stage_change: 'change of stage',
  note: 'note',
  system: 'change',
};

/** The field of the content that holds what a member wrote. */
export function textKey(type: TimelineEntry['type']): 'text' | 'body' | 'message' | 'notes' {
  if (type === 'email') return 'body';
  if (type === 'text') return 'message';
  return type === 'call' ? 'notes' : 'text';
}

function asText(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** Entries under the day they happened on, newest first as they arrive. `today` is a local calendar day. */
export function groupByDay(entries: readonly TimelineEntry[], today: Date): { day: string; entries: TimelineEntry[] }[] {
  const groups: { day: string; entries: TimelineEntry[] }[] = [];
  for (const entry of entries) {
    const day = dayWord(new Date(entry.timestamp), today);
    const last = groups[groups.length - 1];
    if (last?.day === day) last.entries.push(entry);
    else groups.push({ day, entries: [entry] });
  }
  return groups;
}

const sameYear = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
const otherYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

function dayWord(date: Date, today: Date): string {
  const distance = Math.round((startOfDay(today) - startOfDay(date)) / 86_400_000);
  if (distance === 0) return 'Today';
  if (distance === 1) return 'Yesterday';
  return (date.getFullYear() === today.getFullYear() ? sameYear : otherYear).format(date);
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
