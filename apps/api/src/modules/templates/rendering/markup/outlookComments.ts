import { cleanFragment } from './cleanFragment.js';
import type { StyleSheetReader } from '../css/readStyleSheet.js';
import type { TagMask } from './TagMask.js';

export interface HiddenComments {
  /** The source with each conditional comment behind a word. */
  readonly html: string;
  /** Those that belong into the head: settings and style sheets of Outlook. */
  readonly head: string;
  readonly hasAny: boolean;
  /** Conditional comments that could not be kept, as they begin. */
  readonly removed: string[];
}

const CONDITION = /^\[if ([\w\s!()&|.]{1,100})\]$/i;

/**
 * Markup that only Outlook reads, or everyone but Outlook: `<!--[if mso]>…<![endif]-->`, and the pair of marks around what the
 * others read. The content of the former is cleaned like the rest. `html` has its Liquid tags hidden.
 */
export function hideOutlookComments(html: string, mask: TagMask, readSheet: StyleSheetReader): HiddenComments {
  const removed: string[] = [];
  const head: string[] = [];
  const marks: { readonly at: number; readonly raw: string; readonly isOpen: boolean }[] = [];
  const pieces: string[] = [];
  let hasAny = false;
  let at = 0;
  for (const found of commentsIn(html)) {
    pieces.push(html.slice(at, found.start));
    at = found.end;
    if (found.kind === 'hidden') {
      const cleaned = CONDITION.test(found.condition) && found.isClosed ? cleanFragment(found.content, mask, readSheet) : null;
      if (cleaned === null) removed.push(html.slice(found.start, found.start + 60));
      else {
        const word = mask.hideComment(`<!--${found.condition}>${cleaned.html}<![endif]-->`);
        if (cleaned.isForHead) head.push(word);
        else pieces.push(word);
        hasAny = true;
      }
    } else {
      marks.push({ at: pieces.length, raw: html.slice(found.start, found.end), isOpen: found.kind === 'open' });
      pieces.push('');
    }
  }
  pieces.push(html.slice(at));
  if (areBalanced(marks)) {
    for (const mark of marks) pieces[mark.at] = mask.hideComment(mark.raw);
    hasAny ||= marks.length > 0;
  } else removed.push(...marks.filter(({ isOpen }) => isOpen).map(({ raw }) => raw));
  return { html: pieces.join(''), head: head.join('\n'), hasAny, removed };
}

/** An opening mark without its end would hide the rest of the mail from Outlook. */
function areBalanced(marks: readonly { isOpen: boolean }[]): boolean {
  let isOpen = false;
  for (const mark of marks) {
    if (mark.isOpen === isOpen) return false;
    isOpen = mark.isOpen;
  }
  return !isOpen;
}

interface FoundComment {
  readonly start: number;
  readonly end: number;
  readonly kind: 'hidden' | 'open' | 'close';
  readonly condition: string;
  readonly content: string;
  readonly isClosed: boolean;
}

function* commentsIn(html: string): Generator<FoundComment> {
  for (let start = html.indexOf('<!'); start !== -1;) {
    const found = html.startsWith('<!--', start) ? readComment(html, start) : readMark(html, start);
    if (found) yield found;
    start = html.indexOf('<!', found?.end ?? endOfOrdinaryComment(html, start));
  }
}

/** What looks like a conditional comment inside of an ordinary one is none. */
function endOfOrdinaryComment(html: string, start: number): number {
  if (!html.startsWith('<!--', start)) return start + 2;
  const end = html.indexOf('-->', start + 4);
  return end === -1 ? html.length : end + 3;
}

function readComment(html: string, start: number): FoundComment | null {
  const end = html.indexOf('-->', start + 4);
  if (end === -1) return null;
  const inner = html.slice(start + 4, end);
  const at = { start, end: end + 3, condition: '', content: '', isClosed: true };
  if (/^\s*<!\[endif\]$/i.test(inner.slice(0, 40))) return { ...at, kind: 'close' };
  const head = /^\s{0,9}(\[if [^\]<>]{1,120}\])\s{0,9}>/i.exec(inner.slice(0, 160));
  if (!head) return null;
  const condition = head[1] as string;
  const rest = inner.slice(head[0].length);
  if (/^\s{0,9}<!(?:--)?$/.test(rest.slice(0, 20)) && CONDITION.test(condition)) return { ...at, kind: 'open' };
  const closed = /<!\[endif\]$/i.exec(rest.slice(-10));
  return { ...at, kind: 'hidden', condition, content: closed ? rest.slice(0, -closed[0].length) : rest, isClosed: closed !== null };
}

/** The older form, `<![if !mso]>` and `<![endif]>`. */
function readMark(html: string, start: number): FoundComment | null {
  const match = /^<!(\[if [\w\s!()&|.]{1,100}\]|\[endif\])(?:--)?>/i.exec(html.slice(start, start + 120));
  if (!match) return null;
  const kind = /^\[endif/i.test(match[1] as string) ? 'close' : 'open';
  return { start, end: start + match[0].length, kind, condition: '', content: '', isClosed: true };
}
