import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../platform/config/AppConfig.js';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { SenderPoolService } from '../../providers/SenderPoolService.js';
import { countSendable, withLeftOut } from '../approvals/audienceCounts.js';
import type { AudienceCount } from '../AudienceRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { ChannelRegistry } from '../channels/ChannelRegistry.js';
import type { CampaignReviewDto } from '../ReviewDtos.js';
import { hasRest } from '../abTests/split.js';
import { CampaignPreflight } from './CampaignPreflight.js';

const DAY_SECONDS = 86_400;

type Outlook = Pick<CampaignReviewDto, 'preflight' | 'sender' | 'estimate' | 'cost'> & {
  /** Who gets the message and who does not, as far as it is known before it is sent. */
  readonly counts: readonly AudienceCount[];
};

/** How sending would go: by which sender, what would stop it, and how long it takes. */
@Injectable()
export class SendingOutlook {
  constructor(
    private readonly preflight: CampaignPreflight,
    private readonly channels: ChannelRegistry,
    private readonly pool: SenderPoolService,
    private readonly config: AppConfig,
  ) {}

  /** `counts`: who is in the audience. */
  async look(ctx: WorkspaceContext, campaign: Campaign, counts: readonly AudienceCount[]): Promise<Outlook> {
    const { type, label, limits, sender } = await this.pool.open(ctx, campaign.senderAccountId, campaign.type);
    const { fromName, fromEmail, replyTo } = campaign;
    const channel = this.channels.of(campaign);
    const { perConnectionAndMinute } = channel.limits;
    const perMinute = Math.min(this.config.sendPerMinute, sender.concurrency * perConnectionAndMinute, limits.ratePerMinute ?? Infinity);
    const { cost, leftOut } = await channel.forecast(ctx, campaign, countSendable(counts));
    const expected = withLeftOut(counts, leftOut);
    const messages = countSendable(expected);
    const waitSeconds = hasRest(campaign.abTest, messages) ? (campaign.abTest?.sample?.waitMinutes ?? 0) * 60 : 0;
    return {
      counts: expected,
      preflight: await this.preflight.check(ctx, campaign, expected, 'review'),
      sender: { type, label, fromName, fromEmail, replyTo },
      estimate: { messages, perMinute, seconds: secondsOf(messages, perMinute, limits.quotaPerDay) + waitSeconds, waitSeconds },
      cost,
    };
  }
}

/** As if nobody else used the account. A quota is full again when a day begins, so its days may be fewer by a part of one. */
function secondsOf(messages: number, perMinute: number, quotaPerDay: number | null): number {
  const laterDays = quotaPerDay === null ? 0 : Math.max(0, Math.ceil(messages / quotaPerDay) - 1);
  const onTheLastDay = messages - laterDays * (quotaPerDay ?? 0);
  return laterDays * DAY_SECONDS + Math.ceil((onTheLastDay / perMinute) * 60);
}
