import { DateTime } from 'luxon';

/** As the setting has it. */
export type WeekStart = 'monday' | 'sunday' | 'saturday';

const FIRST_DAYS: Readonly<Record<WeekStart, number>> = { monday: 1, saturday: 6, sunday: 7 };
/** On the clock of the workspace: the check of the night is done, and whoever reads it begins to work. */
const FIRST_HOUR = 8;
/** A server that was off makes up for it on the next day; later it would be no news. */
const DAYS = 2;

/** The first day of the week whose digest is due at this moment (2026-01-26, on the clock of the zone); null when none is. */
export function weekDue(now: Date, timeZone: string, weekStart: WeekStart): string | null {
  const local = DateTime.fromJSDate(now, { zone: timeZone });
  const day = (local.weekday - FIRST_DAYS[weekStart] + 7) % 7;
  if (day >= DAYS || (day === 0 && local.hour < FIRST_HOUR)) return null;
  return local.minus({ days: day }).toISODate();
}
