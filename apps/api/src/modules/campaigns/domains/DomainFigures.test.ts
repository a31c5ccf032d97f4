import { nextCount } from './DomainFigures.js';

const now = new Date('2026-11-30T12:00:00.000Z');
const startedBefore = (hours: number): string => new Date(now.getTime() - hours * 3_600_000).toISOString();

it('counts a campaign again the sooner, the younger it is, and at last no more', () => {
  const minutes = [0, 1.9, 2, 23, 24, 7 * 24 - 1, 7 * 24, 35 * 24 - 1].map((hours) => {
    const next = nextCount(startedBefore(hours), now);
    return next === null ? null : (Date.parse(next) - now.getTime()) / 60_000;
  });
  expect(minutes).toEqual([10, 10, 60, 60, 360, 360, 1_440, 1_440]);
  expect(nextCount(startedBefore(35 * 24), now)).toBeNull();
});
