const DAY_MS = 86_400_000;
const SATURDAY = 6;

export function daysAgo(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY_MS);
}

/** Some minutes after nine in the morning (UTC) of the last working day that is at least so many days ago. */
export function workingMorning(now: Date, days: number): Date {
  const day = daysAgo(now, days);
  const weekday = day.getUTCDay();
  const late = weekday === SATURDAY ? 1 : weekday === 0 ? 2 : 0;
  const morning = daysAgo(day, late);
  morning.setUTCHours(9, 5, 0, 0);
  return morning;
}

export function minutesAfter(moment: Date, minutes: number): Date {
  return new Date(moment.getTime() + minutes * 60_000);
}

/** The same number between 0 and 1 for the same place and purpose, spread evenly. */
export function chance(place: number, purpose: string): number {
  let hash = 2_166_136_261 ^ place;
  for (const letter of `${purpose}:${String(place)}`) hash = Math.imul(hash ^ letter.charCodeAt(0), 16_777_619);
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_507);
  hash = Math.imul(hash ^ (hash >>> 13), 3_266_489_909);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
