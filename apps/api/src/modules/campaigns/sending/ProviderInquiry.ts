import { Injectable } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../../platform/context/Context.js';
import { jobContext } from '../../../platform/context/contexts.js';
import { AppLogger } from '../../../platform/logging/AppLogger.js';
import { SenderPoolService } from '../../providers/SenderPoolService.js';
import { CampaignRepository } from '../CampaignRepository.js';
import type { AskableRecipient } from '../ledger/ledgerRows.js';
import { CampaignCourse } from './CampaignCourse.js';
import { ProviderQuestions } from './ProviderQuestions.js';
import { groupBy, inParallel } from './sideBySide.js';

const ACCOUNTS_AT_ONCE = 4;

/**
 * Asks providers about messages whose fate is unknown: several accounts side by side, each for a limited time. An account that is silent
 * costs the others nothing.
 */
@Injectable()
export class ProviderInquiry {
  constructor(
    private readonly questions: ProviderQuestions,
    private readonly campaigns: CampaignRepository,
    private readonly pool: SenderPoolService,
    private readonly course: CampaignCourse,
    private readonly logger: AppLogger,
  ) {}

  /** Everything that is due, over all workspaces. */
  async sweep(ctx: Context): Promise<void> {
    const accounts = [...groupBy(await this.questions.listDue(ctx), ({ workspaceId }) => workspaceId)];
    await inParallel(accounts, ACCOUNTS_AT_ONCE, async ([workspaceId, due]) => {
      try {
        await this.askAccount(jobContext(ctx.manager, workspaceId, 'campaigns.sweep', ctx.requestId), due);
      } catch (error) {
        // The other accounts are asked all the same.
        this.logger.failure('campaign.inquiryFailed', error, { workspaceId });
      }
    });
  }

  private async askAccount(ctx: WorkspaceContext, due: readonly AskableRecipient[]): Promise<void> {
    const endAt = this.questions.endOfAsking();
    for (const [campaignId, rows] of groupBy(due, (row) => row.campaignId)) {
      const campaign = await this.campaigns.find(ctx, campaignId);
      if (!campaign) continue;
      const open = await this.pool.open(ctx, campaign.senderAccountId, campaign.type);
      await this.questions.ask(ctx, campaign, open, rows, { endAt, goOn: (ctx) => this.course.continueAfter(ctx, campaign) });
    }
  }
}
