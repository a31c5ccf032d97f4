import { DEFAULT_FORMATS, type Formats, formattersOf } from './formatters';

let using = formattersOf(DEFAULT_FORMATS);

/** From now on everything reads like this. What is on the page has to be drawn again (PreferencesProvider sees to it). */
export function applyFormats(formats: Formats): void {
  using = formattersOf(formats);
}

/** The time zone that dates are shown in. */
export function shownTimeZone(): string {
  return using.zone;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function formatCount(count: number): string {
  return using.integer(count);
}

export function formatCompact(count: number): string {
  return Math.abs(count) < 100_000 ? using.integer(count) : using.compact(count);
}

/** `1 contact`, `1,204 contacts`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${using.integer(count)} ${count === 1 ? one : many}`;
}

/** `12.4%`; a dash when there is nothing to divide by, because 0 of 0 is not 0%. */
export function formatPercent(part: number, whole: number): string {
  if (whole === 0) return '–';
  const percent = (part / whole) * 100;
  return `${percent > 0 && percent < 10 ? percent.toFixed(1) : Math.round(percent)}%`;
}

/** An amount as it is written, with all its decimals: it is never read into a float. */
export function formatMoney(amount: string, currency: string): string {
  return using.money(amount, currency);
}

export function formatExact(iso: string): string {
  return using.exact(new Date(iso));
}

/** To the second, with the time zone: for records that have to be exact. */
export function formatSecond(iso: string): string {
  return using.second(new Date(iso));
}

/** `26 Nov, 00:35:12`; with the year when it is not this one. */
export function formatSecondShort(iso: string): string {
  const date = new Date(iso);
  const day = using.year(date) === using.year(new Date()) ? using.dayInYear(date) : using.day(date);
  return `${day}, ${using.clockSecond(date)}`;
}

export function formatDay(iso: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(iso) ? using.calendarDay(new Date(iso)) : using.day(new Date(iso));
}

/** `26 Nov`: a day of which the year is clear. */
export function formatDayOfYear(iso: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(iso) ? using.calendarDayInYear(new Date(iso)) : using.dayInYear(new Date(iso));
}

/** `Nov 2026`: the month of a calendar day such as `2026-11-23`. */
export function formatMonth(day: string): string {
  return using.calendarMonth(new Date(day));
}

/** `26 Nov, 09:00`: a moment of which the year is clear. */
export function formatHour(iso: string): string {
  const date = new Date(iso);
  return `${using.dayInYear(date)}, ${using.clock(date)}`;
}

/** `just now`, `4 min ago`, `3 h ago`, `2 d ago`, then the date; the future as `in 3 h`. */
export function formatRelative(iso: string, now: number): string {
  const then = new Date(iso);
  const distance = now - then.getTime();
  const size = Math.abs(distance);
  if (size < MINUTE) return distance >= 0 ? 'just now' : 'in a moment';
  // The past is rounded down (what is over counts), the future to the nearest: an invitation of seven days says seven.
  const round = distance >= 0 ? Math.floor : Math.round;
  if (size < HOUR) return direction(distance, `${round(size / MINUTE)} min`);
  if (size < DAY) return direction(distance, `${round(size / HOUR)} h`);
  if (size < 7 * DAY) return direction(distance, `${round(size / DAY)} d`);
  return using.year(then) === using.year(new Date(now)) ? using.dayInYear(then) : using.day(then);
}

function direction(distance: number, text: string): string {
  return distance >= 0 ? `${text} ago` : `in ${text}`;
}

/** `40 s`, `3 min`, `2 h 10 min`: rounded so that it does not flicker. */
export function formatDuration(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(bytes < 10_000 ? 1 : 0)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Whole days that are left, the one that has begun included. */
export function daysUntil(iso: string, now = Date.now()): number {
  return Math.max(0, Math.ceil((Date.parse(iso) - now) / DAY));
}
