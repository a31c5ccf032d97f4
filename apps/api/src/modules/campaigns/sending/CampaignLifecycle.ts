import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { LinkHostsService } from '../../linkDomains/LinkHostsService.js';
import { SenderPoolService } from '../../providers/SenderPoolService.js';
import type { Campaign } from '../CampaignRow.js';
import { CampaignStateMachine } from '../CampaignStateMachine.js';
import { SendQueue } from './SendQueue.js';

/** Which jobs a campaign has in each status. Both are written in one transaction, so neither is ever there without the other. */
@Injectable()
export class CampaignLifecycle {
  constructor(
    private readonly states: CampaignStateMachine,
    private readonly queue: SendQueue,
    private readonly pool: SenderPoolService,
    private readonly linkHosts: LinkHostsService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Begins to send now. Of two calls at once, one succeeds. While the mail server was tried it may have been edited and approved anew. */
  async start(ctx: WorkspaceContext, campaign: Campaign, move: 'send' | 'start' | 'resume'): Promise<void> {
    const { type: senderType, accountId: senderAccountId } = await this.pool.chosen(ctx, campaign.type);
    await this.unitOfWork.run(ctx, async (ctx) => {
      const begun = { senderType, senderAccountId, linkHost: await this.linkHosts.readyHost(ctx) };
      if (move === 'send') await this.states.moveAsRead(ctx, campaign, move, begun);
      else await this.states.moveOrThrow(ctx, campaign, move, begun);
      await this.queue.enqueueExpansion(ctx, campaign.id);
    });
  }

  schedule(ctx: WorkspaceContext, campaign: Campaign, startsAt: Date): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      await this.states.moveAsRead(ctx, campaign, 'schedule', { scheduledAt: startsAt.toISOString() });
      await this.queue.enqueueStart(ctx, campaign.id, startsAt);
    });
  }

  /** Its moment has come, and a person decides whether it still goes out. */
  async hold(ctx: WorkspaceContext, campaign: Campaign, reason: string): Promise<void> {
    await this.states.move(ctx, campaign, 'hold', { statusReason: reason, scheduledAt: null });
  }

  /** What lanes and expansion still do is settled; they end when they find it paused. */
  async pause(ctx: WorkspaceContext, campaign: Campaign): Promise<void> {
    await this.states.moveOrThrow(ctx, campaign, 'pause');
  }

  /** One that had begun goes on where it was stopped. */
  goOn(ctx: WorkspaceContext, campaign: Campaign): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const { id, expandedAt } = await this.states.moveOrThrow(ctx, campaign, 'resume');
      if (expandedAt === null) await this.queue.enqueueExpansion(ctx, id);
      await this.queue.enqueueLanes(ctx, id);
    });
  }

  cancel(ctx: WorkspaceContext, campaign: Campaign): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      await this.states.moveOrThrow(ctx, campaign, 'cancel');
      await this.queue.cancelStart(ctx.manager, campaign.id);
      await this.queue.enqueueClose(ctx, campaign.id);
    });
  }
}
