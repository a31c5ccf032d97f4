import type { DnsRecord } from '../dns/DomainCheck.js';

/** The message is the provider's responsibility from here on. */
export interface SendReceipt {
  /** The provider's own id, where it gives one. */
  readonly providerMessageId: string | null;
  /** The provider's words of acceptance. */
  readonly serverResponse: string;
}

export interface CheckStep {
  readonly name: 'resolve' | 'connect' | 'greeting' | 'tls' | 'login' | 'from' | 'to' | 'data';
  readonly ok: boolean;
  readonly detail: string;
}

/** What a check of the settings found, step by step, in the order in which it happened. It never throws. */
export interface SenderCheck {
  readonly ok: boolean;
  readonly steps: readonly CheckStep[];
  readonly serverResponse: string | null;
  /** What to do about it, when we know. */
  readonly hint: string | null;
  /** True when the account or its settings are refused, so that sending would not work. False for a server out of reach. */
  readonly isRefused: boolean;
  /** Whether addresses with letters beyond ASCII before the @ can be sent to (SMTPUTF8). Null: not found out. */
  readonly supportsUtf8: boolean | null;
}

/** By what a provider may know a message: our id, and its own where it told one. */
export interface SentReference {
  readonly messageId: string;
  readonly providerMessageId: string | null;
  /** When it was handed over, ISO 8601 UTC: what a provider writes down late is not missed yet. Null: long ago. */
  readonly handedAt: string | null;
  /** The address it was sent to, where the caller knows it: a provider of texts has no other mark. */
  readonly to?: string | null;
  /** Now, by the clock that `handedAt` was noted with. Left out: that of this machine. */
  readonly askedAt?: Date;
}

/** `unknown`: the provider was asked and cannot tell (yet). */
export type Settlement = 'sent' | 'notSent' | 'unknown';

/** What a sender takes, whatever its channel: a message to one person, complete. */
export interface OutgoingMessage {
  /** Ours: chosen before the call and stored, so that an uncertain send can be asked about later. */
  readonly messageId: string;
}

/** An address that the provider mails no more by itself. */
export interface ProviderSuppression {
  readonly address: string;
  readonly reason: 'bounced' | 'complained' | 'unsubscribed';
  /** ISO 8601 UTC; null: the provider does not tell. */
  readonly since: string | null;
  /** The words of a bounce. */
  readonly detail: string | null;
}

/**
 * One account at one provider, for one kind of message. Built per account, immutable. It translates and never decides: no retry that the
 * caller does not know of, and every failure leaves as a ProviderError.
 */
export interface MessageSender<M extends OutgoingMessage> {
  readonly type: string;
  /** How many sends may be in flight at once without waiting for each other. */
  readonly concurrency: number;
  /** Resolves when the provider took the message over; rejects with a ProviderError. */
  send(message: M): Promise<SendReceipt>;
  /** How many messages one call takes. Only with `sendMany`. */
  readonly mostAtOnce?: number;
  /**
   * Sends messages in as few calls as the provider allows. One answer for each, in the same order, settled like that of `send`: what one call
   * says about several is the answer of each of them. Only where the provider takes several messages with one call.
   */
  sendMany?(messages: readonly M[]): readonly Promise<SendReceipt>[];
  /** Goes as far as the login; sends nothing. */
  verify(): Promise<SenderCheck>;
  /** Sends one message and reports every step of it. */
  sendTest(message: M): Promise<SenderCheck>;
  /** Asks the provider whether an uncertain message was sent. Only where the provider can be asked. */
  settle?(message: SentReference): Promise<Settlement>;
  /** Has the provider report to this address, beside those that it reports to already. Only where the provider reports by itself. */
  connectReports?(url: string): Promise<void>;
  /** The records that the provider wants published so that receivers can check its signatures; null: it does not tell with these settings. */
  domainRecords?(): Promise<readonly DnsRecord[] | null>;
  /** Everyone whom the provider mails no more, in pages. Fails with a ProviderError. Only where the provider keeps such a list. */
  suppressions?(): AsyncIterable<readonly ProviderSuppression[]>;
  /** Waits for sends in flight, at most `graceMs`; after that they are cut off and end as unknownOutcome. */
  close(graceMs: number): Promise<void>;
}
