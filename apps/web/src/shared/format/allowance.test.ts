import { allowanceWords } from './allowance';

const now = Date.parse('2026-11-28T10:00:00.000Z');
const checks = { limit: 30, left: 28, windowSeconds: 600, resetsAt: '2026-11-28T10:08:00.000Z' };

test('what is left is told with its limit and the time it is for', () => {
  expect(allowanceWords(checks, 'checks', now)).toBe('Up to 30 checks per 10 min, 28 left');
});

test('what is used up says when there is more', () => {
  expect(allowanceWords({ ...checks, left: 0 }, 'checks', now)).toBe('No checks left. Try again in 8 min');
});
