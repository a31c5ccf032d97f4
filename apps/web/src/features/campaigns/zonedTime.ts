import { shownTimeZone } from '../../shared/format/format';

/** Wall times in named zones, with nothing but the browser's own zone data. */

export interface ZonedStart {
  readonly instant: Date;
  /** The clocks skip this time in spring, or show it twice in autumn. */
  readonly oddity: 'skipped' | 'twice' | null;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * The instant of `2026-11-24T09:00` in a zone, by the rule of the server: a time that the clocks skip moves forward by as much
 * as they skip, and of a time that comes twice the first one is meant.
 */
export function startOf(localTime: string, timeZone: string): ZonedStart {
  const asUtc = Date.parse(`${localTime}:00Z`);
  const before = offsetAt(asUtc - DAY, timeZone);
  const after = offsetAt(asUtc + DAY, timeZone);
  const candidates = [...new Set([before, after])]
    .map((offset) => asUtc - offset)
    .filter((instant) => instant + offsetAt(instant, timeZone) === asUtc);
  if (candidates.length === 0) return { instant: new Date(asUtc - before), oddity: 'skipped' };
  return { instant: new Date(Math.min(...candidates)), oddity: candidates.length > 1 ? 'twice' : null };
}

/** How far the zone's clocks are ahead of UTC at an instant, in milliseconds. */
export function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const part = (type: string) => Number(parts.find((candidate) => candidate.type === type)?.value);
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return shown - Math.floor(instant / 1000) * 1000;
}

/** `2026-11-24T09:00` of an instant in a zone. */
export function localTimeOf(instant: Date, timeZone: string): string {
  return new Date(instant.getTime() + offsetAt(instant.getTime(), timeZone)).toISOString().slice(0, 16);
}

/** Tomorrow at nine, the time most people mean when they say later. */
export function tomorrowMorning(now: Date, timeZone: string): string {
  const tomorrow = new Date(now.getTime() + offsetAt(now.getTime(), timeZone) + DAY);
  return `${tomorrow.toISOString().slice(0, 10)}T09:00`;
}

/** `Europe/Berlin` becomes `Berlin`, `America/Argentina/Buenos_Aires` becomes `Buenos Aires`. */
export function placeOf(timeZone: string): string {
  return (timeZone.split('/').pop() ?? timeZone).replaceAll('_', ' ');
}

/** `UTC+1`, `UTC-3:30`, `UTC`. */
export function offsetWord(timeZone: string, at: Date): string {
  const minutes = Math.round(offsetAt(at.getTime(), timeZone) / 60_000);
  if (minutes === 0) return 'UTC';
  const rest = Math.abs(minutes) % 60;
  return `UTC${minutes < 0 ? '-' : '+'}${Math.floor(Math.abs(minutes) / 60)}${rest ? `:${String(rest).padStart(2, '0')}` : ''}`;
}

/** Where the reader of the page is, or says to be (Settings, Preferences). */
export function viewerZone(): string {
  return shownTimeZone();
}

export function allZones(): string[] {
  const zones = Intl.supportedValuesOf('timeZone');
  return zones.includes('UTC') ? zones : ['UTC', ...zones];
}
