import {
  afterOpenTime,
  afterWindows,
  closesAt,
  describeSendingHours,
  isOpen,
  isTimeOfDay,
  nextOpening,
  openedAt,
  type ZonedHours,
} from './sendingHours.js';

const HOUR = 3_600_000;
const WORKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR'] as const;
const ALL_DAYS = [...WORKDAYS, 'SA', 'SU'] as const;

const hours = (over: Partial<ZonedHours> = {}): ZonedHours => ({
  days: WORKDAYS,
  from: '09:00',
  until: '18:00',
  timeZone: 'Europe/Berlin',
  ...over,
});
const opening = (at: string, over: Partial<ZonedHours> = {}): string => nextOpening(hours(over), new Date(at)).toISOString();
const closing = (at: string, over: Partial<ZonedHours> = {}): string | undefined => closesAt(hours(over), new Date(at))?.toISOString();

describe('sending hours', () => {
  it('are open from the first minute, and closed from the last', () => {
    const open = (at: string): boolean => isOpen(hours(), new Date(at));
    // 30 November 2026 is a Monday; Berlin is an hour ahead.
    expect(['T07:59:59.999Z', 'T08:00:00.000Z', 'T16:59:59.999Z', 'T17:00:00.000Z'].map((time) => open(`2026-11-30${time}`))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(open('2026-11-29T12:00:00.000Z')).toBe(false);
  });

  it('say when they open and close', () => {
    expect(opening('2026-11-30T10:00:00.000Z')).toBe('2026-11-30T10:00:00.000Z');
    expect(opening('2026-11-30T05:00:00.000Z')).toBe('2026-11-30T08:00:00.000Z');
    expect(opening('2026-11-27T17:00:00.000Z')).toBe('2026-11-30T08:00:00.000Z');
    expect(closing('2026-11-30T10:00:00.000Z')).toBe('2026-11-30T17:00:00.000Z');
    expect(closing('2026-11-30T17:00:00.000Z')).toBeUndefined();
    expect(openedAt(hours(), new Date('2026-11-30T10:00:00.000Z'))?.toISOString()).toBe('2026-11-30T08:00:00.000Z');
    expect(opening('2026-11-30T18:00:00.000Z', { days: ['MO'] })).toBe('2026-12-07T08:00:00.000Z');
  });

  it('go over midnight, as those of the day on which they open', () => {
    const night = { days: ['FR'], from: '22:00', until: '02:00', timeZone: 'UTC' } as const;
    expect(closing('2026-11-28T01:00:00.000Z', night)).toBe('2026-11-28T02:00:00.000Z');
    expect(isOpen(hours(night), new Date('2026-11-27T01:00:00.000Z'))).toBe(false);
    expect(opening('2026-11-28T02:00:00.000Z', night)).toBe('2026-12-04T22:00:00.000Z');
    expect(closing('2026-11-27T12:00:00.000Z', { ...night, from: '09:00', until: '00:00' })).toBe('2026-11-28T00:00:00.000Z');
  });

  it('keep to the wall in half-hour zones', () => {
    expect(opening('2026-11-30T00:00:00.000Z', { timeZone: 'Asia/Kolkata' })).toBe('2026-11-30T03:30:00.000Z');
    expect(closing('2026-11-30T04:00:00.000Z', { timeZone: 'Asia/Kathmandu' })).toBe('2026-11-30T12:15:00.000Z');
    expect(opening('2026-10-03T00:00:00.000Z', { days: ['SU'], timeZone: 'Australia/Lord_Howe' })).toBe('2026-10-03T22:00:00.000Z');
  });

  it('name days by their own clocks', () => {
    // Monday morning in Auckland is Sunday in UTC.
    expect(isOpen(hours({ days: ['MO'], timeZone: 'Pacific/Auckland' }), new Date('2026-11-29T21:00:00.000Z'))).toBe(true);
    expect(isOpen(hours({ days: ['MO'], timeZone: 'Pacific/Pago_Pago' }), new Date('2026-12-01T04:00:00.000Z'))).toBe(true);
  });
});

describe('when the clocks change', () => {
  const sunday = { days: ['SU'] } as const;

  it('a window is at its wall times in winter and in summer', () => {
    const daily = { days: ALL_DAYS };
    expect(opening('2026-03-28T20:00:00.000Z', daily)).toBe('2026-03-29T07:00:00.000Z');
    expect(opening('2026-10-24T20:00:00.000Z', daily)).toBe('2026-10-25T08:00:00.000Z');
  });

  it('an opening that they skip is behind the gap, and a window inside the gap is none', () => {
    expect(opening('2026-03-29T00:00:00.000Z', { ...sunday, from: '02:30', until: '05:00' })).toBe('2026-03-29T01:30:00.000Z');
    // 02:30 becomes 03:30, which is later than its end.
    expect(opening('2026-03-29T00:00:00.000Z', { ...sunday, from: '02:30', until: '03:15' })).toBe('2026-04-05T00:30:00.000Z');
    expect(isOpen(hours({ ...sunday, from: '02:30', until: '03:15' }), new Date('2026-03-29T01:10:00.000Z'))).toBe(false);
  });

  it('a window opens once in the hour that comes twice, and closes once', () => {
    const early = { ...sunday, from: '01:00', until: '02:30' };
    expect(closing('2026-10-25T00:00:00.000Z', early)).toBe('2026-10-25T00:30:00.000Z');
    expect(isOpen(hours(early), new Date('2026-10-25T01:15:00.000Z'))).toBe(false);
    expect(opening('2026-10-24T22:00:00.000Z', { ...sunday, from: '02:30', until: '05:00' })).toBe('2026-10-25T00:30:00.000Z');
  });

  it('a midnight that they skip is behind the gap', () => {
    // São Paulo went from 00:00 to 01:00 on 4 November 2018, a Sunday.
    const zone = { ...sunday, from: '00:00', until: '06:00', timeZone: 'America/Sao_Paulo' };
    expect(opening('2018-11-04T02:00:00.000Z', zone)).toBe('2018-11-04T03:00:00.000Z');
    expect(closing('2018-11-04T03:00:00.000Z', zone)).toBe('2018-11-04T08:00:00.000Z');
    // And back at midnight of 18 February 2018: Saturday has its last hour twice.
    expect(closing('2018-02-17T20:00:00.000Z', { ...zone, days: ['SA'], from: '09:00', until: '23:30' })).toBe('2018-02-18T01:30:00.000Z');
    expect(opening('2018-02-17T20:00:00.000Z', zone)).toBe('2018-02-18T03:00:00.000Z');
  });
});

describe('how long sending takes', () => {
  const after = (start: string, ms: number, over: Partial<ZonedHours> = {}): string =>
    afterOpenTime(hours(over), new Date(start), ms).toISOString();

  it('counts open time alone', () => {
    expect(after('2026-11-30T08:00:00.000Z', HOUR)).toBe('2026-11-30T09:00:00.000Z');
    expect(after('2026-11-30T16:00:00.000Z', 2 * HOUR)).toBe('2026-12-01T09:00:00.000Z');
    expect(after('2026-11-27T20:00:00.000Z', 0)).toBe('2026-11-30T08:00:00.000Z');
    expect(after('2026-11-27T08:00:00.000Z', 9 * HOUR)).toBe('2026-11-27T17:00:00.000Z');
  });

  it('leaps over weeks as it would walk them', () => {
    // 45 hours a week.
    expect(after('2026-11-30T08:00:00.000Z', 3 * 45 * HOUR + HOUR)).toBe('2026-12-21T09:00:00.000Z');
    // Behind the change of the clocks: 09:00 is an hour earlier in UTC.
    expect(after('2026-03-02T08:00:00.000Z', 10 * 45 * HOUR + HOUR)).toBe('2026-05-11T08:00:00.000Z');
    expect(after('2026-11-30T08:00:00.000Z', 1_000_000 * HOUR)).toMatch(/^245/);
  });

  it('counts windows, as a quota of a day does', () => {
    const end = (count: number): string => afterWindows(hours(), new Date('2026-11-30T10:00:00.000Z'), count).toISOString();
    expect([0, 1, 5, 6, 26].map(end)).toEqual([
      '2026-11-30T10:00:00.000Z',
      '2026-11-30T17:00:00.000Z',
      '2026-12-04T17:00:00.000Z',
      '2026-12-07T17:00:00.000Z',
      '2027-01-04T17:00:00.000Z',
    ]);
  });
});

describe('in words', () => {
  it.each([
    [hours(), 'Monday to Friday, 09:00 to 18:00'],
    [hours({ days: ALL_DAYS }), 'Every day, 09:00 to 18:00'],
    [hours({ days: ['SU', 'SA'] }), 'Saturday and Sunday, 09:00 to 18:00'],
    [hours({ days: ['FR', 'MO', 'WE'] }), 'Monday, Wednesday and Friday, 09:00 to 18:00'],
    [hours({ days: ['TU'], from: '20:00', until: '02:00' }), 'Tuesday, 20:00 to 02:00 the next day'],
    [hours({ days: ['TU'], until: '00:00' }), 'Tuesday, 09:00 to 00:00'],
  ])('days and times, as one says them (%#)', (given, said) => {
    expect(describeSendingHours(given)).toBe(said);
  });

  it('a time of day is told from nonsense', () => {
    expect(['00:00', '23:59', '24:00', '9:00', '09:60', '09:00:00', ''].map(isTimeOfDay)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
