import type { MessageSender, OutgoingMessage } from './MessageSender.js';

/** One text to one phone, complete. Whom it comes from is a setting of the account. */
export interface OutgoingText extends OutgoingMessage {
  /** E.164: a plus and digits. */
  readonly to: string;
  readonly body: string;
  /** Whom and what it is about, for a sender that keeps it here; nobody else is told. */
  readonly about?: { readonly campaignId: string | null; readonly contactId: string | null };
}

export type TextSender = MessageSender<OutgoingText>;
