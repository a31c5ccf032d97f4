const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** "3 May 2027", of a time as it is stored. */
export function longDay(instant: string): string {
  return DAY.format(new Date(instant));
}
