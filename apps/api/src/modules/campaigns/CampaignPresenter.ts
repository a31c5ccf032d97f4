import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UserService } from '../users/UserService.js';
import type { Approval } from './approvals/ApprovalRepository.js';
import { ApprovalService } from './approvals/ApprovalService.js';
import { CampaignContent } from './CampaignContent.js';
import type { ApprovalDto, CampaignDto, CampaignSummaryDto, CountsDto, PersonDto } from './CampaignDtos.js';
import type { Campaign } from './CampaignRow.js';
import { allowedActions } from './campaignTransitions.js';
import { CountsRepository, noCounts } from './CountsRepository.js';

/** Turns campaigns into what the API answers, with names, figures and what this person may do. */
@Injectable()
export class CampaignPresenter {
  constructor(
    private readonly content: CampaignContent,
    private readonly approvals: ApprovalService,
    private readonly counts: CountsRepository,
    private readonly users: UserService,
  ) {}

  async present(ctx: WorkspaceContext, campaign: Campaign): Promise<CampaignDto> {
    const version = await this.content.find(ctx, campaign);
    const approval = await this.approvals.findLatest(ctx, campaign.id);
    const people = [campaign.createdBy, approval?.requestedBy, approval?.reviewerId].filter((id): id is string => Boolean(id));
    const names = await this.users.namesOf(ctx, [...new Set(people)]);
    const { templateId, fromName, fromEmail, replyTo, version: edition } = campaign;
    const { listIds, excludeListIds } = campaign.audience;
    return {
      ...summaryOf(campaign, await this.counts.countOne(ctx, campaign.id)),
      templateId,
      fromName,
      fromEmail,
      replyTo,
      audience: { listIds: [...listIds], excludeListIds: [...excludeListIds] },
      schedule: { ...campaign.schedule },
      template: version && { id: version.templateId, name: version.name, version: version.version },
      version: edition,
      approval: approval && (await this.presentApproval(ctx, campaign, approval, names)),
      createdBy: personOf(campaign.createdBy, names),
      allowedActions: allowedActions(campaign.status, ctx.role),
    };
  }

  async presentAll(ctx: WorkspaceContext, campaigns: readonly Campaign[]): Promise<CampaignSummaryDto[]> {
    const counts = await this.counts.count(
      ctx,
      campaigns.map(({ id }) => id),
    );
    return campaigns.map((campaign) => summaryOf(campaign, counts.get(campaign.id) ?? noCounts()));
  }

  private async presentApproval(
    ctx: WorkspaceContext,
    campaign: Campaign,
    approval: Approval,
    names: ReadonlyMap<string, string>,
  ): Promise<ApprovalDto> {
    // Once it is being sent, what was approved is what is sent; lists may grow without changing that.
    const isComparable = ['draft', 'inReview', 'approved', 'scheduled'].includes(campaign.status) && approval.status !== 'rejected';
    const { id, status, notes, requestNotes, isSelfApproval, expiresAt, createdAt, reviewedAt } = approval;
    return {
      id,
      status,
      requestedBy: personOf(approval.requestedBy, names),
      requestedAt: createdAt,
      reviewer: personOf(approval.reviewerId, names),
      reviewedAt,
      notes,
      requestNotes,
      isSelfApproval,
      expiresAt,
      changes: isComparable ? await this.approvals.changesSince(ctx, campaign, approval) : [],
    };
  }
}

function summaryOf(campaign: Campaign, counts: CountsDto): CampaignSummaryDto {
  const { id, name, type, status, statusReason, subject, scheduledAt, startedAt, finishedAt, createdAt, updatedAt } = campaign;
  return { id, name, type, status, statusReason, subject, counts, scheduledAt, startedAt, finishedAt, createdAt, updatedAt };
}

function personOf(id: string | null, names: ReadonlyMap<string, string>): PersonDto | null {
  return id === null ? null : { id, name: names.get(id) ?? 'A former member' };
}
