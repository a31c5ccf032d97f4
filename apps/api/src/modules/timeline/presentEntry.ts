import { shortText } from '../../platform/http/shortText.js';
import type { TimelineEntryDto } from './TimelineDtos.js';
import type { TimelineRow } from './timelineTypes.js';

/** UTF-16 units. A note is shown with its first lines; what else an entry holds is short. */
const LONGEST_TEXT = 800;
const LONGEST_TITLE = 300;

export function presentEntry(row: TimelineRow): TimelineEntryDto {
  const content = JSON.parse(row.content) as Record<string, unknown>;
  return {
    id: row.id,
    contactId: row.contactId,
    type: row.type,
    content,
    isShortened: false,
    status: row.status,
    timestamp: row.timestamp,
    title: titleOf(row.type, content),
    campaignId: row.campaignId,
    messageId: row.messageId,
    actorName: row.actorName,
  };
}

/** In a list, which shows many: a note may be pages long. */
export function presentShortened(row: TimelineRow): TimelineEntryDto {
  const entry = presentEntry(row);
  const short = Object.fromEntries(
    Object.entries(entry.content).map(([key, value]) => [key, typeof value === 'string' ? shortText(value, LONGEST_TEXT) : value]),
  );
  const isShortened = Object.keys(short).some((key) => short[key] !== entry.content[key]);
  return { ...entry, content: short, title: shortText(entry.title, LONGEST_TITLE), isShortened };
}

function titleOf(type: TimelineRow['type'], content: Record<string, unknown>): string {
  switch (type) {
    case 'email':
      return text(content['subject']) || 'Email';
    case 'text':
      return 'Text message';
    case 'call':
      return 'Call';
    case 'ai':
      return 'Assistant';
    case 'note':
      return 'Note';
    case 'stage_change':
      return stageTitle(text(content['old_list']), text(content['new_list']));
    case 'system':
      return text(content['message']);
  }
}

function stageTitle(from: string, to: string): string {
  if (from && to) return `Moved from ${from} to ${to}`;
  return to ? `Moved to ${to}` : `Left ${from}`;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
