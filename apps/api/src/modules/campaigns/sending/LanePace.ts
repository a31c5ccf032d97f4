import { Injectable } from '@nestjs/common';
import { closesAt, isOpen, nextOpening } from '@rapport/common';
import { AppConfig } from '../../../platform/config/AppConfig.js';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { LiveEvents } from '../../../platform/live/LiveEvents.js';
import { Clock } from '../../../platform/time/Clock.js';
import { SenderAllowanceService } from '../../providers/SenderAllowanceService.js';
import type { OpenSender } from '../../providers/SenderPoolService.js';
import { CampaignRepository } from '../CampaignRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { hoursOf } from '../campaignSchedule.js';
import { AccountPacer } from './AccountPacer.js';
import { type Pacer, SendPacer } from './SendPacer.js';
import { SendQueue } from './SendQueue.js';
import { hoursReason, quotaReason } from './stopReasons.js';

/**
 * The configured rate, shared by the lanes of a campaign; that of its account, shared by all campaigns of it; and the hours in which the
 * campaign may be sent.
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
  claimLimit({ limits }: Pick<OpenSender, 'limits'>): number {
    return Math.max(1, Math.ceil(Math.min(this.perMinute, limits.ratePerMinute ?? Infinity)));
  }

  pacer(ctx: WorkspaceContext, { accountId, limits }: Pick<OpenSender, 'accountId' | 'limits'>): Pacer {
    const own = new SendPacer(this.perMinute, () => performance.now());
    if (accountId === null || (limits.ratePerMinute === null && limits.quotaPerDay === null)) return own;
    const share = {
      lease: (wanted: number) => this.allowances.lease(ctx, accountId, wanted),
      giveBack: (day: string, messages: number) => this.allowances.giveBack(ctx, accountId, day, messages),
    };
    return new AccountPacer(own, share, () => this.clock.present().getTime());
  }

  /** Asked again before every claim: the clock may have been set. */
  isOpen({ schedule }: Campaign): boolean {
    const hours = hoursOf(schedule);
    return !hours || isOpen(hours, this.clock.now());
  }

  /** For how many milliseconds it may still be sent. */
  openForMs({ schedule }: Campaign): number {
    const hours = hoursOf(schedule);
    const now = this.clock.now();
    return hours ? (closesAt(hours, now)?.getTime() ?? 0) - now.getTime() : Infinity;
  }

  /** When it goes on, if it is outside its hours or the account has sent what it may send today; the campaign says why for as long. */
  async waitsUntil(ctx: WorkspaceContext, campaign: Campaign, { accountId, limits }: OpenSender): Promise<Date | null> {
    const hours = hoursOf(campaign.schedule);
    const spent = accountId === null || limits.quotaPerDay === null ? null : await this.allowances.spentUntil(ctx, accountId);
    // After the account's pause it may be closed.
    const from = spent ?? this.clock.now();
    const opens = hours && !isOpen(hours, from) ? nextOpening(hours, from) : null;
    if (hours && opens) await this.note(ctx, campaign, hoursReason(opens, hours.timeZone));
    else if (spent) await this.note(ctx, campaign, quotaReason(limits.quotaPerDay ?? 0, spent, await this.allowances.timeZoneOf(ctx)));
    else if (campaign.statusReason !== null) await this.note(ctx, campaign, null);
    return opens ?? spent;
  }

  private async note(ctx: WorkspaceContext, { id, workspaceId }: Campaign, reason: string | null): Promise<void> {
    if (await this.campaigns.noteWaiting(ctx, id, reason))
      this.live.publish(workspaceId, { type: 'campaign.changed', id, status: 'sending' });
  }
}
