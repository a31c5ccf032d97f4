import type { TemplateProblem } from '@rapport/common';
import type { TemplateLinks } from './tracking/linkMarks.js';

/** A template after everything that does not depend on the recipient: four Liquid sources. Plain data, so that it can pass between threads. */
export interface CompiledDocument {
  readonly subject: string;
  readonly preheader: string;
  readonly html: string;
  readonly text: string;
  /** What was changed or added, for the author to know. */
  readonly notes: readonly TemplateProblem[];
  /** Tags that stood where no tag can stand (inside a tag name, a comment, a script). */
  readonly lostTags: readonly string[];
  /** So little work for each message, whatever the values are, that it may be done on the event loop. */
  readonly isPlain: boolean;
  readonly usesCustomFields: boolean;
  /** Where its links stand, when they were asked to be marked. */
  readonly links: TemplateLinks | null;
}
