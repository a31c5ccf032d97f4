import { plainValue, wordsOf } from './plainValue';

it.each<[string, unknown, string]>([
  ['count', 12_000, '12,000'],
  ['fileSize', 4_200_000, '4.2 MB'],
  ['ok', true, 'yes'],
  ['because', 'makerLostRights', 'maker lost rights'],
  ['company', 'eBay', 'eBay'],
  ['added', ['contacts:read', 'lists:write'], 'contacts:read, lists:write'],
  ['removed', [], ''],
  ['reason', null, ''],
  ['options', { mode: 'createOnly', listId: null, isHeader: false }, 'Mode: create only, Is header: no'],
  [
    'columns',
    [
      { name: 'Mail', target: 'email' },
      { name: 'City', target: 'city' },
    ],
    'Name: Mail, Target: email; Name: City, Target: city',
  ],
  ['audience', '{"listIds":["a","b"],"segmentIds":[]}', 'List IDs: a, b'],
  ['note', '{not json', '{not json'],
  ['note', '{"not json', '{"not json'],
])('shows %s %j as “%s”', (name, value, expected) => {
  expect(plainValue(name, value)).toBe(expected);
});

it('shows a moment as a date', () => {
  expect(plainValue('purgeAt', '2026-11-29T04:00:00.000Z')).toMatch(/29 Nov 2026/);
});

it('names a detail in words', () => {
  expect(wordsOf('bulkActionId')).toBe('Bulk action ID');
  expect(wordsOf('contactIds')).toBe('Contact IDs');
});
