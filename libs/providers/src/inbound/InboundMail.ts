/** Bounces: `hard`: the address is at fault; `soft`: the mailbox could not take it now; `blocked`: it is about us; `delayed`: still being tried. */
export type BounceSeverity = 'hard' | 'soft' | 'blocked' | 'delayed';

export interface InboundBounce {
  /** The address that the report is about, in lower case; null where it names none. */
  readonly recipients: readonly string[];
  readonly severity: BounceSeverity;
  /** Enhanced status, for example 5.1.1. */
  readonly status: string | null;
  /** The server's own words, on one line. */
  readonly diagnostic: string | null;
}

interface AnyInbound {
  /** Its own Message-ID, with angle brackets. */
  readonly messageId: string | null;
  /** The address that it says it is from, in lower case. */
  readonly from: string | null;
  readonly subject: string;
  /** When it was written, as it claims; ISO 8601 UTC. */
  readonly date: string | null;
  /** Message-IDs that it may be about, the likeliest first. Whether one is ours is for the caller to know. */
  readonly about: readonly string[];
  /** Unsubscribe links of the message that a report returns. Who made one can tell whether it is ours. */
  readonly links: readonly string[];
}

/** What people and their servers wrote. */
export interface InboundWords {
  /** What is new in it. */
  readonly text: string;
  /** What it repeats of earlier messages. */
  readonly quoted: string | null;
}

export type InboundMail = AnyInbound &
  (
    | { readonly kind: 'bounce'; readonly bounce: InboundBounce }
    | { readonly kind: 'complaint'; readonly recipients: readonly string[] }
    | ({ readonly kind: 'reply' | 'autoReply' } & InboundWords)
    | { readonly kind: 'other' }
  );

export type InboundKind = InboundMail['kind'];
