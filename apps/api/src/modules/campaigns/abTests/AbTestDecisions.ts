import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../platform/audit/AuditTrail.js';
import { actorUserId, type WorkspaceContext } from '../../../platform/context/Context.js';
import { afterCommit, UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { AppError, notFound } from '../../../platform/http/AppError.js';
import { LiveEvents } from '../../../platform/live/LiveEvents.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import type { Campaign } from '../CampaignRow.js';
import { LedgerReader } from '../ledger/LedgerReader.js';
import { SendQueue } from '../sending/SendQueue.js';
import { variantOf } from './AbTest.js';
import type { DecisionReason } from './AbTestDtos.js';
import { type DecidedBy, DecisionRepository } from './DecisionRepository.js';
import { VariantReport } from './VariantReport.js';

const refused = (code: string, message: string): AppError => new AppError(`abTest.${code}`, 409, message);

/**
 * Which variant the rest gets: written once, whoever decides it. More than six dependencies: what is decided is counted, written, told, and
 * followed by sending.
 */
@Injectable()
export class AbTestDecisions {
  constructor(
    private readonly decisions: DecisionRepository,
    private readonly report: VariantReport,
    private readonly ledger: LedgerReader,
    private readonly queue: SendQueue,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly live: LiveEvents,
    private readonly clock: Clock,
  ) {}

  /** By a person, before or after the wait is over. */
  async choose(ctx: WorkspaceContext, campaign: Campaign, variantId: string): Promise<void> {
    if (!variantOf(campaign, variantId)) throw notFound('variant');
    if (!campaign.abTest?.sample) throw refused('nothingToDecide', 'This test goes to everyone, so there is no rest to choose for.');
    if (campaign.status !== 'sending' && campaign.status !== 'paused')
      throw refused('notRunning', 'This campaign isn’t being sent, so there is nothing to choose. Reload the page to see its state.');
    if (
      campaign.expandedAt !== null &&
      !(await this.ledger.standOfTest(ctx, campaign.id)).isHeld &&
      !(await this.decisions.find(ctx, campaign.id))
    )
      throw refused('nothingToDecide', 'Everyone is in the test, so there is no rest to choose for.');
    const by = await this.report.knownNow(ctx, campaign);
    if (!(await this.decide(ctx, campaign, variantId, 'person', by)))
      throw refused('alreadyDecided', 'It has been decided already which variant the rest gets. Reload the page to see it.');
  }

  /** Answers whether this was the decision. */
  decide(ctx: WorkspaceContext, campaign: Campaign, variantId: string, reason: DecisionReason, by: DecidedBy): Promise<boolean> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const { id, workspaceId, status } = campaign;
      const decidedBy = reason === 'person' ? actorUserId(ctx) : null;
      const decision = { campaignId: id, variantId, reason, decidedBy, decidedAt: nowIso(this.clock), by };
      if (!(await this.decisions.insert(ctx, decision))) return false;
      const variant = variantOf(campaign, variantId)?.name;
      await this.audit.record(ctx, { action: 'campaign.variantChosen', entity: ['campaign', id], details: { variant, reason } });
      await this.queue.enqueueDecision(ctx, id);
      afterCommit(ctx.manager, () => this.live.publish(workspaceId, { type: 'campaign.changed', id, status }));
      return true;
    });
  }
}
