import type { MergeTag } from './templateQueries';

/** A merge tag or another Liquid tag on one line; both editors mark it. */
export const TAG_PATTERN = /\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}/g;

/** Tags of things that everyone has, or that Rapport fills itself: they need no fallback. */
const ALWAYS_FILLED = /^(email|unsubscribe_url|today|sender\..+|workspace\..+)$/;

export function asksForFallback(tag: string): boolean {
  return !ALWAYS_FILLED.test(tag);
}

/** What the catalogue suggests: the example `{{ first_name | default: "there" }}` suggests "there". */
export function suggestedFallback({ example }: Pick<MergeTag, 'example'>): string {
  return /\bdefault:\s*"([^"]*)"/.exec(example)?.[1] ?? '';
}

/**
 * The text to insert. The example is the base, so that a date keeps its format; the fallback goes behind it.
 * A double quote would end the fallback early, so it becomes a single one.
 */
export function writeTag({ example, tag }: Pick<MergeTag, 'example' | 'tag'>, fallback: string): string {
  const expression = /\{\{\s*(.+?)\s*\}\}/.exec(example)?.[1] ?? tag;
  const bare = expression.replace(/\s*\|\s*default:\s*("[^"]*"|'[^']*')/, '');
  const text = fallback.trim().replaceAll('"', '\u2019').replace(/[{}]/g, '');
  return text === '' ? `{{ ${bare} }}` : `{{ ${bare} | default: "${text}" }}`;
}

/** Replaces the selection of a plain text field; `caret` is where typing goes on. */
export function insertInto(text: string, selection: { start: number; end: number }, inserted: string): { text: string; caret: number } {
  const start = Math.min(selection.start, text.length);
  const end = Math.min(Math.max(selection.end, start), text.length);
  return { text: text.slice(0, start) + inserted + text.slice(end), caret: start + inserted.length };
}

const GROUP_WORDS: Readonly<Record<string, string>> = {
  contact: 'Contact',
  custom: 'Custom fields',
  sender: 'Sender',
  workspace: 'Workspace',
  message: 'Message',
};

export function groupTags(tags: readonly MergeTag[], search: string): { group: string; tags: MergeTag[] }[] {
  const wanted = search.trim().toLowerCase();
  const matching = tags.filter(({ tag, label }) => tag.toLowerCase().includes(wanted) || label.toLowerCase().includes(wanted));
  const groups = [...new Set(matching.map((tag) => tag.group))];
  return groups.map((group) => ({ group: GROUP_WORDS[group] ?? group, tags: matching.filter((tag) => tag.group === group) }));
}
