import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { SenderUseService } from '../../providers/SenderUseService.js';
import { CampaignRepository } from '../CampaignRepository.js';
import { SendQueue } from './SendQueue.js';

/** Tells the accounts which campaigns are on their way through them, and lets those look again when a limit changed. */
@Injectable()
export class CampaignsOfSenders implements OnModuleInit {
  constructor(
    private readonly uses: SenderUseService,
    private readonly campaigns: CampaignRepository,
    private readonly queue: SendQueue,
  ) {}

  onModuleInit(): void {
    this.uses.register({
      count: (ctx) => this.campaigns.countBySender(ctx),
      wake: (ctx, accountId) => this.wake(ctx, accountId),
    });
  }

  private async wake(ctx: WorkspaceContext, accountId: string): Promise<void> {
    for (const id of await this.campaigns.listSendingThrough(ctx, accountId)) await this.queue.enqueueLanes(ctx, id);
  }
}
