import { ProviderError } from '@rapport/providers';
import type { SettledMessage, WrittenMessage } from './CampaignRun.js';
import { type Outcome, outcomeOf, type RetryOutcome, type SenderTrouble, troubleOf, wordsOf } from './outcomeOf.js';

/** So many different recipients in a row, none accepted in between, and it is about us. */
const OURS_IN_A_ROW = 5;
/** The same for refusals that name the recipient, before and after the server has accepted anything: dead addresses come in clusters. */
const SAME_IN_A_ROW = 5;
const SAME_IN_A_ROW_LATER = 10;
/** So many different recipients put off in a row, and everyone waits. */
const DEFERRED_IN_A_ROW = 5;
/** A refusal of ours is tried once more after this long, when others were accepted meanwhile. */
const RECHECK_MS = 5_000;
const UNDECIDED_MS = 60_000;

/** - `theirs`: names the recipient. - `ours`: names us, for the first time here. - `oursAgain`: after others had been accepted. */
type Kind = 'theirs' | 'ours' | 'oursAgain';

interface Held {
  readonly message: WrittenMessage;
  readonly error: ProviderError;
  readonly kind: Kind;
  readonly at: number;
}

/**
 * Decides whom a refusal is about. What one recipient is told is not believed at once: it is held until another message is accepted
 * (then it was theirs), until several others are told the same (then it was ours, and everyone is put back), or until nothing is
 * left to send. Temporary replies put off only their own recipient, unless several in a row get them.
 */
export class RefusalJudge {
  trouble: SenderTrouble | null = null;
  private held: Held[] = [];
  private readonly oursInARow = new Set<string>();
  private readonly deferredInARow = new Set<string>();
  private answers = 0;

  constructor(private hasAccepted: boolean) {}

  /** How many answers have come: a message given to the server now was given after all of them. */
  get clock(): number {
    return this.answers;
  }

  get isUndecided(): boolean {
    return this.held.length > 0;
  }

  get undecided(): readonly string[] {
    return this.held.map(({ message }) => message.recipient.id);
  }

  /** `givenAt`: what `clock` said when the accepted message was given to the server. */
  accepted(givenAt: number): SettledMessage[] {
    this.answers += 1;
    this.hasAccepted = true;
    this.oursInARow.clear();
    this.deferredInARow.clear();
    if (this.trouble?.kind === 'stop') return [];
    return this.release(({ kind, at }) => kind === 'theirs' || at < givenAt, verdictAfterAcceptance);
  }

  refused(message: WrittenMessage, error: unknown): SettledMessage[] {
    this.answers += 1;
    this.raise(troubleOf(error));
    if (!(error instanceof ProviderError) || !error.isToOne) return [settled(message, outcomeOf(error))];
    switch (error.kind) {
      case 'limited':
      case 'unavailable':
        this.noteDeferral(message, error);
        return [settled(message, outcomeOf(error))];
      case 'unknownOutcome':
        return [settled(message, outcomeOf(error))];
      case 'auth':
      case 'rejected':
        // What the client itself refuses was told to nobody.
        // And who has opted out was known to the provider before: however many there are, it says nothing about us.
        if (error.responseCode === null || error.isOptedOut) return [settled(message, outcomeOf(error))];
        this.hold(message, error);
        return [];
    }
  }

  /** The end of a run: nothing more is on its way. */
  finish(reason: 'dry' | 'time' | 'stopped'): SettledMessage[] {
    if (this.trouble === null && reason === 'dry') this.raise(this.doubtAtTheEnd());
    if (this.trouble?.kind === 'stop')
      return this.release(
        () => true,
        (held) => retry(held, { isPutBack: true, delayMs: 0 }),
      );
    if (this.trouble !== null || reason === 'stopped')
      return this.release(
        () => true,
        (held) => retry(held, { delayMs: 0 }),
      );
    if (reason === 'time') return this.release(() => true, verdictForNow);
    return this.release(
      () => true,
      (held) => this.verdictAtTheEnd(held),
    );
  }

  /** Others are still open: what is held comes again with them, and nobody is failed for what may be about all. */
  putOff(delayMs: number): SettledMessage[] {
    return this.release(
      () => true,
      (held) => retry(held, { delayMs }),
    );
  }

  private hold(message: WrittenMessage, error: ProviderError): void {
    const { id, refusals } = message.recipient;
    const kind: Kind = error.scope === 'recipient' ? 'theirs' : refusals > 0 ? 'oursAgain' : 'ours';
    this.held.push({ message, error, kind, at: this.answers });
    if (kind === 'theirs') return this.compare(error);
    this.oursInARow.add(id);
    if (this.oursInARow.size >= OURS_IN_A_ROW) this.raise(stop(error, 'refused', this.oursInARow.size));
  }

  /** Who was put back by an earlier pause has had their say: a person has seen it and resumed. */
  private compare(error: ProviderError): void {
    const alike = this.held.filter(
      ({ kind, message, error: other }) => kind === 'theirs' && other.fingerprint === error.fingerprint && message.recipient.putBacks === 0,
    );
    if (alike.length >= (this.hasAccepted ? SAME_IN_A_ROW_LATER : SAME_IN_A_ROW)) this.raise(stop(error, 'sameAnswer', alike.length));
  }

  private noteDeferral({ recipient }: WrittenMessage, error: ProviderError): void {
    if (error.isGreylisting) return;
    this.deferredInARow.add(recipient.id);
    if (this.deferredInARow.size < DEFERRED_IN_A_ROW) return;
    this.raise({ kind: 'wait', retryAfterMs: error.retryAfterMs, reason: error.serverResponse ?? error.message });
  }

  /** Refused as ours, and nobody was accepted afterwards: one alone may be that one's own, several are a matter for a person. */
  private doubtAtTheEnd(): SenderTrouble | null {
    const open = this.held.filter(({ kind }) => kind === 'ours');
    const [first] = open;
    if (!first) return null;
    const [least, isAlone] = [Math.min(...open.map(({ message }) => message.recipient.putBacks)), open.length === 1];
    if (isAlone ? this.hasAccepted || least > 0 : least > 1) return null;
    return stop(first.error, 'refused', open.length);
  }

  private verdictAtTheEnd(held: Held): Outcome {
    if (held.kind !== 'ours' || held.message.recipient.putBacks > 0) return failed(held);
    return retry(held, { isRefusal: true, isCounted: true, delayMs: RECHECK_MS });
  }

  private release(which: (held: Held) => boolean, verdict: (held: Held) => Outcome): SettledMessage[] {
    const released = this.held.filter(which);
    this.held = this.held.filter((held) => !which(held));
    return released.map((held) => settled(held.message, verdict(held)));
  }

  private raise(trouble: SenderTrouble | null): void {
    if (trouble !== null && this.trouble?.kind !== 'stop') this.trouble = trouble;
  }
}

function verdictAfterAcceptance(held: Held): Outcome {
  return held.kind === 'ours' ? retry(held, { isRefusal: true, isCounted: true, delayMs: RECHECK_MS }) : failed(held);
}

function verdictForNow(held: Held): Outcome {
  return held.kind === 'theirs' ? failed(held) : retry(held, { delayMs: UNDECIDED_MS });
}

function failed({ error }: Held): Outcome {
  return { kind: 'failed', ...wordsOf(error), isAddressInvalid: error.scope === 'recipient' && error.isAddressInvalid };
}

function retry({ error }: Held, how: Partial<RetryOutcome>): Outcome {
  return { kind: 'retry', isCounted: false, retryAfterMs: null, ...wordsOf(error), ...how };
}

function stop(error: ProviderError, why: 'refused' | 'sameAnswer', recipients: number): SenderTrouble {
  const reason = error.serverResponse ?? error.message;
  // Dead addresses are no reason to stop what else this sender does.
  return { kind: 'stop', reason, why, isSenderPaused: !error.isAddressInvalid, recipients };
}

function settled(written: WrittenMessage, outcome: Outcome): SettledMessage {
  return { recipient: written.recipient, written, outcome };
}
