/**
 * What a failed call means for the caller:
 * - `auth`: the account or its settings are refused (login, certificate); nothing will work until a person changes them.
 * - `limited`: asked to slow down or to come back (4xx, 429); the same message may be accepted later.
 * - `rejected`: refused for good; the same message will be refused again.
 * - `unavailable`: not reached, or the connection broke before the message was handed over; safe to try again.
 * - `unknownOutcome`: the message was handed over and no answer came; it may or may not be on its way. Never send it again blindly.
 */
export type ProviderErrorKind = 'auth' | 'limited' | 'rejected' | 'unavailable' | 'unknownOutcome';

/**
 * Who is meant. Every adapter answers with one of these, whatever its vendor speaks (SMTP replies, HTTP statuses, bounce texts):
 * - `connection`: this connection or the server at this moment: away, closing, confused. Says nothing about anybody.
 * - `ours`: the sender, its account, host, quota or content. No recipient may be failed or suppressed for it.
 * - `recipient`: the person this message was for, or something in this one message.
 *
 * `isToOne` tells how sure the first two are. False: said before a recipient was named, so every message meets it. True: said while one
 * message was given, so it may be about this recipient after all; the caller waits for what others are told before it draws a conclusion.
 */
export type ProviderErrorScope = 'connection' | 'ours' | 'recipient';

export interface ProviderErrorDetails {
  readonly kind: ProviderErrorKind;
  readonly scope: ProviderErrorScope;
  readonly isToOne?: boolean;
  /** One sentence for a person. */
  readonly message: string;
  /** The step that failed: resolve, connect, greeting, tls, login, from, to, data. */
  readonly step: string;
  /** The server's own words, as received but for control characters. */
  readonly serverResponse?: string | null;
  readonly responseCode?: number | null;
  /** The same for the same refusal, whoever it was told to. Null when the provider said nothing. */
  readonly fingerprint?: string | null;
  /** What the server asked us to wait, in milliseconds. */
  readonly retryAfterMs?: number | null;
  /** The server says that the mailbox or its domain does not exist: a bounce at the door. */
  readonly isAddressInvalid?: boolean;
  /** The recipient told the provider to send nothing more. */
  readonly isOptedOut?: boolean;
  /** A server that does not know us yet puts off the first attempt for each recipient. */
  readonly isGreylisting?: boolean;
  /** The provider's own id, where it gave one before it failed: of an `unknownOutcome` it can be asked by it. */
  readonly providerMessageId?: string | null;
  /** The code of the operating system or of the TLS library: ECONNREFUSED, ENOTFOUND, DEPTH_ZERO_SELF_SIGNED_CERT. */
  readonly causeCode?: string | null;
}

/** The only error that leaves an adapter. */
export class ProviderError extends Error {
  readonly kind: ProviderErrorKind;
  readonly scope: ProviderErrorScope;
  readonly isToOne: boolean;
  readonly step: string;
  readonly serverResponse: string | null;
  readonly responseCode: number | null;
  readonly fingerprint: string | null;
  readonly retryAfterMs: number | null;
  readonly isAddressInvalid: boolean;
  readonly isOptedOut: boolean;
  readonly isGreylisting: boolean;
  readonly causeCode: string | null;
  readonly providerMessageId: string | null;

  constructor(details: ProviderErrorDetails) {
    super(details.message);
    this.name = 'ProviderError';
    this.kind = details.kind;
    this.scope = details.scope;
    this.isToOne = details.isToOne ?? details.scope === 'recipient';
    this.step = details.step;
    this.serverResponse = details.serverResponse ?? null;
    this.responseCode = details.responseCode ?? null;
    this.fingerprint = details.fingerprint ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.isAddressInvalid = details.isAddressInvalid ?? false;
    this.isOptedOut = details.isOptedOut ?? false;
    this.isGreylisting = details.isGreylisting ?? false;
    this.causeCode = details.causeCode ?? null;
    this.providerMessageId = details.providerMessageId ?? null;
  }
}
