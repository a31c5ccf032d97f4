import { answerNote, entryText, groupByDay, quotedText } from './entryContent';
import type { TimelineEntry } from './timelineQueries';

function entry(id: string, timestamp: Date, more: Partial<TimelineEntry> = {}): TimelineEntry {
  return {
    id,
    contactId: 'c1',
    type: 'note',
    content: {},
    isShortened: false,
    status: null,
    timestamp: timestamp.toISOString(),
    title: 'Note',
    campaignId: null,
    messageId: null,
    actorId: null,
    actorName: null,
    editedAt: null,
    mayEdit: false,
    ...more,
  };
}

describe('the text below an entry', () => {
  it('is the note, the message, the call', () => {
    expect(entryText({ type: 'note', title: 'Note', content: { text: 'Called back' } })).toBe('Called back');
    expect(entryText({ type: 'text', title: 'Text', content: { message: 'See you at 7' } })).toBe('See you at 7');
    expect(entryText({ type: 'call', title: 'Call', content: { duration: 245, notes: 'About the invoice' } })).toBe(
      '4 min · About the invoice',
    );
  });

  it('is the email that a member logged, and not of one that was sent, which opens as a whole', () => {
    const email = { type: 'email' as const, title: 'Offer', content: { subject: 'Offer', body: 'As promised' } };
    expect(entryText(email)).toBe('As promised');
    expect(entryText({ ...email, messageId: 'm1' })).toBeNull();
  });

  it('is left out when the title says it already, or when it is not text', () => {
    expect(entryText({ type: 'system', title: 'Added to Leads', content: { message: 'Added to Leads' } })).toBeNull();
    expect(entryText({ type: 'note', title: 'Note', content: { text: 7 } })).toBeNull();
    expect(entryText({ type: 'stage_change', title: 'Moved', content: { old_list: 'Leads', new_list: 'Customers' } })).toBeNull();
  });
});

it('groups entries by the reader’s own days', () => {
  const today = new Date(2026, 10, 23, 9);
  const groups = groupByDay(
    [
      entry('a', new Date(2026, 10, 23, 8)),
      entry('b', new Date(2026, 10, 23, 0, 1)),
      entry('c', new Date(2026, 10, 22, 23, 59)),
      entry('d', new Date(2025, 1, 3, 12)),
    ],
    today,
  );
  expect(groups.map(({ day, entries }) => `${day}: ${entries.map(({ id }) => id).join()}`)).toEqual([
    'Today: a,b',
    'Yesterday: c',
    '3 February 2025: d',
  ]);
});

describe('an answer', () => {
  const reply = { subject: 'Re: Hi', body: 'Yes', direction: 'incoming', quoted: 'Will you come?' };

  it('shows what is new, and what it quotes apart; of a message of ours only the title is shown', () => {
    expect(entryText({ type: 'email', title: 'Re: Hi', content: reply, messageId: 'm1' })).toBe('Yes');
    expect(quotedText({ content: reply })).toBe('Will you come?');
    expect(entryText({ type: 'email', title: 'Hi', content: { ...reply, direction: 'outgoing' }, messageId: 'm1' })).toBeNull();
  });

  it('says who else wrote it, and that a program did', () => {
    expect(answerNote({ content: reply })).toBeNull();
    expect(answerNote({ content: { ...reply, from: 'desk@example.org' } })).toBe('from desk@example.org');
    expect(answerNote({ content: { ...reply, isAutomatic: true, from: 'desk@example.org' } })).toBe(
      'Automatic answer from desk@example.org',
    );
    expect(answerNote({ content: { subject: 'Hi', body: 'x', isAutomatic: true } })).toBeNull();
  });
});
