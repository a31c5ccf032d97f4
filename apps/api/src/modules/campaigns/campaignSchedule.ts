import {
  describeRecurrence,
  describeSendingHours,
  offsetWord,
  readRecurrence,
  readWallTime,
  type SendingHours,
  type ZonedHours,
} from '@rapport/common';
import { DateTime } from 'luxon';

/** How it is sent once it has started. What is left out sets no limit. */
export interface SendingPace {
  /** On the clocks of the schedule's zone. */
  readonly hours?: SendingHours;
  /** Messages in an hour, spread evenly. */
  readonly perHour?: number;
}

/** Start and hours count on the clocks of each recipient; the zone of the schedule counts for whoever has none. */
export interface RecipientZones {
  readonly zones: 'recipient';
  /** The custom field that holds IANA names. */
  readonly zoneField: string;
}

/** Again and again, from the day of `localTime` on and at its time of day. */
export interface RecurringSchedule extends SendingPace, Partial<RecipientZones> {
  readonly kind: 'recurring';
  /** RFC 5545, as `writeRecurrence` writes it. */
  readonly rule: string;
  readonly localTime: string;
  readonly timeZone: string;
  /** What would fall on a Saturday or a Sunday goes out then, or on the Monday behind it. */
  readonly weekends: 'send' | 'monday';
  /** Only people to whom no earlier message of the series went. */
  readonly onlyNew: boolean;
}

/** At one moment, in the zone of the schedule. */
export interface ScheduledStart extends SendingPace {
  readonly kind: 'at';
  readonly localTime: string;
  readonly timeZone: string;
}

/** When a campaign starts. A schedule stores what the person chose, wall time and zone; the instant follows from the zone's rules. */
export type CampaignSchedule =
  | ({ readonly kind: 'now'; /** Of its hours. */ readonly timeZone?: string } & SendingPace & Partial<RecipientZones>)
  | (ScheduledStart & Partial<RecipientZones>)
  | RecurringSchedule;

export function instantOf(localTime: string, timeZone: string): Date {
  return readWallTime(localTime, timeZone).instant;
}

/** When anyone may get it, so that lanes rest outside; null: at any time, or by the zone of each recipient. */
export function laneHoursOf(schedule: CampaignSchedule): ZonedHours | null {
  return schedule.zones === 'recipient' ? null : hoursOf(schedule);
}

/** Its hours in its own zone; null: it has none. */
export function hoursOf({ hours, timeZone }: CampaignSchedule): ZonedHours | null {
  return hours && timeZone !== undefined ? { ...hours, timeZone } : null;
}

/** What is sealed and told as a change: "As soon as it is sent; sending hours: Monday to Friday, 09:00 to 18:00 (Europe/Berlin)" */
export function describeSchedule(schedule: CampaignSchedule): string {
  const hours = describeHours(schedule);
  const { perHour } = schedule;
  return [
    describeStart(schedule),
    ...(hours ? [`sending hours: ${hours}`] : []),
    ...(perHour === undefined ? [] : [`at most ${perHour.toLocaleString('en')} ${perHour === 1 ? 'message' : 'messages'} an hour`]),
  ].join('; ');
}

/** "Monday to Friday, 09:00 to 18:00 (Europe/Berlin)"; null: at any time. */
export function describeHours(schedule: CampaignSchedule): string | null {
  const hours = hoursOf(schedule);
  if (!hours) return null;
  const isZoned = schedule.zones === 'recipient';
  return `${describeSendingHours(hours)} (${isZoned ? `each recipient’s time zone, otherwise ${hours.timeZone}` : hours.timeZone})`;
}

/** "Tuesday, 24 November 2026 at 09:00 (Europe/Berlin, UTC+1)" */
export function describeStart(schedule: CampaignSchedule): string {
  if (schedule.kind === 'now') return 'As soon as it is sent';
  if (schedule.kind === 'recurring') return describeRecurring(schedule);
  if (schedule.zones === 'recipient') return describeZonedStart(schedule);
  return describeDate(instantOf(schedule.localTime, schedule.timeZone), schedule.timeZone);
}

/** "Tuesday, 24 November 2026 at 09:00 in each recipient's time zone, otherwise Europe/Berlin" */
function describeZonedStart(start: ScheduledStart): string {
  return `${describeZonedTime(start)}, otherwise ${start.timeZone}`;
}

/** "Tuesday, 24 November 2026 at 09:00 in each recipient's time zone" */
export function describeZonedTime({ localTime }: Pick<ScheduledStart, 'localTime'>): string {
  const shown = DateTime.fromISO(localTime, { zone: 'utc' }).setLocale('en-GB').toFormat("cccc, d LLLL yyyy 'at' HH:mm");
  return `${shown} in each recipient’s time zone`;
}

export function describeDate(instant: Date, timeZone: string): string {
  const start = DateTime.fromJSDate(instant).setZone(timeZone).setLocale('en-GB');
  const offset = offsetWord(timeZone, instant);
  return `${start.toFormat("cccc, d LLLL yyyy 'at' HH:mm")} (${offset === timeZone ? timeZone : `${timeZone}, ${offset}`})`;
}

/** "Monday, 30 November at 09:00 (Europe/Berlin)" */
export function describeMoment(instant: Date, timeZone: string): string {
  return `${DateTime.fromJSDate(instant).setZone(timeZone).setLocale('en-GB').toFormat("cccc, d LLLL 'at' HH:mm")} (${timeZone})`;
}

/** "Every week on Monday at 09:00 (Europe/Berlin), from 7 December 2026" */
function describeRecurring({ rule, localTime, timeZone, weekends, onlyNew, zones }: RecurringSchedule): string {
  const where = zones === 'recipient' ? ` in each recipient’s time zone, otherwise ${timeZone}` : ` (${timeZone})`;
  const recurrence = readRecurrence(rule);
  const from = DateTime.fromISO(localTime, { zone: 'utc' }).setLocale('en-GB').toFormat('d LLLL yyyy');
  return [
    `${recurrence ? describeRecurrence(recurrence) : rule} at ${localTime.slice(11)}${where}, from ${from}`,
    ...(weekends === 'monday' ? ['on weekends moved to Monday'] : []),
    ...(onlyNew ? ['only to people who have not had it yet'] : []),
  ].join('; ');
}
