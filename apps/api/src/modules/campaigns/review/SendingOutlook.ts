import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../platform/config/AppConfig.js';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { SenderPoolService } from '../../providers/SenderPoolService.js';
import { countSendable } from '../approvals/audienceCounts.js';
import type { AudienceCount } from '../AudienceRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { Channels } from '../channels/Channels.js';
import type { CampaignReviewDto } from '../ReviewDtos.js';
import { CampaignPreflight } from './CampaignPreflight.js';

/** How sending would go: by which sender, what would stop it, and how long it takes. */
@Injectable()
export class SendingOutlook {
  constructor(
    private readonly preflight: CampaignPreflight,
    private readonly channels: Channels,
    private readonly pool: SenderPoolService,
    private readonly config: AppConfig,
  ) {}

  /** `counts`: who is in the audience. */
  async look(
    ctx: WorkspaceContext,
    campaign: Campaign,
    counts: readonly AudienceCount[],
  ): Promise<Pick<CampaignReviewDto, 'preflight' | 'sender' | 'estimate'>> {
    const { type, label, sender } = await this.pool.open(ctx);
    const { fromName, fromEmail, replyTo } = campaign;
    const { perConnectionAndMinute } = this.channels.of(campaign).limits;
    const perMinute = Math.min(this.config.sendPerMinute, sender.concurrency * perConnectionAndMinute);
    const messages = countSendable(counts);
    return {
      preflight: await this.preflight.check(ctx, campaign, counts, 'review'),
      sender: { type, label, fromName, fromEmail, replyTo },
      estimate: { messages, perMinute, seconds: Math.ceil((messages / perMinute) * 60) },
    };
  }
}
