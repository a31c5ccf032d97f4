import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../platform/config/AppConfig.js';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Clock } from '../../../platform/time/Clock.js';
import { SenderPoolService } from '../../providers/SenderPoolService.js';
import { countSendable, withLeftOut } from '../approvals/audienceCounts.js';
import type { AudienceCount } from '../AudienceRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { ChannelRegistry } from '../channels/ChannelRegistry.js';
import type { CampaignReviewDto } from '../ReviewDtos.js';
import { inTestOf } from '../abTests/split.js';
import { hoursOf } from '../campaignSchedule.js';
import { SeriesStarts } from '../series/SeriesStarts.js';
import { CampaignPreflight } from './CampaignPreflight.js';
import { secondsToSend } from './sendingTime.js';
import { startOf } from './startOf.js';
import { presentZones, secondsOfZones } from './zoneReview.js';

/** Calls that take many messages over one connection, guessed with care. */
const CALLS_PER_MINUTE = 10;
/** What one process writes, hands over and keeps a copy of, whatever the provider takes; measured: more than 400 a second beside other work. */
const WRITTEN_PER_MINUTE = 20_000;

type Outlook = Pick<CampaignReviewDto, 'preflight' | 'sender' | 'estimate' | 'cost' | 'zones'> & {
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
    private readonly starts: SeriesStarts,
    private readonly clock: Clock,
  ) {}

  /** `counts`: who is in the audience. */
  async look(ctx: WorkspaceContext, campaign: Campaign, counts: readonly AudienceCount[]): Promise<Outlook> {
    const { type, label, limits, sender } = await this.pool.open(ctx, campaign.senderAccountId, campaign.type);
    const { fromName, fromEmail, replyTo } = campaign;
    const channel = this.channels.of(campaign);
    const { perConnectionAndMinute } = channel.limits;
    const perMinute = Math.min(
      this.config.sendPerMinute,
      sender.concurrency * Math.max(perConnectionAndMinute, (sender.mostAtOnce ?? 0) * CALLS_PER_MINUTE),
      WRITTEN_PER_MINUTE,
      limits.ratePerMinute ?? Infinity,
      (campaign.schedule.perHour ?? Infinity) / 60,
    );
    const { cost, leftOut } = await channel.forecast(ctx, campaign, countSendable(counts));
    const expected = withLeftOut(counts, leftOut);
    const messages = countSendable(expected);
    const sample = inTestOf(campaign.abTest, messages);
    const waitSeconds = sample < messages ? (campaign.abTest?.sample?.waitMinutes ?? 0) * 60 : 0;
    const zones = await this.starts.zonesOf(ctx, campaign);
    const now = this.clock.now();
    const begins = zones ? zones.starts.first : startOf(campaign.schedule, now);
    const start = new Date(Math.max(now.getTime(), begins?.getTime() ?? 0));
    const speed = { perMinute, quotaPerDay: limits.quotaPerDay, hours: hoursOf(campaign.schedule) };
    const seconds = Math.max(
      secondsToSend({ messages, sample, waitSeconds }, speed, start),
      zones ? secondsOfZones(zones, perMinute, start) + waitSeconds : 0,
    );
    return {
      counts: expected,
      preflight: await this.preflight.check(ctx, campaign, { counts: expected, zones }, 'review'),
      zones: zones && presentZones(zones, start),
      sender: { type, label, fromName, fromEmail, replyTo },
      estimate: { messages, perMinute: Math.max(1, Math.round(perMinute)), seconds, waitSeconds },
      cost,
    };
  }
}
