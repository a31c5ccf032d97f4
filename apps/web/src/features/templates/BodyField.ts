import type { Ref } from 'react';
import type { BodyHandle } from './writingAssistant';

/** What both editors of a body take, so that one can stand in for the other. */
export interface BodyFieldProps {
  value: string;
  onChange: (html: string) => void;
  label: string;
  isCompact?: boolean;
  /** Offers snippets: not where a text is no part of a template. */
  hasSnippets?: boolean;
  /** Where a problem is; a new object every time one asks to be shown a line. */
  line?: { number: number } | null;
  /** For whoever reads the selection or puts text in. */
  handle?: Ref<BodyHandle>;
}
