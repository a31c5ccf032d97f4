import { readTimelineContent, TIMELINE_TYPES, timelineText, type TimelineType } from './timelineContent.js';

/** As spec/schema.sql writes them. */
const SCHEMA: Record<TimelineType, object> = {
  email: { subject: '...', body: '...', status: 'opened', opened_at: '2026-01-31T09:00:00.000Z' },
  text: { message: '...', status: 'undelivered' },
  call: { duration: 120, notes: '...' },
  stage_change: { old_list: 'Leads', new_list: 'Prospects' },
  note: { text: '...' },
  ai: { prompt: '...', response: '...' },
  system: { message: '...' },
};

it.each(TIMELINE_TYPES)('the shape of %s in the schema is read as it is', (type) => {
  expect(readTimelineContent(type, SCHEMA[type])).toEqual({ content: SCHEMA[type] });
});

it.each<[TimelineType, object]>([
  ['email', { subject: 'Hi', body: '', direction: 'incoming' }],
  ['email', { subject: 'Re: Hi', body: 'Yes', direction: 'incoming', quoted: 'Hi', isAutomatic: true, from: 'ann@example.com' }],
  ['text', { message: 'Hi', direction: 'outgoing' }],
  ['call', { duration: 0, notes: '', direction: 'incoming', outcome: 'voicemail' }],
  ['stage_change', { old_list: null, new_list: 'Leads' }],
  ['note', { text: 'Hi', mentions: ['0198c5a0-0000-7000-8000-000000000001'] }],
  ['note', { text: '', files: [{ id: 'f1', name: 'Offer.pdf', size: 12 }] }],
  ['system', { message: 'Merged', mergeId: 'm1' }],
  ['system', { message: 'Unsubscribed', source: 'link' }],
])('%s may have more: %j', (type, content) => {
  expect(readTimelineContent(type, content)).toEqual({ content });
});

it.each<[TimelineType, unknown, string]>([
  ['note', null, ''],
  ['note', ['text'], ''],
  ['note', 'text', ''],
  ['note', {}, 'text'],
  ['note', { text: 7 }, 'text'],
  ['note', { text: 'x'.repeat(10_001) }, 'text'],
  ['note', { text: 'x', mentions: 'ann' }, 'mentions'],
  ['note', { text: 'x', mentions: ['a', 7] }, 'mentions[1]'],
  ['note', { text: 'x', mentions: Array.from({ length: 51 }, String) }, 'mentions'],
  ['note', { text: 'x', files: 'f1' }, 'files'],
  ['note', { text: 'x', files: [{ id: 'f1', name: 'a', size: 1 }, { id: 'f2' }] }, 'files[1]'],
  ['note', { text: 'x', files: Array.from({ length: 11 }, () => ({ id: 'f', name: 'a', size: 1 })) }, 'files'],
  ['note', { text: 'x', subject: 'y' }, 'subject'],
  ['note', JSON.parse('{"text":"x","__proto__":{}}') as unknown, '__proto__'],
  ['note', { text: 'x', constructor: 'y' }, 'constructor'],
  ['call', { duration: -1, notes: '' }, 'duration'],
  ['call', { duration: 1.5, notes: '' }, 'duration'],
  ['call', { duration: '120', notes: '' }, 'duration'],
  ['call', { duration: Number.NaN, notes: '' }, 'duration'],
  ['call', { duration: 86_401, notes: '' }, 'duration'],
  ['call', { duration: 1, notes: '', outcome: 'eaten' }, 'outcome'],
  ['email', { subject: 'x', body: 'y', opened_at: 'yesterday' }, 'opened_at'],
  ['email', { subject: 'x', body: 'y', status: 'lost' }, 'status'],
  ['email', { subject: 'x', body: 'y', isAutomatic: 'yes' }, 'isAutomatic'],
  ['text', { subject: 'x', body: 'y' }, 'subject'],
  ['stage_change', { old_list: 'Leads' }, 'new_list'],
  ['ai', { prompt: 'x' }, 'response'],
])('%s refuses %j, and says where', (type, content, path) => {
  expect(readTimelineContent(type, content)).toMatchObject({ problem: { path } });
});

it('the text of an entry is what people read of it', () => {
  expect(timelineText({ subject: 'Offer', body: 'As promised', status: 'sent' })).toBe('Offer\nAs promised');
  expect(timelineText({ old_list: null, new_list: 'Leads' })).toBe('Leads');
  expect(timelineText({ text: 'See', files: [{ id: 'f1', name: 'Offer.pdf', size: 12 }] })).toBe('See\nOffer.pdf');
  expect(timelineText({ text: 7, files: [7] })).toBe('');
});
