import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import type { AppError } from '../../../platform/http/AppError.js';
import { Installation } from '../../../platform/installation/Installation.js';
import { Clock } from '../../../platform/time/Clock.js';
import { ApprovalCheck } from '../approvals/ApprovalCheck.js';
import type { ComparedAudience } from '../approvals/AudienceComparison.js';
import type { CampaignDto } from '../CampaignDtos.js';
import { moveRefused, preflightFailed } from '../campaignErrors.js';
import type { Campaign } from '../CampaignRow.js';
import { instantOf } from '../campaignSchedule.js';
import { CampaignService } from '../CampaignService.js';
import { canMove } from '../campaignTransitions.js';
import { ReviewRequests } from '../ReviewRequests.js';
import { OccurrenceStart } from '../series/OccurrenceStart.js';
import { SeriesControl } from '../series/SeriesControl.js';
import { SeriesStarts } from '../series/SeriesStarts.js';
import { CampaignPreflight } from '../review/CampaignPreflight.js';
import { CampaignLifecycle } from './CampaignLifecycle.js';

/** Why a start that is due does not happen by itself: for good, or until a person says so. */
export type MissedStart = { readonly objection: AppError } | { readonly held: string };

/**
 * From approved to sending, or to its place in the calendar. Everything that can be known beforehand is asked first; an approval that does
 * not hold is voided. More than six dependencies: each start is checked from all sides, and those of a series begin elsewhere.
 */
@Injectable()
export class CampaignLauncher {
  constructor(
    private readonly campaigns: CampaignService,
    private readonly check: ApprovalCheck,
    private readonly reviews: ReviewRequests,
    private readonly preflight: CampaignPreflight,
    private readonly lifecycle: CampaignLifecycle,
    private readonly installation: Installation,
    private readonly series: SeriesControl,
    private readonly occurrences: OccurrenceStart,
    private readonly starts: SeriesStarts,
    private readonly clock: Clock,
  ) {}

  async launch(ctx: WorkspaceContext, id: string): Promise<CampaignDto> {
    await this.installation.requireSendingOpen(ctx.manager);
    const campaign = await this.campaigns.require(ctx, id);
    if (!canMove(campaign.status, 'send')) throw moveRefused('send', campaign.status);
    const found = await this.approvedAudience(ctx, campaign);
    if ('objection' in found) return this.refuse(ctx, campaign, found.objection);
    const zones = await this.starts.zonesOf(ctx, campaign);
    const errors = (await this.preflight.check(ctx, campaign, { counts: found.audience.counts, zones }, 'launch')).filter(
      ({ severity }) => severity === 'error',
    );
    if (errors.length > 0) throw preflightFailed(errors);
    const { schedule } = campaign;
    if (zones && schedule.kind === 'at') await this.launchByZones(ctx, campaign, zones.starts.first);
    else if (schedule.kind === 'at') await this.lifecycle.schedule(ctx, campaign, instantOf(schedule.localTime, schedule.timeZone));
    else if (schedule.kind === 'recurring') await this.series.begin(ctx, campaign);
    else await this.lifecycle.start(ctx, campaign, 'send');
    return this.campaigns.get(ctx, id);
  }

  /** It begins with the first recipient; everyone else waits in the ledger. Whoever's moment has passed gets it at once. */
  private launchByZones(ctx: WorkspaceContext, campaign: Campaign, begins: Date): Promise<void> {
    return begins <= this.clock.now() ? this.lifecycle.start(ctx, campaign, 'send') : this.lifecycle.schedule(ctx, campaign, begins);
  }

  /** Checks again: between approval and start lie hours in which lists and settings may have changed. */
  async startScheduled(ctx: WorkspaceContext, campaign: Campaign, missed: MissedStart | null): Promise<void> {
    if (missed === null)
      return campaign.seriesId === null ? this.startApproved(ctx, campaign, 'start') : this.occurrences.start(ctx, campaign);
    if ('objection' in missed) return this.refuse(ctx, campaign, missed.objection);
    await this.lifecycle.hold(ctx, campaign, missed.held);
  }

  /** One that was held before it started: a person says that it goes out now, late. Whatever changed meanwhile is found here. */
  startHeld(ctx: WorkspaceContext, campaign: Campaign): Promise<void> {
    if (campaign.seriesId !== null) return this.occurrences.resume(ctx, campaign);
    return this.startApproved(ctx, campaign, 'resume');
  }

  private async startApproved(ctx: WorkspaceContext, campaign: Campaign, move: 'start' | 'resume'): Promise<void> {
    const found = await this.approvedAudience(ctx, campaign);
    if ('objection' in found) return this.refuse(ctx, campaign, found.objection);
    await this.lifecycle.start(ctx, campaign, move);
  }

  /** The people that the approval covers now, or what it does not cover. Changes nothing. */
  private async approvedAudience(
    ctx: WorkspaceContext,
    campaign: Campaign,
  ): Promise<{ readonly audience: ComparedAudience } | { readonly objection: AppError }> {
    const cover = await this.check.coverNow(ctx, campaign);
    if ('objection' in cover) return cover;
    const { audience, objection } = await this.check.audienceNow(ctx, campaign, cover.document);
    return objection ? { objection } : { audience };
  }

  private async refuse(ctx: WorkspaceContext, campaign: Campaign, objection: AppError): Promise<never> {
    // What a series made is no draft of anybody.
    if (campaign.seriesId !== null) await this.lifecycle.hold(ctx, campaign, objection.message);
    else await this.reviews.voidFor(ctx, campaign, objection);
    throw objection;
  }
}
