import type { CampaignReport } from './reportQueries';

/** What the curve is drawn of. */
export type ReportedHours = Pick<CampaignReport, 'startedAt' | 'until' | 'hours'>;

export interface CurvePoint {
  /** ISO 8601 UTC: when the hour or day begins. */
  readonly at: string;
  readonly opened: number;
  readonly clicked: number;
  readonly replied: number;
  readonly unsubscribed: number;
}

export type CurveSpan = 'hours' | 'days';

const HOUR_MS = 3_600_000;
export const FIRST_HOURS = 48;
const MARKS = ['opened', 'clicked', 'replied', 'unsubscribed'] as const;

/** The first `FIRST_HOURS` by the hour, or everything by days of 24 hours since the start. Hours and days without any are zero. */
export function curveOf({ startedAt, until, hours }: ReportedHours, span: CurveSpan): CurvePoint[] {
  if (startedAt === null || until === null) return [];
  const start = Math.floor(Date.parse(startedAt) / HOUR_MS) * HOUR_MS;
  const step = span === 'hours' ? HOUR_MS : 24 * HOUR_MS;
  const end = span === 'hours' ? Math.min(Date.parse(until), start + FIRST_HOURS * HOUR_MS) : Date.parse(until);
  const points = Array.from({ length: Math.max(1, Math.ceil((end - start) / step)) }, (_, index) => pointAt(start + index * step));
  for (const hour of hours) {
    const point = points[Math.floor((Date.parse(hour.at) - start) / step)];
    if (point) for (const mark of MARKS) point[mark] += hour[mark];
  }
  return points;
}

function pointAt(ms: number): { -readonly [key in keyof CurvePoint]: CurvePoint[key] } {
  return { at: new Date(ms).toISOString(), opened: 0, clicked: 0, replied: 0, unsubscribed: 0 };
}
