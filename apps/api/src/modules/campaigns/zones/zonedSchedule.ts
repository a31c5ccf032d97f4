import { nextOpening, type ZonedHours } from '@rapport/common';
import { DateTime } from 'luxon';
import type { Campaign } from '../CampaignRow.js';
import {
  type CampaignSchedule,
  describeDate,
  describeZonedTime,
  instantOf,
  type RecipientZones,
  type RecurringSchedule,
  type ScheduledStart,
} from '../campaignSchedule.js';

/** A schedule that counts on the clocks of each recipient. */
export type ZonedSchedule = Exclude<CampaignSchedule, RecurringSchedule> & RecipientZones & { readonly timeZone: string };
export type ZonedStart = ScheduledStart & RecipientZones;

/** No clocks are further ahead, and none further behind. */
const [FIRST_ZONE, LAST_ZONE] = ['Etc/GMT-14', 'Etc/GMT+12'];

/** A campaign as its time is asked for. `occursAt`: the date of what a series made; a series itself is at no time. */
export type Timed = Pick<Campaign, 'schedule'> & Partial<Pick<Campaign, 'occursAt'>>;

/** The schedule, if each recipient's time zone counts in it; else null. */
export function zonedOf({ schedule, occursAt = null }: Timed): ZonedSchedule | null {
  const { zones, zoneField, timeZone } = schedule;
  if (zones !== 'recipient' || zoneField === undefined || timeZone === undefined) return null;
  if (schedule.kind !== 'recurring') return { ...schedule, zones, zoneField, timeZone };
  return occursAt === null ? null : { ...startOn(schedule, occursAt), zones, zoneField };
}

/** The same for a start at a time. */
export function zonedStartOf(campaign: Timed): ZonedStart | null {
  const zoned = zonedOf(campaign);
  return zoned?.kind === 'at' ? zoned : null;
}

/** A date of a series as a start at a time: on its day, at the time of the series also where the clocks of its own zone skip that. */
function startOn({ localTime, timeZone, hours, perHour }: RecurringSchedule, occursAt: string): ScheduledStart {
  const day = DateTime.fromISO(occursAt).setZone(timeZone).toFormat('yyyy-MM-dd');
  const pace = { ...(hours ? { hours } : {}), ...(perHour === undefined ? {} : { perHour }) };
  return { kind: 'at', localTime: `${day}T${localTime.slice(11)}`, timeZone, ...pace };
}

/** When a date of a series begins on Earth: by then its campaign is made. Where one time zone counts, the date itself. */
export function opensAt(schedule: CampaignSchedule, date: Date): Date {
  const start = zonedStartOf({ schedule, occursAt: date.toISOString() });
  return start ? firstOnEarth(start) : date;
}

/** "Monday, 7 December 2026 at 09:00 (Europe/Berlin, UTC+1)", or "… at 09:00 in each recipient’s time zone" */
export function describeOccurrence(schedule: CampaignSchedule, date: Date): string {
  const start = zonedStartOf({ schedule, occursAt: date.toISOString() });
  return start ? describeZonedTime(start) : describeDate(date, schedule.timeZone ?? 'UTC');
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

function firstOnEarth({ localTime }: Pick<ZonedStart, 'localTime'>): Date {
  return instantOf(localTime, FIRST_ZONE);
}

/** Whether this can be the moment of the first recipient. */
export function canBegin(start: Pick<ZonedStart, 'localTime'>, at: Date): boolean {
  return at >= firstOnEarth(start) && at <= lastOnEarth(start);
}
