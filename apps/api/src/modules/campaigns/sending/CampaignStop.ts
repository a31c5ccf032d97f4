import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { AppLogger } from '../../../platform/logging/AppLogger.js';
import { SenderStateService } from '../../providers/SenderStateService.js';
import type { Campaign } from '../CampaignRow.js';
import { CampaignStateMachine } from '../CampaignStateMachine.js';
import { CampaignProgress } from './CampaignProgress.js';

/** Stops a campaign for a reason that a person has to look at, and the sender with it when that is what was refused. */
@Injectable()
export class CampaignStop {
  constructor(
    private readonly states: CampaignStateMachine,
    private readonly senders: SenderStateService,
    private readonly unitOfWork: UnitOfWork,
    private readonly progress: CampaignProgress,
    private readonly logger: AppLogger,
  ) {}

  /** Changes nothing when the campaign is not being sent any more. */
  async stop(ctx: WorkspaceContext, campaign: Campaign, reason: string, refusedAccount: string | null = null): Promise<void> {
    this.logger.warn('campaign.stopped', { campaignId: campaign.id, requestId: ctx.requestId });
    await this.unitOfWork.run(ctx, async (ctx) => {
      if (refusedAccount !== null) await this.senders.pause(ctx, refusedAccount, reason);
      await this.states.move(ctx, campaign, 'pause', { statusReason: reason }, { isAutomatic: true });
    });
    await this.progress.conclude(ctx.workspaceId, campaign.id, 'paused');
  }
}
