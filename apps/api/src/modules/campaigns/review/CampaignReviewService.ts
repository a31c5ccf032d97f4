import { Injectable } from '@nestjs/common';
import { displayName } from '@rapport/common';
import { AppConfig } from '../../../platform/config/AppConfig.js';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { AppError, notFound } from '../../../platform/http/AppError.js';
import { Clock } from '../../../platform/time/Clock.js';
import { SenderPoolService } from '../../providers/SenderPoolService.js';
import { AudienceComparison, type ComparedAudience } from '../approvals/AudienceComparison.js';
import { ApprovalService } from '../approvals/ApprovalService.js';
import { countSendable } from '../approvals/audienceCounts.js';
import { type AudienceCount, AudienceRepository } from '../AudienceRepository.js';
import { CampaignContent } from '../CampaignContent.js';
import { CampaignRepository } from '../CampaignRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { describeSchedule, instantOf } from '../campaignSchedule.js';
import { EmailChannel } from '../channels/EmailChannel.js';
import { CampaignPresenter } from '../CampaignPresenter.js';
import type {
  AudienceDriftDto,
  AudienceReviewDto,
  CampaignReviewDto,
  EstimateDto,
  ReviewScheduleDto,
  WorstRenderDto,
} from '../ReviewDtos.js';
import { skipMessage } from '../skipMessages.js';
import { CampaignPreflight } from './CampaignPreflight.js';
import { worstContacts } from './worstContacts.js';

/** Enough people to find the odd ones among, few enough to look at in a moment. */
const SAMPLE = 500;
const WORST = 5;
/** A careful guess for a mail server: one connection takes some ten messages a second. */
const PER_CONNECTION_AND_MINUTE = 600;

/** Everything that an approver looks at, on one page. */
@Injectable()
export class CampaignReviewService {
  constructor(
    private readonly campaigns: CampaignRepository,
    private readonly presenter: CampaignPresenter,
    private readonly audiences: AudienceRepository,
    private readonly approvals: ApprovalService,
    private readonly comparison: AudienceComparison,
    private readonly content: CampaignContent,
    private readonly preflight: CampaignPreflight,
    private readonly email: EmailChannel,
    private readonly pool: SenderPoolService,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  async review(ctx: WorkspaceContext, id: string): Promise<CampaignReviewDto> {
    const campaign = await this.campaigns.find(ctx, id);
    if (!campaign) throw notFound('campaign');
    const version = await this.content.find(ctx, campaign);
    const { type, label, sender } = await this.pool.open(ctx);
    const compared = await this.compareAudience(ctx, campaign);
    const counts = compared?.counts ?? (await this.audiences.countByReason(ctx, campaign.audience));
    const audience = await this.presentAudience(ctx, counts, compared);
    return {
      campaign: await this.presenter.present(ctx, campaign),
      audience,
      preflight: await this.preflight.check(ctx, campaign, counts, 'review'),
      worstRenders: await this.renderWorst(ctx, campaign),
      sender: { type, label, fromName: campaign.fromName, fromEmail: campaign.fromEmail, replyTo: campaign.replyTo },
      schedule: presentSchedule(campaign),
      estimate: this.estimate(audience.sendable, sender.concurrency),
      template: version && {
        id: version.templateId,
        name: version.name,
        version: version.version,
        subject: version.subject,
        preheader: version.preheader,
      },
    };
  }

  /** Beside what was recorded for approval, where approval was asked for. */
  private async compareAudience(ctx: WorkspaceContext, campaign: Campaign): Promise<ComparedAudience | null> {
    if (!['inReview', 'approved', 'scheduled'].includes(campaign.status)) return null;
    const document = (await this.approvals.findLatest(ctx, campaign.id))?.document;
    if (!document?.audience) return null;
    try {
      return await this.comparison.recentlyCompared(ctx, campaign.audience, document);
    } catch (error) {
      // Not the audience that was signed: the launch says so, and the page still shows the rest.
      if (error instanceof AppError) return null;
      throw error;
    }
  }

  private async presentAudience(
    ctx: WorkspaceContext,
    counts: readonly AudienceCount[],
    compared: ComparedAudience | null,
  ): Promise<AudienceReviewDto> {
    const skipped = counts.flatMap(({ skipReason, count }) =>
      skipReason === null ? [] : [{ reason: skipReason, count: Number(count), message: skipMessage(skipReason, Number(count)) }],
    );
    return {
      matched: counts.reduce((sum, { count }) => sum + Number(count), 0),
      sendable: countSendable(counts),
      skipped: skipped.sort((a, b) => b.count - a.count),
      sinceRequest: compared && driftOf(compared),
      driftLimit: await this.approvals.driftLimit(ctx),
    };
  }

  private async renderWorst(ctx: WorkspaceContext, campaign: Campaign): Promise<WorstRenderDto[]> {
    const members = (await this.audiences.listMembers(ctx, campaign.audience, null, SAMPLE)).filter(
      ({ skipReason }) => skipReason === null,
    );
    const contacts = await this.audiences.loadContacts(
      ctx,
      members.map(({ contactId }) => contactId),
      true,
    );
    const worst = worstContacts(
      [...contacts].map(([id, contact]) => ({ ...contact, id })),
      WORST,
    );
    try {
      const writer = await this.email.open(ctx, campaign);
      const renders = worst.map(async ({ contact, why }) => {
        const recipient = { id: '', contactId: contact.id, address: contact.email ?? '' };
        const { subject, html } = await writer.write(recipient, contact, this.clock.now());
        const name = displayName({ ...contact, primaryEmail: contact.email, primaryPhone: contact.phone });
        return { contactId: contact.id, displayName: name, why, subject, html };
      });
      return await Promise.all(renders);
    } catch (error) {
      // A campaign that cannot be rendered yet has nothing to show; the preflight says why.
      if (error instanceof AppError) return [];
      throw error;
    }
  }

  private estimate(messages: number, concurrency: number): EstimateDto {
    const perMinute = Math.min(this.config.sendPerMinute, concurrency * PER_CONNECTION_AND_MINUTE);
    return { messages, perMinute, seconds: Math.ceil((messages / perMinute) * 60) };
  }
}

function driftOf({ recorded, joined, left, moved, asOf }: ComparedAudience): AudienceDriftDto {
  return { recorded, joined, left, moved, asOf };
}

function presentSchedule({ schedule, scheduledAt }: Campaign): ReviewScheduleDto {
  const startsAt = scheduledAt ?? (schedule.kind === 'at' ? instantOf(schedule.localTime, schedule.timeZone).toISOString() : null);
  return { startsAt, text: describeSchedule(schedule) };
}
