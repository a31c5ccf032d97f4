import { Injectable } from '@nestjs/common';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { Clock } from '../../platform/time/Clock.js';
import { shortText } from '../../platform/http/shortText.js';
import { UserService } from '../users/UserService.js';
import { ApprovalCheck } from './approvals/ApprovalCheck.js';
import { neededFor, signaturesOf } from './approvals/approvalDocument.js';
import type { Approval } from './approvals/approvalRow.js';
import { ApprovalRepository } from './approvals/ApprovalRepository.js';
import { SnapshotWriter } from './approvals/SnapshotWriter.js';
import type { AbTest } from './abTests/AbTest.js';
import type { AbTestDto } from './abTests/AbTestDtos.js';
import { CampaignContent } from './CampaignContent.js';
import type { ApprovalDto, ApprovedAudienceDto, CampaignDto, CampaignSummaryDto, CountsDto, DateDto, PersonDto } from './CampaignDtos.js';
import { type Campaign, isSeries } from './CampaignRow.js';
import { allowedActions } from './campaignTransitions.js';
import { SeriesDates } from './series/SeriesDates.js';
import { LedgerFigures, noCounts } from './ledger/LedgerFigures.js';
import { describeOccurrence } from './zones/zonedSchedule.js';

/** In a list; a provider's own words may be pages long. */
const LONGEST_REASON = 500;
const NEXT_DATES = 5;

/** Turns campaigns into what the API answers, with names, figures and what this person may do. More than six dependencies: each names a part. */
@Injectable()
export class CampaignPresenter {
  constructor(
    private readonly content: CampaignContent,
    private readonly approvals: ApprovalRepository,
    private readonly check: ApprovalCheck,
    private readonly snapshots: SnapshotWriter,
    private readonly counts: LedgerFigures,
    private readonly users: UserService,
    private readonly dates: SeriesDates,
    private readonly clock: Clock,
  ) {}

  async present(ctx: WorkspaceContext, campaign: Campaign): Promise<CampaignDto> {
    const version = await this.content.find(ctx, campaign);
    const approval = await this.approvals.findLatest(ctx, campaign.seriesId ?? campaign.id);
    const shown = approval && (await this.presentApproval(ctx, campaign, approval));
    const signed = approval?.document ? signaturesOf(approval.document) : [];
    const signers = signed.map(({ reviewerId }) => reviewerId);
    const people = [campaign.createdBy, approval?.requestedBy, approval?.reviewerId, ...signers].filter((id): id is string => Boolean(id));
    const names = await this.users.namesOf(ctx, [...new Set(people)]);
    const { templateId, text, fromName, fromEmail, replyTo, version: edition } = campaign;
    const { listIds, excludeListIds, segmentIds, excludeSegmentIds, topicId } = campaign.audience;
    return {
      ...summaryOf(campaign, hasLedger(campaign) ? await this.counts.countOne(ctx, campaign.id) : noCounts()),
      templateId,
      text,
      fromName,
      fromEmail,
      replyTo,
      audience: {
        listIds: [...listIds],
        excludeListIds: [...excludeListIds],
        segmentIds: [...segmentIds],
        excludeSegmentIds: [...excludeSegmentIds],
        topicId,
      },
      schedule: { ...campaign.schedule },
      tracking: { ...campaign.tracking },
      abTest: campaign.abTest && presentAbTest(campaign.abTest),
      template: version && { id: version.templateId, name: version.name, version: version.version, versionLabel: version.label },
      version: edition,
      approval: approval &&
        shown && {
          ...shown,
          requestedBy: personOf(approval.requestedBy, names),
          reviewer: personOf(approval.reviewerId, names),
          needed: approval.document ? neededFor(approval.document) : 1,
          signatures: signed.map(({ reviewerId, at, notes, findings }) => ({
            reviewer: personOf(reviewerId, names),
            at,
            notes,
            findings: findings ? findings.map((finding) => ({ ...finding })) : null,
          })),
        },
      createdBy: personOf(campaign.createdBy, names),
      nextDates: await this.nextDates(ctx, campaign),
      allowedActions: allowedActions(campaign.status, ctx.role, shown?.needsRenewal, {
        hasSigned: approval?.status === 'pending' && signers.includes(actorUserId(ctx)),
        hasBegun: campaign.startedAt !== null || campaign.seriesId !== null,
        isSeries: isSeries(campaign),
      }),
    };
  }

  /** Those that would come if it were sent now, or come. */
  private async nextDates(ctx: WorkspaceContext, campaign: Campaign): Promise<DateDto[]> {
    const { schedule } = campaign;
    if (schedule.kind !== 'recurring' || !isSeries(campaign) || ['sent', 'cancelled'].includes(campaign.status)) return [];
    const after = Math.max(this.clock.now().getTime(), campaign.scheduledAt === null ? 0 : Date.parse(campaign.scheduledAt) - 1);
    const dates = await this.dates.after(ctx, campaign, new Date(after), NEXT_DATES);
    return dates.map((date) => ({ at: date.toISOString(), text: describeOccurrence(schedule, date) }));
  }

  async presentAll(ctx: WorkspaceContext, campaigns: readonly Campaign[]): Promise<CampaignSummaryDto[]> {
    const counts = await this.counts.count(
      ctx,
      campaigns.filter(hasLedger).map(({ id }) => id),
    );
    return campaigns.map((campaign) => {
      const summary = summaryOf(campaign, counts.get(campaign.id) ?? noCounts());
      return { ...summary, statusReason: summary.statusReason && shortText(summary.statusReason, LONGEST_REASON) };
    });
  }

  private async presentApproval(
    ctx: WorkspaceContext,
    campaign: Campaign,
    approval: Approval,
  ): Promise<Omit<ApprovalDto, 'requestedBy' | 'reviewer' | 'needed' | 'signatures'>> {
    const { id, status, notes, requestNotes, isSelfApproval, expiresAt, createdAt, reviewedAt, document } = approval;
    return {
      id,
      status,
      requestedAt: createdAt,
      reviewedAt,
      notes,
      requestNotes,
      isSelfApproval,
      expiresAt,
      audience: await this.presentAudience(ctx, approval),
      allowsGrowth: document?.decision?.allowsGrowth ?? false,
      driftLimit: document?.decision?.status === 'approved' ? document.decision.driftLimit : null,
      changes: isComparable(campaign, approval) ? await this.check.changesSince(ctx, campaign, approval) : [],
      needsRenewal: await this.check.needsRenewal(ctx, campaign),
    };
  }

  private async presentAudience(ctx: WorkspaceContext, { document, snapshotId, status }: Approval): Promise<ApprovedAudienceDto | null> {
    if (document?.audience) return { isRecorded: true, members: document.audience.members };
    const snapshot = snapshotId !== null && status === 'pending' ? await this.snapshots.find(ctx, snapshotId) : null;
    return snapshot && { isRecorded: false, members: snapshot.members };
  }
}

function presentAbTest({ variants, sample }: AbTest): AbTestDto {
  const shown = variants.map(({ id, name, subject, fromName, templateId }) => ({ id, name, subject, fromName, templateId }));
  return { variants: shown, sample: sample && { ...sample } };
}

/** Once it is being sent, a change stops it and is shown with the reason. */
function isComparable({ status }: Campaign, approval: Approval): boolean {
  return ['draft', 'inReview', 'approved', 'scheduled', 'paused'].includes(status) && approval.status !== 'rejected';
}

/** The others have nobody to count. */
function hasLedger({ status }: Campaign): boolean {
  return !['draft', 'inReview', 'approved', 'scheduled'].includes(status);
}

function summaryOf(campaign: Campaign, counts: CountsDto): CampaignSummaryDto {
  const { id, name, type, status, statusReason, subject, scheduledAt, seriesId, startedAt, finishedAt, createdAt, updatedAt } = campaign;
  return {
    id,
    name,
    type,
    status,
    statusReason,
    subject,
    counts,
    scheduledAt,
    seriesId,
    isSeries: isSeries(campaign),
    startedAt,
    finishedAt,
    createdAt,
    updatedAt,
  };
}

function personOf(id: string | null, names: ReadonlyMap<string, string>): PersonDto | null {
  return id === null ? null : { id, name: names.get(id) ?? 'A former member' };
}
