import { ProviderError } from '@rapport/providers';
import { leftOutBy } from '../campaignErrors.js';
import type { SkipReason } from '../RecipientDtos.js';

/** What became of one message, in the ledger's words. */
export type Outcome =
  | { readonly kind: 'accepted'; readonly providerMessageId: string | null }
  /** Refused for good. `isAddressInvalid`: the mailbox or phone does not exist. `isOptedOut`: the provider was told to leave it alone. */
  | {
      readonly kind: 'failed';
      readonly code: string;
      readonly message: string;
      readonly isAddressInvalid: boolean;
      readonly isOptedOut?: boolean;
    }
  /** Nothing can be sent with the values of this person: left out like one without an address, and not tried again. */
  | { readonly kind: 'leftOut'; readonly reason: SkipReason }
  | RetryOutcome
  | UncertainOutcome;

/** Nobody knows whether it was sent. */
export interface UncertainOutcome {
  readonly kind: 'uncertain';
  readonly code: string;
  readonly message: string;
  readonly providerMessageId: string | null;
}

/** Not sent, to be tried again. `isCounted`: it was about this message, so it counts against its attempts. */
export interface RetryOutcome {
  readonly kind: 'retry';
  readonly isCounted: boolean;
  readonly retryAfterMs: number | null;
  readonly code: string;
  readonly message: string;
  /** Instead of the usual delay. */
  readonly delayMs?: number;
  /** Refused for a reason of ours, while others were accepted: the next refusal of this kind is this recipient's own. */
  readonly isRefusal?: boolean;
  /** Put back because sending was paused at this refusal. */
  readonly isPutBack?: boolean;
}

/**
 * What a failure says about everything else that waits: wait a while, or stop until a person has acted. `settings`: said before any
 * recipient was named. `refused`: said to several recipients, about us. `sameAnswer`: several recipients in a row were told the same.
 */
export type SenderTrouble =
  | { readonly kind: 'wait'; readonly retryAfterMs: number | null; readonly reason: string }
  | {
      readonly kind: 'stop';
      readonly reason: string;
      readonly why: 'settings' | 'refused' | 'sameAnswer';
      readonly isSenderPaused: boolean;
      readonly recipients: number;
    };

/** Of a message that could not be written, and so was given to nobody. */
export function unwrittenOutcome(error: unknown): Outcome {
  const reason = leftOutBy(error);
  if (reason !== null) return { kind: 'leftOut', reason };
  return { kind: 'failed', code: 'render', message: error instanceof Error ? error.message : String(error), isAddressInvalid: false };
}

export function outcomeOf(error: unknown): Outcome {
  // An unexpected error may have come after the message was handed over: not knowing is the only safe reading.
  if (!(error instanceof ProviderError))
    return {
      kind: 'uncertain',
      code: 'unexpected',
      message: error instanceof Error ? error.message : String(error),
      providerMessageId: null,
    };
  const told = wordsOf(error);
  switch (error.kind) {
    case 'unknownOutcome':
      return { kind: 'uncertain', ...told, providerMessageId: error.providerMessageId };
    case 'rejected':
      if (error.scope === 'recipient')
        return { kind: 'failed', ...told, isAddressInvalid: error.isAddressInvalid, ...(error.isOptedOut && { isOptedOut: true }) };
      return { kind: 'retry', isCounted: false, retryAfterMs: null, ...told };
    case 'auth':
      return { kind: 'retry', isCounted: false, retryAfterMs: null, ...told };
    case 'limited':
    case 'unavailable':
      return { kind: 'retry', isCounted: error.isToOne, retryAfterMs: error.retryAfterMs, ...told };
  }
}

export function wordsOf(error: ProviderError): { code: string; message: string } {
  return {
    code: error.responseCode === null ? error.kind : String(error.responseCode),
    message: error.serverResponse ?? error.message,
  };
}

/** Null when the failure was told to one recipient: what it says about the others is for the RefusalJudge to decide. */
export function troubleOf(error: unknown): SenderTrouble | null {
  if (!(error instanceof ProviderError) || error.isToOne) return null;
  const reason = error.serverResponse ?? error.message;
  const isRefusal = error.kind === 'auth' || error.kind === 'rejected';
  if (isRefusal) return { kind: 'stop', reason, why: 'settings', isSenderPaused: true, recipients: 0 };
  return { kind: 'wait', retryAfterMs: error.retryAfterMs, reason };
}

const MINUTE_MS = 60_000;
const RETRY_MINUTES = [1, 5, 15, 60, 240, 720];

/** After this many refusals of one message it has failed: some seventeen hours after the first one. */
export const MAX_ATTEMPTS = RETRY_MINUTES.length + 1;

/** How long to wait after the given number of attempts; greylisting servers want some minutes. */
export function retryDelayMs(attempts: number, retryAfterMs: number | null): number {
  const usual = (RETRY_MINUTES[Math.min(attempts, RETRY_MINUTES.length) - 1] ?? 1) * MINUTE_MS;
  return Math.max(usual, retryAfterMs ?? 0);
}

/** How long a lane waits after the sender as a whole failed so many times in a row. */
export function outageDelayMs(outages: number, retryAfterMs: number | null): number {
  return Math.max(Math.min(5_000 * 2 ** (outages - 1), 15 * MINUTE_MS), retryAfterMs ?? 0);
}

/** After so many failures in a row, some three hours, a person is asked to look. */
export const MAX_OUTAGES = 18;
