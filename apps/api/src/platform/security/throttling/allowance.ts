import type { DatabaseRateLimiter } from './DatabaseRateLimiter.js';

/** What is left of something that may be done only so often. */
export interface Allowance {
  readonly limit: number;
  readonly left: number;
  /** The window in seconds. */
  readonly windowSeconds: number;
  /** ISO 8601, when the window is over; null before the first use. */
  readonly resetsAt: string | null;
}

/** Of several limits the one that is met first. Counts nothing. */
export async function allowanceOf(
  limits: readonly (readonly [limiter: DatabaseRateLimiter, key: string])[],
  now: Date,
): Promise<Allowance> {
  const all = await Promise.all(limits.map(([limiter, key]) => readOne(limiter, key, now)));
  return all.reduce((tightest, other) => (other.left < tightest.left ? other : tightest));
}

async function readOne(limiter: DatabaseRateLimiter, key: string, now: Date): Promise<Allowance> {
  const used = await limiter.get(key);
  return {
    limit: limiter.points,
    left: used?.remainingPoints ?? limiter.points,
    windowSeconds: limiter.duration,
    resetsAt: used && new Date(now.getTime() + used.msBeforeNext).toISOString(),
  };
}
