import { isTimeZone, offsetWord, timeZoneNames } from './timeZones.js';
import { isWallTime, readWallTime, wallTimeOf } from './wallTime.js';

const at = (wallTime: string, timeZone: string): string => readWallTime(wallTime, timeZone).instant.toISOString();

describe('wall time', () => {
  it('is read in its zone, winter and summer', () => {
    expect(at('2026-11-24T09:00', 'Europe/Berlin')).toBe('2026-11-24T08:00:00.000Z');
    expect(at('2026-07-24T09:00', 'Europe/Berlin')).toBe('2026-07-24T07:00:00.000Z');
  });

  it('reaches the edges of the map', () => {
    expect(at('2026-07-01T00:30', 'Pacific/Pago_Pago')).toBe('2026-07-01T11:30:00.000Z');
    expect(at('2026-01-01T00:30', 'Pacific/Auckland')).toBe('2025-12-31T11:30:00.000Z');
    expect(at('2026-01-01T09:00', 'Asia/Kathmandu')).toBe('2026-01-01T03:15:00.000Z');
  });

  it('moves behind the gap when the clocks skip it, and says so', () => {
    expect(readWallTime('2027-03-28T02:30', 'Europe/Berlin')).toEqual({ instant: new Date('2027-03-28T01:30:00Z'), oddity: 'skipped' });
    expect(at('2026-03-29T02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
  });

  it('is moved by half an hour where the clocks skip half an hour, whatever was asked before', () => {
    expect(offsetWord('Australia/Lord_Howe', new Date('2026-10-03T15:45:00Z'))).toBe('UTC+11');
    expect(at('2026-10-04T02:15', 'Australia/Lord_Howe')).toBe('2026-10-03T15:45:00.000Z');
    expect(at('2026-10-04T01:45', 'Australia/Lord_Howe')).toBe('2026-10-03T15:15:00.000Z');
  });

  it('means the first of two equal times, and says so', () => {
    expect(readWallTime('2026-10-25T02:30', 'Europe/Berlin')).toEqual({ instant: new Date('2026-10-25T00:30:00Z'), oddity: 'twice' });
    expect(at('2026-11-01T01:30', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z');
    expect(readWallTime('2026-10-25T12:00', 'Europe/Berlin').oddity).toBeNull();
  });

  it('is known from nonsense', () => {
    expect(['2026-02-28T09:00', '2026-02-30T09:00', '2026-02-28T25:00', 'tomorrow'].map(isWallTime)).toEqual([true, false, false, false]);
  });

  it('is written as it is read, in half-hour zones too', () => {
    expect(at('2026-11-24T09:00', 'Asia/Kolkata')).toBe('2026-11-24T03:30:00.000Z');
    expect(wallTimeOf(new Date('2026-11-24T03:30:00Z'), 'Asia/Kolkata')).toBe('2026-11-24T09:00');
  });
});

describe('time zones', () => {
  it('are known from nonsense', () => {
    expect(['Europe/Berlin', 'UTC', 'Mars/Olympus', ''].map(isTimeZone)).toEqual([true, true, false, false]);
  });

  it('are listed once each, UTC first', () => {
    const names = timeZoneNames();
    expect(names[0]).toBe('UTC');
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('Europe/Berlin');
  });

  it('say their offset in words', () => {
    const now = new Date('2026-11-23T12:00:00Z');
    expect(['Asia/Kolkata', 'America/St_Johns', 'UTC', 'Europe/Berlin'].map((zone) => offsetWord(zone, now))).toEqual([
      'UTC+5:30',
      'UTC-3:30',
      'UTC',
      'UTC+1',
    ]);
  });
});
