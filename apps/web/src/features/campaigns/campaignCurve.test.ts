import { curveOf } from './campaignCurve';

const nothing = { delivered: 0, opened: 0, clicked: 0, replied: 0, bounced: 0, unsubscribed: 0, complained: 0 };
const report = {
  startedAt: '2026-03-02T09:20:00.000Z',
  until: '2026-03-06T10:00:00.000Z',
  hours: [
    { ...nothing, at: '2026-03-02T09:00:00.000Z', opened: 3 },
    { ...nothing, at: '2026-03-02T11:00:00.000Z', opened: 2, clicked: 1 },
    { ...nothing, at: '2026-03-04T10:00:00.000Z', opened: 4 },
  ],
  notReached: [],
};

it('has a point for each of the first 48 hours, from the full hour of the start', () => {
  const points = curveOf(report, 'hours');
  expect(points).toHaveLength(48);
  expect(points.slice(0, 4).map(({ at, opened, clicked }) => [at.slice(11, 16), opened, clicked])).toEqual([
    ['09:00', 3, 0],
    ['10:00', 0, 0],
    ['11:00', 2, 1],
    ['12:00', 0, 0],
  ]);
});

it('has a point for each day, and loses nothing', () => {
  const points = curveOf(report, 'days');
  expect(points.map(({ opened }) => opened)).toEqual([5, 0, 4, 0, 0]);
});

it('ends with the hour that it is now', () => {
  expect(curveOf({ ...report, until: '2026-03-02T12:10:00.000Z' }, 'hours')).toHaveLength(4);
  expect(curveOf({ ...report, startedAt: null, until: null }, 'hours')).toEqual([]);
});
