const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_MS = 86_400_000;

/** A day that exists, as 2026-01-31. */
export function isCalendarDay(text: string): boolean {
  return DAY.test(text) && !Number.isNaN(Date.parse(text)) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}

/** So many days later; earlier, below zero. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The days of the year, as MM-DD, from `today` until so many days later: one span, or two where the year ends between. */
export function anniversarySpans(today: string, days: number): (readonly [string, string])[] {
  if (days >= 365) return [['01-01', '12-31']];
  const last = addDays(today, days);
  const [from, to] = [today.slice(5), untilLeapDay(last)];
  return last.slice(0, 4) === today.slice(0, 4)
    ? [[from, to]]
    : [
        [from, '12-31'],
        ['01-01', to],
      ];
}

/** In a year without a February 29, what fell on it is on the 28th. */
function untilLeapDay(day: string): string {
  return day.endsWith('-02-28') && !isCalendarDay(`${day.slice(0, 4)}-02-29`) ? '02-29' : day.slice(5);
}
