import { periodOf, pointsOf } from './periods';

const daysBack = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    date: new Date(Date.UTC(2026, 10, 30) - (count - 1 - index) * 86_400_000).toISOString().slice(0, 10),
    values: [1, index],
  }));

test('a period that is none is thirty days', () => {
  expect(['7', '365', '', '31', 'constructor', '30.0'].map(periodOf)).toEqual([7, 365, 30, 30, 30, 30]);
});

test('every day is counted once, whatever it is drawn in', () => {
  for (const [count, unit, bars] of [
    [7, 'Day', 7],
    [30, 'Day', 30],
    [90, 'Week from', 13],
    [365, 'Month', 12],
  ] as const) {
    const days = daysBack(count);
    const { points, unit: found } = pointsOf(days);
    expect([found, points.length]).toEqual([unit, count === 365 ? 13 - 1 + (days[0]?.date.endsWith('-01') ? 0 : 1) : bars]);
    expect(points.reduce((sum, { values }) => sum + (values[0] ?? 0), 0)).toBe(count);
    expect(points.reduce((sum, { values }) => sum + (values[1] ?? 0), 0)).toBe((count * (count - 1)) / 2);
  }
});

test('weeks end today, and the first one may be short', () => {
  const { points } = pointsOf(daysBack(90));
  expect(points.at(-1)?.values[0]).toBe(7);
  expect(points[0]?.values[0]).toBe(6);
});

test('nothing is drawn of no days', () => {
  expect(pointsOf([]).points).toEqual([]);
});
