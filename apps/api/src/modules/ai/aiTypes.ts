import type { ClaimFinding } from '@rapport/common';

/** What AI is asked for. */
export const AI_TASKS = ['draft', 'subjects', 'rewrite', 'personal', 'reply', 'summary'] as const;
export type AiTask = (typeof AI_TASKS)[number];

/** Those about one contact; the others know of none. */
export const CONTACT_TASKS = ['personal', 'reply', 'summary'] as const satisfies readonly AiTask[];
export type ContactTask = (typeof CONTACT_TASKS)[number];
export type MessageTask = Exclude<AiTask, ContactTask>;

export const AI_STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export type AiState = (typeof AI_STATES)[number];

export const PIECE_KINDS = ['subject', 'preheader', 'heading', 'paragraph', 'list', 'button'] as const;
export type PieceKind = (typeof PIECE_KINDS)[number];

/** What an answer may cite. */
export interface AiSource {
  /** `brief`, `fact-1`. */
  readonly id: string;
  /** For people: what it is. */
  readonly label: string;
  readonly text: string;
  /** Of an entry of a timeline. */
  readonly entryId?: string;
}

/** One part of an answer as the model gives it. A list has an item on each line. */
export interface RawPiece {
  readonly kind: PieceKind;
  readonly text: string;
  /** Of a button. */
  readonly url: string | null;
  /** Why the model suggests it, where it is asked for that. */
  readonly reason: string | null;
  /** Ids of what it cites. */
  readonly sources: readonly string[];
}

export interface AiPiece extends RawPiece {
  readonly findings: readonly ClaimFinding[];
}

/** A question as it is kept until it is asked: nothing in it is redacted yet. */
export interface AiWork {
  /** What to do, in words of ours. */
  readonly order: string;
  readonly sources: readonly AiSource[];
  /** Sources that count as cited by each piece: what is rewritten proves its own rewriting. */
  readonly implied: readonly string[];
  readonly kinds: readonly PieceKind[];
  /** Of the answer; null: that of what it works on. */
  readonly language: string | null;
  readonly tags: readonly string[];
  readonly mostTokens: number;
  /** Pieces of the answer beyond it are dropped. */
  readonly mostPieces?: number;
  /** A piece that cites nothing is not proven, whatever it says. */
  readonly mustCite?: boolean;
  /** Digits of numbers that never leave, however they are written. */
  readonly phones?: readonly string[];
  /** Of a question about a contact: what its entry on the timeline says was asked. */
  readonly told?: string;
}

export interface AiDecision {
  readonly piece: number;
  readonly isAccepted: boolean;
  /** What is taken over in the author's own wording; null: as it came. */
  readonly text: string | null;
  /** What the author states without evidence. */
  readonly confirmed: readonly string[];
  readonly at: string;
}
