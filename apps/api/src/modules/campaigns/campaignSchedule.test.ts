import { describeSchedule, instantOf, isLocalTime, isTimeZone } from './campaignSchedule.js';

const at = (localTime: string, timeZone: string): string => instantOf(localTime, timeZone).toISOString();

describe('campaign schedule', () => {
  it('reads wall time in its zone, winter and summer', () => {
    expect(at('2026-11-24T09:00', 'Europe/Berlin')).toBe('2026-11-24T08:00:00.000Z');
    expect(at('2026-07-24T09:00', 'Europe/Berlin')).toBe('2026-07-24T07:00:00.000Z');
  });

  it('reaches the edges of the map', () => {
    expect(at('2026-07-01T00:30', 'Pacific/Pago_Pago')).toBe('2026-07-01T11:30:00.000Z');
    expect(at('2026-01-01T00:30', 'Pacific/Auckland')).toBe('2025-12-31T11:30:00.000Z');
    expect(at('2026-01-01T09:00', 'Asia/Kathmandu')).toBe('2026-01-01T03:15:00.000Z');
  });

  it('moves a time that the clocks skip behind the gap', () => {
    expect(at('2026-03-29T02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
    expect(describeSchedule({ kind: 'at', localTime: '2026-03-29T02:30', timeZone: 'Europe/Berlin' })).toContain('03:30');
    expect(at('2026-10-04T02:15', 'Australia/Lord_Howe')).toBe('2026-10-03T15:45:00.000Z');
  });

  it('takes the first of two equal times', () => {
    expect(at('2026-10-25T02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
    expect(at('2026-11-01T01:30', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z');
  });

  it('says when in words', () => {
    expect(describeSchedule({ kind: 'at', localTime: '2026-11-24T09:00', timeZone: 'Europe/Berlin' })).toBe(
      'Tuesday, 24 November 2026 at 09:00 (Europe/Berlin, UTC+1)',
    );
  });

  it('knows zones and times from nonsense', () => {
    expect(['Europe/Berlin', 'Mars/Olympus', ''].map(isTimeZone)).toEqual([true, false, false]);
    expect(['2026-02-28T09:00', '2026-02-30T09:00', '2026-02-28T25:00', 'tomorrow'].map(isLocalTime)).toEqual([true, false, false, false]);
  });
});
