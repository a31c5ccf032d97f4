import RateLimiterRes from 'rate-limiter-flexible/lib/RateLimiterRes.js';
import RateLimiterStoreAbstract from 'rate-limiter-flexible/lib/RateLimiterStoreAbstract.js';
import type { Clock } from '../../time/Clock.js';
import type { ThrottleRow, ThrottleRepository } from './ThrottleRepository.js';

export interface Limit {
  readonly points: number;
  /** The window in seconds. */
  readonly duration: number;
}

/**
 * A limiter of rate-limiter-flexible over our table `throttles`, so that counters survive a restart and hold for all processes.
 * Time comes from the application's clock. The methods with an underscore are the ones the package asks its stores for.
 */
export class DatabaseRateLimiter extends RateLimiterStoreAbstract {
  constructor(
    private readonly throttles: ThrottleRepository,
    private readonly clock: Clock,
    keyPrefix: string,
    limit: Limit,
  ) {
    super({ storeClient: throttles, keyPrefix, ...limit });
  }

  _upsert(key: string, points: number, durationMs: number, isForced = false): Promise<ThrottleRow> {
    return this.throttles.add(key, points, durationMs, this.clock.now().getTime(), isForced);
  }

  _get(key: string): Promise<ThrottleRow | null> {
    return this.throttles.find(key, this.clock.now().getTime());
  }

  _delete(key: string): Promise<boolean> {
    return this.throttles.remove(key);
  }

  _getRateLimiterRes(_key: string, changed: number, { points, expiresAt }: ThrottleRow): RateLimiterRes {
    return new RateLimiterRes(
      Math.max(this.points - points, 0),
      Math.max(expiresAt - this.clock.now().getTime(), 0),
      points,
      points === changed,
    );
  }
}
