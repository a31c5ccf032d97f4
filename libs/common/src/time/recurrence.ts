import { isCalendarDay } from '../segments/calendarDays.js';

export const RECURRENCE_FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY'] as const;
export type RecurrenceFrequency = (typeof RECURRENCE_FREQUENCIES)[number];

export const RULE_WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type RuleWeekday = (typeof RULE_WEEKDAYS)[number];

/** Of the weekdays of a month: the first four, which every month has, and the last. */
export const WEEK_POSITIONS = [1, 2, 3, 4, -1] as const;
export type WeekPosition = (typeof WEEK_POSITIONS)[number];

/** Every so many days, weeks or months; the part of RFC 5545 that a campaign can be repeated by. */
export interface Recurrence {
  readonly frequency: RecurrenceFrequency;
  readonly interval: number;
  /** Of weeks. */
  readonly weekdays: readonly RuleWeekday[];
  /** Of months: 1 to 31, or -1 for the last. A month without it is left out. */
  readonly monthDay: number | null;
  /** Of months, instead of a day. */
  readonly nth: { readonly position: WeekPosition; readonly weekday: RuleWeekday } | null;
  readonly count: number | null;
  /** The last day on which it may be, as 2026-12-31. */
  readonly until: string | null;
}

const LONGEST_INTERVAL: Readonly<Record<RecurrenceFrequency, number>> = { DAILY: 99, WEEKLY: 52, MONTHLY: 12 };
const MOST_TIMES = 1_000;
const PARTS = ['FREQ', 'INTERVAL', 'BYDAY', 'BYMONTHDAY', 'COUNT', 'UNTIL'];

/** Reads `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=10`; null: not such a rule. */
export function readRecurrence(rule: string): Recurrence | null {
  const parts = new Map<string, string>();
  for (const part of rule.split(';')) {
    const [name, value, more] = part.split('=');
    if (!name || !value || more !== undefined || !PARTS.includes(name) || parts.has(name)) return null;
    parts.set(name, value);
  }
  const frequency = RECURRENCE_FREQUENCIES.find((known) => known === parts.get('FREQ'));
  if (!frequency) return null;
  const interval = wholeNumber(parts.get('INTERVAL') ?? '1', LONGEST_INTERVAL[frequency]);
  const count = parts.has('COUNT') ? wholeNumber(parts.get('COUNT') ?? '', MOST_TIMES) : null;
  const until = parts.has('UNTIL') ? dayOf(parts.get('UNTIL') ?? '') : null;
  if (interval === null || (parts.has('COUNT') && count === null) || (parts.has('UNTIL') && until === null)) return null;
  if (count !== null && until !== null) return null;
  const days = readDays(frequency, parts.get('BYDAY'), parts.get('BYMONTHDAY'));
  return days && { frequency, interval, ...days, count, until };
}

/** The same rule is always written alike, so that two can be compared. */
export function writeRecurrence({ frequency, interval, weekdays, monthDay, nth, count, until }: Recurrence): string {
  const days = RULE_WEEKDAYS.filter((day) => weekdays.includes(day)).join(',');
  return [
    `FREQ=${frequency}`,
    interval > 1 ? `INTERVAL=${interval}` : '',
    frequency === 'WEEKLY' ? `BYDAY=${days}` : '',
    frequency === 'MONTHLY' && nth ? `BYDAY=${nth.position}${nth.weekday}` : '',
    frequency === 'MONTHLY' && !nth ? `BYMONTHDAY=${monthDay}` : '',
    count === null ? '' : `COUNT=${count}`,
    until === null ? '' : `UNTIL=${until.replaceAll('-', '')}`,
  ]
    .filter(Boolean)
    .join(';');
}

const NAMES: Readonly<Record<RuleWeekday, string>> = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
};
const UNITS: Readonly<Record<RecurrenceFrequency, string>> = { DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month' };
const ORDINALS: Readonly<Record<WeekPosition, string>> = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', [-1]: 'last' };

/** "Every 2 weeks on Monday and Friday, 10 times" */
export function describeRecurrence(recurrence: Recurrence): string {
  const { frequency, interval, count, until } = recurrence;
  const unit = UNITS[frequency];
  const every = interval === 1 ? `Every ${unit}` : `Every ${interval} ${unit}s`;
  const end = count !== null ? `, ${count === 1 ? 'once' : `${count} times`}` : until !== null ? `, until ${dayWords(until)}` : '';
  return `${every}${daysWords(recurrence)}${end}`;
}

export function weekdayName(day: RuleWeekday): string {
  return NAMES[day];
}

export function positionWord(position: WeekPosition): string {
  return ORDINALS[position];
}

function daysWords({ frequency, weekdays, monthDay, nth }: Recurrence): string {
  if (frequency === 'DAILY') return '';
  if (nth) return ` on the ${ORDINALS[nth.position]} ${NAMES[nth.weekday]}`;
  if (frequency === 'MONTHLY') return monthDay === -1 ? ' on the last day' : ` on day ${monthDay}`;
  const names = RULE_WEEKDAYS.filter((day) => weekdays.includes(day)).map((day) => NAMES[day]);
  return ` on ${[names.slice(0, -1).join(', '), ...names.slice(-1)].filter(Boolean).join(' and ')}`;
}

type Days = Pick<Recurrence, 'weekdays' | 'monthDay' | 'nth'>;

function readDays(frequency: RecurrenceFrequency, byDay: string | undefined, byMonthDay: string | undefined): Days | null {
  const none: Days = { weekdays: [], monthDay: null, nth: null };
  if (frequency === 'DAILY') return byDay === undefined && byMonthDay === undefined ? none : null;
  if (frequency === 'WEEKLY') {
    const days = byDay?.split(',') ?? [];
    const known = RULE_WEEKDAYS.filter((day) => days.includes(day));
    return byMonthDay === undefined && known.length > 0 && known.length === days.length ? { ...none, weekdays: known } : null;
  }
  if ((byDay === undefined) === (byMonthDay === undefined)) return null;
  if (byMonthDay !== undefined) {
    const monthDay = byMonthDay === '-1' ? -1 : wholeNumber(byMonthDay, 31);
    return monthDay === null ? null : { ...none, monthDay };
  }
  const [, ordinal, name] = /^([1-4]|-1)([A-Z]{2})$/.exec(byDay ?? '') ?? [];
  const position = WEEK_POSITIONS.find((known) => String(known) === ordinal);
  const weekday = RULE_WEEKDAYS.find((known) => known === name);
  return position && weekday ? { ...none, nth: { position, weekday } } : null;
}

function wholeNumber(text: string, most: number): number | null {
  return /^[1-9]\d{0,3}$/.test(text) && Number(text) <= most ? Number(text) : null;
}

/** 20261231 as 2026-12-31. */
function dayOf(text: string): string | null {
  const day = /^\d{8}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : '';
  return isCalendarDay(day) ? day : null;
}

function dayWords(day: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}
