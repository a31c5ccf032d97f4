import { asciiDigits } from '../contacts/characters.js';
import { quoted, type DateOrder, type FieldProblem, type FieldReading, type ReadingHints } from './fieldReading.js';
import { monthOfName } from './monthNames.js';
import { zonedInstant } from '../time/zonedInstant.js';

const TIME = String.raw`(?:(?:\s*T|[\s,]\s*(?:at\s|um\s|à\s)?)\s*(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?(?:\s*(?<half>[ap]\.?m\.?))?(?:\s*(?<zone>Z|[\p{L}+−-].*))?)?`;
const closed = (date: string): RegExp => new RegExp(`^${date}${TIME}$`, 'iu');

const NUMERIC: readonly RegExp[] = [
  closed(String.raw`(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})`),
  closed(String.raw`(?<year>\d{4})([/.])\s?(?<month>\d{1,2})\2\s?(?<day>\d{1,2})\.?`),
  closed(String.raw`(?<year>\d{4})\s?[年년]\s?(?<month>\d{1,2})\s?[月월]\s?(?<day>\d{1,2})\s?[日일]`),
  closed(String.raw`(?<year>(?:19|20)\d{2})(?<month>\d{2})(?<day>\d{2})`),
];
const YEAR_LAST = closed(String.raw`(?<first>\d{1,2})(?<mark>[./-])\s?(?<second_>\d{1,2})\k<mark>\s?(?<year>\d{4}|\d{2})`);
const NAMED: readonly RegExp[] = [
  closed(
    String.raw`(?:\p{L}{2,}\.?,\s*)?(?<day>\d{1,2})(?:st|nd|rd|th|er|[.º])?[\s/-]*(?:of\s|de\s)?(?<name>\p{L}{3,})\.?,?[\s/-](?:de\s|del\s)?(?<year>\d{4}|\d{2})`,
  ),
  closed(String.raw`(?:\p{L}{2,}\.?,\s*)?(?<name>\p{L}{3,})\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<year>\d{4})`),
  closed(String.raw`(?<year>\d{4})[\s-](?<name>\p{L}{3,})\.?[\s-](?<day>\d{1,2})`),
];
const OFFSET = /^(?:UTC|GMT)?(?<sign>[+−-])(?<hours>\d{2}|\d(?=:|$))(?::?(?<minutes>\d{2}))?\s*(?:\([\p{L}\s]+\)|\[[\w/+-]+\])?$/iu;
/** Outlook writes 0/0/00 and databases 0000-00-00 for "no date". */
const NO_DATE = /^0{1,4}[/.-]0{1,2}[/.-]0{1,4}(?:[T\s]0{1,2}:0{2}(?::0{2}(?:\.0+)?)?Z?)?$/;
/** What databases put behind a day. */
const MIDNIGHT = /[T\s]0{1,2}:00(?::00(?:\.0+)?)?(?:Z|[+-]00:?00)?$/;
const SERIAL = /^\d{5}(?:[.,]\d+)?$/;
const DAY_MS = 86_400_000;
/** Day 0 of the calendar that spreadsheets count by. */
const SERIAL_START = Date.UTC(1899, 11, 30);

interface Moment {
  /** Date and time as written, as if they were UTC. */
  readonly wallMs: number;
  /** Minutes ahead of UTC; null when the text names no zone. */
  readonly offset: number | null;
}

/** `2026-04-03`. A time behind the date is read, and left out. */
export function readDate(text: string, hints: Pick<ReadingHints, 'dateOrder'>): FieldReading {
  const moment = readMoment(text, hints.dateOrder);
  if (moment === null || 'code' in moment) return moment === null ? { value: null } : { problem: moment };
  return { value: new Date(moment.wallMs).toISOString().slice(0, 10) };
}

/** `2026-04-03T10:30:00.000Z`. Without a zone it is a time on the clocks of the hint's zone, without a time the beginning of the day there. */
export function readDateTime(text: string, hints: Pick<ReadingHints, 'dateOrder' | 'timeZone'>): FieldReading {
  const moment = readMoment(text, hints.dateOrder);
  if (moment === null || 'code' in moment) return moment === null ? { value: null } : { problem: moment };
  const { wallMs, offset } = moment;
  const instant = offset === null ? zonedInstant(wallMs, hints.timeZone) : wallMs - offset * 60_000;
  return { value: new Date(instant).toISOString() };
}

/** Whether a cell is certainly a day in one of the two orders; digits alone may be anything, and a time is lost in a day. */
export function looksLikeDate(text: string): boolean {
  return !/\d:\d/.test(text.replace(MIDNIGHT, '')) && looksLikeDateTime(text);
}

/** Whether a cell is certainly a day, with or without a time. */
export function looksLikeDateTime(text: string): boolean {
  return /\D/.test(text) && (['dmy', 'mdy'] as const).some((dateOrder) => 'value' in readDateTime(text, { dateOrder, timeZone: 'UTC' }));
}

export interface WrittenOrders {
  /** The order that the dates of a column prove, `both` when they contradict each other, null when they prove nothing. */
  readonly proven: DateOrder | 'both' | null;
  /** Some of them can be read in two ways. */
  readonly isAsked: boolean;
}

export function writtenOrders(cells: Iterable<string>): WrittenOrders {
  const orders = new Set<DateOrder>();
  let isAsked = false;
  for (const cell of cells) {
    const written = YEAR_LAST.exec(asciiDigits(cell.trim()))?.groups;
    if (!written || written.mark === '.') continue;
    const order = onlyOrder(Number(written.first), Number(written.second_));
    if (order === null) isAsked = true;
    else if (order !== 'same') orders.add(order);
  }
  return { proven: orders.size === 2 ? 'both' : ([...orders][0] ?? null), isAsked };
}

/** Null is "no date". */
function readMoment(text: string, order: DateOrder | null): Moment | FieldProblem | null {
  const plain = asciiDigits(text).trim().replace(/\s+/g, ' ');
  if (NO_DATE.test(plain)) return null;
  for (const pattern of NUMERIC) {
    const found = pattern.exec(plain)?.groups;
    if (found) return assemble(text, [Number(found.year), Number(found.month), Number(found.day)], found);
  }
  const written = YEAR_LAST.exec(plain)?.groups;
  if (written) return readYearLast(text, written, order);
  for (const pattern of NAMED) {
    const found = pattern.exec(plain)?.groups;
    const month = found && monthOfName(found.name ?? '');
    if (found && month) return assemble(text, [fullYear(found.year ?? ''), month, Number(found.day)], found);
  }
  return SERIAL.test(plain) ? serial(text, plain) : notADate(text);
}

type Groups = Readonly<Record<string, string | undefined>>;

function readYearLast(text: string, written: Groups, order: DateOrder | null): Moment | FieldProblem {
  const [first, second] = [Number(written.first), Number(written.second_)];
  const only = written.mark === '.' ? 'dmy' : onlyOrder(first, second);
  const chosen = written.mark === '.' ? 'dmy' : (order ?? (only === 'same' ? 'dmy' : only));
  if (chosen === null)
    return {
      code: 'date.ambiguous',
      message: `${quoted(text)} can be read as two different days. Write it with the year first, such as 2026-03-31.`,
    };
  const [month, day] = chosen === 'dmy' ? [second, first] : [first, second];
  if (only !== null && only !== 'same' && only !== chosen)
    return {
      code: 'date.otherOrder',
      message: `${quoted(text)} is not a date when the ${chosen === 'dmy' ? 'day' : 'month'} comes first, as in the rest of the column.`,
    };
  return assemble(text, [fullYear(written.year ?? ''), month, day], written);
}

/** The only way to read two numbers as day and month; null when both ways are possible. */
function onlyOrder(first: number, second: number): DateOrder | 'same' | null {
  if (first === second) return 'same';
  if (first > 12) return 'dmy';
  return second > 12 ? 'mdy' : null;
}

function assemble(text: string, [year, month, day]: [number, number, number], found: Groups): Moment | FieldProblem {
  const [hour, minute, second] = [hourOf(found), Number(found.minute ?? 0), Number(found.second ?? 0)];
  const milliseconds = Number((found.fraction ?? '').slice(0, 3).padEnd(3, '0'));
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1000;
  if (!isReal) return { code: 'date.invalid', message: `${quoted(text)} is a day that does not exist.` };
  if (hour > 23 || minute > 59 || second > 59)
    return { code: 'date.invalid', message: `${quoted(text)} holds a time that does not exist.` };
  const offset = offsetOf(found.zone);
  if (offset === undefined)
    return {
      code: 'date.unknownZone',
      message: `${quoted(text)} names a time zone that is not clear. Write it as a distance from UTC, such as +02:00.`,
    };
  return { wallMs: date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds, offset };
}

/** 24 for hours that do not exist. */
function hourOf({ hour, half }: Groups): number {
  const written = Number(hour ?? 0);
  if (!half) return written;
  if (written < 1 || written > 12) return 24;
  return (written % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
}

/** Undefined when it is no distance from UTC: names such as EST or IST stand for several zones. */
function offsetOf(zone: string | undefined): number | null | undefined {
  if (zone === undefined) return null;
  if (/^(?:Z|UTC|GMT)$/i.test(zone.trim())) return 0;
  const found = OFFSET.exec(zone.trim())?.groups;
  if (!found) return undefined;
  const [hours, minutes] = [Number(found.hours), Number(found.minutes ?? 0)];
  if (hours > 14 || minutes > 59) return undefined;
  return (found.sign === '+' ? 1 : -1) * (hours * 60 + minutes);
}

/** Two digits: a birthday or a sign-up, so never more than a decade ahead. */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length === 4) return year;
  return year <= 35 ? 2000 + year : 1900 + year;
}

function serial(text: string, plain: string): FieldProblem {
  const day = new Date(SERIAL_START + Math.floor(Number(plain.replace(',', '.'))) * DAY_MS).toISOString().slice(0, 10);
  return {
    code: 'date.serial',
    message: `${quoted(text)} is a number. A spreadsheet may have meant ${day}: format the column as a date there and export it again.`,
  };
}

function notADate(text: string): FieldProblem {
  return { code: 'date.invalid', message: `${quoted(text)} is not a date. Write it as 2026-03-31.` };
}
