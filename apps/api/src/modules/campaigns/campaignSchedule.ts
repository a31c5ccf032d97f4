import { offsetWord, readWallTime } from '@rapport/common';
import { DateTime } from 'luxon';

/** When a campaign starts. A schedule stores what the person chose, wall time and zone; the instant follows from the zone's rules. */
export type CampaignSchedule = { readonly kind: 'now' } | { readonly kind: 'at'; readonly localTime: string; readonly timeZone: string };

export function instantOf(localTime: string, timeZone: string): Date {
  return readWallTime(localTime, timeZone).instant;
}

/** "Tuesday, 24 November 2026 at 09:00 (Europe/Berlin, UTC+1)" */
export function describeSchedule(schedule: CampaignSchedule): string {
  if (schedule.kind === 'now') return 'As soon as it is sent';
  const instant = instantOf(schedule.localTime, schedule.timeZone);
  const start = DateTime.fromJSDate(instant).setZone(schedule.timeZone).setLocale('en-GB');
  return `${start.toFormat("cccc, d LLLL yyyy 'at' HH:mm")} (${schedule.timeZone}, ${offsetWord(schedule.timeZone, instant)})`;
}
