import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { DomainEvents } from '../../platform/events/DomainEvents.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { askAgainMs, MAX_ATTEMPTS, type Outcome, retryDelayMs } from '../campaigns/public.js';
import { DeliveryReported } from '../providers/DeliveryEvents.js';
import { type DirectMessage, DirectMessageRepository } from './DirectMessageRepository.js';
import type { DirectMessageState } from './directMessageStates.js';
import { DirectNews } from './DirectNews.js';
import { DirectQueue } from './DirectQueue.js';

/** An answer that comes late still counts: the sender knows best. */
const ON_ITS_WAY: readonly DirectMessageState[] = ['sending', 'uncertain'];

/** What an outcome makes of a message. Each move is one conditional update, so whoever comes second changes nothing. */
@Injectable()
export class DirectOutcomes {
  constructor(
    private readonly messages: DirectMessageRepository,
    private readonly news: DirectNews,
    private readonly queue: DirectQueue,
    private readonly events: DomainEvents,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** What the sender answered to one attempt. */
  settle(ctx: WorkspaceContext, message: DirectMessage, attemptId: string, outcome: Outcome): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      switch (outcome.kind) {
        case 'accepted':
          return this.accept(ctx, message, attemptId, outcome.providerMessageId);
        case 'failed':
          if (outcome.isAddressInvalid || outcome.isOptedOut)
            await this.reportRefusal(ctx, message, attemptId, {
              type: outcome.isOptedOut ? 'unsubscribed' : 'bounced',
              words: outcome.message,
            });
          return this.fail(ctx, message, outcome, { states: ON_ITS_WAY, attemptId });
        case 'leftOut':
          return this.fail(
            ctx,
            message,
            { code: outcome.reason, message: 'Nothing can be sent with what is known of this contact.' },
            { states: ON_ITS_WAY, attemptId },
          );
        case 'uncertain':
          return this.doubt(ctx, message, attemptId, outcome);
        case 'retry':
          return this.retry(ctx, message, attemptId, outcome);
      }
    });
  }

  /** It will not be sent. */
  async fail(
    ctx: WorkspaceContext,
    message: DirectMessage,
    error: { code: string; message: string },
    from: { states: readonly DirectMessageState[]; attemptId?: string } = { states: ['queued'] },
  ): Promise<void> {
    const { code, message: words } = error;
    if (!(await this.messages.move(ctx, message.id, from, 'failed', { error: { code, message: words } }, nowIso(this.clock)))) return;
    await this.queue.cancel(ctx.manager, message.id);
    await this.news.show(ctx, message, 'failed', words);
  }

  /** Nobody answered, or the answer was lost: it is not sent again until someone knows. `attemptId` null: it was never handed over here. */
  async doubt(
    ctx: WorkspaceContext,
    message: DirectMessage,
    attemptId: string | null,
    { code, message: words, providerMessageId = null }: { code: string; message: string; providerMessageId?: string | null },
  ): Promise<void> {
    const from = attemptId === null ? { states: ['queued'] as const } : { states: ['sending'] as const, attemptId };
    const askAt = new Date(this.clock.now().getTime() + askAgainMs(0));
    const change = { error: { code, message: words }, dueAt: askAt.toISOString(), providerMessageId };
    if (!(await this.messages.move(ctx, message.id, from, 'uncertain', change, nowIso(this.clock)))) return;
    if (attemptId === null) await this.queue.cancel(ctx.manager, message.id);
    else await this.queue.enqueue(ctx, message.id, askAt);
    await this.news.show(ctx, message, 'uncertain', words);
  }

  /** What a provider, a report or a person knows. Answers whether it was still open. */
  settleAs(ctx: WorkspaceContext, message: DirectMessage, truth: 'sent' | 'notSent'): Promise<boolean> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const now = this.clock.now();
      const at = now.toISOString();
      if (truth === 'sent') {
        const from = { states: ON_ITS_WAY };
        if (!(await this.messages.move(ctx, message.id, from, 'sent', { error: null, sentAt: message.handedAt ?? at }, at))) return false;
        await this.queue.cancel(ctx.manager, message.id);
        await this.news.show(ctx, message, 'sent', null);
        return true;
      }
      const change = { dueAt: at, error: { code: 'notSent', message: 'It was confirmed that this message was not sent.' } };
      if (!(await this.messages.move(ctx, message.id, { states: ['uncertain'] }, 'queued', change, at))) return false;
      await this.queue.enqueue(ctx, message.id, now);
      await this.news.show(ctx, message, 'queued', null);
      return true;
    });
  }

  private async accept(ctx: WorkspaceContext, message: DirectMessage, attemptId: string, providerMessageId: string | null): Promise<void> {
    const now = nowIso(this.clock);
    const change = { error: null, sentAt: now, providerMessageId };
    if (!(await this.messages.move(ctx, message.id, { states: ON_ITS_WAY, attemptId }, 'sent', change, now))) return;
    await this.queue.cancel(ctx.manager, message.id);
    await this.news.show(ctx, message, 'sent', null);
  }

  /** A failure of the sender as a whole counts too: whoever waits for one message wants to hear of it. */
  private async retry(
    ctx: WorkspaceContext,
    message: DirectMessage,
    attemptId: string,
    { code, message: words, retryAfterMs }: { code: string; message: string; retryAfterMs: number | null },
  ): Promise<void> {
    const attempts = message.attempts + 1;
    const from = { states: ON_ITS_WAY, attemptId };
    if (attempts >= MAX_ATTEMPTS)
      return this.fail(ctx, message, { code, message: `Given up after ${attempts} attempts. The last answer: ${words}` }, from);
    const dueAt = new Date(this.clock.now().getTime() + retryDelayMs(attempts, retryAfterMs));
    const change = { dueAt: dueAt.toISOString(), error: { code, message: words } };
    if (!(await this.messages.move(ctx, message.id, from, 'queued', change, nowIso(this.clock)))) return;
    await this.queue.enqueue(ctx, message.id, dueAt);
    await this.news.show(ctx, message, 'queued', words);
  }

  /** "No such mailbox", said at the door, is a bounce like one that comes later; who has opted out at the provider has opted out. */
  private async reportRefusal(
    ctx: WorkspaceContext,
    { id, channel, toAddress, messageId }: DirectMessage,
    attemptId: string,
    { type, words }: { readonly type: 'bounced' | 'unsubscribed'; readonly words: string },
  ): Promise<void> {
    await this.events.publish(ctx, DeliveryReported, {
      workspaceId: ctx.workspaceId,
      provider: 'sending',
      account: ctx.workspaceId,
      eventId: `${id}:${attemptId}`,
      type,
      channel,
      messageId,
      address: toAddress,
      occurredAt: nowIso(this.clock),
      detail: { severity: 'permanent', response: words },
    });
  }
}
