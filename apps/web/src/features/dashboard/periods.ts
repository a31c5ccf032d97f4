import { formatDayOfYear, formatMonth } from '../../shared/format/format';
import type { ChartPoint } from '../../shared/ui/BarSeries';

export const PERIODS = [
  { days: 7, label: '7 days' },
  { days: 30, label: '30 days' },
  { days: 90, label: '90 days' },
  { days: 365, label: 'Year' },
] as const;

/** What the URL says, if it is one of the periods. */
export function periodOf(text: string): number {
  return PERIODS.find(({ days }) => String(days) === text)?.days ?? 30;
}

const WEEK = 7;
/** More bars than this can’t be told apart. */
const MOST_DAYS = 31;
const MOST_WEEKS = 20;

export interface Day {
  /** 2026-01-31 */
  readonly date: string;
  readonly values: readonly number[];
}

/** Days as they are, or together by week (counted back from today) or month, so that there are never too many bars. Oldest first. */
export function pointsOf(days: readonly Day[]): { points: ChartPoint[]; unit: 'Day' | 'Week from' | 'Month' } {
  if (days.length <= MOST_DAYS)
    return { points: days.map(({ date, values }) => ({ key: date, label: formatDayOfYear(date), values })), unit: 'Day' };
  const isByWeek = days.length <= MOST_WEEKS * WEEK;
  const groups = new Map<string | number, Day[]>();
  days.forEach((day, index) => {
    const key = isByWeek ? Math.floor((days.length - 1 - index) / WEEK) : day.date.slice(0, 7);
    groups.set(key, [...(groups.get(key) ?? []), day]);
  });
  const points = [...groups.values()].map((group) => ({
    ...named(group[0]?.date ?? '', isByWeek),
    values: (group[0]?.values ?? []).map((_, at) => group.reduce((sum, { values }) => sum + (values[at] ?? 0), 0)),
  }));
  return { points, unit: isByWeek ? 'Week from' : 'Month' };
}

function named(day: string, isByWeek: boolean): Pick<ChartPoint, 'key' | 'label'> {
  return isByWeek ? { key: day, label: formatDayOfYear(day) } : { key: day.slice(0, 7), label: formatMonth(day) };
}
