import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { AppError } from '../../../platform/http/AppError.js';
import { SenderService } from '../../providers/SenderService.js';
import { ApprovalCheck } from '../approvals/ApprovalCheck.js';
import type { ApprovalDocument } from '../approvals/approvalDocument.js';
import { isOfAudience } from '../approvals/audienceCounts.js';
import { AudienceRepository } from '../AudienceRepository.js';
import { seriesAudienceGrew } from '../campaignErrors.js';
import type { Campaign } from '../CampaignRow.js';
import { CampaignLifecycle } from '../sending/CampaignLifecycle.js';
import { OccurrenceRepository } from './OccurrenceRepository.js';

/**
 * Starts what a series has made. It is covered by the approval of the series, and its audience is counted anew; whatever objects lets it wait
 * for a person, with the reason.
 */
@Injectable()
export class OccurrenceStart {
  constructor(
    private readonly check: ApprovalCheck,
    private readonly audiences: AudienceRepository,
    private readonly occurrences: OccurrenceRepository,
    private readonly senders: SenderService,
    private readonly lifecycle: CampaignLifecycle,
  ) {}

  async start(ctx: WorkspaceContext, campaign: Campaign): Promise<void> {
    try {
      await this.begin(ctx, campaign, 'start');
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      await this.lifecycle.hold(ctx, campaign, error.message);
      throw error;
    }
  }

  /** A person has seen why it waits: an audience that has grown is meant so. What is not covered stays where it is. */
  resume(ctx: WorkspaceContext, campaign: Campaign): Promise<void> {
    return this.begin(ctx, campaign, 'resume');
  }

  private async begin(ctx: WorkspaceContext, campaign: Campaign, move: 'start' | 'resume'): Promise<void> {
    const cover = await this.check.coverNow(ctx, campaign);
    if ('objection' in cover) throw cover.objection;
    const { seriesId, occursAt } = campaign;
    if (seriesId === null || occursAt === null) return;
    const people = await this.count(ctx, campaign);
    const before = await this.approvedBefore(ctx, seriesId, cover.document);
    const limit = cover.document.decision?.driftLimit ?? 0;
    if (move === 'start' && people > before + Math.floor((before * limit) / 100)) throw seriesAudienceGrew(before, people, limit);
    if (move === 'start') await this.senders.requireRunning(ctx, null, campaign.type);
    await this.lifecycle.start(ctx, campaign, move);
    await this.occurrences.setAudience(ctx, seriesId, occursAt, people);
  }

  private async count(ctx: WorkspaceContext, campaign: Campaign): Promise<number> {
    const counts = await this.audiences.countByReason(ctx, campaign.audience);
    return counts.filter(isOfAudience).reduce((sum, { count }) => sum + Number(count), 0);
  }

  /** The people who were approved, or those of the last date since then where they were more. */
  private async approvedBefore(ctx: WorkspaceContext, seriesId: string, { audience, decision }: ApprovalDocument): Promise<number> {
    const last = await this.occurrences.lastAudience(ctx, seriesId, decision?.at ?? '');
    return Math.max(audience?.members ?? 0, last ?? 0);
  }
}
