import { offsetAt, zonedInstant } from './zonedInstant.js';

/** A date and a time as a clock on the wall shows them, to the minute: `2026-11-24T09:00`. */
const WALL_TIME = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):\d{2}$/;
const DAY_MS = 86_400_000;

export interface WallTimeReading {
  readonly instant: Date;
  /** The clocks skip this time in spring, or show it twice in autumn. */
  readonly oddity: 'skipped' | 'twice' | null;
}

/** Whether this is a wall time of a day that exists. */
export function isWallTime(text: string): boolean {
  if (!WALL_TIME.test(text)) return false;
  const shown = Date.parse(`${text}:00Z`);
  return !Number.isNaN(shown) && new Date(shown).toISOString().startsWith(text);
}

/**
 * The instant of a wall time in a zone. A time that the clocks skip in spring is moved forward by as much as they skip (02:30
 * becomes 03:30); a time that comes twice in autumn means the first of the two.
 */
export function readWallTime(wallTime: string, timeZone: string): WallTimeReading {
  const shown = Date.parse(`${wallTime}:00Z`);
  const instant = zonedInstant(shown, timeZone);
  return { instant: new Date(instant), oddity: oddityOf(shown, instant, timeZone) };
}

/** `2026-11-24T09:00` of an instant in a zone. */
export function wallTimeOf(instant: Date, timeZone: string): string {
  return new Date(instant.getTime() + offsetAt(instant.getTime(), timeZone)).toISOString().slice(0, 16);
}

function oddityOf(shown: number, instant: number, timeZone: string): WallTimeReading['oddity'] {
  if (instant + offsetAt(instant, timeZone) !== shown) return 'skipped';
  const later = shown - offsetAt(shown + DAY_MS, timeZone);
  return later !== instant && later + offsetAt(later, timeZone) === shown ? 'twice' : null;
}
