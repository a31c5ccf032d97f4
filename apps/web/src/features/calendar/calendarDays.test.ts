import { daysBetween, movedBy, shownRange, shownTimes } from './calendarDays';

describe('days of the calendar', () => {
  it('are asked for where the reader is, never for more than the API answers', () => {
    expect(shownRange('2026-12-15', 'month', 'Europe/Berlin')).toEqual({
      from: '2026-11-23T23:00:00.000Z',
      to: '2027-01-14T23:00:00.000Z',
    });
    const { from, to } = shownRange('2026-12-15', 'week', 'Asia/Tokyo');
    expect((Date.parse(to) - Date.parse(from)) / 86_400_000).toBeLessThanOrEqual(62);
  });

  it('hold what starts on them, up to midnight', () => {
    expect(shownTimes('2026-12-01T08:00:00.000Z', 'Europe/Berlin')).toEqual({
      start: '2026-12-01 09:00:00',
      end: '2026-12-01 09:30:00',
      day: '2026-12-01',
    });
    expect(shownTimes('2026-12-01T22:45:00.000Z', 'Europe/Berlin').end).toBe('2026-12-01 23:59:00');
  });

  it('move a start and keep its time of day', () => {
    expect(daysBetween('2026-12-30', '2027-01-02')).toBe(3);
    expect(movedBy('2026-12-30T09:00', 3)).toBe('2027-01-02T09:00');
  });
});
