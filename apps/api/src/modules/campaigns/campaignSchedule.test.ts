import { describeSchedule, instantOf } from './campaignSchedule.js';

const at = (localTime: string, timeZone: string): string => instantOf(localTime, timeZone).toISOString();

describe('campaign schedule', () => {
  it('moves a time that the clocks skip behind the gap', () => {
    expect(at('2026-03-29T02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
    expect(describeSchedule({ kind: 'at', localTime: '2026-03-29T02:30', timeZone: 'Europe/Berlin' })).toContain('03:30');
  });

  it('says when in words', () => {
    expect(describeSchedule({ kind: 'at', localTime: '2026-11-24T09:00', timeZone: 'Europe/Berlin' })).toBe(
      'Tuesday, 24 November 2026 at 09:00 (Europe/Berlin, UTC+1)',
    );
  });
});
