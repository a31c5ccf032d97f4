import type { ReactNode } from 'react';

/** A message to one contact while it is written, for what suggests texts. */
export interface AssistedMessage {
  /** Whether it answers one of theirs. */
  readonly isAnswer: boolean;
  /** Puts a subject in the place of the one there is, or HTML behind the body; a text message has only the words. It can be undone. */
  readonly take: (part: { readonly subject: string } | { readonly html: string; readonly text: string }) => void;
}

/** Draws what helps with writing, such as a button that opens suggestions. */
export type Assist = (message: AssistedMessage) => ReactNode;
