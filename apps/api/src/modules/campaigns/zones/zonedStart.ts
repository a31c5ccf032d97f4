import { instantOf, type RecipientZones, type ScheduledStart } from '../campaignSchedule.js';
import type { CampaignSchedule } from '../campaignSchedule.js';

/** A start at a time on the clocks of each recipient. */
export type ZonedStart = ScheduledStart & RecipientZones;

/** No clocks are further ahead, and none further behind. */
const [FIRST_ZONE, LAST_ZONE] = ['Etc/GMT-14', 'Etc/GMT+12'];

/** The schedule, if each recipient's time zone counts in it; else null. */
export function zonedStartOf(schedule: CampaignSchedule): ZonedStart | null {
  return schedule.kind === 'at' && schedule.zones === 'recipient' && schedule.zoneField !== undefined
    ? { ...schedule, zones: 'recipient', zoneField: schedule.zoneField }
    : null;
}

/** The last moment at which anyone on Earth can have this wall time. */
export function lastOnEarth({ localTime }: Pick<ZonedStart, 'localTime'>): Date {
  return instantOf(localTime, LAST_ZONE);
}

/** Whether this can be the moment of the first recipient. */
export function canBegin(start: Pick<ZonedStart, 'localTime'>, at: Date): boolean {
  return at >= instantOf(start.localTime, FIRST_ZONE) && at <= lastOnEarth(start);
}
