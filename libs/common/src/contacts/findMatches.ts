import { foldText } from './foldText.js';
import { isDenseScript } from './shortTerms.js';

/** From, and until before: places in the text as it was typed. */
export type TextRange = readonly [from: number, until: number];

const TRIGRAM = 3;
/** Characters that fold together: a letter with its marks (halfwidth kana have theirs behind), and the parts of one Hangul syllable. */
const CLUSTER = /[\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb]+\p{M}*|[^](?:[\p{M}\u200d\uff9e\uff9f])*/gu;
const BETWEEN_DIGITS = /[\s().\-/\p{Pd}]/u;
const WORD = /[\p{L}\p{N}\p{M}]/u;

/** A text without case and accents that knows where each of its characters stood. */
export interface Folded {
  readonly text: string;
  /** Of each UTF-16 unit of `text`: where its source begins and ends. */
  readonly places: readonly TextRange[];
}

/**
 * Where a text holds what was searched for, so that it can be marked: `lodz` is found in `Łódź`, `5551234` in `555-1234`. Give it
 * `searchTerms`. Ranges are in order and do not overlap. Terms of one and two letters are the beginnings of words, as the search means them.
 */
export function findMatches(text: string, terms: readonly string[]): TextRange[] {
  if (terms.length === 0 || text === '') return [];
  const folded = foldWithPlaces(text);
  return join(terms.flatMap((term) => rangesOf(folded, term)));
}

function rangesOf(folded: Folded, term: string): TextRange[] {
  const found = occurrences(folded, term).filter((at) => startsAllowed(folded.text, at, term));
  if (found.length > 0) return found.map((at) => spanOf(folded, at, term.length));
  if (/^\+?\d{3,}$/.test(term)) return rangesInDigits(folded, term.replace('+', ''));
  return isDenseScript(term) ? partsOf(folded, term) : [];
}

function occurrences({ text }: Folded, term: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) found.push(at);
  return found;
}

function startsAllowed(text: string, at: number, term: string): boolean {
  if ([...term].length >= TRIGRAM || isDenseScript(term) || !WORD.test(term)) return true;
  return at === 0 || !WORD.test([...text.slice(0, at)].at(-1) ?? '') || isDenseScript([...text.slice(0, at)].at(-1) ?? '');
}

/** A number is found across its blanks, hyphens and brackets. */
function rangesInDigits(folded: Folded, digits: string): TextRange[] {
  const units = [...folded.text.matchAll(/[^]/g)].filter(([unit]) => !BETWEEN_DIGITS.test(unit));
  const squeezed: Folded = {
    text: units.map(([unit]) => unit).join(''),
    places: units.map(({ index }) => folded.places[index] ?? [0, 0]),
  };
  return occurrences(squeezed, digits).map((at) => spanOf(squeezed, at, digits.length));
}

/** 王小明 was found in a name that is written 小明 王: each of its words is marked. */
function partsOf(folded: Folded, term: string): TextRange[] {
  return [...folded.text.matchAll(/\S+/gu)].flatMap(({ 0: word, index }) =>
    isDenseScript(word) && term.includes(word) ? [spanOf(folded, index, word.length)] : [],
  );
}

function spanOf({ places }: Folded, at: number, length: number): TextRange {
  return [places[at]?.[0] ?? 0, places[at + length - 1]?.[1] ?? 0];
}

export function foldWithPlaces(text: string): Folded {
  const parts: string[] = [];
  const places: TextRange[] = [];
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    const folded = foldText(cluster);
    parts.push(folded);
    for (let unit = 0; unit < folded.length; unit += 1) places.push([index, index + cluster.length]);
  }
  return { text: parts.join(''), places };
}

function join(ranges: TextRange[]): TextRange[] {
  const joined: TextRange[] = [];
  for (const [from, until] of ranges.sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && from <= last[1]) joined[joined.length - 1] = [last[0], Math.max(last[1], until)];
    else if (until > from) joined.push([from, until]);
  }
  return joined;
}
