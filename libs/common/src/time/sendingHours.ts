import { addDays } from '../segments/calendarDays.js';
import { RULE_WEEKDAYS, type RuleWeekday, weekdayName } from './recurrence.js';
import { readWallTime, wallTimeOf } from './wallTime.js';

/** When a campaign may send: on these days, from one time of day until another. */
export interface SendingHours {
  readonly days: readonly RuleWeekday[];
  /** Wall time, as 09:00. */
  readonly from: string;
  /** Wall time. Not later than `from`: on the day after, so 00:00 is the end of the day. Never the same as `from`. */
  readonly until: string;
}

/** On the clocks of one zone. */
export interface ZonedHours extends SendingHours {
  readonly timeZone: string;
}

interface Window {
  readonly opens: number;
  readonly closes: number;
}

const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/;
const MINUTE_MS = 60_000;
const WEEK_DAYS = 7;
/** A week, and another one where the clocks skip the only window of the first. */
const REACH_DAYS = 2 * WEEK_DAYS + 1;

/** Whether this is a time of day, from 00:00 to 23:59. */
export function isTimeOfDay(text: string): boolean {
  return TIME_OF_DAY.test(text);
}

/**
 * Each window opens once and closes once: a time that the clocks skip is moved behind the gap, one that comes twice means the first. A
 * window that the clocks skip as a whole is none.
 */
export function isOpen(hours: ZonedHours, at: Date): boolean {
  return windowAt(hours, at.getTime()) !== null;
}

/** When the window of this moment opened; null while closed. */
export function openedAt(hours: ZonedHours, at: Date): Date | null {
  const window = windowAt(hours, at.getTime());
  return window && new Date(window.opens);
}

/** When the window of this moment closes; null while closed. */
export function closesAt(hours: ZonedHours, at: Date): Date | null {
  const window = windowAt(hours, at.getTime());
  return window && new Date(window.closes);
}

/** From when on it may be sent: the moment itself while open. Throws a RangeError for hours without a day. */
export function nextOpening(hours: ZonedHours, at: Date): Date {
  return new Date(Math.max(at.getTime(), windowFrom(hours, at.getTime()).opens));
}

/** The moment by which so many milliseconds of open time have passed since `start`. */
export function afterOpenTime(hours: ZonedHours, start: Date, ms: number): Date {
  let [at, left] = [start.getTime(), ms];
  const ofWeek = nominalMs(hours) * hours.days.length;
  // Weeks are alike, but for the clocks: only the last is walked window by window.
  const weeks = Math.max(0, Math.floor(left / ofWeek) - 1);
  if (weeks > 0) {
    at = daysLater(hours, at, weeks * WEEK_DAYS);
    left -= weeks * ofWeek;
  }
  for (;;) {
    const { opens, closes } = windowFrom(hours, at);
    const from = Math.max(at, opens);
    if (left <= closes - from) return new Date(from + left);
    left -= closes - from;
    at = closes;
  }
}

/** The end of the window that is the `count`th from `start` on; `start` itself for none. */
export function afterWindows(hours: ZonedHours, start: Date, count: number): Date {
  const weeks = Math.max(0, Math.floor(count / hours.days.length) - 1);
  let at = weeks > 0 ? daysLater(hours, start.getTime(), weeks * WEEK_DAYS) : start.getTime();
  for (let left = count - weeks * hours.days.length; left > 0; left -= 1) at = windowFrom(hours, at).closes;
  return new Date(at);
}

/** How long a window is on a day on which the clocks do not change. */
export function nominalMs({ from, until }: SendingHours): number {
  const minutes = minutesOf(until) - minutesOf(from);
  return (minutes > 0 ? minutes : minutes + 24 * 60) * MINUTE_MS;
}

/** "Monday to Friday, 09:00 to 18:00" */
export function describeSendingHours({ days, from, until }: SendingHours): string {
  return `${daysWords(days)}, ${from} to ${until}${until > from || until === '00:00' ? '' : ' the next day'}`;
}

/** The same hours are always written alike, so that two can be compared. */
export function orderedDays(days: readonly RuleWeekday[]): RuleWeekday[] {
  return RULE_WEEKDAYS.filter((day) => days.includes(day));
}

function daysWords(days: readonly RuleWeekday[]): string {
  const places = orderedDays(days).map((day) => RULE_WEEKDAYS.indexOf(day));
  const [first, last] = [places[0] ?? 0, places.at(-1) ?? 0];
  const nameOf = (place: number): string => weekdayName(RULE_WEEKDAYS[place] ?? 'MO');
  if (places.length === WEEK_DAYS) return 'Every day';
  if (places.length > 2 && last - first === places.length - 1) return `${nameOf(first)} to ${nameOf(last)}`;
  const names = places.map(nameOf);
  return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter(Boolean).join(' and ');
}

function windowAt(hours: ZonedHours, at: number): Window | null {
  const today = dayOf(hours, at);
  // That of yesterday may reach into today.
  const windows = [windowOf(hours, addDays(today, -1)), windowOf(hours, today)];
  return windows.find((window) => window !== null && window.opens <= at && at < window.closes) ?? null;
}

/** The window of this moment, or the next one. */
function windowFrom(hours: ZonedHours, at: number): Window {
  const today = dayOf(hours, at);
  for (let ahead = -1; ahead <= REACH_DAYS; ahead += 1) {
    const window = windowOf(hours, addDays(today, ahead));
    if (window && window.closes > at) return window;
  }
  throw new RangeError('Sending hours need at least one day.');
}

function windowOf({ days, from, until, timeZone }: ZonedHours, day: string): Window | null {
  if (!days.includes(weekdayOf(day))) return null;
  const opens = readWallTime(`${day}T${from}`, timeZone).instant.getTime();
  const closes = readWallTime(`${until > from ? day : addDays(day, 1)}T${until}`, timeZone).instant.getTime();
  return closes > opens ? { opens, closes } : null;
}

function dayOf({ timeZone }: ZonedHours, at: number): string {
  return wallTimeOf(new Date(at), timeZone).slice(0, 10);
}

function daysLater({ timeZone }: ZonedHours, at: number, days: number): number {
  const wallTime = wallTimeOf(new Date(at), timeZone);
  return readWallTime(`${addDays(wallTime.slice(0, 10), days)}${wallTime.slice(10)}`, timeZone).instant.getTime();
}

function weekdayOf(day: string): RuleWeekday {
  return RULE_WEEKDAYS[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % WEEK_DAYS] ?? 'MO';
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
