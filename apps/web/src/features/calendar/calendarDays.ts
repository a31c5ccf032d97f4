import { addDays, wallTimeOf, readWallTime } from '@rapport/common';

export type CalendarView = 'month' | 'week';

/** The days that a view may show: a month with the weeks that it begins and ends in, or a week wherever it begins. */
export function shownDays(day: string, view: CalendarView): { first: string; last: string } {
  if (view === 'week') return { first: addDays(day, -7), last: addDays(day, 8) };
  const month = `${day.slice(0, 7)}-01`;
  return { first: addDays(month, -7), last: addDays(month, 45) };
}

/** As instants, where the reader is. */
export function shownRange(day: string, view: CalendarView, timeZone: string): { from: string; to: string } {
  const { first, last } = shownDays(day, view);
  return { from: midnight(first, timeZone), to: midnight(last, timeZone) };
}

/** "2026-12-01 09:00:00", as the calendar wants it. An entry ends on the day that it starts on. */
export function shownTimes(at: string, timeZone: string): { start: string; end: string; day: string } {
  const [day = '', time = ''] = wallTimeOf(new Date(at), timeZone).split('T');
  const end = wallTimeOf(new Date(Date.parse(at) + 30 * 60_000), timeZone);
  return { start: `${day} ${time}:00`, end: end.startsWith(day) ? `${day} ${end.slice(11)}:00` : `${day} 23:59:00`, day };
}

/** A wall time on another day; the time of day stays. */
export function movedBy(localTime: string, days: number): string {
  return `${addDays(localTime.slice(0, 10), days)}T${localTime.slice(11)}`;
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

function midnight(day: string, timeZone: string): string {
  return readWallTime(`${day}T00:00`, timeZone).instant.toISOString();
}
