import { ProviderError, type SendReceipt } from '@rapport/providers';

/** What became of one message, in the ledger's words. */
export type Outcome =
  | { readonly kind: 'accepted'; readonly providerMessageId: string | null }
  /** Refused for good. `isAddressInvalid`: the mailbox does not exist. */
  | { readonly kind: 'failed'; readonly code: string; readonly message: string; readonly isAddressInvalid: boolean }
  /** Not sent, to be tried again. `isCounted`: it was about this message, so it counts against its attempts. */
  | {
      readonly kind: 'retry';
      readonly isCounted: boolean;
      readonly retryAfterMs: number | null;
      readonly code: string;
      readonly message: string;
    }
  | { readonly kind: 'uncertain'; readonly code: string; readonly message: string };

/** What a failure says about everything else that waits: nothing, wait a while, or stop until a person has acted. */
export type SenderTrouble =
  | { readonly kind: 'wait'; readonly retryAfterMs: number | null; readonly reason: string }
  | { readonly kind: 'stop'; readonly reason: string };

export function acceptedOutcome(receipt: SendReceipt): Outcome {
  return { kind: 'accepted', providerMessageId: receipt.providerMessageId };
}

export function outcomeOf(error: unknown): Outcome {
  // An unexpected error may have come after the message was handed over: not knowing is the only safe reading.
  if (!(error instanceof ProviderError))
    return { kind: 'uncertain', code: 'unexpected', message: error instanceof Error ? error.message : String(error) };
  const message = error.serverResponse ?? error.message;
  const code = error.responseCode === null ? error.kind : String(error.responseCode);
  switch (error.kind) {
    case 'unknownOutcome':
      return { kind: 'uncertain', code, message };
    case 'rejected':
      if (error.scope === 'message') return { kind: 'failed', code, message, isAddressInvalid: error.isAddressInvalid };
      return { kind: 'retry', isCounted: false, retryAfterMs: null, code, message };
    case 'auth':
      return { kind: 'retry', isCounted: false, retryAfterMs: null, code, message };
    case 'limited':
    case 'unavailable':
      return { kind: 'retry', isCounted: error.scope === 'message', retryAfterMs: error.retryAfterMs, code, message };
  }
}

/** Null when the failure concerns one message only. */
export function troubleOf(error: unknown): SenderTrouble | null {
  if (!(error instanceof ProviderError) || error.scope === 'message') return null;
  const reason = error.serverResponse ?? error.message;
  const isRefusal = error.kind === 'auth' || error.kind === 'rejected';
  return isRefusal ? { kind: 'stop', reason } : { kind: 'wait', retryAfterMs: error.retryAfterMs, reason };
}

const MINUTE_MS = 60_000;
const RETRY_MINUTES = [1, 5, 15, 60, 240, 720];

/** After this many refusals of one message it has failed. */
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
