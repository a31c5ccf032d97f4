import { describeSchedule, fallbackWords, hoursWords, isResting, isWaitingForZones, recurrenceWords } from './scheduleWords';
import { placeOf, tomorrowMorning } from '../../shared/format/timeZones';

const now = new Date('2026-11-23T12:00:00Z');

describe('when a campaign starts', () => {
  it('says when that is for a reader elsewhere', () => {
    expect(describeSchedule({ kind: 'at', localTime: '2026-11-24T09:00', timeZone: 'Europe/Berlin' }, 'Europe/London', now)).toEqual({
      start: 'Tuesday 24 November 2026 at 09:00 in Berlin',
      forYou: 'That is 08:00 for you in London, in 20 h',
      caution: null,
    });
  });

  it('names the day when it is another one for the reader', () => {
    expect(describeSchedule({ kind: 'at', localTime: '2026-11-26T01:30', timeZone: 'Asia/Tokyo' }, 'America/New_York', now)?.forYou).toBe(
      'That is Wednesday 25 November 2026 at 11:30 for you in New York, in 2 days',
    );
  });

  it('does not repeat what is the same for the reader', () => {
    expect(describeSchedule({ kind: 'at', localTime: '2026-11-24T09:00', timeZone: 'Europe/Berlin' }, 'Europe/Paris', now)?.forYou).toBe(
      'in 20 h',
    );
  });

  it('warns of a time that has passed', () => {
    expect(describeSchedule({ kind: 'at', localTime: '2026-11-22T09:00', timeZone: 'Europe/Berlin' }, 'Europe/Berlin', now)).toMatchObject({
      forYou: null,
      caution: 'This time has passed. Choose a later one.',
    });
  });

  it('moves a time that the clocks skip forward, and says so', () => {
    expect(describeSchedule({ kind: 'at', localTime: '2027-03-28T02:30', timeZone: 'Europe/Berlin' }, 'Europe/Berlin', now)?.caution).toBe(
      'The clocks skip this time that night; it starts at 03:30.',
    );
  });

  it('waits for both parts of a time', () => {
    expect(describeSchedule({ kind: 'at', timeZone: 'Europe/Berlin' }, 'Europe/Berlin', now)).toBeNull();
  });

  it('calls a zone by its place', () => {
    expect(placeOf('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
  });

  it('proposes tomorrow morning of the zone, not of the browser', () => {
    expect(tomorrowMorning(new Date('2026-11-23T22:00:00Z'), 'Asia/Tokyo')).toBe('2026-11-25T09:00');
  });
});

describe('sending hours', () => {
  const hours = { days: ['MO' as const, 'TU' as const], from: '09:00', until: '18:00' };

  it('are told with the place of their clocks', () => {
    expect(hoursWords({ kind: 'now', timeZone: 'Europe/Berlin', hours })).toBe('Monday and Tuesday, 09:00 to 18:00 in Berlin');
    expect(hoursWords({ kind: 'now' })).toBeNull();
  });

  it('let a campaign rest outside of them', () => {
    const schedule = { kind: 'now' as const, timeZone: 'Europe/Berlin', hours };
    expect([now, new Date('2026-11-23T17:00:00Z')].map((at) => isResting(schedule, at))).toEqual([false, true]);
    expect(isResting({ kind: 'now' }, now)).toBe(false);
  });
});

describe('recipients’ time zones', () => {
  const schedule = {
    kind: 'at' as const,
    localTime: '2026-11-24T09:00',
    timeZone: 'Europe/Berlin',
    zones: 'recipient' as const,
    zoneField: 'f',
  };

  it('are told instead of one zone, with the zone of whoever has none', () => {
    expect(describeSchedule(schedule, 'Asia/Tokyo', now)).toEqual({
      start: 'Tuesday 24 November 2026 at 09:00 in each recipient’s time zone',
      forYou: null,
      caution: null,
    });
    expect(fallbackWords(schedule)).toBe('Contacts without a valid time zone: 09:00 in Berlin');
    expect(fallbackWords({ kind: 'at', localTime: '2026-11-24T09:00', timeZone: 'Europe/Berlin' })).toBeNull();
  });

  it('count in a series as well', () => {
    const series = { ...schedule, kind: 'recurring' as const, rule: 'FREQ=WEEKLY;BYDAY=TU' };
    expect(recurrenceWords(series)).toBe('Every week on Tuesday at 09:00 in each recipient’s time zone');
    expect(fallbackWords(series)).toBe('Contacts without a valid time zone: 09:00 in Berlin');
  });

  it('are past when the time has passed everywhere', () => {
    const cautionAt = (at: string) => describeSchedule(schedule, 'Asia/Tokyo', new Date(at))?.caution;
    expect(cautionAt('2026-11-24T20:59:00Z')).toBeNull();
    expect(cautionAt('2026-11-24T21:00:00Z')).toBe('This time has passed. Choose a later one.');
  });

  it('are what a campaign waits for, if it says so', () => {
    expect(isWaitingForZones(schedule, 'Waiting for 09:00 in 2 more time zones.')).toBe(true);
    expect(isWaitingForZones(schedule, 'This sender has sent the 5 messages that it may send in a day.')).toBe(false);
    expect(isWaitingForZones(schedule, null)).toBe(false);
  });
});
