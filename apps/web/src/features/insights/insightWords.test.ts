import { shareText } from './insightWords';

test('a share says of how many, how sure it is, and what was expected', () => {
  expect(shareText({ affected: 12, sample: 3_400, low: 0.002, high: 0.0061, expected: 0.001 })).toBe(
    '12 of 3,400 (0.4%), between 0.2% and 0.6%, expected 0.1%',
  );
});

test('a full count says how many of how many', () => {
  expect(shareText({ affected: 3, sample: 7, low: null, high: null, expected: null })).toBe('3 of 7 (43%)');
});
