import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Clock } from '../../platform/time/Clock.js';
import { askAgainMs, askPatiently } from '../campaigns/public.js';
import { SenderPoolService } from '../providers/SenderPoolService.js';
import { type DirectMessage, DirectMessageRepository } from './DirectMessageRepository.js';
import { DirectOutcomes } from './DirectOutcomes.js';
import { DirectQueue } from './DirectQueue.js';

/** Asks the provider about a message of which nobody knows whether it was sent: later and later, until it answers or a person does. */
@Injectable()
export class DirectInquiry {
  constructor(
    private readonly messages: DirectMessageRepository,
    private readonly outcomes: DirectOutcomes,
    private readonly queue: DirectQueue,
    private readonly pool: SenderPoolService,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async ask(ctx: WorkspaceContext, message: DirectMessage): Promise<void> {
    const { type, sender } = await this.pool.open(ctx, message.senderAccountId, message.channel);
    const { messageId, providerMessageId, handedAt, toAddress } = message;
    // Only the sender that it went through can know.
    const settle = type === message.senderType ? sender.settle?.bind(sender) : undefined;
    const truth = settle ? await askPatiently(() => settle({ messageId, providerMessageId, handedAt, to: toAddress })) : 'unknown';
    if (truth !== 'unknown') await this.outcomes.settleAs(ctx, message, truth);
    else await this.askLater(ctx, message);
  }

  private askLater(ctx: WorkspaceContext, message: DirectMessage): Promise<void> {
    const now = this.clock.now();
    const again = new Date(now.getTime() + askAgainMs(message.asks + 1));
    return this.unitOfWork.run(ctx, async (ctx) => {
      const change = { asks: message.asks + 1, dueAt: again.toISOString() };
      if (await this.messages.move(ctx, message.id, { states: ['uncertain'] }, 'uncertain', change, now.toISOString()))
        await this.queue.enqueue(ctx, message.id, again);
    });
  }
}
