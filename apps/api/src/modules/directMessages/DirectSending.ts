import { Injectable } from '@nestjs/common';
import { type MessageSender, type OutgoingEmail, type OutgoingMessage, type OutgoingText, ProviderError } from '@rapport/providers';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { insist, type Outcome, outcomeOf, SentMessages } from '../campaigns/public.js';
import { SenderPoolService } from '../providers/SenderPoolService.js';
import { DirectFiles } from './DirectFiles.js';
import { type DirectMessage, DirectMessageRepository } from './DirectMessageRepository.js';
import { ANSWER_MS } from './directMessageStates.js';
import { DirectChecks, type Verdict } from './DirectChecks.js';
import { DirectNews } from './DirectNews.js';
import { DirectOutcomes } from './DirectOutcomes.js';
import { DirectQueue } from './DirectQueue.js';
import { isThreadHeader } from './threadHeaders.js';

/**
 * Hands one message over. That it is on its way is committed before anything goes to the network, together with the job that looks after it:
 * a crash leaves an uncertain message, never a second one. More than six dependencies: what is sent, through what, and what is told of it.
 */
@Injectable()
export class DirectSending {
  constructor(
    private readonly messages: DirectMessageRepository,
    private readonly sent: SentMessages,
    private readonly files: DirectFiles,
    private readonly checks: DirectChecks,
    private readonly outcomes: DirectOutcomes,
    private readonly news: DirectNews,
    private readonly queue: DirectQueue,
    private readonly pool: SenderPoolService,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async send(ctx: WorkspaceContext, message: DirectMessage): Promise<void> {
    const open = await this.pool.open(ctx, message.senderAccountId, message.channel);
    const verdict = await this.checks.beforeSending(ctx, message, open);
    if (verdict.kind !== 'go') return this.hold(ctx, message, verdict);
    const written = await this.write(ctx, message);
    if (!written) return;
    const attemptId = newId();
    if (!(await this.hand(ctx, message, attemptId))) return this.checks.giveBack(ctx, verdict.permit);
    const outcome = await deliver(open.sender, written);
    await insist(() => this.outcomes.settle(ctx, message, attemptId, outcome));
  }

  private hold(ctx: WorkspaceContext, message: DirectMessage, verdict: Exclude<Verdict, { kind: 'go' }>): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      if (verdict.kind === 'fail') return this.outcomes.fail(ctx, message, verdict);
      if (verdict.kind === 'doubt') return this.outcomes.doubt(ctx, message, null, verdict);
      const change = { dueAt: verdict.until.toISOString() };
      if (!(await this.messages.move(ctx, message.id, { states: ['queued'] }, 'queued', change, nowIso(this.clock)))) return;
      await this.queue.enqueue(ctx, message.id, verdict.until);
      if (verdict.reason !== null) await this.news.show(ctx, message, 'queued', verdict.reason);
    });
  }

  /** What was stored when it was written; null when it is gone. */
  private async write(ctx: WorkspaceContext, message: DirectMessage): Promise<OutgoingEmail | OutgoingText | null> {
    const copy = await this.sent.find(ctx, message.id);
    if (!copy) return null;
    const { fromName, fromAddress, toName, toAddress, replyTo, messageId } = message;
    if (message.channel === 'text')
      return { messageId, to: toAddress, body: copy.body.text, about: { campaignId: null, contactId: message.contactId } };
    const attachments = await this.files.load(ctx, message.contactId, message.id);
    return {
      from: { name: fromName, address: fromAddress },
      to: { name: toName, address: toAddress },
      replyTo: replyTo === null ? null : { name: null, address: replyTo },
      subject: copy.subject,
      html: copy.body.html,
      text: copy.body.text,
      headers: copy.body.headers.filter(isThreadHeader),
      messageId,
      date: this.clock.now(),
      ...(attachments.length > 0 ? { attachments } : {}),
    };
  }

  /** From here on it may have left. Of two workers one gets it. */
  private hand(ctx: WorkspaceContext, message: DirectMessage, attemptId: string): Promise<boolean> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const now = nowIso(this.clock);
      const lateAt = new Date(this.clock.now().getTime() + ANSWER_MS);
      const change = { attemptId, attempts: message.attempts + 1, handedAt: now, dueAt: lateAt.toISOString(), error: null, asks: 0 };
      const objection = await this.checks.objectionTo(ctx, message);
      if (objection) {
        await this.outcomes.fail(ctx, message, objection);
        return false;
      }
      if (!(await this.messages.move(ctx, message.id, { states: ['queued'] }, 'sending', change, now))) return false;
      await this.queue.enqueue(ctx, message.id, lateAt);
      await this.news.show(ctx, message, 'sending', null);
      return true;
    });
  }
}

async function deliver(sender: MessageSender<OutgoingMessage>, message: OutgoingMessage): Promise<Outcome> {
  try {
    return { kind: 'accepted', providerMessageId: (await sender.send(message)).providerMessageId };
  } catch (error) {
    // Until someone changes the sender, it would be refused again: whoever waits for this one message is told at once.
    if (error instanceof ProviderError && isOurs(error))
      return { kind: 'failed', code: error.kind, message: error.serverResponse ?? error.message, isAddressInvalid: false };
    return outcomeOf(error);
  }
}

function isOurs({ kind, scope }: ProviderError): boolean {
  return kind === 'auth' || (kind === 'rejected' && scope !== 'recipient');
}
