import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { AppError } from '../../../platform/http/AppError.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { ApprovalCheck } from '../approvals/ApprovalCheck.js';
import { type ApprovedPage, ApprovedAudience } from '../approvals/ApprovedAudience.js';
import { AudienceRepository } from '../AudienceRepository.js';
import { CampaignRepository } from '../CampaignRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { LedgerWriter } from '../ledger/LedgerWriter.js';

/** People per transaction: large enough to be fast, small enough that other writers wait for some hundredths of a second. */
const BATCH = 2_000;

/** Who comes into the ledger next: only people who were approved, each page once. */
@Injectable()
export class AudiencePlan {
  constructor(
    private readonly campaigns: CampaignRepository,
    private readonly audiences: AudienceRepository,
    private readonly check: ApprovalCheck,
    private readonly approved: ApprovedAudience,
    private readonly ledger: LedgerWriter,
    private readonly clock: Clock,
  ) {}

  /** Read before the transaction that plans it, or the reason why nothing may be planned. Everything is looked at again before the network. */
  async nextPage(ctx: WorkspaceContext, campaign: Campaign): Promise<ApprovedPage | { readonly objection: AppError }> {
    const cover = await this.check.cover(ctx, campaign);
    if ('objection' in cover) return cover;
    const members = await this.audiences.listMembers(ctx, campaign.audience, campaign.expandCursor, BATCH);
    try {
      return await this.approved.pageOf(ctx, cover.approval, cover.document, members);
    } catch (error) {
      if (error instanceof AppError) return { objection: error };
      throw error;
    }
  }

  /** Inside a unit of work. Null: another run was faster, or the campaign is not being sent any more. */
  async write(ctx: WorkspaceContext, campaign: Campaign, page: ApprovedPage): Promise<{ readonly isLast: boolean } | null> {
    const now = nowIso(this.clock);
    const isLast = page.members.length < BATCH;
    const to = page.members.at(-1)?.contactId ?? campaign.expandCursor;
    const place = { from: campaign.expandCursor, to, finishedAt: isLast ? now : null };
    if (!(await this.campaigns.advanceExpansion(ctx, campaign.id, place))) return null;
    await this.ledger.plan(ctx, campaign, await this.approved.admit(ctx, page), now);
    return { isLast };
  }
}
