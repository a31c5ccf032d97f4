import { offsetWord, timeZoneNames, wallTimeOf } from '@rapport/common';

const DAY_MS = 86_400_000;

/** Every IANA name the browser knows (and `kept`, if it is another one), with the offset it has now: "Europe/Berlin (UTC+1)". */
export function timeZoneOptions(now: Date, kept?: string): { value: string; label: string }[] {
  const names = timeZoneNames();
  const all = kept === undefined || names.includes(kept) ? names : [kept, ...names];
  return all.map((zone) => ({ value: zone, label: `${zone.replaceAll('_', ' ')} (${offsetWord(zone, now)})` }));
}

export function browserTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** `Europe/Berlin` becomes `Berlin`, `America/Argentina/Buenos_Aires` becomes `Buenos Aires`. */
export function placeOf(timeZone: string): string {
  return (timeZone.split('/').pop() ?? timeZone).replaceAll('_', ' ');
}

/** Tomorrow at nine, the time most people mean when they say later. */
export function tomorrowMorning(now: Date, timeZone: string): string {
  const today = Date.parse(wallTimeOf(now, timeZone).slice(0, 10));
  return `${new Date(today + DAY_MS).toISOString().slice(0, 10)}T09:00`;
}
