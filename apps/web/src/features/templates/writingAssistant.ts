import { createContext, type ReactNode } from 'react';

/** The message that is being written, whatever kind of editor holds its body. */
export interface EditedMessage {
  readonly bodyHtml: string;
  /** Merge tags that exist. */
  readonly tags: readonly string[];
  /** What is selected in the body, as text; empty: nothing. */
  selectedText: () => string;
  /** Puts HTML in the place of the selection, or where one types. `isRewording`: it says the selected part in other words. The editor can undo it. */
  insert: (html: string, isRewording?: boolean) => void;
  setSubject: (text: string) => void;
  setPreheader: (text: string) => void;
}

/** Draws what helps with writing, such as a button that opens suggestions. */
export type WritingAssistant = (message: EditedMessage) => ReactNode;

/** Null where an editor has no assistant at hand. */
export const WritingAssistantContext = createContext<WritingAssistant | null>(null);

/** What an assistant does with the editor of a body. */
export interface BodyHandle {
  selectedText: () => string;
  insert: (html: string, isRewording?: boolean) => void;
}
