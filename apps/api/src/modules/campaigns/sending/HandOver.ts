import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { DomainEvents } from '../../../platform/events/DomainEvents.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { DeliveryReported } from '../../providers/DeliveryEvents.js';
import { LedgerReader } from '../ledger/LedgerReader.js';
import type { ClaimedRecipient } from '../ledger/ledgerRows.js';
import { LedgerWriter } from '../ledger/LedgerWriter.js';
import type { ChannelName } from '../CampaignRow.js';
import type { SkipReason } from '../RecipientDtos.js';
import type { CampaignRun, SettledMessage, WrittenMessage } from './CampaignRun.js';
import { MessageLogRepository } from './MessageLogRepository.js';
import { MAX_ATTEMPTS, retryDelayMs, type RetryOutcome, type UncertainOutcome } from './outcomeOf.js';
import { previewOf, SentMessages } from './SentMessages.js';
import { groupBy } from './sideBySide.js';

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
  async settle(ctx: WorkspaceContext, attemptId: string, channel: ChannelName, settled: readonly SettledMessage[]): Promise<void> {
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
    // What one call said about many is written with one statement.
    for (const [first, ...others] of groupBy(settled, keyOfOutcome).values()) {
      if (!first) continue;
      if (first.outcome.kind === 'uncertain' || first.outcome.kind === 'retry')
        unsent.push(...(await this.settleAlike(ctx, attemptId, [first, ...others], first.outcome, now)));
      else
        for (const message of [first, ...others])
          if (await this.settleOther(ctx, attemptId, channel, message, now)) unsent.push(message.recipient.id);
    }
    await this.messages.delete(ctx, unsent);
  }

  /** What a provider or a person knows about an uncertain message. Answers whether it was still open. */
  async settleAs(ctx: WorkspaceContext, row: { id: string; attemptId: string }, truth: 'sent' | 'notSent'): Promise<boolean> {
    const now = nowIso(this.clock);
    if (truth === 'notSent') {
      const input = { isCounted: true, dueAt: now, code: 'notSent', message: 'It was confirmed that this message was not sent.' };
      const replanned = await this.ledger.replan(ctx, row.attemptId, [row.id], input, now);
      await this.messages.delete(ctx, replanned);
      return replanned.length > 0;
    }
    const [accepted] = await this.ledger.accept(ctx, row.attemptId, [{ id: row.id, providerMessageId: null }], now);
    const message = accepted && (await this.messages.find(ctx, row.id));
    if (message)
      await this.logs.write(ctx, [{ ...accepted, subject: message.subject, preview: previewOf(accepted.channel, message.body.text) }], now);
    return accepted !== undefined;
  }

  /** The same outcome after as many attempts. Answers of whom it is certain that nothing was sent. */
  private async settleAlike(
    ctx: WorkspaceContext,
    attemptId: string,
    alike: readonly SettledMessage[],
    outcome: RetryOutcome | UncertainOutcome,
    now: string,
  ): Promise<string[]> {
    const ids = alike.map(({ recipient }) => recipient.id);
    if (outcome.kind === 'uncertain') {
      await this.ledger.doubt(ctx, attemptId, { ids, providerMessageId: outcome.providerMessageId }, outcome, now);
      return [];
    }
    const attempts = (alike[0]?.recipient.attempts ?? 0) + 1;
    if (outcome.isCounted && attempts >= MAX_ATTEMPTS) {
      const message = `Given up after ${attempts} attempts. The last answer: ${outcome.message}`;
      const failed: string[] = [];
      for (const id of ids) if (await this.ledger.fail(ctx, attemptId, id, { code: outcome.code, message }, now)) failed.push(id);
      return failed;
    }
    const delay = outcome.delayMs ?? (outcome.isCounted ? retryDelayMs(attempts, outcome.retryAfterMs) : 0);
    const dueAt = new Date(this.clock.now().getTime() + delay).toISOString();
    return this.ledger.replan(ctx, attemptId, ids, { ...outcome, dueAt }, now);
  }

  /** Answers true when it is certain that nothing was sent. */
  private async settleOther(
    ctx: WorkspaceContext,
    attemptId: string,
    channel: ChannelName,
    message: SettledMessage,
    now: string,
  ): Promise<boolean> {
    const { recipient, outcome } = message;
    switch (outcome.kind) {
      case 'accepted':
        return false;
      case 'failed':
        if (outcome.isAddressInvalid || outcome.isOptedOut)
          await this.reportRefusal(ctx, attemptId, message, {
            channel,
            type: outcome.isOptedOut ? 'unsubscribed' : 'bounced',
            words: outcome.message,
            now,
          });
        return this.ledger.fail(ctx, attemptId, recipient.id, outcome, now);
      case 'leftOut':
        await this.ledger.skip(ctx, [recipient.id], outcome.reason, now);
        return true;
      case 'uncertain':
      case 'retry':
        return (await this.settleAlike(ctx, attemptId, [message], outcome, now)).length > 0;
    }
  }

  /** "No such mailbox", said at the door, is a bounce like one that comes later; and so is a STOP that only the provider had heard. */
  private async reportRefusal(
    ctx: WorkspaceContext,
    attemptId: string,
    { recipient, written }: SettledMessage,
    { channel, type, words, now }: { channel: ChannelName; type: 'bounced' | 'unsubscribed'; words: string; now: string },
  ): Promise<void> {
    await this.events.publish(ctx, DeliveryReported, {
      workspaceId: ctx.workspaceId,
      provider: 'sending',
      account: ctx.workspaceId,
      eventId: `${recipient.id}:${attemptId}`,
      type,
      messageId: written?.message.messageId ?? '',
      address: recipient.address,
      ...(channel === 'text' && { channel }),
      occurredAt: now,
      detail: { severity: 'permanent', response: words },
    });
  }
}

/** The same for those of whom the same is written. */
function keyOfOutcome({ recipient, outcome }: SettledMessage): string {
  return outcome.kind === 'retry' || outcome.kind === 'uncertain' ? JSON.stringify([outcome, recipient.attempts]) : outcome.kind;
}

export interface HandedGroup {
  readonly handed: ReadonlySet<string>;
  readonly isCampaignSending: boolean;
}

const CLAIM_LEASE_MS = 5 * 60_000;
const TOGETHER_MS = 2_000;
/** Who comes again so soon belongs to what is going on now. */
const SOON_MS = 10_000;
/** Longer than any message may take (three minutes), so that nobody calls a row uncertain whose answer is still awaited. */
const HANDED_LEASE_MS = 5 * 60_000;

/**
 * What a lane does to the ledger. The group commit: one transaction records what became of the last messages and marks the next ones as handed.
 * Only then do those go to the network. A crash therefore leaves as many uncertain rows as messages were under way.
 */
@Injectable()
export class HandOver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ledger: LedgerWriter,
    private readonly reader: LedgerReader,
    private readonly messages: SentMessages,
    private readonly outcomes: OutcomeRecorder,
    private readonly clock: Clock,
  ) {}

  commit(
    ctx: WorkspaceContext,
    run: CampaignRun,
    settled: readonly SettledMessage[],
    group: readonly WrittenMessage[],
  ): Promise<HandedGroup> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      await this.outcomes.settle(ctx, run.token, run.addressing.channel, settled);
      return this.hand(ctx, run, group);
    });
  }

  /** Jobs of one lane never overlap: whatever the lane still holds was left by a run that ended without a word. */
  async recover(ctx: WorkspaceContext, campaignId: string, lane: number): Promise<void> {
    await this.ledger.recover(ctx, { campaignId, lane }, nowIso(this.clock));
  }

  /** Takes what is due, for the lane of this run. */
  claim(ctx: WorkspaceContext, { campaign, lane, token }: CampaignRun, limit: number): Promise<ClaimedRecipient[]> {
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + CLAIM_LEASE_MS).toISOString();
    return this.ledger.claim(ctx, { campaignId: campaign.id, lane }, { token, limit, now: now.toISOString(), expiresAt });
  }

  /** Gives back what was claimed, and of what may have been handed over, what was certainly not sent. */
  release(ctx: WorkspaceContext, { campaign, token }: CampaignRun, unsent: readonly string[]): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const now = nowIso(this.clock);
      await this.ledger.release(ctx, campaign.id, token, now);
      await this.messages.delete(ctx, await this.ledger.takeBack(ctx, token, unsent, now));
    });
  }

  /** Null when nobody but these is open. Else the ms to the next common moment, the same for every lane, so that whichever comes first gets them all. */
  async othersIn(ctx: WorkspaceContext, { campaign }: CampaignRun, held: readonly string[]): Promise<number | null> {
    const now = this.clock.now().getTime();
    const soon = new Date(now + SOON_MS).toISOString();
    return (await this.reader.hasOthersOpen(ctx, campaign.id, held, soon)) ? TOGETHER_MS - (now % TOGETHER_MS) : null;
  }

  private async hand(ctx: WorkspaceContext, run: CampaignRun, group: readonly WrittenMessage[]): Promise<HandedGroup> {
    if (group.length === 0) return { handed: new Set(), isCampaignSending: true };
    const now = nowIso(this.clock);
    const expiresAt = new Date(this.clock.now().getTime() + HANDED_LEASE_MS).toISOString();
    const messages = group.map(({ recipient, message }) => ({ id: recipient.id, messageId: message.messageId }));
    const handed = await this.ledger.hand(ctx, run, { token: run.token, messages, cap: run.cap, expiresAt, now });
    const packed = group.filter(({ recipient }) => handed.has(recipient.id)).map((message) => message.packed);
    await this.messages.store(ctx, { campaignId: run.campaign.id, dictionaryId: run.campaign.id, messages: packed, now });
    if (handed.size === group.length) return { handed, isCampaignSending: true };
    return {
      handed,
      isCampaignSending: await this.skipUnhanded(
        ctx,
        run,
        messages.flatMap(({ id }) => (handed.has(id) ? [] : [id])),
        now,
      ),
    };
  }

  /** People who may not be written to any more are skipped with the reason. Answers whether the campaign is still being sent. */
  private async skipUnhanded(
    ctx: WorkspaceContext,
    { addressing, campaign, cap }: CampaignRun,
    ids: readonly string[],
    now: string,
  ): Promise<boolean> {
    const rows = await this.reader.listUnhanded(ctx, addressing, ids, { topicId: campaign.audience.topicId, cap, now });
    const reasons = new Map<SkipReason, string[]>();
    for (const row of rows) {
      const reason = row.suppression ?? (row.isTrashed ? 'trashed' : row.hasOtherAddress ? 'addressChanged' : null);
      if (reason !== null && row.state === 'claimed') reasons.set(reason, [...(reasons.get(reason) ?? []), row.id]);
    }
    for (const [reason, skipped] of reasons) await this.ledger.skip(ctx, skipped, reason, now);
    return rows.every((row) => row.campaignStatus === 'sending');
  }
}
