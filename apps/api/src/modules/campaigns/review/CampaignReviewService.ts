import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { CampaignContent } from '../CampaignContent.js';
import { CampaignMessages } from '../CampaignMessages.js';
import { CampaignPresenter } from '../CampaignPresenter.js';
import type { Campaign } from '../CampaignRow.js';
import { describeHours, describeStart, instantOf } from '../campaignSchedule.js';
import { CampaignService } from '../CampaignService.js';
import type { CampaignReviewDto, ReviewScheduleDto } from '../ReviewDtos.js';
import { AudienceReview } from './AudienceReview.js';
import { countSendable } from '../approvals/audienceCounts.js';
import { VariantReview } from './VariantReview.js';
import { SendingOutlook } from './SendingOutlook.js';

/** Everything that an approver looks at, on one page. More than six dependencies: each shows one part of it. */
@Injectable()
export class CampaignReviewService {
  constructor(
    private readonly campaigns: CampaignService,
    private readonly presenter: CampaignPresenter,
    private readonly content: CampaignContent,
    private readonly audiences: AudienceReview,
    private readonly messages: CampaignMessages,
    private readonly outlook: SendingOutlook,
    private readonly variants: VariantReview,
  ) {}

  async review(ctx: WorkspaceContext, id: string): Promise<CampaignReviewDto> {
    const campaign = await this.campaigns.require(ctx, id);
    const version = await this.content.find(ctx, campaign);
    const counted = await this.audiences.count(ctx, campaign);
    const { counts, ...outlook } = await this.outlook.look(ctx, campaign, counted.counts);
    return {
      campaign: await this.presenter.present(ctx, campaign),
      audience: await this.audiences.present(ctx, { ...counted, counts }),
      ...outlook,
      worstRenders: await this.messages.renderWorst(ctx, campaign),
      abTest: await this.variants.present(ctx, campaign, countSendable(counts), outlook.zones),
      schedule: presentSchedule(campaign, outlook.zones?.first ?? null),
      template: version && {
        id: version.templateId,
        name: version.name,
        version: version.version,
        versionLabel: version.label,
        subject: version.subject,
        preheader: version.preheader,
      },
    };
  }
}

/** `first`: when the first recipient gets it, where each one's time zone counts. */
function presentSchedule({ schedule, scheduledAt }: Campaign, first: string | null): ReviewScheduleDto {
  const startsAt = scheduledAt ?? first ?? (schedule.kind === 'at' ? instantOf(schedule.localTime, schedule.timeZone).toISOString() : null);
  return { startsAt, text: describeStart(schedule), hours: describeHours(schedule) };
}
