import type { ReactNode } from 'react';
import type { Conversation, InboxContact } from './inboxQueries';

export interface Assignee {
  readonly userId: string;
  readonly name: string;
}

export interface ComposerState {
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onClose: () => void;
  /** The second button: sends, and puts the conversation away. */
  readonly finish: { readonly label: string; readonly act: () => void; readonly undo: () => void };
}

export interface InboxParts {
  readonly assignees: readonly Assignee[];
  /** Opens what writes an answer; it shows nothing while it is closed. */
  readonly composer: (conversation: Conversation, state: ComposerState) => ReactNode;
  /** What calls the contact; nothing where there is no number. */
  readonly call: (contact: InboxContact) => ReactNode;
  readonly onOpenMessage: (messageId: string) => void;
}
