import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { ApprovalCheck } from '../approvals/ApprovalCheck.js';
import { ApprovedAudience } from '../approvals/ApprovedAudience.js';
import { AudienceRepository } from '../AudienceRepository.js';
import { CampaignRepository } from '../CampaignRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { LedgerWriter } from '../ledger/LedgerWriter.js';

/** Far more than a sample has: its audience is written in one step. */
const MOST = 2_000;

/** Writes the audience of a replayed campaign into the ledger, as ExpandAudienceJob does, inside the caller's transaction. */
@Injectable()
export class PastExpansion {
  constructor(
    private readonly campaigns: CampaignRepository,
    private readonly audiences: AudienceRepository,
    private readonly check: ApprovalCheck,
    private readonly approved: ApprovedAudience,
    private readonly ledger: LedgerWriter,
    private readonly clock: Clock,
  ) {}

  async expand(ctx: WorkspaceContext, campaign: Campaign): Promise<void> {
    const cover = await this.check.cover(ctx, campaign);
    if ('objection' in cover) throw cover.objection;
    const members = await this.audiences.listMembers(ctx, campaign.audience, null, MOST);
    if (members.length === MOST) throw new Error('A replayed campaign has a small audience.');
    const page = await this.approved.pageOf(ctx, cover.approval, cover.document, members);
    const now = nowIso(this.clock);
    await this.campaigns.advanceExpansion(ctx, campaign.id, { from: null, to: members.at(-1)?.contactId ?? null, finishedAt: now });
    await this.ledger.plan(ctx, campaign, await this.approved.admit(ctx, page), now);
  }
}
