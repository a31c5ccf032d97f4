import { DEFAULT_FORMATS, formattersOf, type Formats } from './formatters';
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
  expect(formatPercent(0, 12)).toBe('0%');
  expect(formatPercent(41, 24_210)).toBe('0.2%');
  expect(formatPercent(1, 2)).toBe('50%');
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

describe('as a person likes it', () => {
  const at = new Date('2026-11-23T22:30:00.000Z');
  const exact = (formats: Partial<Formats>): string => formattersOf({ ...DEFAULT_FORMATS, timeZone: 'UTC', ...formats }).exact(at);

  test.each<[Partial<Formats>, string]>([
    [{}, 'Mon, 23 Nov 2026, 22:30'],
    [{ timeZone: 'Pacific/Auckland' }, 'Tue, 24 Nov 2026, 11:30'],
    [{ date: 'iso' }, '2026-11-23 22:30'],
    [{ date: 'dmy' }, '23/11/2026 22:30'],
    [{ date: 'mdy' }, '11/23/2026 22:30'],
    [{ date: 'iso', time: '12h' }, '2026-11-23 10:30 pm'],
    [{ locale: 'en-US', time: '24h', date: 'mdy' }, '11/23/2026 22:30'],
  ])('%o reads as %s', (formats, text) => {
    expect(exact(formats)).toBe(text);
  });

  test('a calendar day is the same day in every zone', () => {
    const { calendarDay } = formattersOf({ ...DEFAULT_FORMATS, timeZone: 'Pacific/Honolulu' });
    expect(calendarDay(new Date('2026-11-23'))).toBe('23 Nov 2026');
  });

  test('numbers follow the language', () => {
    expect(formattersOf({ ...DEFAULT_FORMATS, locale: 'de-DE' }).integer(1204)).toBe('1.204');
  });
});
