import { instantOf, timeChoices } from './timeChoices';

it('counts the days on the clocks of the zone', () => {
  // Late on a Sunday in Berlin; in Auckland it is Monday already.
  const now = new Date('2026-11-29T22:30:00Z');
  const days = (zone: string) => timeChoices(now, zone).map(({ label, wallTime }) => `${label} ${wallTime}`);
  expect(days('Europe/Berlin')).toEqual([
    'Tomorrow 2026-11-30T09:00',
    'In 3 days 2026-12-02T09:00',
    'Next Monday 2026-11-30T09:00',
    'In a month 2026-12-29T09:00',
  ]);
  expect(days('Pacific/Auckland')[2]).toBe('Next Monday 2026-12-07T09:00');
});

it('means the clocks of the zone', () => {
  expect(instantOf('2026-11-30T09:00', 'Europe/Berlin')).toBe('2026-11-30T08:00:00.000Z');
});
