import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { AppError } from '../../../platform/http/AppError.js';
import { AudienceComparison, type ComparedAudience } from '../approvals/AudienceComparison.js';
import { ApprovalRepository } from '../approvals/ApprovalRepository.js';
import { countSendable } from '../approvals/audienceCounts.js';
import { type AudienceCount, AudienceRepository } from '../AudienceRepository.js';
import type { Campaign } from '../CampaignRow.js';
import type { AudienceDriftDto, AudienceReviewDto } from '../ReviewDtos.js';
import { skipMessage } from '../skipMessages.js';

interface CountedAudience {
  readonly counts: readonly AudienceCount[];
  /** Null: approval was not asked for yet. */
  readonly compared: ComparedAudience | null;
}

/** Who gets the message and who does not, beside those it was asked for. */
@Injectable()
export class AudienceReview {
  constructor(
    private readonly audiences: AudienceRepository,
    private readonly approvals: ApprovalRepository,
    private readonly comparison: AudienceComparison,
  ) {}

  async count(ctx: WorkspaceContext, campaign: Campaign): Promise<CountedAudience> {
    const compared = await this.compareAudience(ctx, campaign);
    return { compared, counts: compared?.counts ?? (await this.audiences.countByReason(ctx, campaign.audience)) };
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

  async present(ctx: WorkspaceContext, { counts, compared }: CountedAudience): Promise<AudienceReviewDto> {
    const skipped = counts.flatMap(({ skipReason, count }) =>
      skipReason === null ? [] : [{ reason: skipReason, count: Number(count), message: skipMessage(skipReason, Number(count)) }],
    );
    return {
      matched: counts.reduce((sum, { count }) => sum + Number(count), 0),
      sendable: countSendable(counts),
      skipped: skipped.sort((a, b) => b.count - a.count),
      sinceRequest: compared && driftOf(compared),
      driftLimit: await this.comparison.driftLimit(ctx),
    };
  }
}

function driftOf({ recorded, joined, left, moved, asOf }: ComparedAudience): AudienceDriftDto {
  return { recorded, joined, left, moved, asOf };
}
