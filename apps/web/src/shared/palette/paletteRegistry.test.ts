import { matchEntries, type PaletteEntry } from './paletteRegistry';

const entry = (label: string, keywords = ''): PaletteEntry => ({ id: label, label, keywords, group: 'Pages', run: () => undefined });
const entries = [entry('Create campaign', 'new send'), entry('Campaigns'), entry('Contacts')];

test('every word must occur, in the label or among the keywords', () => {
  expect(matchEntries(entries, 'new camp').map(({ label }) => label)).toEqual(['Create campaign']);
  expect(matchEntries(entries, 'zzz')).toEqual([]);
});

test('what begins with the query comes first', () => {
  expect(matchEntries(entries, 'cam').map(({ label }) => label)).toEqual(['Campaigns', 'Create campaign']);
});

test('an empty query shows everything in its order', () => {
  expect(matchEntries(entries, ' ')).toHaveLength(3);
});
