import { describeRecurrence, describeSendingHours, isOpen, readWallTime } from '@rapport/common';
import { formatDuration, plural } from '../../shared/format/format';
import { placeOf } from '../../shared/format/timeZones';
import type { Schedule } from './campaignQueries';
import { recurrenceOf } from './recurrence';

export interface ScheduleWords {
  /** When, where the chosen zone's clocks are read. */
  readonly start: string;
  /** When that is for whoever reads it; left out when it is the same. */
  readonly forYou: string | null;
  readonly caution: string | null;
}

const DAY = 86_400_000;

/** The schedule as one would say it, for a reader who may be elsewhere. */
export function describeSchedule(schedule: Schedule, readerZone: string, now: Date): ScheduleWords | null {
  if (schedule.kind === 'now') return { start: 'It starts as soon as it is sent', forYou: null, caution: null };
  const { localTime, timeZone } = schedule;
  if (!localTime || !timeZone) return null;
  if (schedule.kind === 'recurring') return { start: recurrenceWords(schedule), forYou: null, caution: null };
  if (schedule.zones === 'recipient') return zonedWords(localTime, now);
  const { instant, oddity } = readWallTime(localTime, timeZone);
  const there = dayAndTime(instant, timeZone);
  const here = dayAndTime(instant, readerZone);
  const distance = instant.getTime() - now.getTime();
  const isSameClock = there.day === here.day && there.time === here.time;
  return {
    start: `${there.day} at ${there.time} in ${placeOf(timeZone)}`,
    forYou:
      [
        isSameClock ? '' : `That is ${here.day === there.day ? '' : `${here.day} at `}${here.time} for you in ${placeOf(readerZone)}`,
        distance > 0 ? fromNow(distance) : '',
      ]
        .filter(Boolean)
        .join(', ') || null,
    caution: cautionOf(oddity, distance, there.time),
  };
}

/** Where clocks are furthest behind: there a time passes last. */
const LAST_ZONE = 'Etc/GMT+12';

function zonedWords(localTime: string, now: Date): ScheduleWords {
  const { day, time } = dayAndTime(readWallTime(localTime, 'UTC').instant, 'UTC');
  const distance = readWallTime(localTime, LAST_ZONE).instant.getTime() - now.getTime();
  return { start: `${day} at ${time} in each recipient’s time zone`, forYou: null, caution: cautionOf(null, distance, time) };
}

/** Whoever has no valid time zone gets it by this clock: "Contacts without a valid time zone: 09:00 in Berlin"; null: one zone for all. */
export function fallbackWords({ zones, localTime, timeZone }: Schedule): string | null {
  if (zones !== 'recipient' || !localTime || !timeZone) return null;
  return `Contacts without a valid time zone: ${localTime.slice(11)} in ${placeOf(timeZone)}`;
}

/** Whether a campaign that is being sent waits for the next time zone. */
export function isWaitingForZones({ zones }: Schedule, reason: string | null): boolean {
  return zones === 'recipient' && !!reason?.startsWith('Waiting for ');
}

/** "Every week on Monday at 09:00 in Berlin", or "… at 09:00 in each recipient’s time zone" */
export function recurrenceWords(schedule: Schedule): string {
  const { localTime = '', timeZone = 'UTC', zones } = schedule;
  const place = zones === 'recipient' ? 'each recipient’s time zone' : placeOf(timeZone);
  return `${describeRecurrence(recurrenceOf(schedule))} at ${localTime.slice(11)} in ${place}`;
}

/** "Monday to Friday, 09:00 to 18:00 in Berlin"; null: at any time. */
export function hoursWords({ hours, timeZone, zones }: Schedule): string | null {
  if (!hours || !timeZone) return null;
  return `${describeSendingHours(hours)} in ${zones === 'recipient' ? `each recipient’s time zone, otherwise ${placeOf(timeZone)}` : placeOf(timeZone)}`;
}

/** "At most 500 messages an hour"; null: no limit. */
export function limitWords({ perHour }: Schedule): string | null {
  return perHour === undefined ? null : `At most ${plural(perHour, 'message')} an hour`;
}

/** Whether a campaign that is being sent is outside its sending hours. */
export function isResting({ hours, timeZone, zones }: Schedule, now: Date): boolean {
  return zones !== 'recipient' && !!hours && !!timeZone && !isOpen({ ...hours, timeZone }, now);
}

function cautionOf(oddity: 'skipped' | 'twice' | null, distance: number, time: string): string | null {
  if (distance <= 0) return 'This time has passed. Choose a later one.';
  if (oddity === 'skipped') return `The clocks skip this time that night; it starts at ${time}.`;
  if (oddity === 'twice') return 'The clocks show this time twice that night; the first one counts.';
  return null;
}

function dayAndTime(instant: Date, timeZone: string): { day: string; time: string } {
  // Browsers disagree about the comma behind the weekday.
  const day = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
    .format(instant)
    .replaceAll(',', '');
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(instant);
  return { day, time };
}

function fromNow(distance: number): string {
  const days = Math.floor(distance / DAY);
  if (days >= 2) return `in ${days} days`;
  return `in ${formatDuration(distance / 1000)}`;
}
