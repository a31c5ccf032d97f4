import type { MessageSender, OutgoingMessage } from './MessageSender.js';

/** One text to one phone, complete. Whom it comes from is a setting of the account. */
export interface OutgoingText extends OutgoingMessage {
  /** E.164: a plus and digits. */
  readonly to: string;
  readonly body: string;
}

export type TextSender = MessageSender<OutgoingText>;
