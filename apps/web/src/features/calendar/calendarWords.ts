import type { CalendarEntry } from './calendarQueries';

const KINDS: Readonly<Record<CalendarEntry['kind'], string>> = {
  sent: 'Started',
  scheduled: 'Starts at this time',
  planned: 'Planned, not launched yet',
  recurring: 'A date of a recurring campaign',
};

export function kindWord({ kind }: Pick<CalendarEntry, 'kind'>): string {
  return KINDS[kind];
}

export function timeWords(at: string, timeZone: string): string {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'full', timeStyle: 'short' }).format(new Date(at));
  return `${time} (${timeZone})`;
}

export function dayWords(day: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

export function monthWords(day: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long', year: 'numeric' }).format(new Date(`${day}T00:00:00Z`));
}
