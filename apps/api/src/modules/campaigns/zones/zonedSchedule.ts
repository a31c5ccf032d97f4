import { nextOpening, type ZonedHours } from '@rapport/common';
import { type CampaignSchedule, instantOf, type RecipientZones, type RecurringSchedule, type ScheduledStart } from '../campaignSchedule.js';

/** A schedule that counts on the clocks of each recipient. */
export type ZonedSchedule = Exclude<CampaignSchedule, RecurringSchedule> & RecipientZones & { readonly timeZone: string };
export type ZonedStart = ScheduledStart & RecipientZones;

/** No clocks are further ahead, and none further behind. */
const [FIRST_ZONE, LAST_ZONE] = ['Etc/GMT-14', 'Etc/GMT+12'];

/** The schedule, if each recipient's time zone counts in it; else null. */
export function zonedOf(schedule: CampaignSchedule): ZonedSchedule | null {
  if (schedule.kind === 'recurring') return null;
  const { zones, zoneField, timeZone } = schedule;
  return zones === 'recipient' && zoneField !== undefined && timeZone !== undefined ? { ...schedule, zones, zoneField, timeZone } : null;
}

/** The same for a start at a time. */
export function zonedStartOf(schedule: CampaignSchedule): ZonedStart | null {
  const zoned = zonedOf(schedule);
  return zoned?.kind === 'at' ? zoned : null;
}

/** When its start is in this zone; `now` for one that starts as soon as it is sent. */
export function startIn(schedule: ZonedSchedule, zone: string, now: Date): Date {
  return schedule.kind === 'at' ? instantOf(schedule.localTime, zone) : now;
}

/** Its hours in this zone; null: at any time. */
export function hoursIn({ hours }: Pick<ZonedSchedule, 'hours'>, zone: string): ZonedHours | null {
  return hours ? { ...hours, timeZone: zone } : null;
}

/** When whoever is in this zone gets it: at the start, or at the next opening of their hours. Of a start without hours it may have passed. */
export function momentIn(schedule: ZonedSchedule, zone: string, now: Date): Date {
  const start = startIn(schedule, zone, now);
  const hours = hoursIn(schedule, zone);
  return hours ? nextOpening(hours, start > now ? start : now) : start;
}

/** "09:00"; null: it starts as soon as it is sent. */
export function timeOf(schedule: ZonedSchedule): string | null {
  return schedule.kind === 'at' ? schedule.localTime.slice(11) : null;
}

/** The last moment at which anyone on Earth can have this wall time. */
export function lastOnEarth({ localTime }: Pick<ZonedStart, 'localTime'>): Date {
  return instantOf(localTime, LAST_ZONE);
}

/** Whether this can be the moment of the first recipient. */
export function canBegin(start: Pick<ZonedStart, 'localTime'>, at: Date): boolean {
  return at >= instantOf(start.localTime, FIRST_ZONE) && at <= lastOnEarth(start);
}
