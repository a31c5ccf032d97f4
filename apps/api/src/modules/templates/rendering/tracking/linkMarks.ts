/** A link of a template that may be led past us. */
export interface TemplateLink {
  /** As its author wrote it, with the merge tags in it. */
  readonly url: string;
  /** What a reader sees of it. */
  readonly label: string | null;
  /** Different for each person. */
  readonly isPersonal: boolean;
}

/**
 * The links of a compiled template. Their addresses stand between marks in HTML and text, so that a message is found through without
 * reading its HTML. The nonce is new for each compilation: no value that a contact brings can be taken for a mark.
 */
export interface TemplateLinks {
  readonly nonce: string;
  readonly links: readonly TemplateLink[];
}

const START = '\ufdd4';
const MIDDLE = '\ufdd5';
const END = '\ufdd6';

export function markLink(nonce: string, index: number, address: string): string {
  return `${START}${nonce}${index}${MIDDLE}${address}${END}`;
}

/** Every marked address with what `replace` makes of it; `address` as it stands there, escaped in HTML. */
export function replaceMarked(text: string, nonce: string, replace: (index: number, address: string) => string): string {
  const start = START + nonce;
  let at = text.indexOf(start);
  if (at === -1) return text;
  let result = '';
  let from = 0;
  while (at !== -1) {
    const middle = text.indexOf(MIDDLE, at);
    const end = text.indexOf(END, middle);
    if (middle === -1 || end === -1) break;
    result += text.slice(from, at) + replace(Number(text.slice(at + start.length, middle)), text.slice(middle + 1, end));
    from = end + 1;
    at = text.indexOf(start, from);
  }
  return result + text.slice(from);
}

/** What is written before, between and behind marked addresses, and these. Null when a mark ends outside of it, or begins there. */
export function cutMarked(text: string, nonce: string): (string | { readonly index: number; readonly address: string })[] | null {
  const cut: (string | { index: number; address: string })[] = [];
  const start = START + nonce;
  let from = 0;
  for (let at = text.indexOf(start); at !== -1; at = text.indexOf(start, from)) {
    const middle = text.indexOf(MIDDLE, at);
    const end = text.indexOf(END, at);
    if (middle === -1 || end < middle) return null;
    cut.push(text.slice(from, at), { index: Number(text.slice(at + start.length, middle)), address: text.slice(middle + 1, end) });
    from = end + 1;
  }
  const rest = text.slice(from);
  return /[\ufdd4-\ufdd6]/.test(rest) || cut.some((piece) => typeof piece === 'string' && /[\ufdd4-\ufdd6]/.test(piece))
    ? null
    : [...cut, rest];
}
