import type { ZoneNames } from './zoneNames.js';
import { momentIn, startIn, type ZonedSchedule } from './zonedSchedule.js';

/** People who get the message at one moment, because their clocks show the same time. */
export interface ZoneGroup {
  readonly at: Date;
  /** Those with the most people first. */
  readonly zones: readonly { readonly zone: string; readonly people: number }[];
  readonly people: number;
}

/** When whom the message reaches, by the zones of those who will get it. */
export interface ZoneOutlook {
  /** By moment. */
  readonly groups: readonly ZoneGroup[];
  /** When its start is where the first of them are, and where the last are. Hours may put the message off. */
  readonly starts: { readonly first: Date; readonly last: Date };
  /** Without a value: the campaign's zone counts. */
  readonly missing: number;
  /** With a value that names no zone: the campaign's zone counts. */
  readonly unknown: { readonly people: number; readonly example: string } | null;
}

/** @param values what is stored of how many people; null: nothing */
export function zoneOutlook(
  schedule: ZonedSchedule,
  names: ZoneNames,
  values: readonly { readonly value: string | null; readonly people: number }[],
  now: Date,
): ZoneOutlook {
  const zones = new Map<string, number>();
  let missing = 0;
  const unknown: { people: number; example: string | null } = { people: 0, example: null };
  for (const { value, people } of values) {
    const zone = value === null ? null : names.read(value);
    if (value === null || value.trim() === '') missing += people;
    else if (zone === null) {
      unknown.people += people;
      unknown.example ??= names.labelOf(value) ?? value;
    }
    const counted = zone ?? schedule.timeZone;
    zones.set(counted, people + (zones.get(counted) ?? 0));
  }
  const groups = new Map<number, { zone: string; people: number }[]>();
  for (const [zone, people] of zones) {
    const at = momentIn(schedule, zone, now).getTime();
    groups.set(at, [...(groups.get(at) ?? []), { zone, people }]);
  }
  const starts = (zones.size > 0 ? [...zones.keys()] : [schedule.timeZone]).map((zone) => startIn(schedule, zone, now).getTime());
  return {
    starts: { first: new Date(Math.min(...starts)), last: new Date(Math.max(...starts)) },
    groups: [...groups]
      .map(([at, those]) => ({
        at: new Date(at),
        zones: those.toSorted((one, other) => other.people - one.people || (one.zone < other.zone ? -1 : 1)),
        people: those.reduce((sum, { people }) => sum + people, 0),
      }))
      .toSorted((one, other) => one.at.getTime() - other.at.getTime()),
    missing,
    unknown: unknown.example === null ? null : { people: unknown.people, example: unknown.example },
  };
}

/** How many people get it at once if it begins then, because their moment has passed. */
export function atOnce({ groups }: ZoneOutlook, begins: Date): number {
  return groups.filter(({ at }) => at < begins).reduce((sum, { people }) => sum + people, 0);
}
