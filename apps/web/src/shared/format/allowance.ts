import { formatCount, formatDuration } from './format';

/** What is left of something that may be done only so often, as the API tells it. */
export interface Allowance {
  readonly limit: number;
  readonly left: number;
  readonly windowSeconds: number;
  /** ISO 8601; null before the first use. */
  readonly resetsAt: string | null;
}

/** "Up to 30 checks per 10 min, 28 left"; once they are used up, when there are more. `things`: "checks". */
export function allowanceWords({ limit, left, windowSeconds, resetsAt }: Allowance, things: string, now = Date.now()): string {
  if (left > 0)
    return `Up to ${formatCount(limit)} ${things} per ${windowSeconds === 3_600 ? 'hour' : formatDuration(windowSeconds)}, ${formatCount(left)} left`;
  const wait = resetsAt ? Math.max(1, (Date.parse(resetsAt) - now) / 1000) : windowSeconds;
  return `No ${things} left. Try again in ${formatDuration(wait)}`;
}
