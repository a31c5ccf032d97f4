import { sql, type SqlFragment } from '../../platform/database/sql.js';
import { dayAt } from '../../platform/time/moments.js';

/**
 * The quarter of an hour in which a moment is: `2026-01-31T09:15`, UTC. Days are those of the workspace, which the database cannot cut
 * out of a text, and every zone's day begins with a quarter: so writers need not know the zone, and there are at most 96 of a day.
 */
export function sliceOf(moment: string): string {
  const minutes = moment.slice(14, 16);
  return moment.slice(0, 14) + (minutes < '15' ? '00' : minutes < '30' ? '15' : minutes < '45' ? '30' : '45');
}

/** The same of a column. */
export function sliceIn(column: SqlFragment): SqlFragment {
  const minutes = sql`SUBSTR(${column}, 15, 2)`;
  return sql`SUBSTR(${column}, 1, 14) || CASE WHEN ${minutes} < '15' THEN '00' WHEN ${minutes} < '30' THEN '15' WHEN ${minutes} < '45' THEN '30' ELSE '45' END`;
}

/** Sums by day of the zone, of rows with slices. Asked in order of time, so that a calendar is consulted once for each day. */
export function byDay<Row extends { readonly slice: string }>(rows: readonly Row[], timeZone: string): { row: Row; day: string }[] {
  let known = { date: '', start: '', end: '' };
  return rows
    .toSorted((one, other) => (one.slice < other.slice ? -1 : one.slice > other.slice ? 1 : 0))
    .map((row) => {
      const at = `${row.slice}:00.000Z`;
      if (at < known.start || at >= known.end) known = dayAt(at, timeZone);
      return { row, day: known.date };
    });
}
