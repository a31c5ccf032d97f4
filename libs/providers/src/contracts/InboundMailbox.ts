/** Where reading goes on: whatever the adapter needs, as text. Null: from now on, or from the beginning where the adapter can bound it. */
export type MailboxCursor = string;

export interface MailboxMessage {
  /** The same message has the same key for as long as the mailbox counts as it does. */
  readonly key: string;
  /** The message as it lies there; its beginning where it is larger than `LONGEST_INBOUND`. */
  readonly raw: Buffer;
  /** When the mailbox received it, ISO 8601 UTC. */
  readonly receivedAt: string | null;
}

export interface MailboxPage {
  /** Oldest first. */
  readonly messages: readonly MailboxMessage[];
  /** Continues after these messages. */
  readonly cursor: MailboxCursor;
  /** There is more behind the cursor. */
  readonly hasMore: boolean;
}

/** What signing in found. */
export interface MailboxCheck {
  /** How many messages the folder or the mailbox holds. */
  readonly messages: number;
  /** Where reading would begin. */
  readonly cursor: MailboxCursor;
}

/**
 * A mailbox that answers and bounces arrive in. It is only read: nothing in it is changed, marked or deleted. Every failure leaves as a
 * ProviderError whose message says what to do.
 */
export interface InboundMailbox {
  readonly type: string;
  /** Signs in and opens the folder. */
  check(): Promise<MailboxCheck>;
  /** About `limit` messages: more where what the mailbox tells as one change holds more. */
  readSince(cursor: MailboxCursor | null, limit: number): Promise<MailboxPage>;
  /**
   * The provider's own ids of messages that this mailbox sent under this Message-ID. Only where the provider may have sent ours under
   * another one: an answer then names one that we do not know.
   */
  sentUnder?(messageId: string): Promise<string[]>;
}
