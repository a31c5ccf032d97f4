import type { Block, BlockDocument } from '@rapport/common';
import { useState } from 'react';
import { type DocumentHistory, NO_HISTORY, redo, remember, undo } from './documentHistory';
import { changeBlock } from './editDocument';

/** What the parts of the editor work with. */
export interface BlockEditing {
  readonly document: BlockDocument;
  readonly isReadOnly: boolean;
  /** The blocks of a snippet: one section that stays as it is. */
  readonly isGroup: boolean;
  /** The block or row whose settings are shown. */
  readonly selected: string | null;
  select: (id: string | null) => void;
  /** `about`: what is changed; typing on is one step of undo. */
  change: (document: BlockDocument, about?: string | null) => void;
  changeBlock: (id: string, change: Partial<Block>) => void;
  undo: (() => void) | null;
  redo: (() => void) | null;
  /** Counts up when the document is replaced beneath an editor that owns its text. */
  readonly epoch: number;
  /** What the schema says against a field, by `id.field`. */
  readonly errors: ReadonlyMap<string, string>;
}

export function useBlockEditing(
  document: BlockDocument,
  onChange: (document: BlockDocument) => void,
  isReadOnly: boolean,
  errors: ReadonlyMap<string, string>,
  isGroup = false,
): BlockEditing {
  const [history, setHistory] = useState<DocumentHistory>(NO_HISTORY);
  const [selected, select] = useState<string | null>(null);
  const [epoch, setEpoch] = useState(0);
  const change = (next: BlockDocument, about: string | null = null) => {
    if (next === document || isReadOnly) return;
    setHistory((before) => remember(before, document, about, Date.now()));
    onChange(next);
  };
  const travel = (step: ReturnType<typeof undo>) =>
    step === null || isReadOnly
      ? null
      : () => {
          setHistory(step.history);
          setEpoch((before) => before + 1);
          onChange(step.document);
        };
  return {
    document,
    isReadOnly,
    isGroup,
    selected,
    select,
    change,
    changeBlock: (id, part) => change(changeBlock(document, id, part), `${id} ${Object.keys(part).join(' ')}`),
    undo: travel(undo(history, document)),
    redo: travel(redo(history, document)),
    epoch,
    errors,
  };
}
