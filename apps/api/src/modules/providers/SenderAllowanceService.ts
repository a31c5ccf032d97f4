import { Injectable } from '@nestjs/common';
import { readWallTime, wallTimeOf } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Clock } from '../../platform/time/Clock.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { type SenderLimits, SenderRepository } from './SenderRepository.js';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Nobody takes time that begins later than this: whoever asks comes again, and a lane that ends leaves no hole. */
const AHEAD_MS = 2_000;
/** What one lease may hold: a second, and at a slow rate some messages all the same, but never more than five seconds. */
const SLICE_MS = 1_000;
const FEW_MESSAGES = 5;
const LONGEST_SLICE_MS = 5_000;
const TRIES = 20;

/** Messages that may be sent, or how long to wait for some. Times are milliseconds since 1970. */
export type Lease =
  | { readonly kind: 'granted'; readonly messages: number; readonly from: number; readonly everyMs: number; readonly day: string | null }
  | { readonly kind: 'wait'; readonly until: number }
  | { readonly kind: 'spent'; readonly until: Date };

/** A day of the workspace: `2026-11-24`, and when the next one begins. */
export interface WorkspaceDay {
  readonly day: string;
  readonly endsAt: Date;
}

/**
 * What an account may send: its rate for a minute and its quota for a day, shared by everyone who sends through it, in every process. They
 * take slices of its time and of its quota in the database, many messages at once; two never get the same.
 */
@Injectable()
export class SenderAllowanceService {
  constructor(
    private readonly senders: SenderRepository,
    private readonly workspaces: WorkspaceService,
    private readonly clock: Clock,
  ) {}

  /** At most `wanted` messages. Everything at once, from now on, when the account has no limit any more. */
  async lease(ctx: WorkspaceContext, accountId: string, wanted: number): Promise<Lease> {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const seen = await this.senders.findLimits(ctx, accountId);
      const now = this.clock.present().getTime();
      if (!seen || (seen.ratePerMinute === null && seen.quotaPerDay === null))
        return { kind: 'granted', messages: wanted, from: now, everyMs: 0, day: null };
      const today = seen.quotaPerDay === null ? null : await this.today(ctx);
      const lease = leaseOf(seen, wanted, now, today);
      if (lease.kind !== 'granted' || (await this.senders.take(ctx, accountId, seen, taken(seen, lease)))) return lease;
    }
    return { kind: 'wait', until: this.clock.present().getTime() + SLICE_MS };
  }

  /** When an account that has reached its quota goes on; null when it has not. */
  async spentUntil(ctx: WorkspaceContext, accountId: string): Promise<Date | null> {
    const limits = await this.senders.findLimits(ctx, accountId);
    if (!limits || limits.quotaPerDay === null) return null;
    const today = await this.today(ctx);
    return usedOn(limits, today.day) >= limits.quotaPerDay ? today.endsAt : null;
  }

  giveBack(ctx: WorkspaceContext, accountId: string, day: string, messages: number): Promise<void> {
    return this.senders.giveBack(ctx, accountId, day, messages);
  }

  /** Days are those of the workspace, as whoever wrote the quota counts them. */
  async today(ctx: WorkspaceContext): Promise<WorkspaceDay> {
    return dayOf(this.clock.present(), await this.timeZoneOf(ctx));
  }

  async timeZoneOf(ctx: WorkspaceContext): Promise<string> {
    return (await this.workspaces.require(ctx)).timeZone;
  }
}

export function dayOf(at: Date, timeZone: string): WorkspaceDay {
  const day = wallTimeOf(at, timeZone).slice(0, 10);
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
  return { day, endsAt: readWallTime(`${next}T00:00`, timeZone).instant };
}

/** Exported for its test. */
export function leaseOf(limits: SenderLimits, wanted: number, now: number, today: WorkspaceDay | null): Lease {
  const left = limits.quotaPerDay === null || !today ? Infinity : limits.quotaPerDay - usedOn(limits, today.day);
  if (left <= 0 && today) return { kind: 'spent', until: today.endsAt };
  const everyMs = limits.ratePerMinute === null ? 0 : MINUTE_MS / limits.ratePerMinute;
  // Nothing is saved up: time that nobody took is over.
  const from = everyMs === 0 ? now : Math.max(now, Date.parse(limits.pacedUntil || new Date(now).toISOString()));
  if (from > now + AHEAD_MS) return { kind: 'wait', until: from - AHEAD_MS / 2 };
  const messages = Math.min(wanted, left, everyMs === 0 ? wanted : sliceOf(everyMs));
  return { kind: 'granted', messages, from, everyMs, day: today?.day ?? null };
}

function sliceOf(everyMs: number): number {
  return Math.max(1, Math.floor(SLICE_MS / everyMs), Math.min(FEW_MESSAGES, Math.floor(LONGEST_SLICE_MS / everyMs)));
}

function taken(
  seen: SenderLimits,
  { messages, from, everyMs, day }: Lease & { kind: 'granted' },
): Pick<SenderLimits, 'pacedUntil' | 'quotaUsed' | 'quotaDay'> {
  return {
    pacedUntil: everyMs === 0 ? seen.pacedUntil : new Date(Math.ceil(from + messages * everyMs)).toISOString(),
    quotaUsed: day === null ? seen.quotaUsed : usedOn(seen, day) + messages,
    quotaDay: day ?? seen.quotaDay,
  };
}

function usedOn({ quotaDay, quotaUsed }: SenderLimits, day: string): number {
  return quotaDay === day ? quotaUsed : 0;
}
