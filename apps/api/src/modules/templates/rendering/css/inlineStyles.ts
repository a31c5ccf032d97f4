import type { Element } from 'domhandler';
import { escapeText, unescapeText } from '../liquid/asText.js';
import { templateTooSlow } from '../renderErrors.js';
import { splitDeclarations } from './declarations.js';
import type { ElementIndex } from './ElementIndex.js';
import type { StyleRule } from './readStyleSheet.js';
import { readSelector } from './selectors.js';

/** Of all elements together. What exceeds it makes a message of megabytes. */
const MOST_DECLARATIONS = 200_000;

interface Match {
  readonly specificity: number;
  readonly rule: StyleRule;
}

/** What an element ends up with under one name; several values are fallbacks of one rule (`color: red; color: oklch(…)`). */
interface Settled {
  readonly values: string[];
  readonly isImportant: boolean;
}

/**
 * Writes plain rules into the elements that they match, because many mailboxes ignore style sheets. The result is what the
 * cascade would give: by importance, specificity and order; what the element says itself comes last.
 * `isOpaque`: a style attribute that is only known when it is rendered; it stays as it is, behind the others.
 */
export function inlineStyles(
  rules: readonly StyleRule[],
  index: ElementIndex,
  { mayStyle, isOpaque }: { mayStyle: (element: Element, rule: StyleRule) => boolean; isOpaque: (style: string) => boolean },
): void {
  const matches = new Map<Element, Match[]>();
  let count = 0;
  for (const rule of rules) {
    for (const text of rule.selectors) {
      const selector = readSelector(text);
      if (!selector) continue;
      for (const element of index.matching(selector)) {
        if (!mayStyle(element, rule)) continue;
        count += rule.declarations.length;
        if (count > MOST_DECLARATIONS) throw templateTooSlow(new Error('too many declarations'));
        const known = matches.get(element);
        if (known) known.push({ specificity: selector.specificity, rule });
        else matches.set(element, [{ specificity: selector.specificity, rule }]);
      }
    }
  }
  for (const [element, found] of matches) element.attribs['style'] = escapeText(styleOf(element, found, isOpaque));
}

function styleOf(element: Element, matches: readonly Match[], isOpaque: (style: string) => boolean): string {
  const settled = new Map<string, Settled>();
  // Sorting is stable: of two with the same weight, the later one wins.
  for (const { rule } of [...matches].sort((a, b) => a.specificity - b.specificity)) settle(settled, rule.declarations);
  const own = unescapeText(element.attribs['style'] ?? '');
  if (isOpaque(own)) return `${print(settled)} ${own}`;
  settle(
    settled,
    splitDeclarations(own).map(({ name, value }) => {
      const important = /\s{0,9}!\s{0,9}important$/i.exec(value);
      return { name, value: important ? value.slice(0, important.index) : value, isImportant: important !== null };
    }),
  );
  return print(settled);
}

function print(settled: ReadonlyMap<string, Settled>): string {
  return [...settled]
    .filter(([name]) => name !== 'content')
    .flatMap(([name, { values, isImportant }]) => values.map((value) => `${name}: ${value}${isImportant ? ' !important' : ''};`))
    .join(' ');
}

/** A name that is set again moves to the end, so that `padding` and `padding-left` come in the order of their weight. */
function settle(settled: Map<string, Settled>, declarations: StyleRule['declarations']): void {
  const block = new Map<string, Settled>();
  for (const { name: written, value, isImportant } of declarations) {
    const name = written.startsWith('--') ? written : written.toLowerCase();
    const known = block.get(name);
    if (known?.isImportant && !isImportant) continue;
    const isFallback = known?.isImportant === isImportant && known.values.at(-1) !== value;
    block.set(name, { isImportant, values: isFallback ? [...known.values, value].slice(-4) : [value] });
  }
  for (const [name, one] of block) {
    if (settled.get(name)?.isImportant && !one.isImportant) continue;
    settled.delete(name);
    settled.set(name, one);
  }
}
