import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { afterCommit } from '../../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import type { DeliveryReportType } from '../../providers/DeliveryEvents.js';
import { CampaignRepository } from '../CampaignRepository.js';
import { LedgerMarks } from '../ledger/LedgerMarks.js';
import type { ReportedRecipient } from '../ledger/ledgerRows.js';
import { CampaignProgress } from './CampaignProgress.js';
import { OutcomeRecorder } from './HandOver.js';
import { MessageEntries } from './MessageEntries.js';

/** What a report changes: the row of the ledger, the entry on the timeline, and the open page of the campaign. Inside a unit of work. */
@Injectable()
export class ReportEffects {
  constructor(
    private readonly outcomes: OutcomeRecorder,
    private readonly marks: LedgerMarks,
    private readonly entries: MessageEntries,
    private readonly campaigns: CampaignRepository,
    private readonly progress: CampaignProgress,
    private readonly clock: Clock,
  ) {}

  async apply(
    ctx: WorkspaceContext,
    recipient: ReportedRecipient,
    told: { type: DeliveryReportType; at: string; words: string | null },
  ): Promise<void> {
    // The report overtook our own record of the acceptance, or answers an open question: the message was sent.
    if ((recipient.state === 'handed' || recipient.state === 'uncertain') && recipient.attemptId) {
      await this.settleAsSent(ctx, recipient.id, recipient.attemptId);
    }
    await this.marks.mark(ctx, recipient.id, told, nowIso(this.clock));
    await this.entries.showReport(ctx, recipient.id, told.type, told.at);
    await this.touch(ctx, recipient.campaignId);
  }

  settleAsSent(ctx: WorkspaceContext, id: string, attemptId: string): Promise<unknown> {
    return this.outcomes.settleAs(ctx, { id, attemptId }, 'sent');
  }

  /** What our own links and images told, after the ledger has heard of it. */
  async showVisits(
    ctx: WorkspaceContext,
    campaignId: string,
    visits: readonly { readonly id: string; readonly type: 'opened' | 'clicked'; readonly at: string }[],
  ): Promise<void> {
    for (const { id, type, at } of visits) await this.entries.showReport(ctx, id, type, at);
    await this.touch(ctx, campaignId);
  }

  private async touch(ctx: WorkspaceContext, campaignId: string): Promise<void> {
    const campaign = await this.campaigns.find(ctx, campaignId);
    if (campaign) afterCommit(ctx.manager, () => this.progress.touch(ctx.workspaceId, campaign.id, campaign.status));
  }
}
