import { type ReadStyleSheet, readStyleSheet } from './css/readStyleSheet.js';
import { readSelector } from './css/selectors.js';
import { hideOutlookComments } from './markup/outlookComments.js';
import { sanitizeBody } from './markup/sanitizeBody.js';
import type { TagMask } from './markup/TagMask.js';

/** What an author wrote, cleaned and taken apart: its tags are hidden. */
export interface WrittenParts {
  readonly body: string;
  readonly signature: string;
  readonly head: string;
  readonly sheets: readonly ReadStyleSheet[];
  readonly usesOutlookMarkup: boolean;
  /** Conditional comments, rules and declarations that could not be kept, as they were written. */
  readonly removedComments: readonly string[];
  readonly removedStyles: readonly string[];
}

/** The sheets of body and signature are read one by one, so that an open bracket in one ends with it. */
export function cleanParts(mask: TagMask, body: string, signature: string): WrittenParts {
  const removed: string[] = [];
  const readSheet = (css: string, media: string): string => {
    const sheet = readStyleSheet(css, media, mask, isInlinable);
    removed.push(...sheet.removed);
    return sheet.text;
  };
  const parts = [body, signature].map((part) => {
    const comments = hideOutlookComments(mask.hide(part), mask, readSheet);
    return { comments, ...sanitizeBody(comments.html, mask) };
  });
  const styles = parts.flatMap((part) => part.styles);
  const sheets = styles.map(({ css, media }) => readStyleSheet(css, media, mask, isInlinable));
  return {
    body: parts[0]?.html ?? '',
    signature: parts[1]?.html ?? '',
    head: parts.flatMap(({ comments }) => comments.head || []).join('\n'),
    sheets,
    usesOutlookMarkup: parts.some(({ comments }) => comments.hasAny),
    removedComments: parts.flatMap(({ comments }) => comments.removed),
    removedStyles: [...removed, ...sheets.flatMap((sheet) => sheet.removed)],
  };
}

/** Whether elements can be asked for it when a template is compiled. */
export function isInlinable(selector: string): boolean {
  return readSelector(selector) !== null;
}
