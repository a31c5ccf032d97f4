import type { MessageSender, OutgoingMessage } from './MessageSender.js';

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
  /** Further headers, in this order: List-Unsubscribe, ids of ours, and so on. */
  readonly headers: readonly MailHeader[];
  /** The Message-ID, with angle brackets. */
  readonly messageId: string;
  readonly date: Date;
  readonly attachments?: readonly MailAttachment[];
}

export type EmailSender = MessageSender<OutgoingEmail>;
