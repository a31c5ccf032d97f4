import { FIRST_PLAN, minutesOf, nextName, testWords, waitOf, waitWords } from './variantWords';

it('names a new variant by the first letter that is free', () => {
  expect(nextName(['A', 'B'])).toBe('C');
  expect(nextName(['A', 'C'])).toBe('B');
  expect(nextName(['A', 'B', 'C', 'D', 'E'])).toBe('Variant 6');
});

it('says a wait in its largest whole unit, and back', () => {
  for (const [minutes, count, unit, words] of [
    [90, 90, 'minutes', '90 minutes'],
    [240, 4, 'hours', '4 hours'],
    [60, 1, 'hours', '1 hour'],
    [2_880, 2, 'days', '2 days'],
  ] as const) {
    expect(waitOf(minutes)).toEqual({ count, unit });
    expect(minutesOf(count, unit)).toBe(minutes);
    expect(waitWords(minutes)).toBe(words);
  }
});

it('tells a test in words, line by line', () => {
  expect(testWords(null)).toBe('');
  expect(testWords({ variants: [{ name: 'A' }, { name: 'B', subject: 'Hi' }], sample: null })).toBe(
    'A\nB, subject “Hi”\nShared out among everyone',
  );
  expect(testWords({ variants: [{ name: 'A' }, { name: 'B', fromName: 'Ana' }], sample: FIRST_PLAN })).toBe(
    'A\nB, from “Ana”\nSample of 20%, 4 hours, decided by replies',
  );
});
