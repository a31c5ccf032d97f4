import { formatBytes, formatCompact, formatDuration, formatPercent, formatRelative, plural } from './format';

const now = Date.parse('2026-11-23T09:00:00.000Z');

test.each([
  ['2026-11-23T08:59:40.000Z', 'just now'],
  ['2026-11-23T08:56:00.000Z', '4 min ago'],
  ['2026-11-23T06:00:00.000Z', '3 h ago'],
  ['2026-11-21T09:00:00.000Z', '2 d ago'],
  ['2026-11-23T12:00:00.000Z', 'in 3 h'],
  ['2026-11-30T08:59:00.000Z', 'in 7 d'],
  ['2026-09-02T09:00:00.000Z', '2 Sept'],
  ['2024-09-02T09:00:00.000Z', '2 Sept 2024'],
])('%s reads as %s', (iso, text) => {
  expect(formatRelative(iso, now)).toBe(text);
});

test('a share of nothing is no percentage', () => {
  expect(formatPercent(0, 0)).toBe('–');
  expect(formatPercent(0, 12)).toBe('0 %');
  expect(formatPercent(41, 24_210)).toBe('0.2 %');
  expect(formatPercent(1, 2)).toBe('50 %');
});

test('figures keep their digits until they get long', () => {
  expect(formatCompact(10_384)).toBe('10,384');
  expect(formatCompact(1_240_000)).toBe('1.2M');
  expect(plural(1, 'contact')).toBe('1 contact');
  expect(plural(1_204, 'contact')).toBe('1,204 contacts');
});

test('durations and sizes are rounded to what one would say', () => {
  expect(formatDuration(0.2)).toBe('1 s');
  expect(formatDuration(185)).toBe('3 min');
  expect(formatDuration(7_800)).toBe('2 h 10 min');
  expect(formatBytes(2_340)).toBe('2.3 kB');
  expect(formatBytes(4_200_000)).toBe('4.2 MB');
});
