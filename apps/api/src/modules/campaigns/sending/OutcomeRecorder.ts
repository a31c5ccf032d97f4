import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { DomainEvents } from '../../../platform/events/DomainEvents.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { DeliveryReported } from '../../providers/DeliveryEvents.js';
import type { ClaimedRecipient } from '../ledger/ledgerRows.js';
import { LedgerWriter } from '../ledger/LedgerWriter.js';
import type { SettledMessage } from './CampaignRun.js';
import { MessageLogRepository } from './MessageLogRepository.js';
import { MAX_ATTEMPTS, retryDelayMs, type RetryOutcome } from './outcomeOf.js';
import { previewOf, SentMessages } from './SentMessages.js';

/** What an outcome makes of a row: its state, its entry on the timeline, and whether the stored message stays. Inside a unit of work. */
@Injectable()
export class OutcomeRecorder {
  constructor(
    private readonly ledger: LedgerWriter,
    private readonly messages: SentMessages,
    private readonly logs: MessageLogRepository,
    private readonly events: DomainEvents,
    private readonly clock: Clock,
  ) {}

  /** Outcomes of one attempt token. */
  async settle(ctx: WorkspaceContext, attemptId: string, settled: readonly SettledMessage[]): Promise<void> {
    const now = nowIso(this.clock);
    const taken = settled.flatMap(({ recipient: { id }, outcome }) =>
      outcome.kind === 'accepted' ? [{ id, providerMessageId: outcome.providerMessageId }] : [],
    );
    const packed = new Map(settled.map(({ recipient, written }) => [recipient.id, written?.packed]));
    const entries = (await this.ledger.accept(ctx, attemptId, taken, now)).flatMap((row) => {
      const { subject, preview } = packed.get(row.id) ?? {};
      return subject === undefined || preview === undefined ? [] : [{ ...row, subject, preview }];
    });
    await this.logs.write(ctx, entries, now);
    const unsent: string[] = [];
    for (const message of settled) if (await this.settleOther(ctx, attemptId, message, now)) unsent.push(message.recipient.id);
    await this.messages.delete(ctx, unsent);
  }

  /** What a provider or a person knows about an uncertain message. Answers whether it was still open. */
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

  /** Answers true when it is certain that nothing was sent. */
  private async settleOther(ctx: WorkspaceContext, attemptId: string, message: SettledMessage, now: string): Promise<boolean> {
    const { recipient, outcome } = message;
    switch (outcome.kind) {
      case 'accepted':
        return false;
      case 'failed':
        if (outcome.isAddressInvalid) await this.reportBounce(ctx, attemptId, message, outcome.message, now);
        return this.ledger.fail(ctx, attemptId, recipient.id, outcome, now);
      case 'uncertain':
        await this.ledger.doubt(ctx, attemptId, { id: recipient.id, providerMessageId: outcome.providerMessageId }, outcome, now);
        return false;
      case 'retry':
        return this.settleRetry(ctx, attemptId, recipient, outcome, now);
    }
  }

  /** "No such mailbox", said at the door, is a bounce like one that comes later. */
  private async reportBounce(
    ctx: WorkspaceContext,
    attemptId: string,
    { recipient, written }: SettledMessage,
    words: string,
    now: string,
  ): Promise<void> {
    await this.events.publish(ctx, DeliveryReported, {
      workspaceId: ctx.workspaceId,
      provider: 'sending',
      account: ctx.workspaceId,
      eventId: `${recipient.id}:${attemptId}`,
      type: 'bounced',
      messageId: written?.message.messageId ?? '',
      address: recipient.address,
      occurredAt: now,
      detail: { severity: 'permanent', response: words },
    });
  }

  private settleRetry(
    ctx: WorkspaceContext,
    attemptId: string,
    recipient: ClaimedRecipient,
    outcome: RetryOutcome,
    now: string,
  ): Promise<boolean> {
    const attempts = recipient.attempts + 1;
    if (outcome.isCounted && attempts >= MAX_ATTEMPTS) {
      const message = `Given up after ${attempts} attempts. The last answer: ${outcome.message}`;
      return this.ledger.fail(ctx, attemptId, recipient.id, { code: outcome.code, message }, now);
    }
    const delay = outcome.delayMs ?? (outcome.isCounted ? retryDelayMs(attempts, outcome.retryAfterMs) : 0);
    const dueAt = new Date(this.clock.now().getTime() + delay).toISOString();
    return this.ledger.replan(ctx, attemptId, recipient.id, { ...outcome, dueAt }, now);
  }
}
