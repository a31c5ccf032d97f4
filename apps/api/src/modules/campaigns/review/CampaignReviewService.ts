import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../platform/config/AppConfig.js';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { AppError, notFound } from '../../../platform/http/AppError.js';
import { Clock } from '../../../platform/time/Clock.js';
import { SenderPoolService } from '../../providers/SenderPoolService.js';
import { AudienceRepository } from '../AudienceRepository.js';
import { CampaignContent } from '../CampaignContent.js';
import { CampaignRepository } from '../CampaignRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { describeSchedule, instantOf } from '../campaignSchedule.js';
import { CampaignPresenter } from '../CampaignPresenter.js';
import type { AudienceReviewDto, CampaignReviewDto, EstimateDto, ReviewScheduleDto, WorstRenderDto } from '../ReviewDtos.js';
import { CampaignRuns } from '../sending/CampaignRuns.js';
import { RecipientContactRepository } from '../sending/RecipientContactRepository.js';
import { writeMessage } from '../sending/writeMessage.js';
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
    private readonly contacts: RecipientContactRepository,
    private readonly content: CampaignContent,
    private readonly preflight: CampaignPreflight,
    private readonly runs: CampaignRuns,
    private readonly pool: SenderPoolService,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  async review(ctx: WorkspaceContext, id: string): Promise<CampaignReviewDto> {
    const campaign = await this.campaigns.find(ctx, id);
    if (!campaign) throw notFound('campaign');
    const version = await this.content.find(ctx, campaign);
    const { type, label, sender } = await this.pool.open(ctx);
    const audience = await this.reviewAudience(ctx, campaign);
    return {
      campaign: await this.presenter.present(ctx, campaign),
      audience,
      preflight: await this.preflight.check(ctx, campaign, 'review'),
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

  private async reviewAudience(ctx: WorkspaceContext, campaign: Campaign): Promise<AudienceReviewDto> {
    const counts = (await this.audiences.countByReason(ctx, campaign.audience)).map(({ skipReason, count }) => ({
      skipReason,
      count: Number(count),
    }));
    const skipped = counts.flatMap(({ skipReason, count }) =>
      skipReason === null ? [] : [{ reason: skipReason, count, message: skipMessage(skipReason, count) }],
    );
    return {
      matched: counts.reduce((sum, { count }) => sum + count, 0),
      sendable: counts.find(({ skipReason }) => skipReason === null)?.count ?? 0,
      skipped: skipped.sort((a, b) => b.count - a.count),
    };
  }

  private async renderWorst(ctx: WorkspaceContext, campaign: Campaign): Promise<WorstRenderDto[]> {
    const members = (await this.audiences.listMembers(ctx, campaign.audience, null, SAMPLE)).filter(
      ({ skipReason }) => skipReason === null,
    );
    const contacts = await this.contacts.load(
      ctx,
      members.map(({ contactId }) => contactId),
      true,
    );
    const worst = worstContacts(
      [...contacts].map(([id, contact]) => ({ ...contact, id })),
      WORST,
    );
    try {
      const run = await this.runs.build(ctx, campaign, (await this.pool.open(ctx)).sender, 'review');
      const renders = worst.map(async ({ contact, why }) => {
        const recipient = { id: '', contactId: contact.id, address: contact.email ?? '' };
        const { subject, html } = await writeMessage(run, recipient, contact, this.clock.now());
        const displayName = `${contact.firstName ?? ''} ${contact.lastName ?? ''}`.trim() || (contact.email ?? '');
        return { contactId: contact.id, displayName, why, subject, html };
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

function presentSchedule({ schedule, scheduledAt }: Campaign): ReviewScheduleDto {
  const startsAt = scheduledAt ?? (schedule.kind === 'at' ? instantOf(schedule.localTime, schedule.timeZone).toISOString() : null);
  return { startsAt, text: describeSchedule(schedule) };
}
