import { readWallTime, wallTimeOf } from '@rapport/common';

const DAY_MS = 86_400_000;

export interface TimeChoice {
  readonly label: string;
  /** `2026-11-24T09:00` on the clocks of the zone. */
  readonly wallTime: string;
}

/** The times most people mean, each at nine in the morning. The days are counted on the clocks of the zone. */
export function timeChoices(now: Date, timeZone: string): TimeChoice[] {
  const today = Date.parse(wallTimeOf(now, timeZone).slice(0, 10));
  const daysToMonday = (8 - new Date(today).getUTCDay()) % 7 || 7;
  const at = (days: number) => `${new Date(today + days * DAY_MS).toISOString().slice(0, 10)}T09:00`;
  return [
    { label: 'Tomorrow', wallTime: at(1) },
    { label: 'In 3 days', wallTime: at(3) },
    { label: 'Next Monday', wallTime: at(daysToMonday) },
    { label: 'In a month', wallTime: at(30) },
  ];
}

export function instantOf(wallTime: string, timeZone: string): string {
  return readWallTime(wallTime, timeZone).instant.toISOString();
}
