import type { PreflightDto } from '../ReviewDtos.js';
import { shortText } from '../../../platform/http/shortText.js';
import type { ScheduleZones } from '../zones/RecipientClocks.js';
import { atOnce } from '../zones/zoneOutlook.js';
import { timeOf } from '../zones/zonedSchedule.js';
import { error, warning } from './findings.js';

/** What a value may be long as an example. */
const LONGEST_EXAMPLE = 60;

/** What may surprise where each recipient's time zone counts. Of one that waits or is being sent nothing has passed: it began in time. */
export function zoneFindings(
  zones: ScheduleZones,
  { now, isWaiting }: { readonly now: Date; readonly isWaiting: boolean },
): PreflightDto[] {
  const { starts, missing, unknown, schedule, isFieldGone } = zones;
  const time = timeOf(schedule);
  const others =
    schedule.hours || time === null ? `Their hours are those in ${schedule.timeZone}.` : `They get it at ${time} in ${schedule.timeZone}.`;
  const late = isWaiting || schedule.hours ? 0 : atOnce(zones, now);
  if (isFieldGone)
    return [
      error('schedule.zoneFieldGone', 'The custom field with time zones was deleted. Choose another one, or one time zone.', 'schedule'),
    ];
  if (!isWaiting && time !== null && starts.last < now)
    return [
      error('schedule.past', 'The scheduled time has passed in all time zones of the audience. Choose a later one, or “now”.', 'schedule'),
    ];
  return [
    ...(late === 0
      ? []
      : [
          warning(
            'schedule.atOnce',
            `${people(late)} will get it at once because it is already past ${time ?? ''} where they are.`,
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

function people(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'person' : 'people'}`;
}
