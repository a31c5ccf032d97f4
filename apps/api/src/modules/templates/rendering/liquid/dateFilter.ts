import { DateTime } from 'luxon';
import type { FilterImplOptions } from 'liquidjs';
import { CalendarDay } from '../renderScope.js';
import type { FilterHandler } from './templateFilters.js';

/** Under these names zone and moment travel beside the values; no template can write a name with a space. */
export const TIME_ZONE = ' timeZone';
export const SENT_AT = ' sentAt';

const CALENDAR_DAY = /^(\d{4}-\d{2}-\d{2})$/;
const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?\s?(?:Z|[+-]\d{2}:?\d{2})$/i;
/** `23 November 2026`, `Nov 23, 2026`, `11/23/2026`. */
const SPOKEN = ['d MMMM yyyy', 'd MMM yyyy', 'MMMM d, yyyy', 'MMM d, yyyy', 'M/d/yyyy', 'yyyy/M/d'];

/**
 * A calendar date is the same day everywhere; a moment is shown in the workspace's zone; a time without a zone is meant in that
 * zone. Nothing depends on the server's zone. What is no date, or a day that does not exist, is printed as it is.
 */
export function dateFilter(builtIn: FilterImplOptions): FilterHandler {
  const format = typeof builtIn === 'function' ? builtIn : builtIn.handler;
  return function (value: unknown, pattern: unknown): unknown {
    const { globals } = this.context;
    const stored: unknown = Reflect.get(globals, TIME_ZONE);
    const zone = typeof stored === 'string' ? stored : 'UTC';
    const read = readDate(value instanceof CalendarDay ? value.iso : value, zone, Reflect.get(globals, SENT_AT));
    if (read === null) return value;
    return read.kind === 'day' ? format.call(this, `${read.iso}T00:00:00Z`, pattern, 0) : format.call(this, read.at, pattern, zone);
  };
}

type ReadDate = { readonly kind: 'day'; readonly iso: string } | { readonly kind: 'moment'; readonly at: Date };

function readDate(value: unknown, zone: string, sentAt: unknown): ReadDate | null {
  if (typeof value === 'number') return Number.isFinite(value) ? moment(DateTime.fromSeconds(value)) : null;
  if (typeof value !== 'string' || value.length > 60) return null;
  const text = value.trim();
  if (text === 'now' || text === 'today') return { kind: 'moment', at: sentAt instanceof Date ? sentAt : new Date() };
  if (/^\d{6,12}$/.test(text)) return moment(DateTime.fromSeconds(Number(text)));
  if (CALENDAR_DAY.test(text)) return day(DateTime.fromISO(text, { zone: 'utc' }));
  const iso = text.replace(' ', 'T').replace(/\s/g, '');
  if (LOCAL_TIME.test(text)) return moment(DateTime.fromISO(iso, { zone }));
  if (MOMENT.test(text)) return moment(DateTime.fromISO(iso, { zone: 'utc' }));
  for (const pattern of SPOKEN) {
    const read = DateTime.fromFormat(text, pattern, { zone: 'utc', locale: 'en-US' });
    if (read.isValid) return day(read);
  }
  return null;
}

function moment(at: DateTime): ReadDate | null {
  return at.isValid ? { kind: 'moment', at: at.toJSDate() } : null;
}

function day(at: DateTime): ReadDate | null {
  return at.isValid ? { kind: 'day', iso: at.toISODate() as string } : null;
}
