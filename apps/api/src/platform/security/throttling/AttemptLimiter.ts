import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import RateLimiterRes from 'rate-limiter-flexible/lib/RateLimiterRes.js';
import type { Context } from '../../context/Context.js';
import { tooManyAttempts } from '../accessErrors.js';
import { Clock } from '../../time/Clock.js';
import { networkOf } from '../networkOf.js';
import { ATTEMPT_LIMITS, type AttemptKind, KNOWN_ADDRESS } from './attemptLimits.js';
import { DatabaseRateLimiter } from './DatabaseRateLimiter.js';
import { ThrottleRepository } from './ThrottleRepository.js';

interface Limiters {
  readonly pair: DatabaseRateLimiter;
  readonly account: DatabaseRateLimiter;
  readonly address: DatabaseRateLimiter;
}

/**
 * Brute force meets its end here. Every attempt is counted before it is checked, so that guesses sent at the same moment count too;
 * a success takes the account's counters back. `account` is whatever was typed or is signed in: what does not exist is counted alike.
 */
@Injectable()
export class AttemptLimiter {
  private readonly limiters: Record<AttemptKind, Limiters>;
  private readonly known: DatabaseRateLimiter;

  constructor(throttles: ThrottleRepository, clock: Clock) {
    const limitersOf = (kind: AttemptKind): Limiters => ({
      pair: new DatabaseRateLimiter(throttles, clock, `${kind}.pair`, ATTEMPT_LIMITS[kind].pair),
      account: new DatabaseRateLimiter(throttles, clock, `${kind}.account`, ATTEMPT_LIMITS[kind].account),
      address: new DatabaseRateLimiter(throttles, clock, `${kind}.address`, ATTEMPT_LIMITS[kind].address),
    });
    const kinds = Object.keys(ATTEMPT_LIMITS) as AttemptKind[];
    this.limiters = Object.fromEntries(kinds.map((kind) => [kind, limitersOf(kind)])) as Record<AttemptKind, Limiters>;
    this.known = new DatabaseRateLimiter(throttles, clock, 'known', KNOWN_ADDRESS);
  }

  /** Counts an attempt; refuses with 429 once there were too many. The tightest limit is asked first, so what it refuses counts no further. */
  async count(ctx: Context, kind: AttemptKind, account: string): Promise<void> {
    const limiters = this.limiters[kind];
    const pair = pairKey(ctx, account);
    await consume(limiters.pair, pair);
    await consume(limiters.address, networkKey(ctx));
    if (!(await this.known.get(pair))) await consume(limiters.account, keyOf(account));
  }

  /** It was the person: the counters of the account begin anew, and this address is known from now on. */
  async succeed(ctx: Context, kind: AttemptKind, account: string): Promise<void> {
    const limiters = this.limiters[kind];
    const pair = pairKey(ctx, account);
    await limiters.pair.delete(pair);
    await limiters.account.delete(keyOf(account));
    await limiters.address.reward(networkKey(ctx));
    await this.known.set(pair, 1, KNOWN_ADDRESS.duration);
  }
}

async function consume(limiter: DatabaseRateLimiter, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) throw tooManyAttempts(Math.ceil(refusal.msBeforeNext / 1000));
    throw refusal;
  }
}

function pairKey(ctx: Context, account: string): string {
  return keyOf(`${account.toLowerCase()}\u0000${networkOf(ctx.ip ?? '')}`);
}

function networkKey(ctx: Context): string {
  return keyOf(networkOf(ctx.ip ?? ''));
}

/** Neither email nor network addresses are kept in readable form. */
function keyOf(text: string): string {
  return createHash('sha256').update(text.toLowerCase()).digest('base64url');
}
