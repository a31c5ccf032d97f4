import { weekDue } from './weekOf.js';

const due = (at: string, timeZone = 'Europe/Berlin', weekStart: 'monday' | 'sunday' | 'saturday' = 'monday') =>
  weekDue(new Date(at), timeZone, weekStart);

it('is due from eight in the morning of the first day until the end of the second, on the clock of the workspace', () => {
  expect(due('2026-05-18T05:59:00Z')).toBeNull();
  expect(due('2026-05-18T06:00:00Z')).toBe('2026-05-18');
  expect(due('2026-05-19T21:59:00Z')).toBe('2026-05-18');
  expect(due('2026-05-19T22:00:00Z')).toBeNull();
  expect(due('2026-05-17T12:00:00Z')).toBeNull();
  expect(due('2026-05-17T12:00:00Z', 'Europe/Berlin', 'sunday')).toBe('2026-05-17');
  expect(due('2026-05-17T12:00:00Z', 'Europe/Berlin', 'saturday')).toBe('2026-05-16');
  expect(due('2026-05-17T22:00:00Z', 'Pacific/Auckland')).toBe('2026-05-18');
});

it('has one week also when clocks change in its night, in its hour, or skip a day', () => {
  // In Berlin on a Sunday morning, when the week begins on it.
  expect(due('2026-03-29T05:59:00Z', 'Europe/Berlin', 'sunday')).toBeNull();
  expect(due('2026-03-29T06:00:00Z', 'Europe/Berlin', 'sunday')).toBe('2026-03-29');
  expect(due('2026-10-25T07:00:00Z', 'Europe/Berlin', 'sunday')).toBe('2026-10-25');
  expect(due('2026-10-26T20:00:00Z', 'Europe/Berlin', 'sunday')).toBe('2026-10-25');
  // Samoa had no 30 December 2011, a Friday.
  expect(due('2011-12-31T03:00:00Z', 'Pacific/Apia', 'saturday')).toBe('2011-12-31');
});
