import { Injectable } from '@nestjs/common';
import { closesAt, isOpen, nextOpening } from '@rapport/common';
import { AppConfig } from '../../../platform/config/AppConfig.js';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { LiveEvents } from '../../../platform/live/LiveEvents.js';
import { Clock } from '../../../platform/time/Clock.js';
import { type Lease, leaseOf, SenderAllowanceService } from '../../providers/SenderAllowanceService.js';
import type { OpenSender } from '../../providers/SenderPoolService.js';
import { CampaignRepository } from '../CampaignRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { laneHoursOf } from '../campaignSchedule.js';
import { zonedOf } from '../zones/zonedSchedule.js';
import { AccountPacer } from './AccountPacer.js';
import { type Pacer, SendPacer } from './SendPacer.js';
import { SendQueue } from './SendQueue.js';
import { hoursReason, quotaReason } from './stopReasons.js';

/** A lane that would wait longer for its next message makes room and comes back. */
const PATIENCE_MS = 10_000;
const TRIES = 20;
const QUARTER_MS = 15 * 60_000;
const NO_QUOTA = { quotaPerDay: null, quotaUsed: 0, quotaDay: '' };

/**
 * The configured rate, shared by the lanes of a campaign; that of its account, shared by all campaigns of it; the limit of the
 * campaign for an hour, shared by its lanes; and the hours in which it may be sent.
 */
@Injectable()
export class LanePace {
  private readonly perMinute: number;

  constructor(
    config: AppConfig,
    queue: SendQueue,
    private readonly allowances: SenderAllowanceService,
    private readonly campaigns: CampaignRepository,
    private readonly live: LiveEvents,
    private readonly clock: Clock,
  ) {
    this.perMinute = Math.max(1, config.sendPerMinute / queue.lanes);
  }

  /** A slow lane must not hold people it will not reach before its claims expire. */
  claimLimit({ schedule }: Campaign, { limits }: Pick<OpenSender, 'limits'>): number {
    const perMinute = Math.min(this.perMinute, limits.ratePerMinute ?? Infinity, (schedule.perHour ?? Infinity) / 60);
    return Math.max(1, Math.ceil(perMinute));
  }

  pacer(
    ctx: WorkspaceContext,
    { id, schedule }: Campaign,
    { accountId, limits, sender }: Pick<OpenSender, 'accountId' | 'limits' | 'sender'>,
  ): Pacer {
    const now = (): number => this.clock.present().getTime();
    let pacer: Pacer = new SendPacer(this.perMinute, () => performance.now(), sender.mostAtOnce);
    if (accountId !== null && (limits.ratePerMinute !== null || limits.quotaPerDay !== null)) {
      const share = {
        lease: (wanted: number) => this.allowances.lease(ctx, accountId, wanted),
        giveBack: (day: string, messages: number) => this.allowances.giveBack(ctx, accountId, day, messages),
      };
      pacer = new AccountPacer(pacer, share, now);
    }
    const { perHour } = schedule;
    if (perHour === undefined) return pacer;
    const share = { lease: (wanted: number) => this.lease(ctx, id, perHour, wanted), giveBack: () => Promise.resolve() };
    return new AccountPacer(pacer, share, now, PATIENCE_MS);
  }

  /** Asked again before every claim: the clock may have been set. */
  isOpen({ schedule }: Campaign): boolean {
    const hours = laneHoursOf(schedule);
    return !hours || isOpen(hours, this.clock.now());
  }

  /** For how many milliseconds it may still be sent. */
  openForMs(campaign: Campaign): number {
    const hours = laneHoursOf(campaign.schedule);
    const now = this.clock.now();
    const zoned = zonedOf(campaign);
    if (zoned?.hours) return untilQuarter(zoned.hours.until, now);
    return hours ? (closesAt(hours, now)?.getTime() ?? 0) - now.getTime() : Infinity;
  }

  /** When it goes on, if it is outside its hours or the account has sent what it may send today; the campaign says why for as long. */
  async waitsUntil(ctx: WorkspaceContext, campaign: Campaign, { accountId, limits }: OpenSender): Promise<Date | null> {
    const hours = laneHoursOf(campaign.schedule);
    const spent = accountId === null || limits.quotaPerDay === null ? null : await this.allowances.spentUntil(ctx, accountId);
    // After the account's pause it may be closed.
    const from = spent ?? this.clock.now();
    const opens = hours && !isOpen(hours, from) ? nextOpening(hours, from) : null;
    if (hours && opens) await this.note(ctx, campaign, hoursReason(opens, hours.timeZone));
    else if (spent) await this.note(ctx, campaign, quotaReason(limits.quotaPerDay ?? 0, spent, await this.allowances.timeZoneOf(ctx)));
    else if (campaign.statusReason !== null) await this.note(ctx, campaign, null);
    return opens ?? spent ?? this.farOff(campaign);
  }

  /** When the next message of a slow campaign is due, if a lane would only wait for it. */
  private farOff({ schedule, pacedUntil }: Campaign): Date | null {
    if (schedule.perHour === undefined || pacedUntil === null) return null;
    return Date.parse(pacedUntil) > this.clock.present().getTime() + PATIENCE_MS ? new Date(pacedUntil) : null;
  }

  /** A slice of the campaign's limit for an hour; two lanes never get the same, in whichever process they are. */
  private async lease(ctx: WorkspaceContext, id: string, perHour: number, wanted: number): Promise<Lease> {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const seen = await this.campaigns.pacedUntil(ctx, id);
      const limits = { ...NO_QUOTA, ratePerMinute: perHour / 60, pacedUntil: seen ?? '' };
      const lease = leaseOf(limits, wanted, this.clock.present().getTime(), null);
      if (lease.kind !== 'granted') return lease;
      const until = new Date(Math.ceil(lease.from + lease.messages * lease.everyMs)).toISOString();
      if (await this.campaigns.pace(ctx, id, { seen, until })) return lease;
    }
    return { kind: 'wait', until: this.clock.present().getTime() + 1_000 };
  }

  private async note(ctx: WorkspaceContext, { id, workspaceId }: Campaign, reason: string | null): Promise<void> {
    if (await this.campaigns.noteWaiting(ctx, id, reason))
      this.live.publish(workspaceId, { type: 'campaign.changed', id, status: 'sending' });
  }
}

/**
 * Milliseconds until hours can end in any zone: all clocks are ahead of UTC by whole quarters of an hour. Lanes end then and look anew who
 * may still get it.
 */
function untilQuarter(until: string, now: Date): number {
  const sinceEnd = (now.getTime() - (Number(until.slice(3)) % 15) * 60_000) % QUARTER_MS;
  return QUARTER_MS - sinceEnd;
}
