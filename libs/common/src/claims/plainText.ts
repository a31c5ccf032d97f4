import { normalizeMergeTags } from '../templates/normalizeMergeTags.js';
import { scanTemplate } from '../templates/scanTemplate.js';

/** One spelling for the checks: ASCII digits, plain blanks, nothing invisible between the letters of a word. */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\p{Zs}\t]/gu, ' ')
    .replace(/\u066a/g, '%')
    .replace(/\p{Nd}/gu, asciiDigit);
}

/** The digits of a script lie side by side, from zero to nine. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  if (code < 128) return digit;
  let start = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(start - 1))) start -= 1;
  return String((code - start) % 10);
}

export interface TaggedText {
  /** Without tags; each has left a mark that is no word. */
  readonly text: string;
  /** What is between the braces of outputs, as written. */
  readonly outputs: readonly string[];
  /** Blocks, unclosed tags and outputs that print something else than one value: nothing that a draft may hold. */
  readonly strange: readonly string[];
  /** What tags print where a value is missing: readers see it too. */
  readonly fallbacks: readonly string[];
}

/** Takes the merge tags out of a text. */
export function splitTags(written: string): TaggedText {
  const text: string[] = [];
  const outputs: string[] = [];
  const strange: string[] = [];
  const fallbacks: string[] = [];
  for (const token of scanTemplate(normalizeMergeTags(written))) {
    if (token.kind === 'text') text.push(token.raw);
    else {
      // No letter, so that a name beside it is neither joined to it nor taken for the start of a sentence.
      text.push('\u2022');
      if (token.kind === 'output') {
        outputs.push(token.content);
        fallbacks.push(...[...token.content.matchAll(/"([^"]*)"|'([^']*)'/g)].map((match) => match[1] ?? match[2] ?? ''));
      } else strange.push(token.raw);
    }
  }
  return { text: text.join(''), outputs, strange, fallbacks };
}
