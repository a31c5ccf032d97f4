/** One line for a timeline entry; `content` is the stored JSON of its type. */
export function activityTitle(type: string, content: string): string {
  const text = (name: string): string => textOf(content, name);
  switch (type) {
    case 'email':
      return text('subject') ? `Email: ${text('subject')}` : 'Email';
    case 'text':
      return text('message') || 'Text message';
    case 'call':
      return text('notes') ? `Call: ${text('notes')}` : 'Call';
    case 'stage_change':
      return `Moved to ${text('new_list') || 'no stage'}`;
    case 'note':
      return text('text') || 'Note';
    default:
      return text('message') || text('response') || 'Change';
  }
}

/** What became of a campaign that was started; follows its name. */
export function campaignTitle(status: string, sent: number): string {
  const people = sent === 1 ? '1 person' : `${sent.toLocaleString('en')} people`;
  switch (status) {
    case 'sent':
      return `was sent to ${people}`;
    case 'cancelled':
      return sent > 0 ? `was cancelled after ${people}` : 'was cancelled';
    case 'paused':
      return `is paused after ${people}`;
    default:
      return `is being sent: ${people} so far`;
  }
}

function textOf(content: string, name: string): string {
  const values = JSON.parse(content) as Record<string, unknown>;
  const value = values[name];
  return typeof value === 'string' ? value.slice(0, 200) : '';
}
