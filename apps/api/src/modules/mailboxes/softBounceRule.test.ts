import { isGivenUp, softBouncesSince } from './softBounceRule.js';

const soft = (...days: number[]) =>
  days.map((day, at) => ({ kind: 'bounce', severity: 'soft', at: `2026-01-${String(day).padStart(2, '0')}T0${at}:00:00.000Z` }));

it.each<[string, Parameters<typeof isGivenUp>[0], string | null, boolean]>([
  ['five on three days', soft(1, 1, 2, 2, 3), null, true],
  ['four', soft(1, 2, 3, 4), null, false],
  ['five on two days', soft(1, 1, 1, 2, 2), null, false],
  ['blocked ones are not about the address', soft(1, 1, 2, 2, 3).map((told) => ({ ...told, severity: 'blocked' })), null, false],
  ['delays are none', soft(1, 1, 2, 2, 3).map((told) => ({ ...told, severity: 'delayed' })), null, false],
  ['opened something between', soft(1, 1, 2, 2, 3), '2026-01-01T12:00:00.000Z', false],
  ['answered between', [...soft(1, 1, 2, 2, 3), { kind: 'reply', severity: null, at: '2026-01-02T12:00:00.000Z' }], null, false],
  ['opened something before', soft(2, 2, 3, 3, 4), '2026-01-01T12:00:00.000Z', true],
])('%s', (_name, told, lastSign, expected) => {
  expect(isGivenUp(told, lastSign)).toBe(expected);
});

it('looks back thirty days', () => {
  expect(softBouncesSince(new Date('2026-01-31T00:00:00.000Z'))).toBe('2026-01-01T00:00:00.000Z');
});
