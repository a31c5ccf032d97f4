import type { PreflightDto } from '../ReviewDtos.js';
import { shortText } from '../../../platform/http/shortText.js';
import type { ScheduleZones } from '../zones/RecipientClocks.js';
import { atOnce } from '../zones/zoneOutlook.js';
import { error, warning } from './findings.js';

/** What a value may be long as an example. */
const LONGEST_EXAMPLE = 60;

/** What may surprise where each recipient's time zone counts. Of one that waits or is being sent nothing has passed: it began in time. */
export function zoneFindings(
  zones: ScheduleZones,
  { now, isWaiting }: { readonly now: Date; readonly isWaiting: boolean },
): PreflightDto[] {
  const { groups, missing, unknown, start, isFieldGone } = zones;
  const others = `They get it at ${timeOf(start)} in ${start.timeZone}.`;
  const last = groups.at(-1)?.at;
  const late = isWaiting ? 0 : atOnce(zones, now);
  if (isFieldGone)
    return [
      error('schedule.zoneFieldGone', 'The custom field with time zones was deleted. Choose another one, or one time zone.', 'schedule'),
    ];
  if (!isWaiting && last && last < now)
    return [
      error('schedule.past', 'The scheduled time has passed in all time zones of the audience. Choose a later one, or “now”.', 'schedule'),
    ];
  return [
    ...(late === 0
      ? []
      : [
          warning(
            'schedule.atOnce',
            `${people(late)} will get it at once because it is already past ${timeOf(start)} where they are.`,
            'schedule',
          ),
        ]),
    ...(unknown === null
      ? []
      : [
          warning(
            'schedule.unknownZones',
            `${people(unknown.people)} ${unknown.people === 1 ? 'has' : 'have'} a time zone that is not known, such as “${shortText(unknown.example, LONGEST_EXAMPLE)}”. ${others}`,
            'schedule',
          ),
        ]),
    ...(missing === 0
      ? []
      : [warning('schedule.noZones', `${people(missing)} ${missing === 1 ? 'has' : 'have'} no time zone. ${others}`, 'schedule')]),
  ];
}

function timeOf({ localTime }: ScheduleZones['start']): string {
  return localTime.slice(11);
}

function people(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'person' : 'people'}`;
}
