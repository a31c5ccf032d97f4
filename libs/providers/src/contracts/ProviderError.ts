/**
 * What a failed call means for the caller:
 * - `auth`: the account or its settings are refused (login, certificate); nothing will work until a person changes them.
 * - `limited`: asked to slow down or to come back (4xx, 429); the same message may be accepted later.
 * - `rejected`: refused for good; the same message will be refused again.
 * - `unavailable`: not reached, or the connection broke before the message was handed over; safe to try again.
 * - `unknownOutcome`: the message was handed over and no answer came; it may or may not be on its way. Never send it again blindly.
 */
export type ProviderErrorKind = 'auth' | 'limited' | 'rejected' | 'unavailable' | 'unknownOutcome';

/** `sender`: every other message would have met the same failure. `message`: only this one did. */
export type ProviderErrorScope = 'sender' | 'message';

export interface ProviderErrorDetails {
  readonly kind: ProviderErrorKind;
  readonly scope: ProviderErrorScope;
  /** One sentence for a person. */
  readonly message: string;
  /** The step that failed: resolve, connect, greeting, tls, login, from, to, data. */
  readonly step: string;
  /** The server's own words, as received. */
  readonly serverResponse?: string | null;
  readonly responseCode?: number | null;
  /** What the server asked us to wait, in milliseconds. */
  readonly retryAfterMs?: number | null;
  /** The server says that the mailbox or its domain does not exist: a bounce at the door. */
  readonly isAddressInvalid?: boolean;
  /** The code of the operating system or of the TLS library: ECONNREFUSED, ENOTFOUND, DEPTH_ZERO_SELF_SIGNED_CERT. */
  readonly causeCode?: string | null;
}

/** The only error that leaves an adapter. */
export class ProviderError extends Error {
  readonly kind: ProviderErrorKind;
  readonly scope: ProviderErrorScope;
  readonly step: string;
  readonly serverResponse: string | null;
  readonly responseCode: number | null;
  readonly retryAfterMs: number | null;
  readonly isAddressInvalid: boolean;
  readonly causeCode: string | null;

  constructor(details: ProviderErrorDetails) {
    super(details.message);
    this.name = 'ProviderError';
    this.kind = details.kind;
    this.scope = details.scope;
    this.step = details.step;
    this.serverResponse = details.serverResponse ?? null;
    this.responseCode = details.responseCode ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.isAddressInvalid = details.isAddressInvalid ?? false;
    this.causeCode = details.causeCode ?? null;
  }
}
