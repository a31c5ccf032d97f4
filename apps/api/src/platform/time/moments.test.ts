import { isDay, isInstant, lacksZone, lastDays, momentOf } from './moments.js';

describe('moments', () => {
  it.each([
    '2026-01-31T05:00Z',
    '2026-01-31T05:00:00Z',
    '2026-01-31T05:00:00.123Z',
    '2026-01-31T05:00:00+02:00',
    '2028-02-29T23:59:59-11:00',
    '2026-01-31T05:00:00+14:00',
  ])('takes %s', (value) => {
    expect(isInstant(value)).toBe(true);
  });

  it.each([
    '2026-01-31T05:00',
    '2026-01-31 05:00',
    '2026-01-31',
    '2026-02-30T05:00Z',
    '2026-02-29T05:00Z',
    '2026-13-01T05:00Z',
    '2026-00-10T05:00Z',
    '2026-01-31T24:00Z',
    '2026-01-31T24:00:00Z',
    '2026-01-31T05:60Z',
    '2026-01-31T05:00:60Z',
    '2026-01-31T05:00:00+25:00',
    '2026-01-31T05:00:00+02:60',
    '2026-01-31T05:00:00-15:00',
    '2026-01-31T05:00:00+0200',
    '2026-01-31T05:00:00 Europe/Berlin',
    '2026-W05-1',
    '2026-031',
    '20260131T050000Z',
    '1769835600000',
    'yesterday',
    '',
  ])('refuses %s as a moment', (value) => {
    expect(isInstant(value)).toBe(false);
  });

  it('knows days, and times without their zone', () => {
    expect(['2026-01-31', '2028-02-29'].every(isDay)).toBe(true);
    expect(['2026-02-30', '2026-02-29', '2026-1-1', '2026-01-31Z'].some(isDay)).toBe(false);
    expect(['2026-01-31T05:00', '2026-01-31 05:00:00', '2026-01-31T05:00:00.5'].every(lacksZone)).toBe(true);
    expect(lacksZone('2026-01-31T05:00Z')).toBe(false);
  });

  it('begin a day where the workspace is', () => {
    expect(momentOf('2026-01-31', 'America/New_York')).toBe('2026-01-31T05:00:00.000Z');
    expect(momentOf('2026-01-31', 'Asia/Kolkata')).toBe('2026-01-30T18:30:00.000Z');
    expect(momentOf('2026-01-31T05:00+02:00', 'America/New_York')).toBe('2026-01-31T03:00:00.000Z');
    // The clocks of Beirut skip midnight in spring.
    expect(momentOf('2026-03-29', 'Asia/Beirut')).toBe('2026-03-28T22:00:00.000Z');
  });

  it('count days that are 23 or 25 hours long', () => {
    const days = lastDays(new Date('2026-03-30T10:00:00Z'), 3, 'Europe/Berlin');
    expect(days).toEqual([
      { date: '2026-03-28', start: '2026-03-27T23:00:00.000Z', end: '2026-03-28T23:00:00.000Z' },
      { date: '2026-03-29', start: '2026-03-28T23:00:00.000Z', end: '2026-03-29T22:00:00.000Z' },
      { date: '2026-03-30', start: '2026-03-29T22:00:00.000Z', end: '2026-03-30T22:00:00.000Z' },
    ]);
    expect(lastDays(new Date('2026-03-30T10:30:00Z'), 1, 'Pacific/Kiritimati')[0]?.date).toBe('2026-03-31');
  });
});
