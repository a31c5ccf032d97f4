import { applyFormats } from '../../shared/format/format';
import { DEFAULT_FORMATS } from '../../shared/format/formatters';
import { BLANK_DRAFT, entryOf, mentionBefore, sentDraft } from './composerDraft';

beforeAll(() => applyFormats({ ...DEFAULT_FORMATS, timeZone: 'Europe/Berlin' }));
afterAll(() => applyFormats(DEFAULT_FORMATS));

it('logs nothing while there is nothing, but a call without a word', () => {
  expect(entryOf(BLANK_DRAFT)).toBeNull();
  expect(entryOf({ ...BLANK_DRAFT, tab: 'email', subject: ' ' })).toBeNull();
  expect(entryOf({ ...BLANK_DRAFT, tab: 'reminder' })).toBeNull();
  expect(entryOf({ ...BLANK_DRAFT, tab: 'call', minutes: 2.5 })).toEqual({
    type: 'call',
    direction: 'outgoing',
    outcome: 'connected',
    duration: 150,
    notes: '',
  });
});

it('reads the time on the clocks that the page shows', () => {
  expect(entryOf({ ...BLANK_DRAFT, note: 'x', at: '2026-01-05T10:00' })).toEqual({
    type: 'note',
    text: 'x',
    at: '2026-01-05T09:00:00.000Z',
  });
});

it('mentions those whose names are still in the text', () => {
  const draft = { ...BLANK_DRAFT, note: 'Ask @Ann Smith', mentioned: { a: 'Ann Smith', b: 'Bo' } };
  expect(entryOf(draft)).toEqual({ type: 'note', text: 'Ask @Ann Smith', mentions: ['a'] });
});

it.each([
  ['Ask @An', 7, 'An'],
  ['Ask @', 5, ''],
  ['mail ann@example.com', 20, null],
  ['Ask @Ann and', 4, null],
])('in %j a mention is typed at %d: %j', (text, caret, typed) => {
  expect(mentionBefore(text, caret)).toBe(typed);
});

it('empties the tab that was sent, and no other', () => {
  const draft = { ...BLANK_DRAFT, tab: 'note' as const, note: 'x', body: 'y', at: '2026-01-05T10:00' };
  expect({ ...draft, ...sentDraft(draft) }).toMatchObject({ note: '', body: 'y', at: '' });
});
