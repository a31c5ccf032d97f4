import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory.js';
import { AppConfig, type RateLimitKind } from '../config/AppConfig.js';
import { tooManyRequests } from './accessErrors.js';

const WINDOW_SECONDS = 60;

/** Who a request is counted for. */
export type Spender = readonly [kind: RateLimitKind, id: string];

interface Count {
  readonly consumedPoints: number;
  readonly msBeforeNext: number;
}

interface Standing {
  readonly limit: number;
  readonly remaining: number;
  readonly resetSeconds: number;
}

/**
 * Requests per minute: of a key, of all keys of a workspace, of a signed-in person, of an address where nobody is known. Counted in
 * memory by each process (docs/adr/0026): it costs microseconds, and several processes together admit a multiple.
 */
@Injectable()
export class RateLimits {
  private readonly limiters = new Map<RateLimitKind, InstanceType<typeof RateLimiterMemory>>();

  constructor(private readonly config: AppConfig) {}

  /** Counts one request and says in its answer how much is left of the tightest limit. Throws `request.tooMany` when one is used up. */
  async spend(reply: FastifyReply, ...spenders: readonly [Spender, ...Spender[]]): Promise<void> {
    let tightest: Standing | null = null;
    for (const [kind, id] of spenders) {
      const standing = standingOf(this.config.rateLimits[kind], await this.count(kind, id));
      if (!tightest || standing.remaining < tightest.remaining) tightest = standing;
      if (standing.remaining < 0) break;
    }
    if (!tightest) return;
    void reply.headers({
      'RateLimit-Limit': String(tightest.limit),
      'RateLimit-Remaining': String(Math.max(0, tightest.remaining)),
      'RateLimit-Reset': String(tightest.resetSeconds),
      'RateLimit-Policy': `${tightest.limit};w=${WINDOW_SECONDS}`,
    });
    if (tightest.remaining < 0) throw tooManyRequests(tightest.limit, tightest.resetSeconds);
  }

  private async count(kind: RateLimitKind, id: string): Promise<Count> {
    try {
      return await this.limiterOf(kind).consume(id);
    } catch (used) {
      if (used instanceof Error) throw used;
      return used as Count;
    }
  }

  private limiterOf(kind: RateLimitKind): InstanceType<typeof RateLimiterMemory> {
    let limiter = this.limiters.get(kind);
    if (!limiter) {
      limiter = new RateLimiterMemory({ points: this.config.rateLimits[kind], duration: WINDOW_SECONDS, keyPrefix: kind });
      this.limiters.set(kind, limiter);
    }
    return limiter;
  }
}

function standingOf(limit: number, { consumedPoints, msBeforeNext }: Count): Standing {
  return { limit, remaining: limit - consumedPoints, resetSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)) };
}
