import type { ZonedHours } from '@rapport/common';
import { secondsToSend, type SendingSpeed } from './sendingTime.js';

const HOUR = 3_600;
const hours: ZonedHours = { days: ['MO', 'TU', 'WE', 'TH', 'FR'], from: '09:00', until: '18:00', timeZone: 'UTC' };
/** A Monday. */
const MORNING = new Date('2026-11-30T09:00:00Z');
const speed = (over: Partial<SendingSpeed> = {}): SendingSpeed => ({ perMinute: 60, quotaPerDay: null, hours: null, ...over });
const seconds = (messages: number, over: Partial<SendingSpeed> = {}, start = MORNING): number =>
  secondsToSend({ messages, sample: messages, waitSeconds: 0 }, speed(over), start);

describe('how long sending takes', () => {
  it('follows from the rate, and from the days of a quota', () => {
    expect(seconds(3_600)).toBe(HOUR);
    expect(seconds(250, { quotaPerDay: 100 })).toBe(2 * 86_400 + 50);
    expect(seconds(0)).toBe(0);
  });

  it('leaves out the hours in which nothing is sent', () => {
    expect(seconds(3_600, { hours })).toBe(HOUR);
    // 32,400 fit into a day.
    expect(seconds(32_400 + 3_600, { hours })).toBe(25 * HOUR);
    expect(seconds(3_600, { hours }, new Date('2026-11-28T09:00:00Z'))).toBe(49 * HOUR);
  });

  it('has a quota for each day with hours, where it is less than the hours allow', () => {
    expect(seconds(250, { hours, quotaPerDay: 100 })).toBe(48 * HOUR + 50);
    expect(seconds(250, { hours, quotaPerDay: 100 }, new Date('2026-12-03T09:00:00Z'))).toBe(4 * 24 * HOUR + 50);
    expect(seconds(32_400 + 3_600, { hours, quotaPerDay: 40_000 })).toBe(25 * HOUR);
  });

  it('sends the rest of a test when its hours open again after the decision', () => {
    const test = (waitHours: number, given: SendingSpeed): number =>
      secondsToSend({ messages: 7_200, sample: 3_600, waitSeconds: waitHours * HOUR }, given, MORNING);
    expect(test(4, speed())).toBe(6 * HOUR);
    expect(test(4, speed({ hours }))).toBe(6 * HOUR);
    // Decided at 20:00; the rest goes out from 09:00 to 10:00.
    expect(test(10, speed({ hours }))).toBe(25 * HOUR);
  });
});
