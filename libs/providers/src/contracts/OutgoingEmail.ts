import type { MessageSender, OutgoingMessage } from './MessageSender.js';
import type { PiecedText } from './PiecedText.js';

/** A mailbox as it appears in a header. `name` is shown to people, `address` is what the server is told. */
export interface Mailbox {
  readonly name: string | null;
  readonly address: string;
}

export interface MailHeader {
  readonly name: string;
  readonly value: string;
}

/** A file that goes with a message. */
export interface MailAttachment {
  readonly fileName: string;
  readonly content: Buffer;
}

/** One message to one person, complete: a sender adds transport, never content. */
export interface OutgoingEmail extends OutgoingMessage {
  readonly from: Mailbox;
  readonly to: Mailbox;
  readonly replyTo: Mailbox | null;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** The same html and text in pieces, where much of them is the same for many messages. A sender may make use of it, or not. */
  readonly pieces?: MessagePieces | undefined;
  /** Further headers, in this order: List-Unsubscribe, ids of ours, and so on. */
  readonly headers: readonly MailHeader[];
  /** The Message-ID, with angle brackets. */
  readonly messageId: string;
  readonly date: Date;
  readonly attachments?: readonly MailAttachment[];
}

export interface MessagePieces {
  readonly html: PiecedText;
  readonly text: PiecedText;
}

export type EmailSender = MessageSender<OutgoingEmail>;
