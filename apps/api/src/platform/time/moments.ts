import { DateTime } from 'luxon';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(?:Z|[+-](\d{2}):(\d{2}))$/;
const WITHOUT_ZONE = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/;
/** The clocks farthest from Greenwich. */
const MAX_OFFSET_MINUTES = 14 * 60;

/** A day of the calendar, such as 2026-01-31. */
export function isDay(value: string): boolean {
  return DAY.test(value) && DateTime.fromISO(value, { zone: 'utc' }).isValid;
}

/** A moment that everyone reads alike: ISO 8601 with `Z` or an offset; one that exists, so neither February 30 nor 24:00. */
export function isInstant(value: string): boolean {
  const [, day = '', hour, minute, second = '0', offsetHour = '0', offsetMinute = '0'] = INSTANT.exec(value) ?? [];
  const isTime = Number(hour) <= 23 && Number(minute) <= 59 && Number(second) <= 59;
  const offset = Number(offsetHour) * 60 + Number(offsetMinute);
  return isDay(day) && isTime && Number(offsetMinute) <= 59 && offset <= MAX_OFFSET_MINUTES;
}

export function lacksZone(value: string): boolean {
  return WITHOUT_ZONE.test(value);
}

/** The moment in UTC; of a day its beginning in the time zone (where the clocks skip midnight, the first moment there is). */
export function momentOf(value: string, timeZone: string): string {
  return DAY.test(value) ? startOfDay(value, timeZone) : new Date(value).toISOString();
}

export function startOfDay(day: string, timeZone: string): string {
  return DateTime.fromISO(day, { zone: timeZone }).startOf('day').toUTC().toISO() ?? '';
}

/** So many times 24 hours before, in UTC. */
export function daysBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * 86_400_000).toISOString();
}

/** A day of a time zone, from its beginning to the next one's. */
export interface DaySpan {
  readonly date: string;
  readonly start: string;
  readonly end: string;
}

/** The last `count` days of the time zone up to today, each with where it begins and ends. */
export function lastDays(now: Date, count: number, timeZone: string): DaySpan[] {
  const today = DateTime.fromJSDate(now, { zone: timeZone }).startOf('day');
  return Array.from({ length: count }, (_, index) => spanOf(today.minus({ days: count - 1 - index })));
}

/** The day of the time zone in which the moment is. */
export function dayAt(moment: string, timeZone: string): DaySpan {
  return spanOf(DateTime.fromISO(moment, { zone: timeZone }).startOf('day'));
}

function spanOf(day: DateTime): DaySpan {
  return {
    date: day.toISODate() ?? '',
    start: day.toUTC().toISO() ?? '',
    end: day.plus({ days: 1 }).startOf('day').toUTC().toISO() ?? '',
  };
}
