import { describeMoment } from '../campaignSchedule.js';
import type { ReviewZonesDto } from '../ReviewDtos.js';
import type { ScheduleZones } from '../zones/RecipientClocks.js';
import { atOnce } from '../zones/zoneOutlook.js';

/** As many as a person reads. */
const MOST_SHOWN = 8;

/** `begins`: when the campaign starts if it is sent now. */
export function presentZones(zones: ScheduleZones, begins: Date): ReviewZonesDto {
  const momentOf = (at: Date): Date => (at > begins ? at : begins);
  const all = zones.groups.flatMap(({ at, zones: those }) => those.map((zone) => ({ ...zone, at })));
  const top = all
    .toSorted((one, other) => other.people - one.people)
    .slice(0, MOST_SHOWN)
    .toSorted((one, other) => one.at.getTime() - other.at.getTime());
  const sum = (some: readonly { readonly people: number }[]): number => some.reduce((total, { people }) => total + people, 0);
  return {
    first: momentOf(zones.groups[0]?.at ?? begins).toISOString(),
    last: momentOf(zones.groups.at(-1)?.at ?? begins).toISOString(),
    total: all.length,
    top: top.map(({ zone, people, at }) => ({
      zone,
      people,
      at: momentOf(at).toISOString(),
      text:
        at <= begins && zones.schedule.hours ? 'At once' : at < begins ? 'At once, because this time has passed' : describeMoment(at, zone),
    })),
    others: sum(all) - sum(top),
    // With hours everyone gets it in theirs, whatever has passed.
    atOnce: zones.schedule.hours ? 0 : atOnce(zones, begins),
  };
}

/** Seconds from the start until the last message, each group from its moment on. */
export function secondsOfZones({ groups }: ScheduleZones, perMinute: number, start: Date): number {
  let end = start.getTime();
  for (const { at, people } of groups) end = Math.max(end, at.getTime()) + (people / perMinute) * 60_000;
  return Math.ceil((end - start.getTime()) / 1_000);
}
