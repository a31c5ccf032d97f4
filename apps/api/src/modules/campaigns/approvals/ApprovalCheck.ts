import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import type { AppError } from '../../../platform/http/AppError.js';
import { Clock } from '../../../platform/time/Clock.js';
import {
  approvalExpired,
  approvalMissing,
  approvalOutdated,
  approvalTampered,
  audienceDrifted,
  changedSinceApproval,
} from '../campaignErrors.js';
import type { Campaign } from '../CampaignRow.js';
import { instantOf } from '../campaignSchedule.js';
import { canBegin, zonedStartOf } from '../zones/zonedSchedule.js';
import { isOccurrence } from '../series/occurrences.js';
import type { ApprovalDocument } from './approvalDocument.js';
import { ApprovalFields } from './ApprovalFields.js';
import { ApprovalRepository } from './ApprovalRepository.js';
import type { Approval } from './approvalRow.js';
import { ApprovalSeal, isOutdated } from './ApprovalSeal.js';
import type { FieldChange } from './fieldChanges.js';
import { AudienceComparison, type ComparedAudience, newcomersAllowed } from './AudienceComparison.js';

/** The approval that covers a campaign, or why there is none. */
export type Cover = { readonly approval: Approval; readonly document: ApprovalDocument } | { readonly objection: AppError };

/** Whether a campaign may send: asked at the launch, when it goes on after a pause, and before every batch. */
@Injectable()
export class ApprovalCheck {
  constructor(
    private readonly approvals: ApprovalRepository,
    private readonly seals: ApprovalSeal,
    private readonly fields: ApprovalFields,
    private readonly comparison: AudienceComparison,
    private readonly clock: Clock,
  ) {}

  /** For a campaign that is being sent: it was begun in time, so a long one may outlast its approval. */
  async cover(ctx: WorkspaceContext, campaign: Campaign): Promise<Cover> {
    const approval = await this.approvals.findLatest(ctx, campaign.seriesId ?? campaign.id);
    if (!approval) return { objection: approvalMissing() };
    if (isOutdated(approval)) return { objection: approvalOutdated() };
    const { document } = approval;
    if (!document || !this.seals.isIntact(approval) || startsAtAnotherTime(campaign) || isStray(campaign))
      return { objection: approvalTampered() };
    if (approval.status !== 'approved') return { objection: approvalMissing() };
    const changes = await this.fields.changesSince(ctx, campaign, document.fields);
    return changes.length > 0 ? { objection: changedSinceApproval(changes) } : { approval, document };
  }

  /** For a campaign that is about to begin, or to go on. */
  async coverNow(ctx: WorkspaceContext, campaign: Campaign): Promise<Cover> {
    const cover = await this.cover(ctx, campaign);
    if ('objection' in cover) return cover;
    const { expiresAt } = cover.document;
    return expiresAt !== null && expiresAt <= this.clock.now().toISOString() ? { objection: approvalExpired() } : cover;
  }

  changesSince(ctx: WorkspaceContext, campaign: Campaign, { sealed }: Approval): Promise<FieldChange[]> {
    return this.fields.changesSince(ctx, campaign, sealed);
  }

  /** Whether a campaign that was stopped on its way has to be approved again before it goes on. What was tampered with cannot be. */
  async needsRenewal(ctx: WorkspaceContext, campaign: Campaign): Promise<boolean> {
    // What a series made is approved with the series.
    if (campaign.status !== 'paused' || campaign.startedAt === null || campaign.seriesId !== null) return false;
    const cover = await this.coverNow(ctx, campaign);
    return 'objection' in cover && cover.objection.code !== approvalTampered().code;
  }

  /** Whether an open request asks for the campaign as it is. */
  async isAsked(ctx: WorkspaceContext, campaign: Campaign, approval: Approval): Promise<boolean> {
    const { status, document } = approval;
    if (status !== 'pending' || !document || !this.seals.isIntact(approval)) return false;
    if (document.expiresAt !== null && document.expiresAt <= this.clock.now().toISOString()) return false;
    return (await this.fields.changesSince(ctx, campaign, document.fields)).length === 0;
  }

  /** The audience as it is now, and the objection when more people came in than the approval allows for. One walk through the audience. */
  async audienceNow(
    ctx: WorkspaceContext,
    campaign: Campaign,
    document: ApprovalDocument,
  ): Promise<{ readonly audience: ComparedAudience; readonly objection: AppError | null }> {
    const audience = await this.comparison.compare(ctx, campaign.audience, document);
    return { audience, objection: audience.joined + audience.moved > newcomersAllowed(document) ? audienceDrifted(audience) : null };
  }
}

/** The start is computed from the schedule that was approved. */
function startsAtAnotherTime(campaign: Campaign): boolean {
  const { status, schedule, scheduledAt, occursAt, seriesId } = campaign;
  if (status !== 'scheduled') return false;
  const zoned = zonedStartOf(campaign);
  if (zoned) return scheduledAt === null || !canBegin(zoned, new Date(scheduledAt));
  if (seriesId !== null) return scheduledAt !== occursAt;
  if (schedule.kind === 'recurring') return scheduledAt === null || !isOccurrence(schedule, scheduledAt);
  return schedule.kind !== 'at' || scheduledAt !== instantOf(schedule.localTime, schedule.timeZone).toISOString();
}

/** Belongs to no date of its series, or is a series that is being sent itself. */
function isStray({ status, schedule, seriesId, occursAt }: Campaign): boolean {
  if (seriesId !== null) return schedule.kind !== 'recurring' || occursAt === null || !isOccurrence(schedule, occursAt);
  return schedule.kind === 'recurring' && status === 'sending';
}
