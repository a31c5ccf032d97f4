import type { TimelineType } from '@rapport/common';

type Content = Readonly<Record<string, unknown>>;

/** One line for people. */
export function entryTitle(type: TimelineType, content: Content): string {
  switch (type) {
    case 'email':
      return text(content['subject']) || (content['direction'] === 'incoming' ? 'Email received' : 'Email');
    case 'text':
      return content['direction'] === 'incoming' ? 'Text message received' : 'Text message';
    case 'call':
      return callTitle(content);
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

const OUTCOMES: Readonly<Record<string, string>> = {
  voicemail: 'left a voicemail',
  noAnswer: 'no answer',
  busy: 'line was busy',
  wrongNumber: 'wrong number',
  failed: 'could not be connected',
  cancelled: 'cancelled',
};

function callTitle({ direction, outcome }: Content): string {
  const call = direction === 'incoming' ? 'Incoming call' : direction === 'outgoing' ? 'Outgoing call' : 'Call';
  const end = typeof outcome === 'string' ? OUTCOMES[outcome] : undefined;
  return end === undefined ? call : `${call}, ${end}`;
}

function stageTitle(from: string, to: string): string {
  if (from && to) return `Moved from ${from} to ${to}`;
  return to ? `Moved to ${to}` : `Left ${from}`;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
