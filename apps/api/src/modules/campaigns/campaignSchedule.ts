import { DateTime, FixedOffsetZone, IANAZone } from 'luxon';

/** When a campaign starts. A schedule stores what the person chose, wall time and zone; the instant follows from the zone's rules. */
export type CampaignSchedule = { readonly kind: 'now' } | { readonly kind: 'at'; readonly localTime: string; readonly timeZone: string };

const hour = 3_600_000;

export function isTimeZone(name: string): boolean {
  return IANAZone.isValidZone(name);
}

export function isLocalTime(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):\d{2}$/.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid;
}

/**
 * The instant of a wall time. A time that the clocks skip in spring is moved forward by as much as they skip (02:30 becomes
 * 03:30); a time that comes twice in autumn means the first of the two.
 */
export function instantOf(localTime: string, timeZone: string): Date {
  const zone = IANAZone.create(timeZone);
  const asUtc = DateTime.fromISO(localTime, { zone: 'utc' }).toMillis();
  const before = zone.offset(asUtc - 24 * hour);
  const after = zone.offset(asUtc + 24 * hour);
  const candidates = [before, after]
    .map((offset) => asUtc - offset * 60_000)
    .filter((instant) => asUtc === instant + zone.offset(instant) * 60_000);
  // None fits: the wall time does not exist that day. Read with the offset before the change, it lands as far behind it.
  return new Date(candidates.length > 0 ? Math.min(...candidates) : asUtc - before * 60_000);
}

/** "Tuesday, 24 November 2026 at 09:00 (Europe/Berlin, UTC+1)" */
export function describeSchedule(schedule: CampaignSchedule): string {
  if (schedule.kind === 'now') return 'As soon as it is sent';
  const start = DateTime.fromJSDate(instantOf(schedule.localTime, schedule.timeZone)).setZone(schedule.timeZone).setLocale('en-GB');
  const offset = FixedOffsetZone.instance(start.offset).name;
  return `${start.toFormat("cccc, d LLLL yyyy 'at' HH:mm")} (${schedule.timeZone}, ${offset})`;
}
