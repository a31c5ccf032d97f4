import { addDays, readRecurrence } from '@rapport/common';
import { RRuleTemporal } from 'rrule-temporal';
import { instantOf, type RecurringSchedule } from '../campaignSchedule.js';

const DAY_MS = 86_400_000;
/** How far is looked at once, and then further: most rules come again soon, and one of them may wait for the next leap year. */
const REACH_DAYS = [70, 400, 3_000];
/** Zones and moved weekends shift a day by less than this. */
const MARGIN_DAYS = 4;

/**
 * The first occurrences after a moment. The rule is asked for days alone; the time of day becomes an instant as that of any schedule does,
 * so a time that the clocks skip is moved behind the gap, and one that comes twice means the first.
 */
export function occurrencesAfter(schedule: RecurringSchedule, after: Date, limit: number): Date[] {
  let found: Date[] = [];
  const from = Math.max(after.getTime(), Date.parse(`${schedule.localTime}:00Z`) - MARGIN_DAYS * DAY_MS);
  for (const days of REACH_DAYS) {
    found = occurrencesBetween(schedule, after, new Date(from + days * DAY_MS)).slice(0, limit);
    if (found.length === limit) break;
  }
  return found;
}

/** Those after `after`, up to and including `until`. */
export function occurrencesBetween(schedule: RecurringSchedule, after: Date, until: Date): Date[] {
  const instants = daysBetween(schedule, after, until)
    .map((day) => (schedule.weekends === 'monday' ? onWorkday(day) : day))
    .map((day) => instantOf(`${day}T${schedule.localTime.slice(11)}`, schedule.timeZone).getTime())
    .filter((instant) => instant > after.getTime() && instant <= until.getTime());
  return [...new Set(instants)].sort((one, other) => one - other).map((instant) => new Date(instant));
}

export function isOccurrence(schedule: RecurringSchedule, at: string): boolean {
  const instant = Date.parse(at);
  if (Number.isNaN(instant)) return false;
  return occurrencesBetween(schedule, new Date(instant - 1), new Date(instant)).length === 1;
}

/** Days on which the rule falls, generously around. They are asked for in UTC, where every day has 24 hours. */
function daysBetween({ rule, localTime }: RecurringSchedule, after: Date, until: Date): string[] {
  const recurrence = readRecurrence(rule);
  if (!recurrence) return [];
  const days = new RRuleTemporal({
    rruleString: `DTSTART:${localTime.slice(0, 10).replaceAll('-', '')}T000000Z\nRRULE:${withMidnight(rule)}`,
  });
  const found = days.between(new Date(after.getTime() - MARGIN_DAYS * DAY_MS), new Date(until.getTime() + MARGIN_DAYS * DAY_MS), true);
  return found.map(({ epochMilliseconds }) => new Date(epochMilliseconds).toISOString().slice(0, 10));
}

/** The last day, as the moment that RFC 5545 asks for. */
function withMidnight(rule: string): string {
  return rule.replace(/UNTIL=(\d{8})$/, 'UNTIL=$1T000000Z');
}

function onWorkday(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  if (weekday === 6) return addDays(day, 2);
  return weekday === 0 ? addDays(day, 1) : day;
}
