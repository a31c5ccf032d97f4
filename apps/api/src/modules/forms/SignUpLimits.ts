import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import RateLimiterRes from 'rate-limiter-flexible/lib/RateLimiterRes.js';
import type { Context } from '../../platform/context/Context.js';
import { networkOf } from '../../platform/security/networkOf.js';
import { DatabaseRateLimiter } from '../../platform/security/throttling/DatabaseRateLimiter.js';
import { ThrottleRepository } from '../../platform/security/throttling/ThrottleRepository.js';
import { Clock } from '../../platform/time/Clock.js';

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** A class or an office may sign up at once; a program that fills in addresses is stopped soon. */
export const PER_NETWORK = { points: 30, duration: 15 * MINUTE };
/** Mails that a stranger can have sent to someone else's address. */
export const PER_ADDRESS = { points: 3, duration: DAY };
/** Of a workspace: what the reputation of its sender bears, and what bounds the table. */
export const PER_WORKSPACE = { points: 5_000, duration: DAY };

export type Admission =
  { readonly kind: 'admitted' } | { readonly kind: 'refused'; readonly seconds: number } | { readonly kind: 'silent' };

/** How often forms may be sent. Who is told nothing when an address has had enough: an answer would say that it is known. */
@Injectable()
export class SignUpLimits {
  private readonly network: DatabaseRateLimiter;
  private readonly address: DatabaseRateLimiter;
  private readonly workspace: DatabaseRateLimiter;

  constructor(throttles: ThrottleRepository, clock: Clock) {
    this.network = new DatabaseRateLimiter(throttles, clock, 'signUp.network', PER_NETWORK);
    this.address = new DatabaseRateLimiter(throttles, clock, 'signUp.address', PER_ADDRESS);
    this.workspace = new DatabaseRateLimiter(throttles, clock, 'signUp.workspace', PER_WORKSPACE);
  }

  /** The narrowest first: what it refuses counts no further. */
  async admit(ctx: Context, workspaceId: string, addressKey: string): Promise<Admission> {
    const network = await consume(this.network, keyOf(networkOf(ctx.ip ?? '')));
    if (network !== null) return { kind: 'refused', seconds: network };
    if ((await consume(this.address, keyOf(`${workspaceId} ${addressKey}`))) !== null) return { kind: 'silent' };
    const workspace = await consume(this.workspace, workspaceId);
    return workspace === null ? { kind: 'admitted' } : { kind: 'refused', seconds: workspace };
  }
}

/** Seconds to wait; null: it may. */
async function consume(limiter: DatabaseRateLimiter, key: string): Promise<number | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw refusal;
  }
}

/** Neither addresses of mailboxes nor of networks are kept in readable form. */
function keyOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
