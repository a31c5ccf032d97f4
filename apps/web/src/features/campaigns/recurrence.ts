import { readRecurrence, RULE_WEEKDAYS, writeRecurrence, type Recurrence, type RuleWeekday } from '@rapport/common';
import type { Schedule } from './campaignQueries';

/** What a schedule that repeats begins with: every week, on the day that it starts. */
export function weeklyFrom({ localTime = '', timeZone }: Pick<Schedule, 'localTime' | 'timeZone'>): Schedule {
  const rule = writeRecurrence({ ...ofWeekday(weekdayOf(localTime)), frequency: 'WEEKLY', interval: 1, count: null, until: null });
  return { kind: 'recurring', rule, localTime, timeZone, weekends: 'send', onlyNew: false };
}

/** The rule of a schedule; every week where there is none that can be read. */
export function recurrenceOf({ rule = '', localTime = '' }: Schedule): Recurrence {
  const weekly = { ...ofWeekday(weekdayOf(localTime)), frequency: 'WEEKLY' as const, interval: 1, count: null, until: null };
  return readRecurrence(rule) ?? weekly;
}

/** The same rule by another unit, on days that the start suggests. */
export function byUnit(recurrence: Recurrence, frequency: Recurrence['frequency'], localTime: string): Recurrence {
  const none = { weekdays: [], monthDay: null, nth: null };
  const days =
    frequency === 'WEEKLY'
      ? ofWeekday(weekdayOf(localTime))
      : { ...none, monthDay: frequency === 'MONTHLY' ? Number(localTime.slice(8, 10)) || 1 : null };
  return { ...recurrence, ...days, frequency, interval: 1 };
}

function ofWeekday(weekday: RuleWeekday): Pick<Recurrence, 'weekdays' | 'monthDay' | 'nth'> {
  return { weekdays: [weekday], monthDay: null, nth: null };
}

function weekdayOf(localTime: string): RuleWeekday {
  const day = new Date(`${localTime.slice(0, 10)}T00:00:00Z`).getUTCDay();
  return RULE_WEEKDAYS[(day + 6) % 7] ?? 'MO';
}
