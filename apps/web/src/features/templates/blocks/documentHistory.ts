import type { BlockDocument } from '@rapport/common';

/** What can be undone and repeated. */
export interface DocumentHistory {
  readonly past: readonly BlockDocument[];
  readonly future: readonly BlockDocument[];
  /** What the last change was about; typing on is one step. */
  readonly about: string | null;
  readonly at: number;
}

export const NO_HISTORY: DocumentHistory = { past: [], future: [], about: null, at: 0 };

const MOST_STEPS = 100;
/** Milliseconds within which changes of the same thing are one step. */
const ONE_STEP = 1_500;

/** `about`: what is changed, such as a block and its field; null for a step of its own. */
export function remember(history: DocumentHistory, before: BlockDocument, about: string | null, now: number): DocumentHistory {
  const goesOn = about !== null && about === history.about && now - history.at < ONE_STEP;
  return { past: goesOn ? history.past : [...history.past, before].slice(-MOST_STEPS), future: [], about, at: now };
}

export function undo(history: DocumentHistory, now: BlockDocument): { history: DocumentHistory; document: BlockDocument } | null {
  const document = history.past.at(-1);
  if (!document) return null;
  return { document, history: { past: history.past.slice(0, -1), future: [now, ...history.future], about: null, at: 0 } };
}

export function redo(history: DocumentHistory, now: BlockDocument): { history: DocumentHistory; document: BlockDocument } | null {
  const [document, ...future] = history.future;
  if (!document) return null;
  return { document, history: { past: [...history.past, now], future, about: null, at: 0 } };
}
