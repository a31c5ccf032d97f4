import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { notFound } from '../../../platform/http/AppError.js';
import { notUncertain } from '../campaignErrors.js';
import { CampaignRepository } from '../CampaignRepository.js';
import { LedgerReader } from '../ledger/LedgerReader.js';
import { CampaignCourse } from './CampaignCourse.js';
import { OutcomeRecorder } from './HandOver.js';

/** Messages of which nobody knows whether they were sent: settled by the answer of the provider (ProviderInquiry), else by a person here. */
@Injectable()
export class UncertainMessages {
  constructor(
    private readonly reader: LedgerReader,
    private readonly outcomes: OutcomeRecorder,
    private readonly campaigns: CampaignRepository,
    private readonly course: CampaignCourse,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  /** A person knows. What was not sent is planned again, and the campaign goes on if it had ended. */
  resolve(ctx: WorkspaceContext, campaignId: string, recipientId: string, outcome: 'sent' | 'notSent'): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const campaign = await this.campaigns.find(ctx, campaignId);
      if (!campaign) throw notFound('campaign');
      const row = await this.reader.findUncertain(ctx, campaignId, recipientId);
      if (!row || !(await this.outcomes.settleAs(ctx, row, outcome))) throw notUncertain();
      await this.audit.record(ctx, {
        action: 'campaign.messageResolved',
        entity: ['campaign', campaignId],
        details: { recipientId, outcome },
      });
      if (outcome === 'notSent') await this.course.continueAfter(ctx, campaign);
    });
  }
}
