import { conflictFields, firstPicks, mergedBy, type ConflictPart } from './conflictParts';

interface Values {
  name: string;
  days: number | null;
  tags: string[];
}
const parts: ConflictPart<Values>[] = [
  { name: 'name', label: 'Name' },
  { name: 'days', label: 'Days' },
  { name: 'tags', label: 'Tags', show: ({ tags }) => tags.join(', ') },
];
const base: Values = { name: 'Old', days: 3, tags: ['a'] };

test('only what differs is asked about, and what was typed is told from what only others changed', () => {
  const typed = { ...base, name: 'Mine', days: null };
  const theirs = { ...base, name: 'Theirs', tags: ['a', 'b'] };
  const fields = conflictFields(parts, { base, typed, theirs });
  expect(fields).toEqual([
    { name: 'name', label: 'Name', mine: 'Mine', theirs: 'Theirs', isTyped: true },
    { name: 'days', label: 'Days', mine: '', theirs: '3', isTyped: true },
    { name: 'tags', label: 'Tags', mine: 'a', theirs: 'a, b', isTyped: false },
  ]);
  expect(firstPicks(fields)).toEqual({ name: 'mine', days: 'mine', tags: 'theirs' });
});

test('nothing is asked when both changed it to the same', () => {
  expect(conflictFields(parts, { base, typed: { ...base, name: 'Same' }, theirs: { ...base, name: 'Same' } })).toEqual([]);
});

test('the result is what there is now, with what was kept of mine', () => {
  const typed: Values = { ...base, name: 'Mine', days: null };
  const theirs: Values = { ...base, name: 'Theirs', days: 9, tags: ['b'] };
  const fields = conflictFields(parts, { base, typed, theirs });
  expect(mergedBy(fields, { name: 'mine', days: 'theirs', tags: 'theirs' }, { typed, theirs })).toEqual({
    name: 'Mine',
    days: 9,
    tags: ['b'],
  });
  expect(mergedBy(fields, { name: 'theirs', days: 'mine', tags: 'mine' }, { typed, theirs })).toEqual({
    name: 'Theirs',
    days: null,
    tags: ['a'],
  });
});
