import { parse, type Selector, SelectorType } from 'css-what';

export interface ReadSelector {
  readonly text: string;
  readonly tokens: readonly Selector[];
  /** As one number: ids, then classes, then elements. */
  readonly specificity: number;
}

/** Pseudo-classes that depend on the markup alone. What depends on the reader (`:hover`) or is no element (`::before`) stays in the sheet. */
const STRUCTURAL = new Set([
  ...['first-child', 'last-child', 'only-child', 'nth-child', 'nth-last-child', 'first-of-type', 'last-of-type', 'only-of-type'],
  ...['nth-of-type', 'nth-last-of-type', 'not', 'is', 'where', 'empty'],
]);

/** Asks for what mail programs add around or to a message (`u + .x` in Gmail, `[data-ogsc] .x` in Outlook): it must stay in the sheet. */
export function isForMailPrograms(text: string): boolean {
  return /^\s*u\s*\+|#(?:outlook|messageviewbody|yiv)|\.(?:externalclass|readmsgbody|moz-text-html|yahoo)|\[\s*(?:data-|owa|office365|x-apple)/i.test(
    text,
  );
}

/** Null when no element can be asked for it: unknown, dynamic, or about something that is not there. */
export function readSelector(text: string): ReadSelector | null {
  const read = readAnySelector(text);
  return read?.tokens.every(isStructural) && !isForMailPrograms(text) ? read : null;
}

/** Also with parts that depend on the reader; null when it is no selector. */
export function readAnySelector(text: string): ReadSelector | null {
  if (text.length > 1_000) return null;
  let parsed: Selector[][];
  try {
    parsed = parse(text);
  } catch {
    return null;
  }
  const tokens = parsed.length === 1 ? parsed[0] : undefined;
  return tokens ? { text, tokens, specificity: specificityOf(tokens) } : null;
}

/**
 * As it reads for someone whom it concerns: of what mail programs add to a page (`[data-ogsc] .x` in Outlook's dark mode) and of
 * links that were visited or not, only the rest counts. Null for what holds only while a reader does something.
 */
export function forItsReaders(text: string): string | null {
  if (/:(?:hover|focus|active|target)\b|::|:(?:before|after|first-letter|first-line)\b/i.test(text)) return null;
  const concerned = text
    .replace(/:(?:link|any-link|visited)\b/gi, '')
    .replace(/^\s*(?:u\s*\+\s*|\*?\[(?:data-[\w-]+|owa|office365)\]\s*>?\s*)/i, '');
  return concerned.trim() === '' ? '*' : concerned;
}

function isStructural(token: Selector): boolean {
  if (token.type !== SelectorType.Pseudo) return token.type !== SelectorType.PseudoElement && token.type !== SelectorType.ColumnCombinator;
  if (!STRUCTURAL.has(token.name)) return false;
  return !Array.isArray(token.data) || token.data.every((inner) => inner.every(isStructural));
}

function specificityOf(tokens: readonly Selector[]): number {
  return tokens.reduce((sum, token) => sum + specificityOfToken(token), 0);
}

const ID = 1_000_000;
const CLASS = 1_000;

function specificityOfToken(token: Selector): number {
  switch (token.type) {
    case SelectorType.Attribute:
      return token.name === 'id' && token.ignoreCase === 'quirks' ? ID : CLASS;
    case SelectorType.Tag:
      return 1;
    case SelectorType.Pseudo:
      if (token.name === 'where') return 0;
      return Array.isArray(token.data) ? Math.max(0, ...token.data.map(specificityOf)) : CLASS;
    default:
      return 0;
  }
}
