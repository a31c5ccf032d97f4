import type { SendReceipt } from '@rapport/providers';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { AppError } from '../../../platform/http/AppError.js';
import type { RenderContact } from '../../templates/public.js';
import type { ClaimedRecipient } from '../ledger/ledgerRows.js';
import type { CampaignRun, SettledMessage, WrittenMessage } from './CampaignRun.js';
import type { HandedGroup } from './HandOver.js';
import { OutcomeKeeper } from './OutcomeKeeper.js';
import { type Outcome, type SenderTrouble, unwrittenOutcome } from './outcomeOf.js';
import { RefusalJudge } from './RefusalJudge.js';
import type { Pacer } from './SendPacer.js';

/** What a lane needs from the rest of the house; all of it touches the database, and none of it the network. */
export interface LaneDeps {
  claim(limit: number): Promise<ClaimedRecipient[]>;
  loadContacts(contactIds: readonly string[]): Promise<Map<string, RenderContact>>;
  write(recipient: ClaimedRecipient, contact: RenderContact): Promise<WrittenMessage>;
  commit(ctx: WorkspaceContext, settled: readonly SettledMessage[], group: readonly WrittenMessage[]): Promise<HandedGroup>;
  /** Gives back what was claimed and not handed over, and of what may have been handed over, what was certainly not sent. */
  release(unsent: readonly string[]): Promise<void>;
  /**
   * Null when nobody but these is open in the campaign. Else, in how many ms they should come again so that one lane gets them all: a lane
   * that sees only a few of the refusals cannot tell whom they are about.
   */
  othersIn(held: readonly string[]): Promise<number | null>;
  onProgress(): void;
  now(): number;
}

export interface LaneEnd {
  /** `dry`: nothing is due. `time`: its slice is over. `stopped`: the process stops, or the campaign is no longer being sent. */
  readonly reason: 'dry' | 'time' | 'stopped' | 'trouble';
  readonly trouble: SenderTrouble | null;
  /** It goes on then: the account has sent what it may send today, the campaign is outside its hours, or its next message is due later. */
  readonly spentUntil: Date | null;
  readonly accepted: number;
}

export interface LaneLimits {
  readonly signal: AbortSignal;
  /** The end of its slice. */
  readonly endAt: number;
  /** The end of the campaign's sending hours: nothing is started after it, whatever is undecided. */
  readonly closesAt: number;
}

const CLAIM_SIZE = 200;
const CLAIM_WHEN_BELOW = 50;
/** Of a sender that takes many with one call: so many calls' worth of messages are under way or being handed over. */
const CALLS_AHEAD = 3;
/** So long a slow pace is let collect messages for such a call. */
const COLLECT_MS = 500;
/** Characters of messages for one call: a thousand long ones at once would take the memory of a small machine. */
const CALL_CHARACTERS = 20_000_000;
/** After SIGTERM a message under way may finish for so long; then it is uncertain. The whole process has ten seconds. */
const ABANDON_AFTER_MS = 6_000;
/** A slice is not over while it is open whom a refusal is about; at a slow pace the next answer may take a while. */
const UNDECIDED_MS = 5 * 60_000;

/**
 * Moves mail for one campaign, one run at a time: claims, writes, hands over in small groups, sends, settles. While some
 * messages are on the network, the next group is committed, so connections do not wait for the disk.
 */
export class SendLane {
  private readonly stock: { recipient: ClaimedRecipient; contact: RenderContact }[] = [];
  private readonly underWay = new Map<string, WrittenMessage>();
  private settled: SettledMessage[] = [];
  private readonly unsent: string[] = [];
  private readonly keeper: OutcomeKeeper;
  /** The database failed: nothing new is started, and what is known is written when it is back. */
  private isDatabaseTroubled = false;
  /** Ends the job as failed, so that it comes again after a pause. */
  private failure: Error | null = null;
  private hasFinished = false;
  private isDry = false;
  private isCampaignSending = true;
  private isRendererGone = false;
  private accepted = 0;
  private wake: () => void = () => undefined;
  private abandonAt = Number.POSITIVE_INFINITY;
  private readonly slots: number;
  /** How many messages one call of the sender takes. */
  private readonly perCall: number;
  private largest = 1;
  private collectsUntil = 0;

  constructor(
    private readonly ctx: WorkspaceContext,
    private readonly run: CampaignRun,
    private readonly deps: LaneDeps,
    private readonly pacer: Pacer,
    private readonly limits: LaneLimits,
    private readonly judge = new RefusalJudge(false),
  ) {
    this.perCall = (run.sender.sendMany && run.sender.mostAtOnce) || 1;
    this.slots = Math.max(run.sender.concurrency * 2, this.perCall === 1 ? 0 : this.perCall * CALLS_AHEAD);
    this.keeper = new OutcomeKeeper((settled, group) => deps.commit(ctx, settled, group), deps.now);
  }

  async send(): Promise<LaneEnd> {
    const onAbort = (): void => {
      this.abandonAt = this.deps.now() + ABANDON_AFTER_MS;
      this.wake();
    };
    if (this.limits.signal.aborted) onAbort();
    this.limits.signal.addEventListener('abort', onAbort, { once: true });
    try {
      while (await this.step());
    } finally {
      this.limits.signal.removeEventListener('abort', onAbort);
      await this.release();
      await this.attempt(() => this.pacer.close());
    }
    // What was known is written by now; the job comes again and goes on from there.
    if (this.failure) throw this.failure;
    return {
      reason: this.endReason(),
      trouble: this.judge.trouble,
      spentUntil: this.pacer.spentUntil ?? this.pacer.awayUntil,
      accepted: this.accepted,
    };
  }

  /** One turn: fill the stock, commit one group, or wait for news. False when all is done. */
  private async step(): Promise<boolean> {
    if (this.mayStart()) await this.attempt(() => this.fillStock());
    const mayStart = this.mayStart();
    this.abandonOverdue();
    const group = mayStart ? await this.nextGroup() : [];
    if (group.length > 0 || this.settled.length > 0) {
      await this.commit(group);
      return true;
    }
    if (this.underWay.size === 0 && (!mayStart || this.stock.length === 0)) return this.conclude();
    await this.waitForNews();
    return true;
  }

  /** Nothing more is on its way: what the judge still holds is decided. True when that left something to write. */
  private async conclude(): Promise<boolean> {
    if (this.hasFinished) return false;
    this.hasFinished = true;
    const together = { afterMs: null as number | null };
    if (this.endReason() === 'dry' && this.judge.isUndecided)
      await this.attempt(async () => {
        together.afterMs = await this.deps.othersIn(this.judge.undecided);
      });
    const reason = this.endReason();
    const settled =
      together.afterMs === null ? this.judge.finish(reason === 'trouble' ? 'stopped' : reason) : this.judge.putOff(together.afterMs);
    this.settled.push(...settled);
    return this.settled.length > 0;
  }

  private mayStart(): boolean {
    const isOver = this.isStopped || this.isRendererGone || this.judge.trouble !== null || this.pacer.spentUntil !== null || this.isAway;
    const endAt = this.limits.endAt + (this.judge.isUndecided ? UNDECIDED_MS : 0);
    return !isOver && !this.hasFinished && this.deps.now() < Math.min(endAt, this.limits.closesAt);
  }

  /** What may be about all is waited for: the answer to the next message tells. */
  private get isAway(): boolean {
    return this.pacer.awayUntil !== null && !this.judge.isUndecided;
  }

  private get isStopped(): boolean {
    return this.limits.signal.aborted || this.isDatabaseTroubled || this.failure !== null || !this.isCampaignSending;
  }

  /** The first failure ends the run, but only after what is on the network has been answered. */
  private async attempt(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.note(error);
    }
  }

  private async release(): Promise<void> {
    const release = (): Promise<void> => this.deps.release(this.unsent);
    if (this.unsent.length === 0) return this.attempt(release);
    if (!(await this.keeper.insist(release))) this.note(new Error('The database did not come back in time.'));
  }

  private note(error: unknown): void {
    this.failure ??= error instanceof Error ? error : new Error(String(error));
  }

  private async fillStock(): Promise<void> {
    if (this.isDry || this.stock.length >= Math.max(CLAIM_WHEN_BELOW, this.perCall)) return;
    const claimed = await this.deps.claim(Math.max(CLAIM_SIZE, this.perCall));
    if (claimed.length === 0) {
      this.isDry = true;
      return;
    }
    const contacts = await this.deps.loadContacts(claimed.map(({ contactId }) => contactId));
    for (const recipient of claimed) this.stock.push({ recipient, contact: contacts.get(recipient.contactId) ?? nobody });
  }

  /** Waits until a third of the slots is free: commits cost the same for one message as for twenty. */
  private async nextGroup(): Promise<WrittenMessage[]> {
    const free = this.slots - this.underWay.size;
    if (this.stock.length === 0 || (free < this.slots / 3 && this.underWay.size > 0) || this.deps.now() < this.collectsUntil) return [];
    const wanted = Math.min(free, this.stock.length, this.mostInGroup());
    const next = this.stock.splice(0, await this.granted(wanted));
    if (this.perCall > 1 && next.length < wanted) this.collectsUntil = this.deps.now() + COLLECT_MS;
    const written = await Promise.allSettled(next.map(({ recipient, contact }) => this.deps.write(recipient, contact)));
    return written.flatMap((result, index) => {
      if (result.status === 'fulfilled') {
        this.largest = Math.max(this.largest, result.value.characters ?? 0);
        return [result.value];
      }
      const waiting = next[index] as (typeof next)[number];
      const { recipient } = waiting;
      if (isPassing(result.reason)) {
        this.isRendererGone = true;
        this.stock.push(waiting);
      } else this.settled.push({ recipient, written: null, outcome: unwrittenOutcome(result.reason) });
      return [];
    });
  }

  /** As many as fit into one call, by the largest message so far. Where a call takes one, the connections are the limit. */
  private mostInGroup(): number {
    return this.perCall === 1 ? this.slots : Math.max(1, Math.min(this.perCall, Math.floor(CALL_CHARACTERS / this.largest)));
  }

  private async granted(wanted: number): Promise<number> {
    let granted = 0;
    await this.attempt(async () => {
      granted = await this.pacer.grant(wanted, this.stock.length);
    });
    return granted;
  }

  private async commit(group: WrittenMessage[]): Promise<void> {
    const settled = this.settled;
    this.settled = [];
    try {
      const result = await this.deps.commit(this.ctx, settled, group);
      this.isCampaignSending &&= result.isCampaignSending;
      this.give(group.filter(({ recipient }) => result.handed.has(recipient.id)));
    } catch (error) {
      this.isDatabaseTroubled = true;
      // The group may have been marked as handed all the same, if only the answer got lost. None of it has been sent.
      this.unsent.push(...group.map(({ recipient }) => recipient.id));
      const isWritten = await this.keeper.write(settled);
      if (!isWritten || settled.length === 0) this.note(error);
    }
    this.deps.onProgress();
  }

  private give(messages: readonly WrittenMessage[]): void {
    const { sender } = this.run;
    if (sender.sendMany && messages.length > 1) {
      const answers = sender.sendMany(messages.map(({ message }) => message));
      messages.forEach(
        (message, index) => void this.transmit(message, () => answers[index] ?? Promise.reject(new Error('No answer came.'))),
      );
    } else for (const message of messages) void this.transmit(message, () => sender.send(message.message));
  }

  private async transmit(message: WrittenMessage, send: () => Promise<SendReceipt>): Promise<void> {
    this.underWay.set(message.recipient.id, message);
    const givenAt = this.judge.clock;
    let receipt: SendReceipt | null = null;
    try {
      receipt = await send();
    } catch (error) {
      this.settled.push(...this.judge.refused(message, error));
    }
    if (receipt) {
      this.accepted += 1;
      this.settled.push({
        recipient: message.recipient,
        written: message,
        outcome: { kind: 'accepted', providerMessageId: receipt.providerMessageId },
      });
      this.settled.push(...this.judge.accepted(givenAt));
    }
    // Abandoned at shutdown: it was settled as uncertain; the truth still counts, and is settled if there is time.
    this.underWay.delete(message.recipient.id);
    this.wake();
  }

  private abandonOverdue(): void {
    if (this.deps.now() < this.abandonAt) return;
    const outcome: Outcome = {
      kind: 'uncertain',
      code: 'interrupted',
      message: 'Rapport was stopped before the mail server answered.',
      providerMessageId: null,
    };
    for (const written of this.underWay.values()) this.settled.push({ recipient: written.recipient, written, outcome });
    this.underWay.clear();
  }

  private waitForNews(): Promise<void> {
    const untilAbandoned = this.abandonAt - this.deps.now();
    const untilPaced =
      this.stock.length > 0 && this.underWay.size < this.slots
        ? Math.max(this.pacer.waitMs(), this.collectsUntil - this.deps.now(), 1)
        : Number.POSITIVE_INFINITY;
    const limit = Math.max(0, Math.min(untilAbandoned, untilPaced, 1_000));
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, limit);
      this.wake = () => {
        clearTimeout(timer);
        // Answers that arrive together are settled together.
        setImmediate(resolve);
      };
    });
  }

  private endReason(): LaneEnd['reason'] {
    if (this.judge.trouble) return 'trouble';
    if (this.isStopped) return 'stopped';
    return this.isDry && this.stock.length === 0 ? 'dry' : 'time';
  }
}

/** The renderer stops with the process, or a thread of it ended: the message is not at fault, and a later run writes it. */
function isPassing(reason: unknown): boolean {
  return reason instanceof AppError && reason.status !== 422;
}

/** A contact that vanished after the claim; the hand-over skips it. */
const nobody: RenderContact = { firstName: null, lastName: null, email: null, phone: null, company: null, customFields: {} };
