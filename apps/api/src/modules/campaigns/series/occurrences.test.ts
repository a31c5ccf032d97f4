import type { RecurringSchedule } from '../campaignSchedule.js';
import { describeSchedule } from '../campaignSchedule.js';
import { isOccurrence, occurrencesAfter, occurrencesBetween } from './occurrences.js';

const schedule = (over: Partial<RecurringSchedule> = {}): RecurringSchedule => ({
  kind: 'recurring',
  rule: 'FREQ=DAILY',
  localTime: '2026-01-05T09:00',
  timeZone: 'Europe/Berlin',
  weekends: 'send',
  onlyNew: false,
  ...over,
});
const after = (over: Partial<RecurringSchedule>, moment: string, limit = 3): string[] =>
  occurrencesAfter(schedule(over), new Date(moment), limit).map((at) => at.toISOString());

describe('occurrences over changes of the clocks', () => {
  it('keep the time of day when summer begins and ends', () => {
    expect(after({}, '2026-03-28T00:00:00Z')).toEqual(['2026-03-28T08:00:00.000Z', '2026-03-29T07:00:00.000Z', '2026-03-30T07:00:00.000Z']);
    expect(after({}, '2026-10-24T00:00:00Z')).toEqual(['2026-10-24T07:00:00.000Z', '2026-10-25T08:00:00.000Z', '2026-10-26T08:00:00.000Z']);
  });

  it('are moved behind a gap on that day alone, and are the first of two', () => {
    expect(after({ localTime: '2026-01-05T02:30' }, '2026-03-28T00:00:00Z')).toEqual([
      '2026-03-28T01:30:00.000Z',
      '2026-03-29T01:30:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
    expect(after({ localTime: '2026-01-05T02:30' }, '2026-10-24T00:00:00Z')).toEqual([
      '2026-10-24T00:30:00.000Z',
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
  });

  it.each([
    ['America/New_York', '2026-03-07T00:00:00Z', ['2026-03-07T14:00:00.000Z', '2026-03-08T13:00:00.000Z', '2026-03-09T13:00:00.000Z']],
    ['Australia/Lord_Howe', '2026-04-03T00:00:00Z', ['2026-04-03T22:00:00.000Z', '2026-04-04T22:30:00.000Z', '2026-04-05T22:30:00.000Z']],
    ['Pacific/Kiritimati', '2026-04-03T00:00:00Z', ['2026-04-03T19:00:00.000Z', '2026-04-04T19:00:00.000Z', '2026-04-05T19:00:00.000Z']],
    ['Asia/Kathmandu', '2026-04-03T00:00:00Z', ['2026-04-03T03:15:00.000Z', '2026-04-04T03:15:00.000Z', '2026-04-05T03:15:00.000Z']],
  ])('are right in %s', (timeZone, moment, expected) => {
    expect(after({ timeZone }, moment)).toEqual(expected);
  });

  it('come on the day that the zone calls it, not on that of UTC', () => {
    expect(
      after({ rule: 'FREQ=WEEKLY;BYDAY=MO', localTime: '2026-01-05T00:30', timeZone: 'Pacific/Auckland' }, '2026-06-01T00:00:00Z', 1),
    ).toEqual(['2026-06-07T12:30:00.000Z']);
  });
});

describe('rules', () => {
  it.each<[string, string[]]>([
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH', ['2026-01-05', '2026-01-08', '2026-01-19']],
    ['FREQ=MONTHLY;BYMONTHDAY=31', ['2026-01-31', '2026-03-31', '2026-05-31']],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', ['2026-01-31', '2026-02-28', '2026-03-31']],
    ['FREQ=MONTHLY;BYDAY=2TU', ['2026-01-13', '2026-02-10', '2026-03-10']],
    ['FREQ=MONTHLY;BYDAY=-1FR', ['2026-01-30', '2026-02-27', '2026-03-27']],
    ['FREQ=DAILY;COUNT=2', ['2026-01-05', '2026-01-06']],
    ['FREQ=DAILY;UNTIL=20260106', ['2026-01-05', '2026-01-06']],
    ['FREQ=WEEKLY;BYDAY=SU;COUNT=1', ['2026-01-11']],
  ])('%s', (rule, days) => {
    expect(after({ rule, timeZone: 'UTC' }, '2026-01-01T00:00:00Z').map((at) => at.slice(0, 10))).toEqual(days);
  });

  it('move weekends to Monday, where two become one', () => {
    expect(after({ weekends: 'monday', timeZone: 'UTC' }, '2026-01-08T12:00:00Z').map((at) => at.slice(0, 10))).toEqual([
      '2026-01-09',
      '2026-01-12',
      '2026-01-13',
    ]);
  });

  it('find what comes rarely, and nothing where nothing comes', () => {
    expect(
      after({ rule: 'FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=29', localTime: '2026-02-01T09:00', timeZone: 'UTC' }, '2026-03-01T00:00:00Z', 1),
    ).toEqual(['2028-02-29T09:00:00.000Z']);
    expect(after({ rule: 'FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=30', localTime: '2026-02-01T09:00' }, '2026-03-01T00:00:00Z', 1)).toEqual([]);
    expect(after({ rule: 'FREQ=DAILY;COUNT=3' }, '2026-06-01T00:00:00Z')).toEqual([]);
  });

  it('know their own occurrences', () => {
    expect(isOccurrence(schedule(), '2026-03-29T07:00:00.000Z')).toBe(true);
    expect(isOccurrence(schedule(), '2026-03-29T08:00:00.000Z')).toBe(false);
    expect(isOccurrence(schedule(), '2026-01-04T08:00:00.000Z')).toBe(false);
    expect(isOccurrence(schedule(), 'never')).toBe(false);
  });

  it('answer ten years of days at once', () => {
    const startedAt = performance.now();
    expect(occurrencesBetween(schedule(), new Date('2026-01-01'), new Date('2036-01-01')).length).toBe(3_648);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('are told in words', () => {
    expect(describeSchedule(schedule({ rule: 'FREQ=WEEKLY;BYDAY=MO', weekends: 'monday', onlyNew: true }))).toBe(
      'Every week on Monday at 09:00 (Europe/Berlin), from 5 January 2026; on weekends moved to Monday; only to people who have not had it yet',
    );
  });
});
