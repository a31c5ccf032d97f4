import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../platform/config/AppConfig.js';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { LiveEvents } from '../../../platform/live/LiveEvents.js';
import { Clock } from '../../../platform/time/Clock.js';
import { SenderAllowanceService } from '../../providers/SenderAllowanceService.js';
import type { OpenSender } from '../../providers/SenderPoolService.js';
import { CampaignRepository } from '../CampaignRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { AccountPacer } from './AccountPacer.js';
import { type Pacer, SendPacer } from './SendPacer.js';
import { SendQueue } from './SendQueue.js';
import { quotaReason } from './stopReasons.js';

/** The configured rate, shared by the lanes of a campaign; and that of its account, shared by all campaigns of it. */
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

  /** When the account goes on, if it has sent what it may send today; the campaign says so for as long. */
  async spentUntil(ctx: WorkspaceContext, campaign: Campaign, sender: OpenSender): Promise<Date | null> {
    const { accountId, limits } = sender;
    const until = accountId === null || limits.quotaPerDay === null ? null : await this.allowances.spentUntil(ctx, accountId);
    if (until) await this.noteSpent(ctx, campaign, sender, until);
    else if (campaign.statusReason !== null) await this.note(ctx, campaign, null);
    return until;
  }

  async noteSpent(ctx: WorkspaceContext, campaign: Campaign, { limits }: OpenSender, until: Date): Promise<void> {
    await this.note(ctx, campaign, quotaReason(limits.quotaPerDay ?? 0, until, await this.allowances.timeZoneOf(ctx)));
  }

  private async note(ctx: WorkspaceContext, { id, workspaceId }: Campaign, reason: string | null): Promise<void> {
    if (await this.campaigns.noteWaiting(ctx, id, reason))
      this.live.publish(workspaceId, { type: 'campaign.changed', id, status: 'sending' });
  }
}
