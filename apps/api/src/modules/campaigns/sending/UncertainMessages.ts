import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { notFound } from '../../../platform/http/AppError.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { notUncertain } from '../campaignErrors.js';
import { CampaignRepository } from '../CampaignRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { CampaignStateMachine } from '../CampaignStateMachine.js';
import { LedgerReader } from '../ledger/LedgerReader.js';
import { LedgerWriter } from '../ledger/LedgerWriter.js';
import { MessageLogRepository } from './MessageLogRepository.js';
import { SendQueue } from './SendQueue.js';
import { previewOf, SentMessages } from './SentMessages.js';

/** Messages of which nobody knows whether they were sent: settled by the answer of the provider (ProviderInquiry), else by a person. */
@Injectable()
export class UncertainMessages {
  constructor(
    private readonly ledger: LedgerWriter,
    private readonly reader: LedgerReader,
    private readonly messages: SentMessages,
    private readonly logs: MessageLogRepository,
    private readonly campaigns: CampaignRepository,
    private readonly states: CampaignStateMachine,
    private readonly queue: SendQueue,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** A person knows. What was not sent is planned again, and the campaign goes on if it had ended. */
  resolve(ctx: WorkspaceContext, campaignId: string, recipientId: string, outcome: 'sent' | 'notSent'): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const campaign = await this.campaigns.find(ctx, campaignId);
      if (!campaign) throw notFound('campaign');
      const row = await this.reader.findUncertain(ctx, campaignId, recipientId);
      if (!row || !(await this.settleAs(ctx, row, outcome))) throw notUncertain();
      await this.audit.record(ctx, {
        action: 'campaign.messageResolved',
        entity: ['campaign', campaignId],
        details: { recipientId, outcome },
      });
      if (outcome === 'notSent') await this.continueAfter(ctx, campaign);
    });
  }

  /** Rows of this campaign were planned again: it goes on, unless somebody stopped it. */
  async continueAfter(ctx: WorkspaceContext, campaign: Campaign): Promise<void> {
    if ((await this.reader.nextDue(ctx, campaign.id)) === null) return;
    if (campaign.status === 'sent') await this.states.move(ctx, campaign, 'reopen', { finishedAt: null });
    if (campaign.status === 'cancelled') await this.queue.enqueueClose(ctx, campaign.id);
    else if (campaign.status !== 'paused') await this.queue.enqueueLanes(ctx, campaign.id);
  }

  /** Inside a unit of work. Answers whether it was still open. */
  async settleAs(ctx: WorkspaceContext, row: { id: string; attemptId: string }, truth: 'sent' | 'notSent'): Promise<boolean> {
    const now = nowIso(this.clock);
    if (truth === 'notSent') {
      const input = { isCounted: true, dueAt: now, code: 'notSent', message: 'It turned out that this message was not sent.' };
      const isReplanned = await this.ledger.replan(ctx, row.attemptId, row.id, input, now);
      if (isReplanned) await this.messages.delete(ctx, [row.id]);
      return isReplanned;
    }
    const [accepted] = await this.ledger.accept(ctx, row.attemptId, [{ id: row.id, providerMessageId: null }], now);
    const message = accepted && (await this.messages.find(ctx, row.id));
    if (message) await this.logs.write(ctx, [{ ...accepted, subject: message.subject, preview: previewOf(message.body.text) }], now);
    return accepted !== undefined;
  }
}
