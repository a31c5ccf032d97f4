import { retryAfterHeaderMs } from './retryAfterHeader.js';

const now = new Date('2026-11-29T10:00:00Z');

it.each([
  ['120', 120_000],
  [' 0 ', 0],
  ['Sun, 29 Nov 2026 10:00:30 GMT', 30_000],
  ['Sun, 29 Nov 2026 09:00:00 GMT', 0],
  ['999999999', 12 * 3_600_000],
  ['soon', null],
  ['', null],
  [null, null],
])('reads %j', (value, expected) => {
  expect(retryAfterHeaderMs(value, now)).toBe(expected);
});
