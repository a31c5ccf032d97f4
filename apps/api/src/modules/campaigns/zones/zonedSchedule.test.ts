import { type CampaignSchedule, describeSchedule, type RecurringSchedule } from '../campaignSchedule.js';
import { ZoneNames } from './zoneNames.js';
import { canBegin, describeOccurrence, momentIn, opensAt, type ZonedSchedule, zonedOf } from './zonedSchedule.js';
import { atOnce, zoneOutlook } from './zoneOutlook.js';

const now = new Date('2026-03-01T12:00:00Z');
const at = (localTime: string, over: Partial<CampaignSchedule> = {}): ZonedSchedule => {
  const schedule = zonedOf({
    schedule: { kind: 'at', localTime, timeZone: 'Europe/Berlin', zones: 'recipient', zoneField: 'f', ...over } as CampaignSchedule,
  });
  if (!schedule) throw new Error('This schedule counts in one zone.');
  return schedule;
};
const moment = (schedule: ZonedSchedule, zone: string): string => momentIn(schedule, zone, now).toISOString();

describe('a moment in the zone of a recipient', () => {
  it('is the wall time there, a day apart at the ends of the Earth', () => {
    const zones = ['Pacific/Kiritimati', 'Pacific/Apia', 'Asia/Kathmandu', 'Pacific/Pago_Pago'];
    expect(zones.map((zone) => moment(at('2026-03-10T09:00'), zone))).toEqual([
      '2026-03-09T19:00:00.000Z',
      '2026-03-09T20:00:00.000Z',
      '2026-03-10T03:15:00.000Z',
      '2026-03-10T20:00:00.000Z',
    ]);
  });

  it('moves forward where the clocks skip it, and is the first where it comes twice', () => {
    expect(moment(at('2026-03-29T02:30'), 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
    expect(moment(at('2026-10-25T02:30'), 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
    expect(moment(at('2026-03-29T02:30'), 'Asia/Tokyo')).toBe('2026-03-28T17:30:00.000Z');
  });

  it('is the next opening of their hours, also when the start has passed there', () => {
    const hours = { days: ['MO', 'TU', 'WE', 'TH', 'FR'], from: '09:00', until: '18:00' } as const;
    // Sunday noon in UTC: it opens on Monday.
    expect(moment(at('2026-03-01T09:00', { hours }), 'Asia/Tokyo')).toBe('2026-03-02T00:00:00.000Z');
    expect(moment(at('2026-03-06T20:00', { hours }), 'America/New_York')).toBe('2026-03-09T13:00:00.000Z');
    expect(moment(at('2026-03-06T10:00', { hours }), 'America/New_York')).toBe('2026-03-06T15:00:00.000Z');
  });

  it('is the first of a campaign only within the span that a wall time has', () => {
    const ends = ['2026-03-09T18:59:00Z', '2026-03-09T19:00:00Z', '2026-03-10T21:00:00Z', '2026-03-10T21:01:00Z', 'never'];
    expect(ends.map((end) => canBegin({ localTime: '2026-03-10T09:00' }, new Date(end)))).toEqual([false, true, true, false, false]);
  });
});

describe('the outlook', () => {
  it('puts people together whose moment is the same, and counts whom it reaches at once', () => {
    const values = [
      { value: 'Asia/Tokyo', people: 3 },
      { value: 'Asia/Seoul', people: 4 },
      { value: 'CEST', people: 2 },
      { value: ' ', people: 1 },
      { value: null, people: 1 },
    ];
    const outlook = zoneOutlook(at('2026-03-01T14:00'), new ZoneNames([]), values, now);
    expect(outlook).toMatchObject({
      groups: [
        { people: 7, zones: [{ zone: 'Asia/Seoul' }, { zone: 'Asia/Tokyo' }] },
        { people: 4, zones: [{ zone: 'Europe/Berlin' }] },
      ],
      missing: 2,
      unknown: { people: 2, example: 'CEST' },
    });
    expect(atOnce(outlook, now)).toBe(7);
  });

  it('of nobody begins where the campaign is', () => {
    const { starts, groups } = zoneOutlook(at('2026-03-10T09:00'), new ZoneNames([]), [], now);
    expect([starts.first.toISOString(), groups]).toEqual(['2026-03-10T08:00:00.000Z', []]);
  });
});

describe('a date of a series in the zones of recipients', () => {
  const series = (over: Partial<RecurringSchedule> = {}): RecurringSchedule => ({
    kind: 'recurring',
    rule: 'FREQ=DAILY',
    localTime: '2026-01-05T02:30',
    timeZone: 'Europe/Berlin',
    weekends: 'send',
    onlyNew: false,
    zones: 'recipient',
    zoneField: 'f',
    ...over,
  });

  it('is the time of the series there, also where the clocks of its own zone skip that', () => {
    const zoned = zonedOf({ schedule: series(), occursAt: '2026-03-29T01:30:00.000Z' });
    expect(zoned).toEqual({ kind: 'at', localTime: '2026-03-29T02:30', timeZone: 'Europe/Berlin', zones: 'recipient', zoneField: 'f' });
    expect(zoned && moment(zoned, 'Asia/Tokyo')).toBe('2026-03-28T17:30:00.000Z');
    expect(zoned && moment(zoned, 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
    expect(zoned && moment(zoned, 'America/New_York')).toBe('2026-03-29T06:30:00.000Z');
  });

  it('keeps hours and limit, and is none of the series itself', () => {
    const hours = { days: ['MO'], from: '09:00', until: '18:00' } as const;
    const schedule = series({ hours, perHour: 5 });
    expect(zonedOf({ schedule, occursAt: '2026-03-02T01:30:00.000Z' })).toMatchObject({ hours, perHour: 5 });
    expect(zonedOf({ schedule })).toBeNull();
    expect(zonedOf({ schedule, occursAt: null })).toBeNull();
  });

  it('begins where clocks are furthest ahead, and at its own moment where one zone counts', () => {
    const date = new Date('2026-06-01T00:30:00.000Z');
    expect(opensAt(series(), date).toISOString()).toBe('2026-05-31T12:30:00.000Z');
    const { zones: _zones, zoneField: _field, ...plain } = series();
    expect(opensAt(plain, date)).toEqual(date);
    expect(opensAt(series({ timeZone: 'Pacific/Kiritimati' }), new Date('2026-05-31T12:30:00.000Z')).toISOString()).toBe(
      '2026-05-31T12:30:00.000Z',
    );
  });

  it('is told in words', () => {
    expect(describeOccurrence(series(), new Date('2026-03-29T01:30:00.000Z'))).toBe(
      'Sunday, 29 March 2026 at 02:30 in each recipient’s time zone',
    );
    expect(describeSchedule(series())).toBe(
      'Every day at 02:30 in each recipient’s time zone, otherwise Europe/Berlin, from 5 January 2026',
    );
  });
});
