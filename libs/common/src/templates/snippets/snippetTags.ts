import type { Block } from '../blocks/blockDocument.js';

/** What a snippet is written with. `blocks`: a group of blocks; `text`: plain text, for text messages too. */
export const SNIPPET_KINDS = ['richText', 'html', 'blocks', 'text'] as const;
export type SnippetKind = (typeof SNIPPET_KINDS)[number];

/** Characters of one snippet; of a group of blocks, as JSON. */
export const LONGEST_SNIPPET = 50_000;
/** Blocks in one group. */
export const MOST_SNIPPET_BLOCKS = 20;
/** Characters. */
export const LONGEST_SNIPPET_KEY = 60;

/** One version of a snippet in a text. */
export interface SnippetUse {
  readonly key: string;
  /** Null in a tag that names none: the newest one is meant. */
  readonly version: number | null;
}

/** What a version of a snippet says, as HTML that stands for itself. */
export interface SnippetContent {
  readonly version: number;
  readonly html: string;
}

const KEY = '[\\p{L}\\p{N}]+(?:-[\\p{L}\\p{N}]+)*';
const SPACE = '(?:\\s|&nbsp;)+';
const TAG = `\\{%-?\\s*snippet${SPACE}["'\u201c\u201d]?(${KEY})["'\u201c\u201d]?(?:${SPACE}(\\d{1,9}))?(?:\\s|&nbsp;)*-?%\\}`;
/** Alone in a paragraph of the rich text editor: it takes the place of the paragraph. */
const PLACE = new RegExp(`<p>\\s*${TAG}\\s*</p>|${TAG}`, 'giu');
const PIECE = new RegExp(`<!-- snippet(-p)? (${KEY}) (\\d{1,9}) -->((?:(?!<!-- /?snippet)[\\s\\S])*)<!-- /snippet -->`, 'gu');
const ANY_MARK = /<!--\s*\/?snippet\b/i;

/** How a text names a version of a snippet: `{% snippet opening-hours 3 %}`. */
export function snippetTag(key: string, version: number): string {
  return `{% snippet ${key} ${version} %}`;
}

/** `Opening hours!` is `opening-hours`. Without a letter or a digit it is `snippet`. */
export function snippetKeyOf(name: string): string {
  const words =
    name
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const key = words.join('-').slice(0, LONGEST_SNIPPET_KEY).replace(/-$/, '');
  return key === '' ? 'snippet' : key;
}

/** Whether a text holds a snippet, or something that would be taken for one. */
export function holdsSnippet(text: string): boolean {
  return ANY_MARK.test(text) || /\{%-?\s*snippet\b/i.test(text);
}

/** The stored form with its content, as it is written: each piece is its tag again. */
export function foldSnippets(html: string): string {
  if (!ANY_MARK.test(html)) return html;
  return html.replace(PIECE, (_, alone: string | undefined, key: string, version: string) => {
    const tag = snippetTag(key, Number(version));
    return alone === undefined ? tag : `<p>${tag}</p>`;
  });
}

/** The stored form as a text of its own: what snippets say stays, and nothing tells that it was one. */
export function looseSnippets(html: string): string {
  return ANY_MARK.test(html) ? html.replace(PIECE, (_piece, _alone, _key, _version, content: string) => content) : html;
}

/** A line of the stored form as the line on which it is written; those of a piece are all at its tag. Counted from 1. */
export function foldedLine(html: string, line: number): number {
  let written = line;
  let at = 0;
  let start = 1;
  for (const { 0: piece, index } of ANY_MARK.test(html) ? html.matchAll(PIECE) : []) {
    start += linesOf(html.slice(at, index));
    if (start >= line) return written;
    const inside = linesOf(piece);
    written -= Math.min(inside, line - start);
    start += inside;
    at = index + piece.length;
  }
  return written;
}

function linesOf(text: string): number {
  return text.split('\n').length - 1;
}

/** Every version that a text names, in either form, each once. */
export function snippetsIn(html: string): SnippetUse[] {
  const uses = new Map<string, SnippetUse>();
  for (const match of foldSnippets(html).matchAll(PLACE)) {
    const key = (match[1] ?? match[3] ?? '').toLowerCase();
    const number = match[2] ?? match[4];
    uses.set(`${key} ${number}`, { key, version: number === undefined ? null : Number(number) });
  }
  return [...uses.values()];
}

/**
 * The stored form: each tag with what that version says behind it, so that everything that sends and checks reads one text. A tag that
 * `find` does not know stays as it is, which the checks report; a piece that it does not know keeps its content as the text's own.
 */
export function fillSnippets(html: string, find: (use: SnippetUse) => SnippetContent | null): string {
  const known = html.replace(PIECE, (piece: string, _alone: string | undefined, key: string, version: string, content: string) =>
    find({ key, version: Number(version) }) ? piece : content,
  );
  return foldSnippets(known).replace(PLACE, (place: string, aloneKey?: string, aloneVersion?: string, key?: string, version?: string) => {
    const isAlone = aloneKey !== undefined;
    const number = isAlone ? aloneVersion : version;
    const name = (aloneKey ?? key ?? '').toLowerCase();
    const content = find({ key: name, version: number === undefined ? null : Number(number) });
    return content === null ? place : `<!-- snippet${isAlone ? '-p' : ''} ${name} ${content.version} -->${content.html}<!-- /snippet -->`;
  });
}

/** The same text with the newest versions of these snippets; as written, not as stored. */
export function renewSnippets(html: string, newest: ReadonlyMap<string, number>): string {
  return foldSnippets(html).replace(new RegExp(TAG, 'giu'), (tag: string, key: string) => {
    const version = newest.get(key.toLowerCase());
    return version === undefined ? tag : snippetTag(key.toLowerCase(), version);
  });
}

/** What a snippet says, as the HTML of a message. Null for a group of blocks, which only a message of blocks can hold. */
export function snippetHtml(kind: SnippetKind, body: string): string | null {
  switch (kind) {
    case 'richText':
    case 'html':
      return body;
    case 'text':
      return plainTextHtml(body).join('<br>');
    case 'blocks':
      return null;
  }
}

/** … and as blocks, with ids that begin with that of the block that holds them. Null for HTML, which cannot be written as blocks. */
export function snippetBlocks(kind: SnippetKind, body: string, group: readonly Block[], id: string): Block[] | null {
  switch (kind) {
    case 'richText':
      return [{ id: `${id}-0`, kind: 'text', condition: null, html: body }];
    case 'text':
      return [{ id: `${id}-0`, kind: 'text', condition: null, html: `<p>${plainTextHtml(body).join('<br>')}</p>` }];
    case 'blocks':
      return group.map((block, index) => ({ ...block, id: `${id}-${index}` }));
    case 'html':
      return null;
  }
}

function plainTextHtml(text: string): string[] {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .split(/\r\n|\r|\n/);
}
