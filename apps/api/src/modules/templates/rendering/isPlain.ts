import { readExpression, scanTemplate } from '@rapport/common';

/** Measured: parsing this much takes some 20 ms, rendering it 5 ms. */
const MOST_CHARACTERS = 300_000;
const MOST_TAGS = 2_000;
const DEEPEST = 40;

const OPENING = ['if', 'unless', 'case'];
const CLOSING = ['endif', 'endunless', 'endcase'];
const OTHERS = ['elsif', 'else', 'when', 'assign'];

/** Each passes over its input once. What splits, sorts or searches is not among them. */
const CHEAP_FILTERS = new Set([
  ...['abs', 'at_least', 'at_most', 'ceil', 'divided_by', 'floor', 'minus', 'modulo', 'plus', 'round', 'times'],
  ...['append', 'capitalize', 'date', 'default', 'downcase', 'escape', 'lstrip', 'prepend', 'remove', 'remove_first', 'replace'],
  ...['replace_first', 'rstrip', 'size', 'strip', 'strip_newlines', 'truncate', 'upcase', 'url_encode'],
]);

/** No loops, no lists, no ranges, and not much of anything: such a template costs the same for every recipient. */
export function isPlain(sources: readonly string[]): boolean {
  let tags = 0;
  let depth = 0;
  if (sources.reduce((sum, source) => sum + source.length, 0) > MOST_CHARACTERS) return false;
  for (const token of sources.flatMap((source) => scanTemplate(source))) {
    if (token.kind === 'text') continue;
    if (token.kind === 'unclosed' || token.content.includes('..')) return false;
    tags += 1;
    const name = token.kind === 'tag' ? (/^\S+/.exec(token.content)?.[0] ?? '') : null;
    if (name !== null && OPENING.includes(name)) depth += 1;
    else if (name !== null && CLOSING.includes(name)) depth -= 1;
    else if (name !== null && !OTHERS.includes(name) && !/^(?:end)?__/.test(name)) return false;
    if (tags > MOST_TAGS || depth > DEEPEST) return false;
    if (!readExpression(token.content).filters.every((filter) => CHEAP_FILTERS.has(filter.name) || filter.name.startsWith('__')))
      return false;
  }
  return true;
}
